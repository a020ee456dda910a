"""What is done at the start and daily: the mirror of accounts, the question about charts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import StringIO

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import sync_people
from bot.native_charts import takes_charts
from bot.tick import Chore, Tick, scheduled
from bot.wire import FAILURES, new_client, new_session
from bot.workers import Workers
from jobs.sync_people import accounts
from sandbox import LocalSlack
from sandbox.faults import Fault
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.slack_users import slack_user
from tests.bot.house import settings
from tests.bot.process import WORKSPACE, local_slack


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as running:
        yield running


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with new_session() as session:
        yield new_client(settings(SLACK_API_URL=slack.api_url), session)


@pytest.fixture
def workers() -> Workers:
    return Workers(1, "test")


async def test_the_directory_is_read_page_by_page(
    slack: LocalSlack, client: AsyncWebClient, company: Database, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.directory.PAGE", 2)
    slack.slack.faults.waiting.append(Fault("users.list", "ratelimited", retry_after=0))
    count = await sync_people(client, company, workers)
    assert count == len(WORKSPACE["people"]) + 2  # the bot itself, and Slackbot
    pages = [call for call in slack.slack.records.calls if call["method"] == "users.list"]
    assert len(pages) > 3
    with company.read() as connection:
        assert slack_user(connection, "U007") is not None


async def test_a_directory_that_breaks_off_keeps_what_it_gave(
    slack: LocalSlack, client: AsyncWebClient, company: Database, workers: Workers
) -> None:
    slack.slack.faults.waiting.append(Fault("users.list", "drop", times=5))
    with pytest.raises(FAILURES):
        await sync_people(client, company, workers)


def test_an_account_stands_under_each_of_its_ids() -> None:
    member = {
        "id": "U1",
        "name": "ana",
        "enterprise_user": {"id": "W1"},
        "updated": 7,
        "deleted": True,
        "is_stranger": True,
    }
    found = list(accounts(member))
    assert [account.slack_user_id for account in found] == ["U1", "W1"]
    assert all(account.deleted and account.is_stranger and account.updated == 7_000_000 for account in found)
    assert list(accounts({"name": "nobody"})) == []


async def test_charts_are_off_until_slack_said_yes(slack: LocalSlack, client: AsyncWebClient) -> None:
    assert await takes_charts(client) is True
    slack.slack.faults.waiting.append(Fault("blocks.validate", "error", error="invalid_blocks"))
    assert await takes_charts(client) is False
    slack.slack.faults.waiting.append(Fault("blocks.validate", "http_error"))
    with pytest.raises(SlackApiError):
        await takes_charts(client)


async def test_a_chore_is_done_once_and_after_a_failure_again(logged: StringIO) -> None:
    done: list[str] = []

    async def works() -> None:
        done.append("works")

    async def fails() -> None:
        done.append("fails")
        raise OSError("98765 secret words")

    tick = Tick([Chore("works", works), Chore("fails", fails, retry_s=0)])
    for _ in range(3):
        await tick.first(5)
    assert (done.count("works"), done.count("fails")) == (1, 3)
    assert "chore=fails failed: OSError" in logged.getvalue()
    assert "98765" not in logged.getvalue()


async def test_a_long_chore_holds_no_tick_and_is_not_begun_twice() -> None:
    begun, may_end = [], asyncio.Event()

    async def long() -> None:
        begun.append(1)
        await may_end.wait()

    tick = Tick([Chore("long", long)])
    await tick.first(0)
    await tick()
    assert len(begun) == 1
    await tick.end()
    assert tick.last is not None


async def test_while_what_is_vital_fails_or_hangs_the_heart_does_not_beat(logged: StringIO) -> None:
    """Or posts would fall due, nobody would make them, and all would look well."""
    faults: list[Exception] = [KeyError("98765 secret words"), StorageError(Kind.FULL, "The disk is full.", "")]
    may_end = asyncio.Event()

    async def due() -> None:
        if faults:
            raise faults.pop()
        await may_end.wait()

    tick = Tick([Chore("due", due, every_s=0, retry_s=0, vital=True)])
    await tick.first(5)
    first = tick.last
    for _ in range(2):
        await tick.first(0.01)  # it failed before; now it fails once more, then hangs
        assert tick.last == first
    may_end.set()
    await tick.first(5)
    assert tick.last == first
    await tick.first(5)
    assert tick.last != first
    assert "chore=due failed: StorageError" in logged.getvalue()
    assert "what=chore due" in logged.getvalue()
    assert "98765" not in logged.getvalue()


async def test_the_scheduler_keeps_ticking() -> None:
    ticked = asyncio.Event()

    class Once(Tick):
        async def __call__(self) -> None:
            ticked.set()

    scheduler = scheduled(Once([]), 1)
    await asyncio.wait_for(ticked.wait(), 10)
    scheduler.shutdown(wait=False)
