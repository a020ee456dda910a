"""Presses and choices: the payloads of `block_actions`."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox import LocalSlack
from tests.sandbox.house import Page, bolt, button, form, modal, plain, section, socket_bot, typed

JsonObject = dict[str, Any]
OPTIONS = [{"text": plain(word), "value": word} for word in ("red", "blue")]
ELEMENTS = [
    {**button("press", value="7"), "style": "primary"},
    {"type": "static_select", "action_id": "pick", "options": OPTIONS, "initial_option": OPTIONS[0]},
    {"type": "overflow", "action_id": "more", "options": OPTIONS},
    {"type": "users_select", "action_id": "who"},
]
BLOCKS = [section("x"), {"type": "actions", "block_id": "menu", "elements": ELEMENTS}]


@pytest.fixture
async def seen(slack: LocalSlack) -> AsyncIterator[list[JsonObject]]:
    """What a bot is sent for any action."""
    app = bolt(slack)
    bodies: list[JsonObject] = []

    @app.action({"action_id": "press"})
    @app.action({"action_id": "pick"})
    @app.action({"action_id": "more"})
    @app.action({"action_id": "who"})
    async def note(ack: Any, body: JsonObject) -> None:
        bodies.append(body)
        await ack()

    async with socket_bot(app):
        yield bodies


async def test_a_button_in_a_message(slack: LocalSlack, page: Page, seen: list[JsonObject]) -> None:
    message = slack.slack.post_as_app("C001", {"text": "x", "blocks": BLOCKS}).as_json()
    assert await page.press(message, "press") == {"ok": True}
    (body,) = seen
    assert body["type"] == "block_actions"
    assert body["user"] == {"id": "U001", "username": "ana", "name": "ana", "team_id": "T0LOCAL0001"}
    assert body["container"] == {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": "C001",
        "is_ephemeral": False,
    }
    assert (body["team"], body["enterprise"]) == ({"id": "T0LOCAL0001", "domain": "northwind"}, None)
    assert body["channel"] == {"id": "C001", "name": "general"}
    assert body["message"]["ts"] == message["ts"]
    (action,) = body["actions"]
    assert {key: action[key] for key in ("type", "action_id", "block_id", "value", "style")} == {
        "type": "button",
        "action_id": "press",
        "block_id": "menu",
        "value": "7",
        "style": "primary",
    }
    assert body["response_url"].startswith(slack.url + "respond/actions/")
    assert body["state"]["values"]["menu"]["pick"]["selected_option"]["value"] == "red"


async def test_an_ephemeral_message_is_not_in_the_payload(
    slack: LocalSlack, page: Page, seen: list[JsonObject]
) -> None:
    message = slack.slack.post_as_app("C001", {"text": "x", "blocks": BLOCKS}, only_for="U001").as_json()
    await page.press(message, "press")
    assert seen[0]["container"]["is_ephemeral"] is True
    assert "message" not in seen[0]
    page.person = "U002"
    assert (await page.press(message, "press"))["error"] == "not_found"


async def test_choices_are_told_and_checked(slack: LocalSlack, page: Page, seen: list[JsonObject]) -> None:
    message = slack.slack.post_as_app("C001", {"text": "x", "blocks": BLOCKS}).as_json()
    assert await page.press(message, "pick", selected_option=OPTIONS[1]) == {"ok": True}
    assert await page.press(message, "more", selected_option=OPTIONS[0]) == {"ok": True}
    assert await page.press(message, "who", selected_user="U002") == {"ok": True}
    assert [body["actions"][0].get("selected_option", {}).get("value") for body in seen] == ["blue", "red", None]
    assert seen[0]["state"]["values"]["menu"]["pick"]["selected_option"] == OPTIONS[1]
    assert seen[2]["actions"][0]["selected_user"] == "U002"
    foreign = {"text": plain("green"), "value": "green"}
    for action_id in ("pick", "more"):
        assert (await page.press(message, action_id, selected_option=foreign))["error"] == "bad_request"
    assert (await page.press(message, "who"))["error"] == "bad_request"
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"block_id": "other"}, "not_found"),
        ({"type": "overflow"}, "bad_request"),
    ],
)
async def test_what_is_not_there_cannot_be_pressed(
    slack: LocalSlack, page: Page, changed: JsonObject, error: str
) -> None:
    message = slack.slack.post_as_app("C001", {"text": "x", "blocks": BLOCKS}).as_json()
    assert (await page.press(message, "press", **changed))["error"] == error
    gone = {**message, "ts": "1.000000"}
    assert (await page.press(gone, "press"))["error"] == "not_found"


async def test_a_press_that_nobody_answers(slack: LocalSlack, page: Page) -> None:
    message = slack.slack.post_as_app("C001", {"text": "x", "blocks": BLOCKS}).as_json()
    assert (await page.press(message, "press"))["error"] == "dispatch_failed"


async def test_a_button_in_a_modal_carries_what_was_entered(
    slack: LocalSlack, page: Page, seen: list[JsonObject]
) -> None:
    content = form()
    content["blocks"].append({"type": "actions", "block_id": "menu", "elements": ELEMENTS})
    view = slack.slack.new_view("U001", content)
    slack.slack.views.open(view)
    view.values = {**typed(None), "menu": {"pick": {}, "who": {}}}
    action = {"type": "static_select", "block_id": "menu", "action_id": "pick", "selected_option": OPTIONS[1]}
    answer = await page.post(
        "local/click",
        **{"as": "U001"},
        container={"type": "view", "view_id": view.id},
        action=action,
        values=typed("half"),
    )
    assert answer == {"ok": True}
    (body,) = seen
    assert body["container"] == {"type": "view", "view_id": view.id}
    assert body["view"]["state"]["values"]["words"] == typed("half")["words"]
    assert body["view"]["state"]["values"]["menu"]["pick"]["selected_option"] == OPTIONS[1]
    assert "response_url" not in body
    assert "channel" not in body


async def test_somebody_elses_modal_is_out_of_reach(slack: LocalSlack, page: Page) -> None:
    view = slack.slack.new_view("U002", modal(*BLOCKS))
    slack.slack.views.open(view)
    answer = await page.post(
        "local/click",
        **{"as": "U001"},
        container={"type": "view", "view_id": view.id},
        action={"type": "button", "block_id": "menu", "action_id": "press"},
    )
    assert answer["error"] == "not_found"
