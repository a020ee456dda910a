"""The SQL that one `/mypay` makes, as the driver sees it, with the asker's ids as parameters."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import event

from benchmarks.population import person_id, slack_id
from bot.clock import real
from commands.declare import Ask
from commands.mypay import mypay
from commands.world import World
from storage.catalogue import Catalogue
from storage.database import Database
from storage.people import person_by_slack

_NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def statements_of(database: Database, number: int) -> list[str]:
    """Every statement that reads for the second answer for person `number` (the first one reads and compiles the plan)."""
    found: list[str] = []
    world = World(database, Catalogue(), real)
    now = int(_NOW.timestamp()) * 1_000_000
    _answer(database, world, number, now)
    with database.reader.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.set_trace_callback(found.append)  # type: ignore[union-attr]  # sqlite3's connection
    event.listen(database.reader, "checkout", lambda raw, *_: raw.set_trace_callback(found.append))
    _answer(database, world, number, now)
    reading = [sql for sql in found if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    named = [
        sql.replace(f"'{person_id(number)}'", ":person").replace(f"'{slack_id(number)}'", ":slack") for sql in reading
    ]
    if not all(
        any(table in sql for sql in named) for table in ("person p", "stay s", "term t", "fact f", "plan_version")
    ):
        raise ValueError("the statements of /mypay were not seen")
    return named


def _answer(database: Database, world: World, number: int, now: int) -> None:
    day = _NOW.date()
    with database.read() as connection:
        who = person_by_slack(connection, slack_id(number), day, now)
        if who is None:
            raise LookupError(slack_id(number))
        mypay(Ask(who, now, connection), world)
