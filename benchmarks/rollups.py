"""A metric of everybody, from two million facts, against the same SQL by hand: at most 1.5x, on both databases.

By hand, one statement adds up the minor units of each person, and of rows with one key takes the one recorded last, as ours has to; its rows
become a dictionary. Ours besides looks at units, knows who is there without a fact, and has for each a value of the plan language, or why it waits.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
from sqlalchemy import Connection

from benchmarks.measure import in_turn, report
from benchmarks.population import AS_OF, KNOWN, SAMPLE, populate
from plans.absence import FINAL
from plans.calendar import period_of
from plans.company.cut import Gregorian
from plans.everybody import Asked
from plans.reading.registry import load_registry
from storage.database import Database
from storage.everybody import told_of_everybody
from tests import scratch

SIZES = {"full": (20_000, 100), "smoke": (500, 20)}  # people, facts each
_PERIOD = period_of(date(2026, 11, 20), "quarter")
_TABLES = ("batch", "completeness", "person", "stay", "fact")
_CORRECTED = 1_000  # every so many facts one was corrected: the newest row says another amount
_BY_HAND = f"""
WITH again(fact_id) AS MATERIALIZED ({{again}})
SELECT f.subject_id, sum(f.minor), count(*) FROM fact f
WHERE f.metric = 'deal-value' AND f.subject_kind = 'person' AND {{observed}} BETWEEN '2026-10-01' AND '2026-12-31'
  AND f.batch_id IN (SELECT id FROM batch WHERE published <= {AS_OF})
  AND (f.fact_id NOT IN (SELECT fact_id FROM again) OR f.id = (
    SELECT later.id FROM fact later JOIN batch ON batch.id = later.batch_id
    WHERE later.fact_id = f.fact_id AND batch.published <= {AS_OF} ORDER BY batch.published DESC, later.id DESC LIMIT 1))
GROUP BY f.subject_kind, f.subject_id
"""  # noqa: S608 - our own names and numbers


def run(size: str) -> bool:
    people, facts_each = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "company.db"
        with closing(populate(file, people, facts_each)) as database:
            _correct(file)
            fine = _measured("SQLite", database, people * facts_each)
        try:
            with _postgres(file) as database:
                fine &= _measured("Postgres", database, people * facts_each)
        except psycopg.OperationalError:
            print(f"roll-ups on Postgres were not measured: {scratch.NO_SERVER}")
    return fine


def _measured(kind: str, database: Database, facts: int) -> bool:
    asked = _asked()
    with database.read() as connection:
        if _ours(connection, asked) != _bare(connection):
            raise ValueError("the two sides compute different things")
        # SQLite computes in this process, Postgres in another.
        clock = time.process_time if database.is_sqlite else time.perf_counter
        pair = in_turn(lambda: _ours(connection, asked), lambda: _bare(connection), rounds=5, warm=1, clock=clock)
    return report(f"a metric of everybody, {facts:,} facts, {kind} / SQL by hand", pair, at_most=1.5, unit="s")


def _asked() -> Asked:
    """The value of the deals that somebody signed, as the sample's registry defines it."""
    text = (SAMPLE / "registry.yaml").read_text(encoding="utf-8")
    registry = load_registry(text, "registry.yaml").registry
    if registry is None:
        raise ValueError("the sample's registry cannot be read")
    metric = next(each for each in registry.metrics.values() if each.roll_up.facts == ("deal-value",))
    return Asked(registry, metric, _PERIOD, Gregorian(), FINAL, date(2027, 1, 4))


def _ours(connection: Connection, asked: Asked) -> dict[str, tuple[object, int]]:
    return {told.subject: (told.node.value, told.facts) for told in told_of_everybody(connection, asked, AS_OF)}


def _bare(connection: Connection) -> dict[str, tuple[object, int]]:
    again, observed = "SELECT fact_id FROM fact GROUP BY fact_id HAVING count(*) > 1", "f.observed"
    if connection.dialect.name == "sqlite":
        observed = "+f.observed"  # keeps SQLite to the index in which a subject's rows stand together
    else:
        again = f"SELECT unnest(ARRAY({again}))"  # keeps Postgres from going through all of these keys for each fact
    driver = connection.connection.driver_connection
    if driver is None:
        raise ValueError("there is no connection")
    found = driver.execute(_BY_HAND.format(again=again, observed=observed)).fetchall()
    return {name: (Decimal(int(minor)) / 100, times) for name, minor, times in found}


def _correct(file: Path) -> None:
    """Some facts once more, with another amount."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO batch (id, what, source, file_hash, rows, started) VALUES (3, 'facts', 'crm', 'x', 0, ?)",
            (KNOWN,),
        )
        connection.execute(
            "INSERT INTO fact (batch_id, line, fact_id, metric, subject_kind, subject_id, observed, minor, unit, item_id)"
            " SELECT 3, line, fact_id, metric, subject_kind, subject_id, observed, minor + 1, unit, item_id FROM fact WHERE id % ? = 0",
            (_CORRECTED,),
        )
        connection.execute("UPDATE batch SET published = ? WHERE id = 3", (KNOWN,))
        connection.commit()


@contextmanager
def _postgres(file: Path) -> Iterator[Database]:
    """The same rows in a Postgres database of one's own."""
    with scratch.postgres(f"fairshare_bench_{os.getpid()}") as url, closing(Database.open(url)) as opened:
        address = url.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as target, closing(sqlite3.connect(file)) as source:
            target.execute(
                "SET session_replication_role = replica"
            )  # the triggers would refuse rows of a batch that is published
            for table in _TABLES:
                columns = ", ".join(row[1] for row in source.execute(f"PRAGMA table_info({table})"))
                with target.cursor().copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as copy:
                    for row in source.execute(f"SELECT {columns} FROM {table}"):  # noqa: S608 - our own names
                        copy.write_row(row)
            target.execute("VACUUM ANALYZE")
        yield opened
