"""The way to the database: one `Database` per process, which hands out connections to read with or to write with.

SQLite writes begin IMMEDIATE, since a transaction that starts by reading cannot wait for its turn to write; reads have connections of
their own and see one snapshot. Exceptions never carry parameters: they would carry pay into a log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage import postgres, sqlite
from storage.errors import Kind, StorageError, translated
from storage.lock import only_one

# Other rooms name a connection only by way of this one.
__all__ = ["PATIENCE_S", "REQUEST_PATIENCE_S", "Connection", "Database"]

PATIENCE_S = 10.0  # how long a write waits for its turn
REQUEST_PATIENCE_S = 2.0  # the same while a person waits: an answer is due within three seconds


@dataclass(frozen=True, slots=True)
class Database:
    """An SQLite file or a Postgres database. Nothing is opened before the first `read` or `write`."""

    url: URL
    reader: Engine
    writer: Engine

    @staticmethod
    def open(url: str, *, patience_s: float = PATIENCE_S) -> Database:
        """The database of this address; `patience_s` is how long a write waits for others before it gives up as `locked`."""
        parsed = _parsed(url)
        kind = sqlite if parsed.get_backend_name() == "sqlite" else postgres
        return Database(parsed, kind.reader(parsed, patience_s), kind.writer(parsed, patience_s))

    @property
    def is_sqlite(self) -> bool:
        return self.reader.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database."""
        return sqlite.path(self.url) if self.is_sqlite else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout, and cannot change it."""
        with _telling(), self.reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes all come true at the end, on disk, or, after an exception, not at all. Keep it short."""
        with _telling(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def write_apart(self) -> Iterator[Connection]:
        """As `write`, on a connection of its own that does not enforce SQLite's foreign keys: for migrations alone."""
        engine = sqlite.migrator(self.url, PATIENCE_S) if self.is_sqlite else self.writer
        with _telling(), engine.begin() as connection:
            yield connection

    def run_lock(self) -> AbstractContextManager[None]:
        """Held while a process serves people. An SQLite file has one such process; a Postgres database any number."""
        return only_one(Path(f"{self.path}.run")) if self.path else nullcontext()

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.reader.dispose()
        self.writer.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StorageError(Kind.UNKNOWN_URL, "DATABASE_URL is no address of a database.", _FORMS) from None
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        return sqlite.on_disk(parsed)
    if parsed.drivername != "postgresql+psycopg":
        raise StorageError(Kind.UNKNOWN_URL, f"`{parsed.drivername}` is no database Fairshare works with.", _FORMS)
    return parsed


_FORMS = "Write `sqlite:///fairshare.db` or `postgresql+psycopg://user@host/name`."


@contextmanager
def _telling() -> Iterator[None]:
    """Turn what the driver says about the database into words for the operator; let everything else pass."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.Error, psycopg.Error) as error:
        told = translated(error)
        if told is None:
            raise
        raise told from error
