"""What an import remembers of its file: kept in a private temporary database, which spills to disk, so that memory stays the same.

SQLite deletes such a database by itself when it is closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from storage.errors import Kind, StorageError

_AT_ONCE = 2_000
_NO_ROOM = (
    "The disk for temporary files is full.",
    "Free some space there, or name another folder in SQLITE_TMPDIR; nothing was imported.",
)
_SEEN = "CREATE TABLE seen (kind, key, turn INTEGER, line INTEGER, said, PRIMARY KEY (kind, key)) WITHOUT ROWID"


Entry = tuple[str, int, int, str]  # key, a number that no other entry has, line, what is said


class Before(NamedTuple):
    """Where a key stood already: its line, and what was said there."""

    line: int
    said: str


class Scratch:
    """A temporary database with the keys of the file, and whatever the checks keep there."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA synchronous=OFF",
            "PRAGMA cache_size=-16000",
            _SEEN,
            "BEGIN",
        ):
            self._connection.execute(statement)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise StorageError(Kind.FULL, *_NO_ROOM) from error

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Runs the statement for each row; how many rows of the table it changed."""
        before = self._connection.total_changes
        self._connection.executemany(sql, rows)
        return self._connection.total_changes - before

    def seen(self, kind: str, entries: Sequence[Entry]) -> dict[int, Before]:
        """Remembers a chunk; for each entry (by its place) whose key stood before, where.

        Within a kind a key belongs to the entry that came first.
        """
        if self.run_many(f"INSERT OR IGNORE INTO seen VALUES ('{kind}', ?, ?, ?, ?)", entries) == len(entries):  # noqa: S608 - a table's name
            return {}
        first = self._first(kind, [key for key, *_ in entries])
        return {place: first[key][1] for place, (key, turn, *_) in enumerate(entries) if first[key][0] != turn}

    def _first(self, kind: str, keys: Sequence[str]) -> dict[str, tuple[int, Before]]:
        found: dict[str, tuple[int, Before]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            sql = f"SELECT key, turn, line, said FROM seen WHERE kind = ? AND key IN ({marks})"  # noqa: S608 - marks only
            found.update((key, (turn, Before(line, said))) for key, turn, line, said in self.run(sql, (kind, *part)))
        return found
