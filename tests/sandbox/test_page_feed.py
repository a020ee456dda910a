"""What the page is told: the workspace, and events as they happen."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from tests.sandbox.house import Page, form, section

JsonObject = dict[str, Any]


@asynccontextmanager
async def stream(page: Page, person: str = "U001") -> AsyncIterator[aiohttp.StreamReader]:
    """The open line of Server-Sent Events, after its first two: whether the app is connected, and the stack of modals."""
    url = page.slack.url + "local/events"
    async with page.session.get(url, params={"as": person}) as response:
        assert response.content_type == "text/event-stream"
        assert await following(response.content) == {"type": "app", "connected": False}
        assert (await following(response.content))["type"] == "view"
        yield response.content


async def following(content: aiohttp.StreamReader) -> JsonObject:
    line = await asyncio.wait_for(content.readline(), 30)
    assert line.startswith(b"data: ")
    assert await content.readline() == b"\n"
    event: JsonObject = json.loads(line[6:])
    return event


async def test_the_workspace_as_the_page_lists_it(page: Page) -> None:
    answer = await page.get("local/workspace")
    assert (answer["team"]["name"], answer["app"]["connected"]) == ("Northwind", False)
    assert (answer["opens_as"], answer["featured"]) == ("", [])
    assert {person["id"] for person in answer["people"]} >= {"U001", "U0BOT000001"}
    assert [channel["id"] for channel in answer["channels"]][:2] == ["C001", "C002"]
    assert answer["commands"][0] == {
        "command": "/pay",
        "description": "Your pay",
        "usage_hint": "[period]",
    }


async def test_messages_are_told_to_members_only(client: AsyncWebClient, page: Page) -> None:
    async with stream(page) as events:
        page.person = "U002"
        await page.say("elsewhere", channel="C004")
        ts = (await client.chat_postMessage(channel="C001", text="one"))["ts"]
        await client.chat_update(channel="C001", ts=ts, text="two")
        first, second = await following(events), await following(events)
    assert (first["type"], first["message"]["text"]) == ("message", "one")
    assert (second["type"], second["message"]["text"]) == ("message_changed", "two")


async def test_ephemeral_messages_modals_and_homes_are_told_to_one(
    client: AsyncWebClient, page: Page, slack: LocalSlack
) -> None:
    async with stream(page) as events, stream(page, "U002") as other:
        await client.chat_postEphemeral(channel="C001", user="U001", text="psst")
        await client.views_open(trigger_id=slack.slack.permits.new_trigger("U001"), view=form())
        await client.views_publish(user_id="U001", view={"type": "home", "blocks": [section("x")]})
        await client.chat_postMessage(channel="C001", text="all")
        kinds = [(await following(events))["type"] for _ in range(4)]
        assert kinds == ["ephemeral", "view", "home", "message"]
        assert (await following(other))["type"] == "message"


async def test_refusals_are_told_and_listed(client: AsyncWebClient, page: Page) -> None:
    async with stream(page) as events:
        await client.api_call("blocks.validate", params={"blocks": "[]"})
        bad = json.dumps([section("")])
        async with page.session.post(f"{page.slack.api_url}blocks.validate", data={"blocks": bad}) as response:
            assert (await response.json())["ok"] is False
        event = await following(events)
    assert (event["type"], event["refusal"]["where"]) == ("refusal", "blocks.validate")
    assert (await page.get("local/refusals"))["refusals"] == [event["refusal"]]


async def test_a_direct_message_appears(client: AsyncWebClient, page: Page) -> None:
    async with stream(page) as events:
        channel = (await client.conversations_open(users="U001"))["channel"]["id"]
        event = await following(events)
    assert (event["type"], event["channel"]["id"], event["channel"]["is_im"]) == ("channel", channel, True)
    assert event["channel"]["user"] == "U001"


async def test_the_page_is_served_and_says_what_it_is(page: Page) -> None:
    async with page.session.get(page.slack.url) as response:
        assert response.status == 200
        assert response.content_type == "text/html"
    for path in ("page/api.js", "api.js"):
        async with page.session.get(page.slack.url + path) as response:
            assert response.status == 200
            assert response.content_type.endswith("/javascript")
    async with page.session.get(page.slack.url + "page/../server.py") as response:
        assert response.status == 404
