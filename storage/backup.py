"""Back up a database into one file, and show that a backup can be restored.

A copy of an SQLite file alone misses what still stands in its write-ahead log (measured: all of it); `VACUUM INTO` does not, and runs
beside writers. Postgres is left to its own tools.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, func, select

from storage import schema, sqlite
from storage.audit_check import Verdict, verify
from storage.database import Database
from storage.errors import Kind, StorageError, translated
from storage.tables import metadata

_SQLITE_MAGIC = b"SQLite format 3\x00"
_PG_DUMP_MAGIC = b"PGDMP"
_NO_ROOM = ("The disk has no room for the backup.", "Free some space, or name another place; nothing was left behind.")


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a backup holds. `problems` is empty when it can be restored; counts and audit are None where only a list could be read."""

    kind: str  # sqlite, postgres
    schema: str | None
    rows: Mapping[str, int] | None
    audit: Verdict | None
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def backup(database: Database, path: Path) -> None:
    """Write a backup to a new file, readable by its owner alone and flushed to disk. An existing file is never overwritten."""
    if path.exists():
        raise StorageError(Kind.FILE, f"{path} exists already.", "Name another file; backups are not overwritten.")
    if not path.parent.is_dir():
        raise StorageError(Kind.FILE, f"There is no folder {path.parent}.", "Create it first.")
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)
        if database.is_sqlite:
            _copy(database.url, unfinished)
        else:
            _pg_dump(database.url, unfinished)
        _flush(unfinished)
        os.link(unfinished, path)  # unlike a rename, refuses to replace what appeared meanwhile
    finally:
        unfinished.unlink(missing_ok=True)


def restore_check(path: Path) -> RestoreReport:
    """Open a copy of the backup and look at everything that can be looked at. The backup itself is not touched."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise StorageError(Kind.FILE, f"{path} cannot be read: {error.strerror}.", "Name a backup.") from None
    if start == _SQLITE_MAGIC:
        return _check_sqlite(path)
    if start.startswith(_PG_DUMP_MAGIC):
        return _check_dump(path)
    raise StorageError(Kind.FILE, f"{path} is no backup of Fairshare.", "Name a file that `backup` wrote.")


# SQLite ----------------------------------------------------------------------------------------------------------------------------


def _copy(url: URL, path: Path) -> None:
    try:
        sqlite.copy_into(url, path)
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:  # of the copy: the database itself is only read
            raise StorageError(Kind.FULL, *_NO_ROOM) from error
        raise translated(error) or error from error


def _check_sqlite(path: Path) -> RestoreReport:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "restored.db"
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
        with closing(Database.open(f"sqlite:///{copy}")) as database:
            return _looked_at(database)


def _looked_at(database: Database) -> RestoreReport:
    try:
        state = schema.check(database)
        with database.read() as connection:
            problems = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            problems += [
                f"a row of {row[0]} points at a row of {row[2]} that is not there"
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
            if state not in {schema.State.CURRENT, schema.State.OLDER}:
                return RestoreReport("sqlite", None, None, None, (*problems, f"its tables are {state.value}"))
            version = schema.version(connection)
            if state is schema.State.OLDER:  # its tables may lack what today's program reads
                return RestoreReport("sqlite", version, None, None, tuple(problems))
            verdict = verify(connection)
            if verdict.broken:
                problems.append("audit row {}: {}".format(*verdict.broken))
            return RestoreReport("sqlite", version, _counts(connection), verdict, tuple(problems))
    except StorageError as error:
        return RestoreReport("sqlite", None, None, None, (error.message,))


def _counts(connection: Connection) -> dict[str, int]:
    tables = sorted(metadata.tables.values(), key=lambda table: table.name)
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


# Postgres --------------------------------------------------------------------------------------------------------------------------


def _pg_dump(url: URL, path: Path) -> None:
    _tool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={path}"], _libpq(url))


def _check_dump(path: Path) -> RestoreReport:
    listed = _tool("pg_restore", ["--list", str(path)], {})
    held = {line.split()[6] for line in listed.splitlines() if " TABLE DATA " in line}
    missing = sorted(set(metadata.tables) - held)
    return RestoreReport("postgres", None, None, None, tuple(f"it holds no table {name}" for name in missing))


def _libpq(url: URL) -> dict[str, str]:
    """The address for libpq's tools: in the environment, since a command line can be read by everybody on the machine."""
    known = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _tool(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    program = shutil.which(name)
    if program is None:
        raise StorageError(Kind.NO_TOOL, f"`{name}` is not installed.", "Install PostgreSQL's client tools.")
    done = subprocess.run(  # noqa: S603 - a fixed program, its arguments never words of a shell
        [program, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise StorageError(Kind.FILE, f"`{name}` failed: {said[-1] if said else done.returncode}.", "See its words.")
    return done.stdout


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
