"""A company of any size, written straight into the tables: one stay, one term and some deals a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from plans.document import canonical_bytes
from plans.load import load_plan
from plans.reading.registry import load_registry
from storage.database import Database
from storage.documents import PlanDocument, RegistryDocument, publish_plan, publish_registry
from storage.schema import upgrade

KNOWN = 1_790_000_000_000_000  # an instant in the autumn of 2026, UTC microseconds
AS_OF = KNOWN + 1_000_000
SAMPLE = Path(__file__).parent.parent / "examples" / "sample"
_CHUNK = 50_000


def populate(file: Path, people: int, facts_each: int) -> Database:
    """A new SQLite database of `people`, with the sample's sales plan published."""
    database = Database.open(f"sqlite:///{file}")
    upgrade(database)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "INSERT INTO batch (id, what, source, file_hash, rows, started) VALUES (1, 'facts', 'crm', '', 0, ?)",
            (KNOWN,),
        )
        connection.execute("INSERT INTO completeness (batch_id, source, through) VALUES (1, 'crm', '2026-12-31')")
        connection.execute(
            "INSERT INTO batch (id, what, source, file_hash, rows, started) VALUES (2, 'credits', 'crm-credits', '', 0, ?)",
            (KNOWN,),
        )
        connection.execute(
            "INSERT INTO completeness (batch_id, source, through) VALUES (2, 'crm-credits', '2026-12-31')"
        )
        _fill(
            connection,
            "person (batch_id, line, person_id, name, email, slack_user_id, kind, partner_id, locale)",
            _people(people),
        )
        _fill(
            connection,
            "stay (batch_id, line, person_id, starts, joined, team_id, manager_id, function, entity_id, zone, currency, attributes)",
            _stays(people),
        )
        _fill(connection, "term (batch_id, line, payee_id, term, minor, unit, starts)", _terms(people))
        _fill(
            connection,
            "fact (batch_id, line, fact_id, metric, subject_kind, subject_id, observed, minor, unit, item_id)",
            _facts(people, facts_each),
        )
        connection.execute("UPDATE batch SET published = ?", (KNOWN,))
        connection.commit()
        connection.execute("PRAGMA optimize")
    _publish(database)
    return database


def _fill(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    places = ", ".join("?" * (table.count(",") + 1))
    while chunk := [row for _, row in zip(range(_CHUNK), rows, strict=False)]:
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", chunk)  # noqa: S608 - our own names
    connection.commit()


def person_id(number: int) -> str:
    return f"P-{number:07d}"


def slack_id(number: int) -> str:
    return f"U{number:09d}"


def _people(count: int) -> Iterator[tuple[object, ...]]:
    return ((1, n, person_id(n), f"Person {n}", "", slack_id(n), "person", "", "en-IE") for n in range(count))


def _stays(count: int) -> Iterator[tuple[object, ...]]:
    start = date(2025, 1, 1).isoformat()
    return (
        (
            1,
            n,
            person_id(n),
            start,
            start,
            f"team-{n // 10}",
            person_id(n - n % 10),
            "sales",
            "northwind-ie",
            "Europe/Dublin",
            "EUR",
            "{}",
        )
        for n in range(count)
    )


def _terms(count: int) -> Iterator[tuple[object, ...]]:
    return ((1, n, person_id(n), "quota", 12_000_000, "EUR", "2025-01-01") for n in range(count))


def _facts(count: int, each: int) -> Iterator[tuple[object, ...]]:
    """Deals spread over the last quarter of 2026, so that each statement reads all of its person's."""
    for n in range(count):
        for k in range(each):
            yield (
                1,
                n,
                f"D-{n}-{k}",
                "deal-value",
                "person",
                person_id(n),
                f"2026-{10 + k % 3}-{1 + k % 28:02d}",
                100_000 + 997 * k,
                "EUR",
                f"D-{n}-{k}",
            )


def _publish(database: Database) -> None:
    registry_text = (SAMPLE / "registry.yaml").read_text(encoding="utf-8")
    plan_text = (SAMPLE / "sales-emea.yaml").read_text(encoding="utf-8")
    registry = load_registry(registry_text, "registry.yaml").registry
    plan = load_plan(plan_text, "sales-emea.yaml", registry).plan if registry else None
    if registry is None or plan is None:
        raise ValueError("the sample's documents cannot be read")
    with database.write() as connection:
        stored = RegistryDocument(
            registry.version, canonical_bytes(registry.document).decode(), registry_text, KNOWN, "benchmark"
        )
        publish_registry(connection, stored)
        document = canonical_bytes(plan.document).decode()
        days = (plan.effective_from, plan.effective_to)
        publish_plan(
            connection,
            PlanDocument(plan.name, plan.version, stored.hash, *days, document, plan_text, KNOWN, "benchmark", "speed"),
        )


def person_of_slack(user: str) -> str:
    """Whose account it is: both are numbered alike."""
    return person_id(int(user[1:]))
