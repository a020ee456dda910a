"""A database says plainly what is wrong with it, keeps what it committed, and lets no reader write."""

# ruff: noqa: PT012 - a transaction is entered, used and refused in one block

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from storage.database import Database
from storage.errors import Kind, StorageError, translated
from storage.people import person
from storage.schema import check
from tests.storage.recording import fact, record, stage
from tests.storage.test_people import NOW, TODAY


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true", "sqlite:///x.db?mode=memory"]
)
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StorageError, match="Name a file") as refused:
        Database.open(url)
    assert refused.value.kind is Kind.IN_MEMORY


@pytest.mark.parametrize("url", ["mysql://root@host/db", "fairshare.db", "", "postgresql+asyncpg://host/db"])
def test_other_addresses_are_refused_with_the_two_that_work(url: str) -> None:
    with pytest.raises(StorageError, match=r"sqlite:///fairshare\.db.*postgresql") as refused:
        Database.open(url)
    assert refused.value.kind is Kind.UNKNOWN_URL


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgres_means_psycopg(scheme: str) -> None:
    with closing(Database.open(f"{scheme}://host/db")) as database:
        assert (database.url.drivername, database.is_sqlite, database.path) == ("postgresql+psycopg", False, None)


def test_a_mistyped_file_does_not_become_a_database(tmp_path: Path) -> None:
    with closing(Database.open(f"sqlite:///{tmp_path / 'typo.db'}")) as database:
        with pytest.raises(StorageError, match="bot init") as refused, database.read():
            pass
        assert refused.value.kind is Kind.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("These are notes, and no database at all. " * 20)
    before = file.read_bytes()
    with closing(Database.open(f"sqlite:///{file}")) as database:
        with pytest.raises(StorageError) as refused:
            check(database)
        assert refused.value.kind is Kind.NOT_A_DATABASE
    assert file.read_bytes() == before


def test_connections_to_sqlite_are_set_up_for_safety(sqlite_database: Database) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1,
        "recursive_triggers": 1, "busy_timeout": 10_000,
    }  # fmt: skip
    with closing(sqlite_database), sqlite_database.read() as reader, sqlite_database.write() as writer:
        for connection in (reader, writer):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((SQLAlchemyError, StorageError)), database.read() as connection:
        connection.execute(text("DELETE FROM slack_user"))


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    count = text("SELECT count(*) FROM batch")
    with database.read() as reader:
        before = reader.execute(count).scalar()
        with database.write() as writer:
            stage(writer)
        assert reader.execute(count).scalar() == before
    with database.read() as reader:
        assert reader.execute(count).scalar() == 1


def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        stage(connection)
        _ = 1 / 0
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == 0


def test_a_write_gives_up_when_another_one_lasts_too_long(sqlite_database: Database) -> None:
    with (
        closing(sqlite_database),
        closing(Database.open(f"sqlite:///{sqlite_database.path}", patience_s=0.05)) as hasty,
        sqlite_database.write(),
        pytest.raises(StorageError, match="Try again") as refused,
        hasty.write(),
    ):
        pass
    assert refused.value.kind is Kind.LOCKED


@pytest.mark.postgres
def test_a_row_locked_for_too_long_is_told_as_locked(postgres_database: Database, postgres_url: str) -> None:
    hold = text("LOCK TABLE slack_user IN ACCESS EXCLUSIVE MODE")
    with (
        closing(postgres_database),
        closing(Database.open(postgres_url, patience_s=0.05)) as hasty,
        postgres_database.write() as holder,
    ):
        holder.execute(hold)
        with pytest.raises(StorageError) as refused, hasty.write() as connection:
            connection.execute(text("UPDATE slack_user SET deleted = true"))
    assert refused.value.kind is Kind.LOCKED


def test_no_update_is_lost_between_threads(sqlite_database: Database) -> None:
    """Read, then write, from several threads: each sees what the one before wrote."""

    def count() -> None:
        for _ in range(25):
            with sqlite_database.write() as connection:
                rows = connection.execute(text("SELECT rows FROM batch")).scalar_one()
                connection.execute(text("UPDATE batch SET rows = :rows"), {"rows": rows + 1})

    with closing(sqlite_database):
        with sqlite_database.write() as connection:
            stage(connection)
        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with sqlite_database.read() as connection:
            assert connection.execute(text("SELECT rows FROM batch")).scalar_one() == 100


