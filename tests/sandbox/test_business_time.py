"""Business time: what the app and the page are told, how it is moved, and that nothing else follows it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from sandbox.business import BadInstantError, BusinessClock, instant
from tests.sandbox.house import MANIFEST, WORKSPACE, Page, form

JsonObject = dict[str, Any]
FRIDAY = "2026-11-20T06:00:00Z"


@pytest.fixture
async def page(page: Page) -> Any:
    """A page of a local Slack in Dublin, where it is a Friday in November."""
    workspace = {**WORKSPACE, "team": {**WORKSPACE["team"], "zone": "Europe/Dublin"}}
    async with LocalSlack.start(workspace, MANIFEST, clock=FRIDAY) as slack:
        yield Page(slack, page.session)


async def told(page: Page, path: str = "clock") -> str:
    return str((await page.get(path))["now"])


async def test_the_app_and_the_page_read_the_same_time(page: Page) -> None:
    assert (await told(page))[:16] == FRIDAY[:16]
    assert set(await page.get("clock")) == {"now"}, "what a bot's own setting expects"
    answer = await page.get("local/clock")
    assert (answer["ok"], answer["now"][:16]) == (True, FRIDAY[:16])


async def test_it_is_moved_ahead_and_every_page_is_told(page: Page) -> None:
    with page.slack.slack.feed.listen("U002") as feed:
        moved = await page.post("local/clock", to="2026-11-23T10:00:00+01:00")
        event = await asyncio.wait_for(feed.get(), 30)
    assert (moved["ok"], moved["now"][:16]) == (True, "2026-11-23T09:00")
    assert event is not None
    assert (event["type"], event["now"][:16]) == ("clock", "2026-11-23T09:00")
    assert (await page.post("local/clock", move="hour"))["now"][:16] == "2026-11-23T10:00"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"to": "2026-11-19T09:00:00Z"}, "time does not go back"),
        ({"to": "2026-11-23T09:00:00"}, "needs its offset"),
        ({"to": "monday"}, "is no instant such as"),
        ({"move": "decade"}, "must be one of: hour, monday, quarter"),
        ({}, "The body must say where"),
        ({"to": 5}, "The body must say where"),
    ],
)
async def test_a_move_that_cannot_be_is_refused_in_words(page: Page, body: JsonObject, words: str) -> None:
    answer = await page.post("local/clock", **body)
    assert (answer["ok"], answer["error"]) == (False, "bad_request")
    assert words in answer["message"]
    assert (await told(page))[:16] == FRIDAY[:16]


@pytest.mark.parametrize(
    ("at", "step", "then"),
    [
        ("2026-11-20T06:00:00Z", "monday", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23T08:59:00Z", "monday", "2026-11-23T09:00:00+00:00"),
        ("2026-11-23T09:00:00Z", "monday", "2026-11-30T09:00:00+00:00"),
        ("2026-03-27T12:00:00Z", "monday", "2026-03-30T08:00:00+00:00"),  # summer time begins on the 29th
        ("2026-11-20T06:00:00Z", "quarter", "2027-01-01T09:00:00+00:00"),
        ("2026-03-31T23:30:00Z", "quarter", "2026-07-01T08:00:00+00:00"),  # it is April in Dublin already
        ("2026-08-31T12:00:00Z", "quarter", "2026-10-01T08:00:00+00:00"),
        ("2026-11-20T06:00:00Z", "hour", "2026-11-20T07:00:00+00:00"),
    ],
)
def test_steps_follow_the_workspaces_zone(at: str, step: str, then: str) -> None:
    clock = BusinessClock.starting(at, "Europe/Dublin")
    clock.move(step)
    off = (clock.now() - datetime.fromisoformat(then)).total_seconds()
    assert 0 <= off < 60, f"{clock.now()}"


def test_it_runs_on_from_the_real_time_unless_told_otherwise() -> None:
    off = (BusinessClock.starting("", "UTC").now() - datetime.now(UTC)).total_seconds()
    assert abs(off) < 60
    with pytest.raises(BadInstantError):
        instant("20th of November")


async def test_messages_say_when_they_appeared_in_business_time(page: Page) -> None:
    client = AsyncWebClient(token="xoxb-local", base_url=page.slack.api_url)
    await page.say("before")
    await page.post("local/clock", to="2026-11-23T09:00:00Z")
    ts = (await client.chat_postMessage(channel="C001", text="one"))["ts"]
    await client.chat_postEphemeral(channel="C001", user="U001", text="psst")
    await page.post("local/clock", move="monday")
    with page.slack.slack.feed.listen("U001") as feed:
        await client.chat_update(channel="C001", ts=ts, text="two")
        event = await asyncio.wait_for(feed.get(), 30)
    days = [datetime.fromtimestamp(m["local_at"], UTC).strftime("%a %H:%M") for m in await page.history()]
    assert days == ["Fri 06:00", "Mon 09:00", "Mon 09:00"]
    assert event is not None
    assert event["message"]["local_at"] == (await page.history())[1]["local_at"], "an update keeps its time"
    (kept,) = (await client.conversations_history(channel="C001", limit=1))["messages"]
    assert "local_at" not in kept, "Slack has no such key"


async def test_nothing_but_business_time_moves(page: Page) -> None:
    client = AsyncWebClient(token="xoxb-local", base_url=page.slack.api_url)
    trigger = page.slack.slack.permits.new_trigger("U001")
    first = (await client.chat_postMessage(channel="C001", text="x"))["ts"]
    await page.post("local/clock", move="quarter")
    second = (await client.chat_postMessage(channel="C001", text="x"))["ts"]
    assert float(second) - float(first) < 60
    assert (await client.views_open(trigger_id=trigger, view=form()))["ok"], "a trigger lives for three real seconds"
    business = await told(page)
    await page.post("admin/clock", advance=86_400)
    assert (await told(page))[:13] == business[:13]
