"""Chaos that can be repeated: faults by share and seed, pages that hear of them, and a history that lags."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from sandbox.faults import Fault, Faults
from tests.sandbox.house import Page
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]


def hits(seed: int, calls: int = 1000) -> list[int]:
    faults = Faults()
    faults.add(Fault("chat.postMessage", "drop_after", share=0.1, seed=seed))
    return [number for number in range(calls) if faults.take("chat.postMessage")]


def test_a_share_strikes_about_as_often_as_it_says_and_the_same_each_time() -> None:
    assert hits(7) == hits(7)
    assert hits(7) != hits(8)
    assert 70 < len(hits(7)) < 130, "a tenth of a thousand"
    always = Faults()
    always.add(Fault("*", "error", share=1))
    assert all(always.take("users.list") for _ in range(10))


async def test_a_share_stays_until_it_is_taken_back(client: AsyncWebClient, page: Page) -> None:
    added = await page.post("admin/faults", method="auth.test", kind="error", error="internal_error", share=1, seed=7)
    other = await page.post("admin/faults", method="users.list", kind="error", times=2)
    for _ in range(3):
        assert (await refused(client.auth_test()))["error"] == "internal_error"
    listed = (await page.get("admin/faults"))["faults"]
    assert listed == [added["fault"], other["fault"]]
    assert (listed[0]["share"], listed[0]["seed"], "share" in listed[1]) == (1, 7, False)
    for number, left in (("x", 2), (str(listed[0]["number"]), 1), ("", 0)):
        async with page.session.delete(f"{page.slack.url}admin/faults", params={"number": number}) as response:
            assert (await response.json())["ok"] is (number != "x")
        assert len((await page.get("admin/faults"))["faults"]) == left
    assert (await client.auth_test())["ok"]


async def test_pages_hear_of_each_change(client: AsyncWebClient, page: Page) -> None:
    with page.slack.slack.feed.listen("U001") as feed:
        await page.post("admin/faults", method="auth.test", kind="slow", ms=0, times=2)
        await client.auth_test()
        await client.auth_test()
        told = [await asyncio.wait_for(feed.get(), 30) for _ in range(3)]
    assert [(event["type"], [fault["times"] for fault in event["faults"]]) for event in told if event] == [
        ("faults", [2]),
        ("faults", [1]),
        ("faults", []),
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"kind": "boredom"}, "kind must be one of: ratelimited, http_error"),
        ({"times": 0}, "times must be a whole number, 1 or more"),
        ({"times": "3"}, "times must be a whole number"),
        ({"status": 200}, "status must be a whole number, 400 or more"),
        ({"status": 600}, "status must be 599 or less"),
        ({"share": 0}, "share must be more than 0"),
        ({"share": "some"}, "share must be more than 0"),
        ({"colour": "red"}, "unknown keys: colour"),
        ({"_dice": 1}, "the fault"),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(page: Page, body: JsonObject, words: str) -> None:
    answer = await page.post("admin/faults", **{"method": "auth.test", "kind": "drop", **body})
    assert (answer["ok"], answer["error"]) == (False, "bad_request")
    assert words in answer["message"]
    assert (await page.get("admin/faults"))["faults"] == []


async def test_history_shows_a_message_only_after_the_lag(
    client: AsyncWebClient, page: Page, slack: LocalSlack
) -> None:
    assert (await page.post("admin/lag", seconds=5))["seconds"] == 5
    ts = (await client.chat_postMessage(channel="C001", text="x"))["ts"]
    assert [message["ts"] for message in await page.history()] == [ts], "people see it at once"
    assert (await client.conversations_history(channel="C001"))["messages"] == []
    assert (await refused(client.conversations_replies(channel="C001", ts=ts)))["error"] == "thread_not_found"
    slack.slack.clock.advance(4)
    await client.chat_postMessage(channel="C001", text="y", thread_ts=ts)
    slack.slack.clock.advance(2)
    (shown,) = (await client.conversations_history(channel="C001"))["messages"]
    assert (shown["ts"], "reply_count" in shown) == (ts, False), "its reply has not arrived yet"
    assert len((await client.conversations_replies(channel="C001", ts=ts))["messages"]) == 1
    slack.slack.clock.advance(4)
    assert len((await client.conversations_replies(channel="C001", ts=ts))["messages"]) == 2
    assert (await page.post("admin/lag", seconds=-1))["error"] == "bad_request"
    await page.post("admin/lag", seconds=0)
    await client.chat_postMessage(channel="C001", text="z")
    assert len((await client.conversations_history(channel="C001"))["messages"]) == 2
