"""Rows by a query of somebody else's database: read a few at a time, never written to, and never with a secret in any word."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from storage.database import Database
from storage.imports import ImportReport, import_file
from storage.imports.mapping.address import Address, AddressError
from storage.imports.query import answered
from storage.imports.refusal import FileError
from tests.imports.conftest import NOVEMBER
from tests.imports.other_database import content, deals, filled
from tests.imports.read_back import published

MAPPING = """
mapping: deals
source: crm
database: ${CRM}
query: |
  SELECT id, seller, signed, won, amount FROM deals -- all of them: also what is lost
  WHERE id LIKE 'D-%' ORDER BY id
complete-through: yesterday
outputs:
  - import: facts
    where: {won: [yes, "1"]}
    columns:
      fact_id: id
      metric: {is: deal-value}
      subject_kind: {is: person}
      subject_id: seller
      observed: signed
      value: amount
      unit: {is: EUR}
"""


@pytest.fixture
def crm(database: Database, tmp_path: Path) -> Iterator[str]:
    """The other database: of the same kind as ours."""
    with deals(tmp_path, "" if database.is_sqlite else database.url.render_as_string(hide_password=False)) as address:
        yield address


def read(database: Database, folder: Path, environment: dict[str, str], mapping: str = MAPPING) -> ImportReport:
    (folder / "crm.yaml").write_text(mapping, encoding="utf-8")
    return import_file(database, "facts", None, folder / "crm.yaml", recorded=NOVEMBER, environment=environment)


def test_the_answer_is_checked_and_published_as_a_file_is(database: Database, tmp_path: Path, crm: str) -> None:
    before = content(crm)
    report = read(database, tmp_path, {"CRM": crm})
    assert (report.accepted, report.rejected, report.source) == (2, (), "crm")
    assert published(database, "fact", "fact_id", "minor", "unit") == [("D-1", 125050, "EUR"), ("D-2", 8000, "EUR")]
    assert [str(through) for (through,) in published(database, "completeness", "through")] == ["2026-11-19"]
    again = read(database, tmp_path, {"CRM": crm})
    assert (again.unchanged, again.published) == (2, False)
    filled(crm, "UPDATE deals SET amount = 90 WHERE id = 'D-2'")
    assert read(database, tmp_path, {"CRM": crm}).corrected == 1
    filled(crm, "UPDATE deals SET amount = 80 WHERE id = 'D-2'")
    assert content(crm) == before


def test_a_bad_row_is_told_by_its_number_and_nothing_is_taken(database: Database, tmp_path: Path, crm: str) -> None:
    filled(crm, "UPDATE deals SET signed = NULL WHERE id = 'D-2'")
    report = read(database, tmp_path, {"CRM": crm})
    (rejected,) = report.rejected
    assert (rejected.line, rejected.column, rejected.code) == (2, "signed", "empty")
    assert published(database, "fact", "fact_id") == []


def test_what_is_no_text_is_refused(database: Database, tmp_path: Path, crm: str) -> None:
    blob = "x'00ff'" if database.is_sqlite else "'\\x00ff'::bytea"
    mapping = MAPPING.replace("amount FROM", f"{blob} AS amount FROM")
    assert {each.code for each in read(database, tmp_path, {"CRM": crm}, mapping).rejected} == {"cell-type"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM deals",
        "INSERT INTO deals (id) VALUES ('D-9')",
        "CREATE TABLE mine (id TEXT)",
        "WITH gone AS (DELETE FROM deals RETURNING id) SELECT id FROM gone",
    ],
)
def test_nothing_can_be_written_there(database: Database, crm: str, statement: str) -> None:
    """Below the check of the mapping: the database itself refuses."""
    before = content(crm)
    with pytest.raises(FileError) as told, answered(make_url(crm), statement, ()):
        pass
    assert told.value.code == "query"
    assert content(crm) == before
    assert database  # the same kind as ours


@pytest.mark.parametrize(
    ("address", "environment", "code"),
    [
        ("${CRM}", {}, "variable"),
        ("${CRM}", {"CRM": "no address"}, "address"),
        ("postgresql://reader:${CRM}@127.0.0.1:1/crm", {"CRM": "s3cret/@:word"}, "no-database"),
        ("postgresql://postgres@127.0.0.1/${CRM}", {"CRM": "s3cret/@:word"}, "no-database"),
        ("mysql+pymysql://reader:${CRM}@127.0.0.1/crm", {"CRM": "s3cret/@:word"}, "driver"),
        ("sqlite:///${CRM}.db", {"CRM": "s3cret"}, "no-database"),
    ],
)
def test_a_database_that_cannot_be_read_is_told_without_its_secrets(
    sqlite_database: Database, tmp_path: Path, address: str, environment: dict[str, str], code: str
) -> None:
    mapping = MAPPING.replace("database: ${CRM}", f'database: "{address}"')
    report = read(sqlite_database, tmp_path, environment, mapping)
    (rejected,) = report.rejected
    assert rejected.code == code
    assert "s3cret" not in str(report.as_json())
    with sqlite_database.read() as connection:
        kept = connection.exec_driver_sql("SELECT source, code, detail FROM source_trouble WHERE ended = 0").all()
    assert [(source, trouble) for source, trouble, _ in kept] == [("crm", "unreachable")]
    assert "s3cret" not in str(kept)


def test_a_query_that_fails_is_told_in_the_databases_own_words(database: Database, tmp_path: Path, crm: str) -> None:
    (rejected,) = read(database, tmp_path, {"CRM": crm}, MAPPING.replace("FROM deals", "FROM dials")).rejected
    assert rejected.code == "query"
    assert "dials" in rejected.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("${CRM}", "postgresql://reader:hunter2@db/crm", "secret"),
        ("${CRM}", '"postgresql://reader:hunter${CRM}@db/crm"', "secret"),
        ("${CRM}", "postgresql://reader@db/crm?password=hunter2", "secret"),
        ("${CRM}", "somewhere", "address"),
        ("database: ${CRM}\n", "", "missing-key"),
        ("complete-through: yesterday", "separator: ;", "unknown-key"),
        ("ORDER BY id", "ORDER BY id; DELETE FROM deals", "several"),
        ("SELECT id", "DELETE FROM deals RETURNING id", "no-query"),
        ("complete-through: yesterday", "complete-through: today", "date"),
    ],
)
def test_what_a_mapping_may_not_say_is_named_with_its_place(
    sqlite_database: Database, tmp_path: Path, old: str, new: str, code: str
) -> None:
    assert old in MAPPING
    report = read(sqlite_database, tmp_path, {"CRM": "sqlite://"}, MAPPING.replace(old, new))
    assert [each.code for each in report.rejected] == [code]
    assert report.rejected[0].line > 0
    assert "hunter2" not in str(report.as_json())


def test_a_secret_may_hold_whatever_an_address_could_not() -> None:
    address = Address.read("postgresql://${USER}:${PASS}@db.example/crm?application_name=${PASS}")
    url = address.url({"USER": "reader", "PASS": "a/b@c:d%20?#"})
    assert (url.username, url.password, url.host, url.database) == ("reader", "a/b@c:d%20?#", "db.example", "crm")
    assert url.drivername == "postgresql+psycopg"
    with pytest.raises(AddressError):
        Address.read("no address at all")


def test_a_large_answer_is_read_some_rows_at_a_time(database: Database, crm: str) -> None:
    """Forty thousand long rows are read in far less room than all of them take."""
    filled(crm, "DELETE FROM deals")
    series = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
        " INSERT INTO deals (id, note) SELECT 'N-' || i, 'words that take some room, and then some more of it: ' || i FROM n"
    )
    filled(crm, series)
    tracemalloc.start()
    with answered(make_url(crm), "SELECT id, note, note || note || note || note FROM deals", ()) as answer:
        answer.header(())
        found = answer.rows()
        next(found)
        if not database.is_sqlite:
            assert asked_last(crm).startswith("FETCH FORWARD")  # what was not asked for yet is still over there
        count = 1 + sum(1 for _ in found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == answer.done == 40_000
    assert peak < 6_000_000  # all of them would take some 18 MB


def asked_last(address: str) -> str:
    """What the one other connection to this database of Postgres asked last."""
    engine = create_engine(address)
    with engine.connect() as connection:
        asked = "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        found = connection.exec_driver_sql(asked).scalar_one()
    engine.dispose()
    return str(found)
