"""What is published cannot be changed, whoever writes; what is not yet published can be taken back."""

# ruff: noqa: S608 - names of our own tables

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from storage.audit import append
from storage.database import Database
from storage.documents import CalendarDocument, RegistryDocument, publish_calendar, publish_registry
from storage.tables import APPEND_ONLY, IMPORTED, BenchmarkRow, CompletenessRow, LinkRow, PostingRow, RoleRow, TeamRow
from tests.storage.recording import credit, fact, person, publish, record, stage, stay, term
from tests.storage.test_dossier import START

WORDS = ("is published", "never changed", "stays", "not rewritten", "stands already")


def one_of_each() -> list[object]:
    common = {"batch_id": 0, "line": 0}
    return [
        person("anna"),
        stay("anna"),
        fact("F1"),
        credit("C1"),
        term("quota", value="1", unit="demo"),
        TeamRow(**common, team_id="north", name="North"),
        RoleRow(**common, person_id="anna", role="operator", starts=START, given_by="cfo", reason="x"),
        LinkRow(**common, object_kind="account", object_id="A", relation="owner", payee_id="anna", starts=START),
        BenchmarkRow(
            **common,
            benchmark_id="S-1",
            about="quota",
            population="sellers",
            value="1",
            unit="demo",
            observed=START,
            publisher="survey",
            reference="",
        ),
        CompletenessRow(batch_id=0, source="crm", through=START),
        PostingRow(
            batch_id=0,
            payee_id="anna",
            plan="p",
            version="1",
            payout="bonus",
            pays_as="cash",
            item_id="",
            period="2026-01",
            starts=START,
            ends=START,
            minor=1,
            unit="EUR",
            tree="",
            hash="",
        ),
    ]


def refused(database: Database, sql: str) -> bool:
    """Whether a trigger refuses the statement; any other error is one of the test."""
    try:
        with database.write() as connection:
            connection.exec_driver_sql(sql)
    except IntegrityError as error:
        if any(words in str(error.orig) for words in WORDS):
            return True
        raise
    return False


def fill(connection: Connection) -> None:
    record(connection, *one_of_each(), at=10)
    hash_ = publish_registry(connection, RegistryDocument("1", "{}", "", 1, "anna"))
    connection.execute(
        text("INSERT INTO plan_version VALUES ('h', 'p', '1', :hash, '2026-01-01', NULL, '{}', '', 1, 'anna', '')"),
        {"hash": hash_},
    )
    publish_calendar(connection, CalendarDocument("northwind", "1", "{}", "", 1, "anna"))
    connection.execute(
        text(
            "INSERT INTO sign_off VALUES (1, 'p', '2026-01', '2026-01-01', '2026-01-31', 'signed', 1, 1, 1, 'anna', '', 1, 1, '')"
        )
    )
    append(connection, 1, "look", {"figure": "score"}, actor="max", subject="anna")


@pytest.mark.parametrize("table", [*APPEND_ONLY, "batch"])
def test_published_rows_can_neither_be_changed_nor_deleted(database: Database, table: str) -> None:
    with database.write() as connection:
        fill(connection)
        column = next(iter(connection.exec_driver_sql(f"SELECT * FROM {table}").keys()))
    assert refused(database, f"UPDATE {table} SET {column} = {column}")
    assert refused(database, f"DELETE FROM {table}")
    if not database.is_sqlite:
        assert refused(database, f"TRUNCATE {table} CASCADE")
    with database.read() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1


@pytest.mark.parametrize("table", IMPORTED)
def test_rows_of_an_unpublished_batch_can_be_deleted_but_not_changed(database: Database, table: str) -> None:
    with database.write() as connection:
        stage(connection, *one_of_each())
    assert refused(database, f"UPDATE {table} SET batch_id = batch_id")
    assert not refused(database, f"DELETE FROM {table}")


def test_a_refused_import_cleans_up_after_itself(database: Database) -> None:
    with database.write() as connection:
        batch = stage(connection, *one_of_each())
    with database.write() as connection:
        for table in IMPORTED:
            connection.execute(text(f"DELETE FROM {table} WHERE batch_id = :batch"), {"batch": batch})
        connection.execute(text("DELETE FROM batch WHERE id = :batch"), {"batch": batch})
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == 0


def test_a_published_batch_takes_no_further_row(database: Database) -> None:
    with database.write() as connection:
        batch = record(connection, fact("F1"), at=10)
        other = stage(connection, fact("F2"))
    insert = (
        "INSERT INTO fact (batch_id, line, fact_id, metric, subject_kind, subject_id, observed, value, unit, item_id)"
        " VALUES ({}, 9, 'F9', 'demos', 'person', 'anna', '2026-02-01', '1', 'demo', '')"
    )
    assert refused(database, insert.format(batch))
    assert not refused(database, insert.format(other))


def test_a_published_batch_is_not_taken_back(database: Database) -> None:
    with database.write() as connection:
        batch = stage(connection, fact("F1"))
        publish(connection, batch, 10)
    assert refused(database, "UPDATE batch SET published = NULL")
    assert refused(database, "UPDATE batch SET published = 5")


def test_replacing_is_no_way_around(sqlite_database: Database) -> None:
    """INSERT OR REPLACE deletes the row that stands in the way; from a foreign connection without asking any delete trigger."""
    with sqlite_database.write() as connection:
        fill(connection)
        connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    for table in ("fact", "audit", "plan_version", "registry_version", "calendar_version", "batch", "audit_payload"):
        assert refused(sqlite_database, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    taken = "INSERT OR REPLACE INTO audit SELECT 99, at, kind, digest, prev_hash, 'other' FROM audit"
    assert refused(sqlite_database, taken)
    sqlite_database.close()


def test_an_audit_payload_can_be_erased_but_not_rewritten(database: Database) -> None:
    with database.write() as connection:
        append(connection, 1, "look", {"figure": "score"})
    assert refused(database, "UPDATE audit_payload SET payload = '{}'")
    assert not refused(database, "DELETE FROM audit_payload")
