"""How an SQLite file is opened: on disk, write-ahead, every commit flushed, deleted bytes overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, PoolProxiedConnection, QueuePool, create_engine, event

from storage.errors import Kind, StorageError, trouble

_READERS = 8  # connections kept; more are opened in a burst, and closed after it


def on_disk(url: URL) -> URL:
    """The URL itself, if it names a file. In memory every thread would find another, empty database."""
    name = url.database or ""
    if name in {"", ":memory:"} or name.startswith("file:") or "mode" in url.query:
        raise StorageError(
            Kind.IN_MEMORY,
            "A database in memory would be lost, and another one for each thread.",
            "Name a file: `sqlite:///fairshare.db`.",
        )
    return url.set(query={})


def path(url: URL) -> Path:
    """The file of the database, as an absolute path."""
    return Path(url.database or "").absolute()


def reader(url: URL, patience_s: float) -> Engine:
    """Connections that cannot write; each transaction sees one snapshot."""
    engine = create_engine(
        _address(url), poolclass=QueuePool, pool_size=_READERS, max_overflow=-1, hide_parameters=True
    )
    _prepare(engine, path(url), patience_s, "BEGIN", "PRAGMA query_only = ON")
    return engine


def writer(url: URL, patience_s: float) -> Engine:
    """One connection: writers of this process queue in turn, where SQLite's own busy loop is unfair."""
    engine = create_engine(
        _address(url), poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=patience_s, hide_parameters=True
    )
    _prepare(engine, path(url), patience_s, "BEGIN IMMEDIATE")
    return engine


def migrator(url: URL, patience_s: float) -> Engine:
    """A writer without foreign keys: SQLite alters a table by rebuilding it, and would cascade into its children."""
    engine = create_engine(_address(url), poolclass=NullPool, hide_parameters=True)
    _prepare(engine, path(url), patience_s, "BEGIN IMMEDIATE", "PRAGMA foreign_keys = OFF")
    return engine


def copy_into(url: URL, target: Path) -> None:
    """Write the database as it stands now, all of its write-ahead log included, to a file that is empty or not there yet."""
    with closing(
        sqlite3.connect(f"file:{quote(str(path(url)))}?mode=rw", uri=True, isolation_level=None)
    ) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def _address(url: URL) -> URL:
    """The file, which must exist: a mistyped name shall not become a new, empty database."""
    return URL.create("sqlite+pysqlite", database=f"file:{quote(str(path(url)))}", query={"mode": "rw", "uri": "true"})


def _prepare(engine: Engine, file: Path, patience_s: float, begin: str, *pragmas: str) -> None:
    settings = (
        f"PRAGMA busy_timeout = {round(patience_s * 1000)}",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",  # or INSERT OR REPLACE would delete past the triggers
        "PRAGMA trusted_schema = OFF",
        "PRAGMA secure_delete = ON",
        *pragmas,
    )

    @event.listens_for(engine, "do_connect")
    def must_exist(*_: object) -> None:
        if not file.exists():
            raise trouble(Kind.MISSING)

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        for setting in settings:
            connection.execute(setting)

    def begin_transaction(connection: PoolProxiedConnection) -> None:
        driver: Any = connection.dbapi_connection
        driver.execute(begin)

    # The dialect's own hook: with a listener to "begin", SQLAlchemy calls for listeners at every other step of a read too.
    engine.dialect.do_begin = begin_transaction  # type: ignore[assignment,method-assign]
