"""Health tells what is wrong, and asking for it costs the people nothing who are served meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event, text

from bot.clock import real
from bot.health import Health
from bot.tick import Tick
from bot.workers import Workers
from storage.database import Database
from tests.bot.house import Commands, Door, open_door, settings


class Watch:
    """A clock that these tests move."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def thread() -> Iterator[Workers]:
    with closing(Workers(1, "health")) as workers:
        yield workers


@contextmanager
def questions(database: Database) -> Iterator[list[str]]:
    """Every time the database is asked for its version."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if "version_num" in sql:
            asked.append(sql)

    event.listen(database.reader, "before_cursor_execute", note)
    yield asked
    event.remove(database.reader, "before_cursor_execute", note)


async def test_health_says_what_is_wrong(company: Database, thread: Workers) -> None:
    tick, watch = Tick([]), Watch()
    age = 1.0
    health = Health(settings(), company, thread, tick, lambda: age, watch)
    assert (await health())["ok"] is False, "no tick yet"
    await tick()
    well = await health()
    assert well["ok"] is True
    assert well["socket_age_s"] == 1.0
    age = 61.0
    assert (await health())["ok"] is False, "the socket is silent"
    age = 1.0
    tick.last = real() - 91_000_000
    assert (await health())["ok"] is False, "three ticks of thirty seconds were missed"
    tick.last = real()
    assert company.path is not None
    company.close()
    company.path.rename(company.path.with_suffix(".away"))
    watch.now += 1
    gone = await health()
    assert (gone["ok"], gone["schema"]) == (False, None)


async def test_the_database_is_asked_once_a_second_however_many_ask(company: Database, thread: Workers) -> None:
    watch = Watch()
    health = Health(settings(), company, thread, Tick([]), None, watch)
    with questions(company) as asked:
        await health()
        once = len(asked)
        assert once > 0
        watch.now += 0.99
        for state in await asyncio.gather(*(health() for _ in range(500))):
            assert state["schema"]
        assert len(asked) == once
        watch.now += 0.01
        await asyncio.gather(*(health() for _ in range(500)))
        assert len(asked) == 2 * once


async def get(door: Door) -> int:
    async with door.session.get(f"{door.url}/health") as answered:
        return answered.status


async def test_health_and_people_do_not_wait_for_each_other(
    company: Database, commands: Commands, thread: Workers
) -> None:
    """A hundred questions wait for a database that does not answer; people are served. Then people wait, and health answers."""
    tick = Tick([])
    await tick()
    hung, health = threading.Event(), Health(settings(), company, thread, tick)
    async with open_door(company, commands, health=health) as door:
        holding = asyncio.create_task(thread.run(hung.wait, 20))
        asking = [asyncio.create_task(get(door)) for _ in range(100)]
        assert (await door.type("/mypay")).status == 200
        assert not any(question.done() for question in asking)
        hung.set()
        assert set(await asyncio.gather(*asking)) == {200}
        assert await holding
        slow = [asyncio.create_task(door.type("/slow")) for _ in range(8)]
        assert await get(door) == 200
        assert not any(answer.done() for answer in slow)
        commands.may_go_on.set()
        assert {answer.status for answer in await asyncio.gather(*slow)} == {200}


@pytest.mark.postgres
async def test_a_database_that_takes_too_long_is_no_healthy_one(
    postgres_database: Database, thread: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.PATIENCE_S", 0.05)
    tick, watch = Tick([]), Watch()
    await tick()
    health = Health(settings(), postgres_database, thread, tick, None, watch)
    with closing(postgres_database), postgres_database.write() as holder:
        holder.execute(text("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"))
        assert (await health())["schema"] is None
        assert health._question is not None
        holder.rollback()
        await health._question
        watch.now += 1
        monkeypatch.setattr("bot.health.PATIENCE_S", 5.0)
        assert (await health())["ok"] is True
