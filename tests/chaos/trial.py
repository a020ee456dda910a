"""One trial: a database, its workers, a faulty Slack, and deliveries that come in all the while; then quiet, and the reckoning."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bot.clock import micros
from bot.delivery.schedules import Scheduling
from bot.settings import read_settings
from jobs.anchor import ANCHOR
from storage import outbox
from storage.audit import append
from storage.database import Database
from storage.schema import upgrade
from tests import scratch
from tests.chaos.crowd import Crowd, crowd
from tests.chaos.deliveries import Deliveries
from tests.chaos.slack import BEGINS, OPERATORS, Slack, local_slack
from tests.chaos.tally import Tally, reckon
from tests.sandbox.house import BOT_TOKEN, SECRET

WORKERS = {"sqlite": 1, "postgres": 3}
_FIRST_DAY = date.fromisoformat(BEGINS[:10])
_STEP_S = 0.25


class Size(NamedTuple):
    """How many deliveries are queued, a quarter of a second apart each; how often a new day comes; how long the quiet may take (seconds)."""

    deliveries: int
    deliveries_a_day: int
    quiet_s: float


SIZES = {"smoke": Size(36, 12, 60), "full": Size(240, 24, 180)}


class Outcome(NamedTuple):
    """What a trial found; `problems` are sentences about anything that must not be."""

    tally: Tally
    kills: int
    seconds: float
    problems: list[str]

    @property
    def is_fine(self) -> bool:
        return self.tally.is_fine and not self.problems

    def __str__(self) -> str:
        line = f"{self.tally} kills={self.kills} seconds={self.seconds:.0f}"
        return "\n    ".join([line, *self.problems])


def trial(kind: str, seed: int, size: Size) -> Outcome:
    """Raises psycopg.OperationalError where there is no Postgres."""
    begun = time.monotonic()
    with TemporaryDirectory() as name, _database(kind, Path(name), seed) as database, local_slack(Path(name)) as slack:
        environment = _environment(slack, database)
        _prepare(database, environment)
        log = Path(name) / "workers.log"
        with crowd(environment, log, WORKERS[kind]) as workers:
            deliveries = Deliveries(database, Random(seed))
            slack.fail(seed)
            days = _stir(workers, deliveries, slack, size, Random(seed + 1))
            slack.recover()
            waiting = _until_quiet(workers, database, days, size.quiet_s)
            workers.end()
        slack.rest()
        tally = reckon(database, slack, deliveries.queued)
        problems = [*workers.problems, *waiting]
        return Outcome(tally, workers.kills, time.monotonic() - begun, problems)


def _stir(workers: Crowd, deliveries: Deliveries, slack: Slack, size: Size, dice: Random) -> int:
    """Queue, kill, pause, let days pass; how many days."""
    days = 0
    next_kill = time.monotonic() + 1
    for number in range(size.deliveries):
        deliveries.queue_one()
        if number % size.deliveries_a_day == 0:
            slack.reach(f"{_FIRST_DAY + timedelta(days)}T07:30:00Z")
            days += 1
        if time.monotonic() >= next_kill:
            workers.kill_one(dice)
            next_kill = time.monotonic() + dice.uniform(0.5, 1.5)
        if number % size.deliveries_a_day == 0 and len(workers.members) > 1:  # alone, nobody could take over
            workers.pause_one(dice)
        workers.wake()
        time.sleep(_STEP_S)
    return days


def _until_quiet(workers: Crowd, database: Database, days: int, most_s: float) -> list[str]:
    """Wait until nothing is under way, and everything that fell due is in the outbox; what still is after `most_s`, in words."""
    end = time.monotonic() + most_s
    while still := _still(database, days):
        if time.monotonic() > end:
            return still
        workers.wake()
        time.sleep(_STEP_S)
    return []


def _still(database: Database, days: int) -> list[str]:
    due = {str(_FIRST_DAY + timedelta(each)) for each in range(days)}
    with database.read() as connection:
        counts = outbox.counts(connection)
        there = {row.period for row in outbox.entries(connection) if row.kind == ANCHOR.kind}
        told = not outbox.untold(connection, 1)
    waiting = {state: counts[state] for state in (outbox.PENDING, outbox.SENDING, outbox.UNCERTAIN) if counts[state]}
    return [
        *([f"still waiting: {waiting}"] if waiting else []),
        *([f"fell due and is not there: {sorted(due - there)}"] if due - there else []),
        *([] if told else ["the operators were not told of everything"]),
    ]


def _prepare(database: Database, environment: dict[str, str]) -> None:
    """Something is in the log, and the anchor is scheduled from the first day on."""
    with database.write() as connection:
        append(connection, 1, "look", {"period": "2026-Q4"}, actor="mia", subject="ana")
    Scheduling(database, read_settings(environment, serving=True)).tick_at(micros(BEGINS))


@contextmanager
def _database(kind: str, folder: Path, seed: int) -> Iterator[Database]:
    if kind == "postgres":
        with (
            scratch.postgres(f"fairshare_chaos_{os.getpid()}_{seed}") as url,
            closing(Database.open(url)) as database,
        ):
            yield database
        return
    with closing(Database.open(f"sqlite:///{folder / 'fairshare.db'}")) as database:
        upgrade(database)
        yield database


def _environment(slack: Slack, database: Database) -> dict[str, str]:
    """HTTP mode: nothing comes in, and a socket would have to be asked for at each of many starts."""
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api,
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "FAIRSHARE_MODE": "http",
        "FAIRSHARE_HTTP": "127.0.0.1:0",
        "FAIRSHARE_CLOCK": f"{slack.url}clock",
        "FAIRSHARE_TICK_S": "1",
        "FAIRSHARE_POSTS_PER_MIN": "300",  # the local Slack's limit for a workspace
        "OPERATOR_CHANNEL": OPERATORS,
        "NATIVE_CHARTS": "off",
    }