def test_parameters_never_stand_in_an_exception(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.write() as connection:
        connection.execute(
            text("INSERT INTO fact (batch_id, line, fact_id, metric, subject_kind, subject_id, observed, minor, value, unit, item_id)"
                 " VALUES (1, 1, 'F1', 'pay', 'person', 'anna', '2026-01-01', :minor, :minor_text, 'EUR', '')"),
            {"minor": 98765, "minor_text": "98765"},
        )  # fmt: skip
    assert "parameters hidden" in str(refused.value)
    if database.is_sqlite:
        assert "98765" not in str(refused.value)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with closing(Database.open("postgresql://anna:hunter2@127.0.0.1:1/fairshare")) as database:
        with pytest.raises(StorageError, match="DATABASE_URL") as refused, database.read() as connection:
            connection.execute(text("SELECT 1"))
        assert refused.value.kind is Kind.UNREACHABLE
        assert "hunter2" not in str(refused.value)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("part", "kind"), [({"database": "no_such_db"}, Kind.MISSING), ({"username": "nobody_here"}, Kind.REFUSED)]
)
def test_a_database_or_user_that_is_not_there_is_told_apart(
    postgres_database: Database, part: dict[str, str], kind: Kind
) -> None:
    url = postgres_database.url.set(**part).render_as_string(hide_password=False)
    with closing(postgres_database), closing(Database.open(url)) as database:
        with pytest.raises(StorageError) as refused, database.read() as connection:
            connection.execute(text("SELECT 1"))
        assert refused.value.kind is kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.DiskFull(), Kind.FULL),
        (psycopg.errors.DeadlockDetected(), Kind.LOCKED),
        (psycopg.errors.ConnectionFailure(), Kind.UNREACHABLE),
        (psycopg.errors.ReadOnlySqlTransaction(), Kind.READ_ONLY),
        (psycopg.errors.UniqueViolation(), None),
        (ValueError("ours"), None),
    ],
)
def test_errors_of_the_server_get_our_words(error: Exception, kind: Kind | None) -> None:
    told = translated(error)
    assert (told.kind if told else None) is kind


def test_a_full_disk_is_told_and_writes_nothing(sqlite_database: Database) -> None:
    with closing(sqlite_database):
        with pytest.raises(StorageError, match="Free some space") as refused, sqlite_database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            record(connection, *(fact(f"F{n}", item_id="x" * 500) for n in range(200)), at=1)
        assert refused.value.kind is Kind.FULL
        with sqlite_database.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == 0
            assert person(connection, "anna", TODAY, NOW) is None


def test_deleted_bytes_are_overwritten(sqlite_database: Database) -> None:
    file = sqlite_database.path
    assert file
    with closing(sqlite_database):
        with sqlite_database.write() as connection:
            batch = stage(connection, fact("F1", value="98765.4321"))
        checkpoint(file)
        assert b"98765.4321" in file.read_bytes()
        with sqlite_database.write() as connection:
            connection.execute(text("DELETE FROM fact WHERE batch_id = :batch"), {"batch": batch})
        checkpoint(file)
        assert b"98765.4321" not in file.read_bytes()


def checkpoint(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_one_run_holds_a_file_and_another_one_is_told(sqlite_database: Database) -> None:
    with closing(sqlite_database), sqlite_database.run_lock():
        with pytest.raises(StorageError, match=str(os.getpid())) as refused, sqlite_database.run_lock():
            pass
        assert refused.value.kind is Kind.RUNNING
        with sqlite_database.write() as connection:  # the other verbs work beside it
            stage(connection)


HOLDER = """
import sys
from storage.database import Database

with Database.open(sys.argv[1]).run_lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_of_a_killed_run_is_free_at_once(sqlite_database: Database) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"sqlite:///{sqlite_database.path}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with closing(sqlite_database), holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StorageError, match=str(holder.pid)), sqlite_database.run_lock():
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with sqlite_database.run_lock():
            pass


@pytest.mark.postgres
def test_any_number_of_runs_share_a_postgres_database(postgres_database: Database) -> None:
    with closing(postgres_database), postgres_database.run_lock(), postgres_database.run_lock():
        pass
