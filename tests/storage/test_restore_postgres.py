"""A dump of Postgres is restored into a database for a moment, and looked into like a file of SQLite."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, make_url, select, text

from storage import guards
from storage.backup import backup
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.postgres_tools import scratch_database
from storage.restore import restore_check
from storage.schema import revisions
from storage.tables import metadata
from tests.storage.test_backup import filled

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed"),
]


@pytest.fixture
def dumped(postgres_database: Database, tmp_path: Path) -> Iterator[Path]:
    with closing(filled(postgres_database)):
        backup(postgres_database, tmp_path / "monday.dump")
        yield tmp_path / "monday.dump"


def counts(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def test_a_dump_is_restored_and_holds_what_the_database_held(
    dumped: Path, postgres_database: Database, postgres_url: str
) -> None:
    report = restore_check(dumped, postgres_url)
    assert (report.kind, report.schema, report.problems) == ("postgres", revisions()[-1], ())
    assert report.rows == counts(postgres_database)
    assert report.rows["fact"] == 500
    assert report.audit is not None
    assert (report.audit.whole, report.audit.rows) == (True, 1)


def test_a_log_that_was_changed_is_found_in_the_dump(
    postgres_database: Database, postgres_url: str, tmp_path: Path
) -> None:
    with closing(filled(postgres_database)):
        with postgres_database.write() as connection:
            guards.remove(connection)
            connection.execute(text("UPDATE audit SET kind = 'other'"))
        backup(postgres_database, tmp_path / "monday.dump")
        with postgres_database.write() as connection:
            guards.install(connection)
    assert restore_check(tmp_path / "monday.dump", postgres_url).problems == ("audit row 1: the row was changed",)


def test_a_damaged_dump_is_found(dumped: Path, postgres_url: str) -> None:
    sound = dumped.read_bytes()
    middle = len(sound) - 3_000  # among the rows: the list at the start can still be read
    dumped.write_bytes(sound[:middle] + b"\xff" * 200 + sound[middle + 200 :])
    before = dumped.read_bytes()
    (problem,) = restore_check(dumped, postgres_url).problems
    assert problem.startswith("it cannot be restored: ")
    dumped.write_bytes(sound[:500])
    (problem,) = restore_check(dumped, postgres_url).problems
    assert problem.startswith("it cannot be restored: ")
    assert before != sound


@contextmanager
def somebody_without_rights(address: str) -> Iterator[str]:
    """The same server, for a user who may log in and nothing else."""
    owner = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(owner, autocommit=True) as server:
        name = f"fairshare_test_nobody_{os.getpid()}"
        server.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'nobody'").format(sql.Identifier(name)))
        try:
            theirs = make_url(address).set(username=name, password="nobody")
            yield theirs.render_as_string(hide_password=False)
        finally:
            server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_who_may_create_no_database_is_told_what_is_missing(dumped: Path, postgres_url: str) -> None:
    with somebody_without_rights(postgres_url) as theirs, pytest.raises(StorageError, match="CREATEDB") as refused:
        restore_check(dumped, theirs)
    assert refused.value.kind is Kind.REFUSED


@pytest.mark.parametrize("server", ["", "sqlite:///fairshare.db"])
def test_without_a_server_a_dump_cannot_be_checked(dumped: Path, server: str) -> None:
    with pytest.raises(StorageError, match=r"no Postgres to restore it to.*--database"):
        restore_check(dumped, server)


def test_a_server_that_is_not_there_is_told_without_the_password(dumped: Path) -> None:
    with pytest.raises(StorageError) as refused:
        restore_check(dumped, "postgresql://anna:hunter2@127.0.0.1:1/fairshare")
    assert refused.value.kind is Kind.UNREACHABLE
    assert "hunter2" not in str(refused.value)


def test_the_whole_address_reaches_the_tools(dumped: Path, postgres_url: str, tmp_path: Path) -> None:
    """How the line is secured stands behind the `?`: a tool that does not hear of it would go by a line that is not."""
    secured = f"{postgres_url}?sslmode=verify-full&sslrootcert={tmp_path / 'nobodys.crt'}"
    with closing(Database.open(secured)) as database, pytest.raises(StorageError, match=r"SSL|nobodys\.crt"):
        backup(database, tmp_path / "tuesday.dump")
    with pytest.raises(StorageError) as refused:
        restore_check(dumped, secured)
    assert refused.value.kind is Kind.UNREACHABLE


def test_a_dump_may_be_named_like_an_option(
    dumped: Path, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumped.rename(tmp_path / "--version")
    monkeypatch.chdir(tmp_path)
    assert restore_check(Path("--version"), postgres_url).ok


def test_the_database_for_a_moment_goes_whatever_happens(postgres_url: str) -> None:
    made: list[str] = []

    def work() -> None:
        with scratch_database(make_url(postgres_url)) as url:
            made.append(url.render_as_string(hide_password=False))
            with closing(Database.open(made[0])) as database, database.read() as connection:
                connection.execute(text("SELECT 1"))
                _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        work()
    with closing(Database.open(made[0])) as database:
        with pytest.raises(StorageError) as gone, database.read() as connection:
            connection.execute(text("SELECT 1"))
        assert gone.value.kind is Kind.MISSING
