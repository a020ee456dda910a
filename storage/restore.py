"""Show that a backup can be restored, by restoring it: into a copy of the file, or into a database that lives for a moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from storage import postgres_tools, schema
from storage.audit_check import Verdict, verify
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.tables import metadata

_SQLITE_MAGIC = b"SQLite format 3\x00"
_PG_DUMP_MAGIC = b"PGDMP"


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a backup holds. `problems` is empty when it can be restored; counts and audit are None where it could not be looked into."""

    kind: str  # sqlite, postgres
    schema: str | None
    rows: Mapping[str, int] | None
    audit: Verdict | None
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def restore_check(path: Path, server: str = "") -> RestoreReport:
    """Restore the backup and look at everything in it. The backup itself is not touched.

    A dump of Postgres is restored on the server of the address `server`, into a database of its own, which is dropped again; its user has
    to have the right to create one. A dump can do there whatever its user may: check only those that `backup` wrote.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise StorageError(Kind.FILE, f"{path} cannot be read: {error.strerror}.", "Name a backup.") from None
    if start == _SQLITE_MAGIC:
        return _check_file(path)
    if start.startswith(_PG_DUMP_MAGIC):
        return _check_dump(path, server)
    raise StorageError(Kind.FILE, f"{path} is no backup of Fairshare.", "Name a file that `backup` wrote.")


def _check_file(path: Path) -> RestoreReport:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "restored.db"
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            message = f"The backup cannot be copied to be looked at: {error.strerror}."
            raise StorageError(Kind.FILE, message, "Name another folder for temporary files in TMPDIR.") from None
        with closing(Database.open(f"sqlite:///{copy}")) as database:
            return _looked_at(database)


def _check_dump(path: Path, server: str) -> RestoreReport:
    try:
        missing = sorted(set(metadata.tables) - postgres_tools.tables_in(path))
    except postgres_tools.ToolError as error:
        return _broken(error)
    if missing:
        return RestoreReport("postgres", None, None, None, tuple(f"it holds no table {name}" for name in missing))
    with closing(_server(path, server)) as there, postgres_tools.scratch_database(there.url) as url:
        try:
            postgres_tools.restore(path, url)
        except postgres_tools.ToolError as error:
            return _broken(error)
        with closing(Database.open(url.render_as_string(hide_password=False))) as database:
            return _looked_at(database)


def _broken(error: postgres_tools.ToolError) -> RestoreReport:
    return RestoreReport("postgres", None, None, None, (f"it cannot be restored: {error.said}",))


def _server(path: Path, address: str) -> Database:
    database = Database.open(address) if address else None
    if database is None or database.is_sqlite:
        raise StorageError(
            Kind.FILE,
            f"{path} is a backup of Postgres, and there is no Postgres to restore it to.",
            "Name one with --database, as postgresql+psycopg://user@host/name: it is restored into a database of its own there, for a moment.",
        )
    return database


def _looked_at(database: Database) -> RestoreReport:
    kind = "sqlite" if database.is_sqlite else "postgres"
    try:
        state = schema.check(database)
        with database.read() as connection:
            problems = [*_unsound(connection)]
            if state not in {schema.State.CURRENT, schema.State.OLDER}:
                return RestoreReport(kind, None, None, None, (*problems, f"its tables are {state.value}"))
            version = schema.version(connection)
            if state is schema.State.OLDER:  # its tables may lack what today's program reads
                return RestoreReport(kind, version, None, None, tuple(problems))
            verdict = verify(connection)
            if verdict.broken:
                problems.append("audit row {}: {}".format(*verdict.broken))
            return RestoreReport(kind, version, _counts(connection), verdict, tuple(problems))
    except StorageError as error:
        return RestoreReport(kind, None, None, None, (error.message,))


def _unsound(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong with its own file. Postgres has checked everything while it restored."""
    if connection.dialect.name != "sqlite":
        return
    yield from (str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} points at a row of {row[2]} that is not there"


def _counts(connection: Connection) -> dict[str, int]:
    tables = sorted(metadata.tables.values(), key=lambda table: table.name)
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
