"""A backup holds everything that was committed, and shows that it can be restored."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import guards
from storage.audit import append
from storage.backup import backup
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.restore import restore_check
from storage.schema import revisions
from tests.storage.recording import fact, record


def filled(database: Database) -> Database:
    with database.write() as connection:
        record(connection, *(fact(f"F{number}") for number in range(500)), at=10)
        append(connection, 1, "import", {"rows": 500})
    return database


def test_a_backup_of_sqlite_holds_what_stands_in_the_write_ahead_log(sqlite_database: Database, tmp_path: Path) -> None:
    with closing(filled(sqlite_database)), sqlite_database.write():  # beside an open writer
        backup(sqlite_database, tmp_path / "backup.db")
    report = restore_check(tmp_path / "backup.db")
    assert report.ok
    assert report.rows
    assert report.audit
    assert (report.kind, report.schema, report.rows["fact"], report.audit.rows) == ("sqlite", revisions()[-1], 500, 1)
    assert (tmp_path / "backup.db").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.db"]


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        closing(Database.open("postgresql://host/db")) as database,
        pytest.raises(StorageError, match="`pg_dump`") as refused,
    ):
        backup(database, tmp_path / "backup.dump")
    assert refused.value.kind is Kind.NO_TOOL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="pg_dump is not installed")
def test_a_failing_tool_is_quoted_without_the_password(tmp_path: Path) -> None:
    with closing(Database.open("postgresql://anna:hunter2@127.0.0.1:1/db")) as database:
        with pytest.raises(StorageError, match="`pg_dump` failed") as refused:
            backup(database, tmp_path / "backup.dump")
        assert "hunter2" not in str(refused.value)


def test_an_existing_file_is_not_overwritten(sqlite_database: Database, tmp_path: Path) -> None:
    there = tmp_path / "notes.txt"
    there.write_text("mine")
    with closing(sqlite_database), pytest.raises(StorageError, match="exists already"):
        backup(sqlite_database, there)
    assert there.read_text() == "mine"
    with pytest.raises(StorageError, match="no folder"):
        backup(sqlite_database, tmp_path / "nowhere" / "backup.db")


def test_what_stands_in_the_way_is_not_written_through(sqlite_database: Database, tmp_path: Path) -> None:
    """A backup that still runs, one that was cut off, or somebody's link to another file."""
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "backup.db.unfinished").symlink_to(tmp_path / "precious")
    with closing(sqlite_database), pytest.raises(StorageError, match="delete that file"):
        backup(sqlite_database, tmp_path / "backup.db")
    assert (tmp_path / "precious").read_text() == "mine"
    assert (tmp_path / "backup.db.unfinished").is_symlink()


@pytest.mark.parametrize("content", [b"", b"mine", os.urandom(4000)])
def test_a_file_that_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(StorageError, match="no backup"):
        restore_check(tmp_path / "x")
    with pytest.raises(StorageError, match="cannot be read"):
        restore_check(tmp_path / "y")


def test_a_damaged_backup_is_found(sqlite_database: Database, tmp_path: Path) -> None:
    with closing(filled(sqlite_database)):
        backup(sqlite_database, tmp_path / "backup.db")
    data = bytearray((tmp_path / "backup.db").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = b"\xff" * 3000
    (tmp_path / "backup.db").write_bytes(data)
    before = (tmp_path / "backup.db").read_bytes()
    assert not restore_check(tmp_path / "backup.db").ok
    assert (tmp_path / "backup.db").read_bytes() == before


def test_a_backup_with_a_broken_chain_or_of_another_program_is_found(sqlite_database: Database, tmp_path: Path) -> None:
    with closing(filled(sqlite_database)):
        with sqlite_database.write() as connection:
            guards.remove(connection)
            connection.execute(text("UPDATE audit SET kind = 'other'"))
        backup(sqlite_database, tmp_path / "backup.db")
    assert restore_check(tmp_path / "backup.db").problems == ("audit row 1: the row was changed",)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    assert restore_check(tmp_path / "other.db").problems == ("its tables are foreign",)
