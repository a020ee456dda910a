"""Posting, updating and reading messages."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from tests.sandbox.house import WORKSPACE, Page, client_of, manifest_with, section
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]
METADATA = {"event_type": "fairshare_post", "event_payload": {"key": "k-1"}}


async def test_a_post_is_seen_by_members(client: AsyncWebClient, page: Page) -> None:
    answer = await client.chat_postMessage(channel="C001", text="Hello", blocks=[section("*Hello*")])
    (shown,) = await page.history()
    assert (shown["ts"], shown["text"], shown["user"]) == (answer["ts"], "Hello", "U0BOT000001")
    assert shown["bot_id"] == "B0BOT000001"
    assert shown["blocks"][0]["block_id"], "Slack fills in ids"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C999", "text": "x"}, "channel_not_found"),
        ({"channel": "C004", "text": "x"}, "channel_not_found"),
        ({"channel": "C002", "text": "x"}, "not_in_channel"),
        ({"channel": "C005", "text": "x"}, "is_archived"),
        ({"channel": "C001"}, "no_text"),
        ({"channel": "C001", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "C001", "blocks": {}}, "invalid_blocks_format"),
        ({"channel": "C001", "blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
        ({"channel": "C001", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "C001", "text": "x", "as_user": True}, "as_user_not_supported"),
        ({"channel": "C001", "text": "x", "username": "Boss"}, "missing_scope"),
        ({"channel": "C001", "text": "x", "thread_ts": "1.000000"}, "cannot_reply_to_message"),
        ({"channel": "C001", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "C001", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (
            {"channel": "C001", "text": "x", "metadata": {"event_type": 1, "event_payload": {}}},
            "invalid_metadata_schema",
        ),
    ],
)
async def test_a_post_is_refused_with_slacks_own_word(
    client: AsyncWebClient, page: Page, arguments: JsonObject, error: str
) -> None:
    assert (await refused(client.api_call("chat.postMessage", json=arguments)))["error"] == error
    assert await page.history() == []
    assert (await page.refusals())[-1]["error"] == error


async def test_bad_blocks_are_named_with_their_places(client: AsyncWebClient, page: Page) -> None:
    answer = await refused(client.chat_postMessage(channel="C001", blocks=[section("x", fields=[])], text="x"))
    line = "no less than 1 items allowed [json-pointer:/blocks/0/fields]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [line])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {line}"]
    refusal = (await page.refusals())[-1]
    assert (refusal["where"], refusal["problems"][0]["pointer"]) == ("chat.postMessage", "/blocks/0/fields")


async def test_writing_everywhere_needs_a_scope() -> None:
    async with LocalSlack.start(WORKSPACE, manifest_with("chat:write.public")) as slack:
        client = client_of(slack)
        assert (await client.chat_postMessage(channel="C002", text="x"))["ok"]
        assert (await refused(client.chat_postMessage(channel="C004", text="x")))["error"] == "channel_not_found"


async def test_a_person_can_be_written_to_directly(client: AsyncWebClient, page: Page) -> None:
    answer = await client.chat_postMessage(channel="U001", text="Just for you")
    assert answer["channel"].startswith("D")
    (shown,) = await page.history(answer["channel"])
    assert shown["text"] == "Just for you"


async def test_text_is_cut_at_40000(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="C001", text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000


async def test_an_ephemeral_message_is_seen_by_one(client: AsyncWebClient, page: Page) -> None:
    answer = await client.chat_postEphemeral(channel="C001", user="U001", text="psst")
    (shown,) = await page.history()
    assert (shown["ts"], shown["is_ephemeral"]) == (answer["message_ts"], True)
    page.person = "U002"
    assert await page.history() == []
    assert (await client.conversations_history(channel="C001"))["messages"] == []


async def test_an_ephemeral_message_does_not_survive_a_reload(client: AsyncWebClient, page: Page) -> None:
    await client.chat_postEphemeral(channel="C001", user="U001", text="psst")
    await page.post("local/reload", **{"as": "U001"})
    assert await page.history() == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C001", "user": "U003", "text": "x"}, "user_not_in_channel"),
        ({"channel": "C002", "user": "U001", "text": "x"}, "not_in_channel"),
        ({"channel": "C005", "user": "U001", "text": "x"}, "is_archived"),
        ({"channel": "C001", "user": "U001", "text": "x", "unfurl_links": False}, "invalid_arguments"),
    ],
)
async def test_an_ephemeral_message_is_refused(client: AsyncWebClient, arguments: JsonObject, error: str) -> None:
    assert (await refused(client.api_call("chat.postEphemeral", json=arguments)))["error"] == error


async def test_an_update_keeps_what_is_not_given(client: AsyncWebClient, page: Page) -> None:
    ts = (await client.chat_postMessage(channel="C001", text="one", blocks=[section("one")], metadata=METADATA))["ts"]
    update = {"channel": "C001", "ts": ts, "blocks": [section("two")]}
    await client.api_call("chat.update", json=update)
    (shown,) = await page.history()
    assert (shown["text"], shown["blocks"][0]["text"]["text"]) == ("one", "two")
    assert shown["edited"]["user"] == "U0BOT000001"
    kept = (await client.conversations_history(channel="C001", include_all_metadata=True))["messages"]
    assert kept[0]["metadata"] == METADATA


async def test_an_update_is_refused(client: AsyncWebClient, page: Page) -> None:
    await page.say("mine")
    (own,) = await page.history()
    answer = await refused(client.chat_update(channel="C001", ts=own["ts"], text="yours"))
    assert answer["error"] == "cant_update_message"
    answer = await refused(client.chat_update(channel="C001", ts="1.000001", text="x"))
    assert answer["error"] == "message_not_found"
    ts = (await client.chat_postMessage(channel="C001", text="one"))["ts"]
    assert (await refused(client.chat_update(channel="C001", ts=ts, text="x" * 4001)))["error"] == "msg_too_long"


async def test_history_comes_newest_first_in_pages(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C001", text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel="C001", limit=3)
    assert [message["text"] for message in first["messages"]] == ["4", "3", "2"]
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C001", limit=3, cursor=cursor)
    assert ([message["text"] for message in rest["messages"]], rest["has_more"]) == (["1", "0"], False)
    window = {"oldest": stamps[1], "latest": stamps[3]}
    inner = await client.conversations_history(channel="C001", **window)
    assert [message["text"] for message in inner["messages"]] == ["2"]
    outer = await client.conversations_history(channel="C001", inclusive=True, **window)
    assert [message["text"] for message in outer["messages"]] == ["3", "2", "1"]


async def test_metadata_is_kept_and_given_on_demand(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C001", text="x", metadata=METADATA)
    plain_history = await client.conversations_history(channel="C001")
    assert "metadata" not in plain_history["messages"][0]
    with_metadata = await client.conversations_history(channel="C001", include_all_metadata=True)
    assert with_metadata["messages"][0]["metadata"] == METADATA


async def test_replies_stay_in_their_thread(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel="C001", text="parent"))["ts"]
    await client.chat_postMessage(channel="C001", text="quiet", thread_ts=parent)
    await client.chat_postMessage(channel="C001", text="loud", thread_ts=parent, reply_broadcast=True)
    top = (await client.conversations_history(channel="C001"))["messages"]
    assert [(message["text"], message.get("reply_count")) for message in top] == [("loud", None), ("parent", 2)]
    thread = (await client.conversations_replies(channel="C001", ts=parent))["messages"]
    assert [message["text"] for message in thread] == ["parent", "quiet", "loud"]
    answer = await refused(client.conversations_replies(channel="C001", ts="1.000000"))
    assert answer["error"] == "thread_not_found"


async def test_history_is_for_members(client: AsyncWebClient) -> None:
    assert (await refused(client.conversations_history(channel="C002")))["error"] == "not_in_channel"
    answer = await refused(client.conversations_history(channel="C001", oldest="yesterday"))
    assert answer["error"] == "invalid_ts_oldest"


async def test_a_direct_messages_history_needs_its_scope(client: AsyncWebClient) -> None:
    channel = (await client.conversations_open(users="U001"))["channel"]["id"]
    answer = await refused(client.conversations_history(channel=channel))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:history")
