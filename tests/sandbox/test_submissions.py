"""Modals sent and closed, and what the app may answer."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from sandbox import LocalSlack
from sandbox.api.views import new_modal
from tests.sandbox.house import Page, bolt, form, modal, plain, section, socket_bot, typed

JsonObject = dict[str, Any]


class Bot:
    """A bot that answers a submission with whatever a test wants."""

    def __init__(self, app: AsyncApp) -> None:
        self.sent: list[JsonObject] = []
        self.closed: list[JsonObject] = []
        self.answer: JsonObject = {}
        app.view("why")(self.submitted)
        app.view_closed("why")(self.gone)

    async def submitted(self, ack: Any, body: JsonObject) -> None:
        self.sent.append(body)
        await ack(**self.answer)

    async def gone(self, ack: Any, body: JsonObject) -> None:
        self.closed.append(body)
        await ack()


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[Bot]:
    app = bolt(slack)
    running = Bot(app)
    async with socket_bot(app):
        yield running


def show(slack: LocalSlack, *contents: JsonObject) -> None:
    """Open a stack of modals for Ana."""
    for content in contents:
        view = new_modal(slack.slack, "U001", content)
        if slack.slack.views.stack("U001"):
            slack.slack.views.push(view)
        else:
            slack.slack.views.open(view)


async def test_the_payload_of_a_submission(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form(private_metadata="m"))
    assert await page.submit(typed("because")) == {"ok": True}
    (body,) = bot.sent
    assert body["type"] == "view_submission"
    assert body["view"]["state"]["values"] == typed("because")
    assert (body["view"]["private_metadata"], body["view"]["callback_id"]) == ("m", "why")
    assert body["response_urls"] == []
    assert body["trigger_id"] in slack.slack.permits.triggers


@pytest.mark.parametrize(
    ("element", "more", "value", "words"),
    [
        ({"type": "plain_text_input"}, {}, None, "Please complete this required field."),
        ({"type": "plain_text_input"}, {}, "", "Please complete this required field."),
        ({"type": "plain_text_input"}, {"optional": True}, None, ""),
        ({"type": "plain_text_input", "min_length": 3}, {}, "no", "Please write at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, {}, "long", "Please write at most 3 characters."),
        ({"type": "email_text_input"}, {}, "ana", "Enter an email address."),
        ({"type": "url_text_input"}, {}, "ana", "Enter an address that starts with https:// or http://."),
        ({"type": "number_input", "is_decimal_allowed": False}, {}, "1.5", "Enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, {}, "x", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, {}, "1", "Enter 2 or more."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, {}, "3", "Enter 2 or less."),
    ],
)
async def test_a_field_is_checked_before_the_app_is_asked(
    slack: LocalSlack, page: Page, bot: Bot, element: JsonObject, more: JsonObject, value: Any, words: str
) -> None:
    asked = {
        "type": "input",
        "block_id": "b",
        "label": plain("?"),
        **more,
        "element": {**element, "action_id": "a"},
    }
    show(slack, modal(asked, submit=plain("Send"), callback_id="why"))
    answer = await page.submit({"b": {"a": {"type": element["type"], "value": value}}})
    assert answer == ({"ok": False, "errors": {"b": words}} if words else {"ok": True})
    assert len(bot.sent) == (0 if words else 1)


async def test_choices_have_a_number(slack: LocalSlack, page: Page, bot: Bot) -> None:
    element = {"type": "multi_users_select", "action_id": "a", "max_selected_items": 1}
    asked = {"type": "input", "block_id": "b", "label": plain("?"), "element": element}
    show(slack, modal(asked, submit=plain("Send"), callback_id="why"))
    two = {"b": {"a": {"type": "multi_users_select", "selected_users": ["U001", "U002"]}}}
    assert (await page.submit(two))["errors"] == {"b": "Choose at most 1."}
    assert (await page.submit({"b": {"a": {"type": "multi_users_select", "selected_users": []}}}))["errors"]
    assert bot.sent == []


@pytest.mark.parametrize(
    "values",
    [
        {"other": {"words": {"type": "plain_text_input", "value": "x"}}},
        {"words": {"other": {"type": "plain_text_input", "value": "x"}}},
        {"words": {"words": {"type": "number_input", "value": "1"}}},
        {"words": {"words": {"type": "plain_text_input"}}},
        {"words": {"words": {"type": "plain_text_input", "value": 7}}},
        {"words": "because"},
        {"words": {"words": "because"}},
    ],
)
async def test_values_that_fit_nothing(slack: LocalSlack, page: Page, values: JsonObject) -> None:
    show(slack, form())
    assert (await page.submit(values))["error"] == "bad_request"


async def test_errors_keep_the_modal(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form())
    bot.answer = {"response_action": "errors", "errors": {"words": "Say more."}}
    assert await page.submit(typed("because")) == {"ok": False, "errors": {"words": "Say more."}}
    assert page.stack()[0]["state"]["values"] == typed("because")


async def test_an_update_takes_the_place_of_the_modal(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form())
    before = page.stack()[0]
    bot.answer = {"response_action": "update", "view": modal(section("Sent."))}
    assert await page.submit(typed("because")) == {"ok": True}
    (after,) = page.stack()
    assert (after["id"], after["blocks"][0]["text"]["text"]) == (before["id"], "Sent.")
    assert after["hash"] != before["hash"]


async def test_a_push_goes_on_top_and_a_clear_takes_all(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form())
    bot.answer = {"response_action": "push", "view": form()}
    assert await page.submit(typed("one")) == {"ok": True}
    assert await page.submit(typed("two")) == {"ok": True}
    assert len(page.stack()) == 3
    assert (await page.submit(typed("three")))["error"] == "invalid_response"
    assert (await page.refusals())[-1]["error"] == "push_limit_reached"
    bot.answer = {"response_action": "clear"}
    assert await page.submit(typed("four")) == {"ok": True}
    assert page.stack() == []


async def test_no_answer_closes_one(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form(), form())
    assert await page.submit(typed("because")) == {"ok": True}
    assert len(page.stack()) == 1
    assert len(bot.sent) == 1


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({"response_action": "errors", "errors": {"nope": "x"}}, "/errors/nope"),
        ({"response_action": "errors", "errors": {"words": ""}}, "/errors/words"),
        ({"response_action": "update", "view": form(title=plain("x" * 25))}, "/view/title/text"),
        ({"response_action": "update", "view": {"type": "home", "blocks": []}}, "/view/type"),
    ],
)
async def test_a_faulty_answer_keeps_the_modal_and_is_noted(
    slack: LocalSlack, page: Page, bot: Bot, answer: JsonObject, pointer: str
) -> None:
    show(slack, form())
    bot.answer = answer
    assert (await page.submit(typed("because")))["error"] == "invalid_response"
    assert len(page.stack()) == 1
    refusal = (await page.refusals())[-1]
    assert (refusal["where"], refusal["problems"][0]["pointer"]) == ("view_submission", pointer)


async def test_nobody_answers(slack: LocalSlack, page: Page) -> None:
    show(slack, form())
    answer = await page.submit(typed("because"))
    assert (answer["error"], answer["message"]) == (
        "dispatch_failed",
        "We had some trouble connecting. Try again?",
    )


async def test_only_the_top_modal_can_be_sent(slack: LocalSlack, page: Page) -> None:
    show(slack, form(), modal(section("x")))
    root = page.stack()[0]["id"]
    answer = await page.post("local/submit", **{"as": "U001"}, view_id=root, values=typed("x"))
    assert answer["error"] == "not_found"
    assert (await page.submit({}))["error"] == "bad_request"


async def test_closing_is_told_where_it_was_asked_for(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form(notify_on_close=True), form())
    assert await page.close() == {"ok": True}
    assert bot.closed == [], "the top one did not ask"
    assert await page.close() == {"ok": True}
    assert [(body["type"], body["is_cleared"]) for body in bot.closed] == [("view_closed", False)]


async def test_clearing_closes_the_whole_stack(slack: LocalSlack, page: Page, bot: Bot) -> None:
    show(slack, form(notify_on_close=True), form(notify_on_close=True))
    top, root = page.stack()[1]["id"], page.stack()[0]["id"]
    assert await page.close(cleared=True) == {"ok": True}
    assert page.stack() == []
    assert [(body["view"]["id"], body["is_cleared"]) for body in bot.closed] == [(top, True), (root, True)]


async def test_a_view_may_clear_all_when_it_closes(slack: LocalSlack, page: Page) -> None:
    show(slack, form(), form(clear_on_close=True))
    assert await page.close() == {"ok": True}
    assert page.stack() == []
