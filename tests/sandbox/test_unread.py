"""What is new to a person: counted a conversation, with mentions, until it was read."""

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.house import Page, section

JsonObject = dict[str, Any]
NEVER = "0000000000.000000"


async def unread(page: Page, person: str = "U001") -> dict[str, tuple[int, int]]:
    """Channel -> messages and mentions, where there are any."""
    channels = (await page.get("local/unread", **{"as": person}))["channels"]
    return {name: (each["count"], each["mentions"]) for name, each in channels.items() if each["count"]}


async def test_only_what_others_said_to_all_is_new(client: AsyncWebClient, page: Page) -> None:
    await page.say("mine")
    parent = (await client.chat_postMessage(channel="C001", text="one"))["ts"]
    await client.chat_postMessage(channel="C001", text="a reply", thread_ts=parent)
    await client.chat_postEphemeral(channel="C001", user="U001", text="psst")
    await client.chat_postMessage(channel="C001", text="loud", thread_ts=parent, reply_broadcast=True)
    await client.chat_postMessage(channel="C003", text="council")
    assert await unread(page) == {"C001": (2, 0), "C003": (1, 0)}
    assert await unread(page, "U002") == {"C001": (3, 0)}, "Ben is not in the council"
    channels = (await page.get("local/unread", **{"as": "U001"}))["channels"]
    assert channels["C002"] == {"count": 0, "mentions": 0, "last_read": NEVER}
    assert "C004" not in channels


async def test_mentions_are_those_of_this_person(client: AsyncWebClient, page: Page) -> None:
    rich = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U001"}]}
    for text, blocks in (
        ("hello <@U001>", []),
        ("hello <@U001|ana>", []),
        ("hello <@U002>", []),
        ("x", [section("for <@U001>")]),
        ("x", [{"type": "rich_text", "elements": [rich]}]),
        ("<!here> lunch", []),
        ("U001", []),
    ):
        await client.chat_postMessage(channel="C001", text=text, blocks=blocks)
    assert await unread(page) == {"C001": (7, 5)}
    channel = (await client.chat_postMessage(channel="U002", text="for you"))["channel"]
    assert (await unread(page, "U002"))[channel] == (1, 1), "a direct message is meant for its person"


async def test_what_is_read_is_told_to_ones_own_pages(client: AsyncWebClient, page: Page) -> None:
    first = (await client.chat_postMessage(channel="C001", text="one"))["ts"]
    second = (await client.chat_postMessage(channel="C001", text="two"))["ts"]
    with page.slack.slack.feed.listen("U001") as own, page.slack.slack.feed.listen("U002") as other:
        answer = await page.post("local/read", **{"as": "U001"}, channel="C001", ts=first)
        assert answer == {"ok": True, "last_read": first}
        event = {"type": "read", "channel": "C001", "last_read": first}
        assert await asyncio.wait_for(own.get(), 30) == event
        assert await unread(page) == {"C001": (1, 0)}
        await page.post("local/read", **{"as": "U001"}, channel="C001", ts=second)
        answer = await page.post("local/read", **{"as": "U001"}, channel="C001", ts=first)
        assert answer["last_read"] == second, "nothing becomes unread again"
        assert own.qsize() == 1
        assert other.empty()
    assert await unread(page) == {}
    assert (await page.post("local/read", **{"as": "U001"}, channel="C001", ts="now"))["error"] == "bad_request"
    assert (await page.post("local/read", **{"as": "U001"}, channel="C004", ts=first))["error"] == "channel_not_found"
