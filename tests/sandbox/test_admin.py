"""Faults on demand, people and channels that change, and the events that follow."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from tests.sandbox.house import Page, bolt, socket_bot
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]


@pytest.fixture
async def events(slack: LocalSlack) -> AsyncIterator[list[JsonObject]]:
    """What a bot is told."""
    app = bolt(slack)
    heard: list[JsonObject] = []

    async def note(event: JsonObject) -> None:
        heard.append(event)

    for kind in ("app_home_opened", "user_change", "team_join", "channel_archive", "message"):
        app.event(kind)(note)
    async with socket_bot(app):
        yield heard


async def test_429_with_a_time_to_wait_then_as_always(client: AsyncWebClient, page: Page) -> None:
    await page.post("admin/faults", method="chat.postMessage", kind="ratelimited", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="C001", text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
    assert (await client.chat_postMessage(channel="C001", text="x"))["ok"]
    assert len(await page.history()) == 1


async def test_a_line_cut_before_and_after_the_deed(client: AsyncWebClient, page: Page) -> None:
    for kind, posted in (("drop", 0), ("drop_after", 1)):
        await page.post("admin/faults", method="*", kind=kind)
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.chat_postMessage(channel="C001", text=kind)
        assert len(await page.history()) == posted


async def test_a_server_that_fails_or_says_no(client: AsyncWebClient, page: Page) -> None:
    await page.post("admin/faults", method="auth.test", kind="http_error", status=503)
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 503
    await page.post("admin/faults", method="auth.test", kind="error", error="account_inactive")
    assert (await refused(client.auth_test()))["error"] == "account_inactive"
    await page.post("admin/faults", method="auth.test", kind="slow", ms=1)
    assert (await client.auth_test())["ok"]
    calls = (await page.get("admin/calls"))["calls"]
    assert [(call["fault"], call["status"]) for call in calls] == [("http_error", 503), ("error", 200), ("slow", 200)]


async def test_faults_can_be_seen_and_taken_back(client: AsyncWebClient, page: Page) -> None:
    await page.post("admin/faults", method="auth.test", kind="drop", times=3)
    assert (await page.get("admin/faults"))["faults"][0]["times"] == 3
    async with page.session.delete(page.slack.url + "admin/faults") as response:
        assert response.status == 200
    assert (await client.auth_test())["ok"]
    answer = await page.post("admin/faults", method="auth.test", kind="gremlin")
    assert answer["error"] == "bad_request"


async def test_a_person_leaves_and_another_joins(page: Page, events: list[JsonObject], slack: LocalSlack) -> None:
    assert (await page.post("admin/people", id="U002", deleted=True))["user"]["deleted"] is True
    await page.post("admin/people", id="U005", name="eve", real_name="Eve Ek")
    await slack.services.events.settled()
    assert {(event["type"], event["user"]["id"]) for event in events} == {
        ("user_change", "U002"),
        ("team_join", "U005"),
    }
    answer = await page.post("admin/people", id="U002", shoe_size=9)
    assert (answer["ok"], answer["error"]) == (False, "bad_request")
    assert (await page.post("admin/people", id="U002", tz="Mars/Base"))["error"] == "bad_request"


async def test_a_channel_is_archived(page: Page, events: list[JsonObject], slack: LocalSlack) -> None:
    answer = await page.post("admin/channels", id="C001", is_archived=True, members=["U001", "U0BOT000001"])
    assert answer["channel"]["is_archived"] is True
    await slack.services.events.settled()
    assert [event["type"] for event in events] == ["channel_archive"], "nobody subscribed to members leaving"


async def test_opening_the_app_is_told(page: Page, events: list[JsonObject], slack: LocalSlack) -> None:
    assert await page.post("local/home", **{"as": "U001"}) == {"ok": True, "view": None}
    await slack.services.events.settled()
    assert (events[0]["type"], events[0]["user"], events[0]["tab"]) == ("app_home_opened", "U001", "home")
    assert "view" not in events[0]
    assert (await page.post("local/home", **{"as": "U001"}, tab="about"))["error"] == "bad_request"


async def test_words_in_a_channel_are_told_where_the_bot_is(
    page: Page, events: list[JsonObject], slack: LocalSlack
) -> None:
    await page.say("hello")
    await page.say("not here", channel="C002")
    await page.say("nor here", channel="C003")
    await slack.services.events.settled()
    assert [(event["text"], event["channel_type"]) for event in events] == [("hello", "channel")]


async def test_any_event_can_be_sent_if_it_is_subscribed(page: Page) -> None:
    assert (await page.post("admin/events", event={"type": "reaction_added"}))["sent"] is False


async def test_the_clock_moves_on_demand(page: Page, slack: LocalSlack) -> None:
    before = slack.slack.clock.now()
    assert (await page.post("admin/clock", advance=3600))["now"] >= before + 3600


async def test_records_can_be_forgotten(client: AsyncWebClient, page: Page) -> None:
    await refused(client.users_info(user="U999"))
    for what in ("calls", "refusals"):
        assert len((await page.get(f"admin/{what}"))[what]) == 1
        async with page.session.delete(f"{page.slack.url}admin/{what}") as response:
            assert response.status == 200
        assert (await page.get(f"admin/{what}"))[what] == []


async def test_a_body_must_be_json_and_say_so(page: Page) -> None:
    url = page.slack.url + "admin/clock"
    for body, content_type in (("advance=1", "application/x-www-form-urlencoded"), ("{", "application/json")):
        async with page.session.post(url, data=body, headers={"Content-Type": content_type}) as response:
            assert (await response.json())["error"] == "bad_request"
    assert (await page.post("admin/clock"))["message"] == "The body must have 'advance', a JSON number."


async def test_a_warning_leaves_the_line_open(page: Page, events: list[JsonObject]) -> None:
    assert events == []
    assert (await page.post("admin/disconnect", reason="warning"))["sockets"] == 1
    assert [line["leaving"] for line in (await page.get("admin/sockets"))["sockets"]] == [False]
    assert (await page.post("admin/disconnect", reason="boredom"))["error"] == "bad_request"
