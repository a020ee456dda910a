"""Modals and Home tabs as an app opens, pushes, updates and publishes them."""

import copy
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from tests.sandbox.house import MANIFEST, WORKSPACE, Page, client_of, form, modal, plain, section, typed
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]
HOME = {"type": "home", "blocks": [section("Welcome")]}


def trigger(slack: LocalSlack, person: str = "U001") -> str:
    return slack.slack.permits.new_trigger(person)


async def test_a_trigger_opens_one_modal_within_three_seconds(client: AsyncWebClient, slack: LocalSlack) -> None:
    good = trigger(slack)
    view = (await client.views_open(trigger_id=good, view=form()))["view"]
    assert (view["callback_id"], view["root_view_id"], view["previous_view_id"]) == ("why", view["id"], None)
    assert view["state"]["values"] == typed(None)
    again = await refused(client.views_open(trigger_id=good, view=form()))
    assert again["error"] == "exchanged_trigger_id"
    late = trigger(slack)
    slack.slack.clock.advance(3.1)
    assert (await refused(client.views_open(trigger_id=late, view=form())))["error"] == "expired_trigger_id"
    assert (await refused(client.views_open(trigger_id="1.2.x", view=form())))["error"] == "invalid_trigger_id"


async def test_a_faulty_view_is_named_and_leaves_the_trigger(client: AsyncWebClient, slack: LocalSlack) -> None:
    good = trigger(slack)
    faulty = form(title=plain("x" * 25))
    answer = await refused(client.views_open(trigger_id=good, view=faulty))
    assert answer["error"] == "invalid_arguments"
    messages = answer["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]
    assert (await client.views_open(trigger_id=good, view=form()))["ok"]


async def test_a_view_can_be_too_large(client: AsyncWebClient, slack: LocalSlack) -> None:
    heavy = modal(*[section("x" * 3000, fields=[plain("x" * 2000)] * 10)] * 12)
    answer = await refused(client.views_open(trigger_id=trigger(slack), view=heavy))
    assert answer["error"] == "view_too_large"


async def test_three_modals_are_the_most(client: AsyncWebClient, slack: LocalSlack, page: Page) -> None:
    nothing_open = await refused(client.views_push(trigger_id=trigger(slack), view=form()))
    assert nothing_open["error"] == "not_found"
    await client.views_open(trigger_id=trigger(slack), view=form())
    second = (await client.views_push(trigger_id=trigger(slack), view=form()))["view"]
    await client.views_push(trigger_id=trigger(slack), view=form())
    answer = await refused(client.views_push(trigger_id=trigger(slack), view=form()))
    assert answer["error"] == "push_limit_reached"
    stack = page.stack()
    assert [view["previous_view_id"] for view in stack] == [None, stack[0]["id"], second["id"]]
    assert {view["root_view_id"] for view in stack} == {stack[0]["id"]}


async def test_an_update_needs_the_hash_it_saw(client: AsyncWebClient, slack: LocalSlack) -> None:
    view = (await client.views_open(trigger_id=trigger(slack), view=form()))["view"]
    updated = (await client.views_update(view_id=view["id"], hash=view["hash"], view=form()))["view"]
    assert updated["hash"] != view["hash"]
    answer = await refused(client.views_update(view_id=view["id"], hash=view["hash"], view=form()))
    assert answer["error"] == "hash_conflict"
    assert (await refused(client.views_update(view_id="V0GONE", view=form())))["error"] == "not_found"


async def test_what_was_entered_survives_an_update(client: AsyncWebClient, slack: LocalSlack, page: Page) -> None:
    view = (await client.views_open(trigger_id=trigger(slack), view=form()))["view"]
    opened = slack.slack.views.find(view["id"])
    assert opened is not None
    opened.values = typed("half a sen")
    await client.views_update(view_id=view["id"], view=form(title=plain("Another title")))
    assert page.stack()[0]["state"]["values"] == typed("half a sen")


async def test_an_external_id_is_unique_and_finds_its_view(client: AsyncWebClient, slack: LocalSlack) -> None:
    await client.views_open(trigger_id=trigger(slack), view=form(external_id="mine"))
    answer = await refused(client.views_open(trigger_id=trigger(slack, "U002"), view=form(external_id="mine")))
    assert answer["error"] == "duplicate_external_id"
    assert (await client.views_update(external_id="mine", view=form(external_id="mine")))["ok"]


async def test_a_home_tab_is_published_and_shown(client: AsyncWebClient, page: Page) -> None:
    view = (await client.views_publish(user_id="U001", view=HOME))["view"]
    shown = (await page.get("local/home", **{"as": "U001"}))["view"]
    assert (shown["id"], shown["type"]) == (view["id"], "home")
    again = (await client.views_publish(user_id="U001", view=HOME, hash=view["hash"]))["view"]
    assert again["id"] == view["id"]
    answer = await refused(client.views_publish(user_id="U001", view=HOME, hash=view["hash"]))
    assert answer["error"] == "hash_conflict"
    assert (await page.get("local/home", **{"as": "U002"}))["view"] is None


async def test_a_modal_is_no_home_tab(client: AsyncWebClient) -> None:
    answer = await refused(client.views_publish(user_id="U001", view=form()))
    assert answer["errors"] == ["unsupported type: modal [json-pointer:/view/type]"]


async def test_a_home_tab_must_be_enabled() -> None:
    manifest = copy.deepcopy(MANIFEST)
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    async with LocalSlack.start(WORKSPACE, manifest) as slack:
        answer = await refused(client_of(slack).views_publish(user_id="U001", view=HOME))
    assert answer["error"] == "not_enabled"


async def test_blocks_validate_needs_exactly_one_and_no_token(slack: LocalSlack) -> None:
    client = client_of(slack, token="")
    assert (await client.blocks_validate(blocks=[section("x")]))["ok"]
    assert (await client.blocks_validate(view=HOME))["ok"]
    assert (await refused(client.blocks_validate(blocks=[], view=HOME)))["error"] == "invalid_arguments"
    answer = await refused(client.blocks_validate(blocks=[section("")]))
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0] == {
        "pointer": "/0/text/text",
        "code": "failed_constraint",
        "message": "must be more than 0 characters",
        "constraint": {"type": "min_length", "min": 1},
        "field": "text",
    }
