"""One `run` as its own process against the local Slack: what people do over the socket."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox import LocalSlack
from sandbox.faults import Fault
from storage.database import Database
from storage.slack_users import slack_user
from tests.bot.house import people
from tests.bot.knock import ANA
from tests.bot.process import Person, Running, cut, local_slack, program, somebody, until_reconnected

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as running:
        yield running


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("run")
    shutil.copyfile(sqlite_template, folder / "fairshare.db")
    with closing(Database.open(f"sqlite:///{folder}/fairshare.db")) as opened:
        people(opened)
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(slack: LocalSlack, database: Database) -> AsyncIterator[Running]:
    assert database.path is not None
    async with program(slack.api_url, database, database.path.parent) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def ana(slack: LocalSlack, running: Running) -> AsyncIterator[Person]:
    """Ana at her screen. At the end, Slack has refused nothing, and she reloads."""
    async with somebody(slack) as person:
        yield person
        assert await person.refusals() == []
        assert running.process.returncode is None
        await person.post("local/reload", **{"as": ANA})


async def test_a_command_asks_nothing_of_the_web_api(slack: LocalSlack, running: Running, ana: Person) -> None:
    assert (running.ready["event"], running.ready["mode"]) == ("ready", "socket")
    calls = len(slack.slack.records.calls)
    await ana.say("/mypay")
    shown = await ana.newest()
    assert shown["is_ephemeral"]
    assert not shown.get("text")
    assert len(slack.slack.records.calls) == calls


async def test_the_workspace_was_asked_for_its_own_charts(ana: Person) -> None:
    await ana.say("/mypay")
    assert "data_visualization" in str(await ana.newest())


async def test_why_opens_a_modal(ana: Person) -> None:
    await ana.say("/mypay")
    assert (await ana.press_newest("fs.why.nrr"))["ok"]
    assert ana.titles() == ["Why this figure"]


async def test_a_press_in_a_message_is_answered_in_private(ana: Person) -> None:
    await ana.say("/echo hello")
    assert (await ana.press_newest("fs.past"))["ok"]
    answered = await ana.newest()
    assert answered["is_ephemeral"]
    assert "€6,066.43" in str(answered)
    assert not answered.get("text")


@pytest.mark.parametrize(
    ("action", "titles"),
    [
        ("fs.more", ["A modal", "Why this figure"]),
        ("fs.other", ["Thank you"]),
        ("fs.past", ["A modal", "Fairshare"]),
        ("fs.boom", ["A modal", "Fairshare"]),
        ("fs.team", ["A modal", "Fairshare"]),
    ],
)
async def test_a_press_in_a_modal_is_answered_there(ana: Person, action: str, titles: list[str]) -> None:
    await ana.say("/modal")
    assert (await ana.press_on_top(action))["ok"]
    assert ana.titles() == titles


async def test_a_form_keeps_its_words_until_they_are_right(ana: Person) -> None:
    await ana.say("/form")
    assert (await ana.send("Too short"))["errors"] == {"words": "Please say a little more."}
    assert (await ana.send("Two accounts are missing."))["ok"]
    assert "C-2026-031" in str(ana.stack()[-1]["blocks"])


async def test_a_fault_is_told_in_the_form_which_keeps_its_words(ana: Person) -> None:
    await ana.say("/form")
    assert "the fault is on our side. Nothing was lost" in (await ana.send("boom"))["errors"]["words"]
    assert ana.stack()[-1]["state"]["values"]["words"]["words"]["value"] == "boom"


async def test_try_again_runs_the_same_command(ana: Person) -> None:
    await ana.say("/boom twice")
    assert (await ana.press_newest("fs.retry"))["ok"]
    again = await ana.newest()
    assert "the fault is on our side" in str(again)
    assert "'value': 'boom twice'" in str(again)


async def test_a_button_of_an_earlier_version_says_so(ana: Person) -> None:
    await ana.say("/old")
    assert (await ana.press_newest("fs.gone"))["ok"]
    assert "no longer does anything" in str(await ana.newest())


@pytest.mark.parametrize(
    "fault",
    [
        Fault("views.open", "ratelimited"),
        Fault("views.open", "error", error="expired_trigger_id"),
        Fault("views.open", "http_error"),
        Fault("views.open", "drop"),
    ],
    ids=lambda fault: fault.kind,
)
async def test_a_modal_that_cannot_be_opened_comes_as_an_answer(slack: LocalSlack, ana: Person, fault: Fault) -> None:
    await ana.say("/mypay")
    slack.slack.faults.waiting.append(fault)
    assert (await ana.press_newest("fs.why.nrr"))["ok"]
    assert ana.titles() == []
    answered = str(await ana.newest())
    assert "Why this figure" in answered or "Time to first value, Q4 2026" in answered
    assert "Round, once, to the cent." in answered
    slack.slack.records.refusals.clear()  # those that were asked for


async def test_the_directory_is_mirrored_before_anybody_is_answered(running: Running, database: Database) -> None:
    with database.read() as connection:
        guest = slack_user(connection, "U007")
    assert guest is not None
    assert guest.is_restricted
    assert "mirrored accounts=" in running.log


async def test_health_tells_how_it_stands(running: Running) -> None:
    status, health = await running.health()
    assert status == 200
    assert set(health) == {"ok", "mode", "schema", "last_tick_at", "oldest_due_age_s", "socket_age_s"}
    assert health["ok"] is True
    assert health["schema"].isdigit()
    assert health["last_tick_at"].endswith("Z")
    assert health["socket_age_s"] < 10


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled"])
async def test_a_line_that_slack_ends_is_taken_up_again(slack: LocalSlack, ana: Person, reason: str) -> None:
    last = max(line.number for line in slack.services.sockets.lines)
    await slack.services.sockets.disconnect(reason)
    await until_reconnected(slack, last)
    assert (await ana.say(f"/echo after {reason}"))["ok"]
    assert f"after {reason}" in str(await ana.newest())


async def test_a_line_that_breaks_is_taken_up_again(slack: LocalSlack, ana: Person) -> None:
    last = max(line.number for line in slack.services.sockets.lines)
    cut(slack)
    await until_reconnected(slack, last)
    assert (await ana.say("/echo here again"))["ok"]
    assert "here again" in str(await ana.newest())
