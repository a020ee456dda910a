"""The answer to a query of somebody else's database, as material of an import: read only, a few rows at a time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import URL, Connection, CursorResult, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from storage.canonical import canonical_json
from storage.imports.refusal import CellError, FileError

CONNECT_S = 10
_AT_ONCE = 2_000  # rows fetched at a time
_LONGEST_TOLD = 300
_NO_ANSWER = "The database refused the query, or broke off its answer"


class Answer:
    """The rows of one query; a row's line is its number in the answer."""

    total, header_at, separator = 0, 0, ", "

    def __init__(self, result: CursorResult[Any], secrets: Sequence[str]) -> None:
        self._result = result
        self._secrets = secrets
        self._hash = hashlib.sha256()
        self.done = 0

    def header(self, known: Sequence[str], separator: str = "") -> list[str]:  # noqa: ARG002 - the database says where a cell ends
        names = [str(name) for name in self._result.keys()]  # noqa: SIM118 - iterating a result gives its rows
        self._hash.update(canonical_json(names).encode())
        return names

    def rows(self) -> Iterator[tuple[int, list[str] | CellError]]:
        while part := self._fetched():
            for row in part:
                self.done += 1
                try:
                    cells = [_text(value) for value in row]
                except CellError as error:
                    yield self.done, error
                else:
                    self._hash.update(canonical_json(cells).encode())
                    yield self.done, cells

    def digest(self) -> str:
        return self._hash.hexdigest()

    def _fetched(self) -> Sequence[Sequence[Any]]:
        with _telling("query", _NO_ANSWER, self._secrets):
            return self._result.fetchmany(_AT_ONCE)


@contextmanager
def answered(url: URL, query: str, secrets: Sequence[str]) -> Iterator[Answer]:
    """The answer of the database at this address, which is left as it was: the transaction may only read, and is rolled back.

    Raises FileError where there is none, or where it breaks off; `secrets` never stand in its words.
    """
    engine = _engine(url)
    try:
        with _telling("no-database", "The database cannot be reached", secrets):
            connection = _read_only(engine.connect())
        with connection:
            with _telling("query", _NO_ANSWER, secrets):
                result = connection.exec_driver_sql(query)
            yield Answer(result, secrets)
    finally:
        engine.dispose()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        file = f"file:{quote(str(Path(url.database or '').absolute()))}"
        url = URL.create("sqlite+pysqlite", database=file, query={"mode": "ro", "uri": "true"})
    arguments: dict[str, Any] = {"connect_timeout": CONNECT_S} if url.get_backend_name() == "postgresql" else {}
    try:
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    except (NoSuchModuleError, ModuleNotFoundError):
        name = url.drivername
        raise FileError("driver", f"There is no driver for `{name}` here.", "Install it beside Fairshare.") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
    return engine


def _read_only(connection: Connection) -> Connection:
    """One state of the other database, streamed, which nothing can be written to where its database knows such transactions."""
    options: dict[str, Any] = {"stream_results": True, "max_row_buffer": _AT_ONCE, "no_parameters": True}
    if connection.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return connection.execution_options(**options)


@contextmanager
def _telling(code: str, message: str, secrets: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = next(iter(str(getattr(error, "orig", error)).strip().splitlines()), "")[:_LONGEST_TOLD]
        for secret in secrets:
            said = said.replace(secret, "…")
        remedy = (
            "Check the address, and that the database is up." if code == "no-database" else "Try the query there first."
        )
        raise FileError(code, f"{message}: {said.rstrip('.')}.", remedy) from None


def _text(value: object) -> str:
    """A value as a file would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # the shortest text, which is the number that the database holds
    if isinstance(value, str | int | UUID):
        return str(value)
    raise CellError("cell-type", f"A value of type {type(value).__name__} is no text.", "Cast it to text in the query.")
