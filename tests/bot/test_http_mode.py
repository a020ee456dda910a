"""The app in http mode with the local Slack on the other side: signed POSTs, answers that come late, accounts that change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import StringIO

import pytest
from aiohttp.test_utils import unused_port

from bot.door import EVENTS
from bot.spot import ResponseUrl
from sandbox import LocalSlack, Pace
from storage.database import Database
from storage.slack_users import slack_user
from tests.bot.house import CANARY, Commands, Door, open_door
from tests.bot.knock import ANA, command_payload
from tests.bot.process import Person, local_slack, somebody

PATIENT = Pace(acknowledgement=20)


@dataclass
class Both:
    """The app's door and the local Slack that knocks at it, and Ana."""

    door: Door
    slack: LocalSlack
    ana: Person


@pytest.fixture
async def both(company: Database, commands: Commands) -> AsyncIterator[Both]:
    port = unused_port()
    async with (
        local_slack(PATIENT, f"http://127.0.0.1:{port}{EVENTS}") as slack,
        open_door(company, commands, slack.api_url, port=port) as door,
        somebody(slack) as ana,
    ):
        yield Both(door, slack, ana)
        commands.may_go_on.set()


async def test_everything_works_by_http_as_by_socket(both: Both) -> None:
    await both.ana.say("/mypay")
    assert not (await both.ana.newest()).get("text")
    assert (await both.ana.press_newest("fs.why.nrr"))["ok"]
    assert both.ana.titles() == ["Why this figure"]
    await both.ana.say("/form")
    assert (await both.ana.send("Too short"))["errors"] == {"words": "Please say a little more."}
    assert (await both.ana.send("Two accounts are missing."))["ok"]
    assert await both.ana.refusals() == []


async def test_a_slow_answer_is_promised_and_given(both: Both, commands: Commands) -> None:
    both.door.app.front.deadline_s = 0.2
    await both.ana.say("/slow")
    assert "The answer is coming." in str(await both.ana.newest())
    commands.may_go_on.set()
    assert CANARY in str(await both.ana.until_said("At last"))
    assert await both.ana.refusals() == []


async def test_a_promised_answer_is_given_before_the_end(both: Both, commands: Commands) -> None:
    both.door.app.front.deadline_s = 0.2
    await both.ana.say("/slow")
    ending = asyncio.create_task(both.door.app.front.finish(10))
    await asyncio.sleep(0)
    assert not ending.done()
    commands.may_go_on.set()
    await ending
    assert "At last" in str(await both.ana.newest())


async def test_a_slow_form_says_that_it_goes_on_and_keeps_its_words(both: Both) -> None:
    await both.ana.say("/form")
    both.door.app.front.deadline_s = 0.0
    assert "takes longer than usual" in (await both.ana.send("Two accounts are missing."))["errors"]["words"]


async def test_a_form_sent_too_often_keeps_its_words(both: Both) -> None:
    await both.ana.say("/form")
    both.door.app.front.pace.burst = 0
    assert "your words are still here" in (await both.ana.send("Two accounts are missing."))["errors"]["words"]
    both.door.app.front.pace.burst = 60


async def test_an_address_that_is_not_slacks_gets_no_answer(both: Both, commands: Commands, logged: StringIO) -> None:
    both.door.app.front.deadline_s = 0.2
    answered = await both.door.type("/slow", response_url="https://evil.example/take")
    assert "The answer is coming." in answered.words
    commands.may_go_on.set()
    await both.door.app.front.finish(10)
    assert "an answer was dropped: an address on evil.example was refused" in logged.getvalue()


async def test_an_address_takes_five_answers() -> None:
    url = ResponseUrl("https://hooks.slack.com/x")
    assert [url.use() for _ in range(6)] == [True] * 5 + [False]
    assert "hooks" not in repr(url)
    assert not ResponseUrl("").use()


async def test_who_becomes_a_guest_or_leaves_is_refused_at_once(both: Both, company: Database) -> None:
    await both.ana.post("admin/people", id=ANA, is_restricted=True)
    await both.slack.services.events.settled()
    with company.read() as connection:
        mirrored = slack_user(connection, ANA)
    assert mirrored is not None
    assert mirrored.is_restricted
    assert "not something I can show you" in (await both.door.type("/mypay")).words
    await both.ana.post("admin/people", id=ANA, is_restricted=False)
    await both.slack.services.events.settled()
    assert "earned so far" in (await both.door.type("/mypay")).words


async def test_who_joins_is_known_at_once(both: Both, company: Database) -> None:
    await both.ana.post("admin/people", id="U050", name="new", tz="Europe/Dublin")
    await both.slack.services.events.settled()
    with company.read() as connection:
        assert slack_user(connection, "U050") is not None


async def test_other_events_are_only_acknowledged(both: Both) -> None:
    await both.ana.post("admin/events", event={"type": "channel_archive", "channel": "C001", "user": ANA})
    await both.slack.services.events.settled()
    assert await both.ana.refusals() == []


async def test_a_press_outside_of_any_message_of_ours_does_no_harm(both: Both) -> None:
    """Slack signs what a person may have tampered with in an old client: ids and values are looked up again."""
    payload = {
        "type": "block_actions",
        "team": {"id": "T0LOCAL0001"},
        "user": {"id": ANA, "team_id": "T0LOCAL0001"},
        "api_app_id": "A0LOCAL0001",
        "trigger_id": "1.2.x",
        "actions": [{"type": "button", "action_id": "fs.team", "block_id": "b", "value": "mia"}],
    }
    assert (await both.door.interact(payload)).status == 200
    assert (
        await both.door.interact(payload | {"actions": [{"type": "static_select", "action_id": "x"}]})
    ).status == 200
    assert command_payload("/mypay")["user_id"] == ANA
