"""Everything that is read of anybody's pay, and everything that is written to the log of looks, in the order in which it happened."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event

from storage import reading
from storage.database import Connection, Database

_PAY = re.compile(r"\b(fact|term|credit)\b")
LOOKED = "the look is on record"


@dataclass
class Recorder:
    """`seen` holds the payees whose rows were read, and LOOKED wherever a row of the log was written."""

    payees: frozenset[str]
    seen: list[str] = field(default_factory=list)

    def read(self, sql: str, found: Sequence[reading.Row]) -> None:
        if _PAY.search(sql):
            self.seen += sorted({cell for row in found for cell in row if cell in self.payees})

    def statement(self, sql: str) -> None:
        """What goes past the plain way of reading may write to the log, and may not touch pay."""
        if sql.lstrip().upper().startswith("INSERT INTO AUDIT "):
            self.seen.append(LOOKED)
        assert not _PAY.search(sql.lower()), sql

    def taken(self) -> list[str]:
        """What was seen since the last time, each once."""
        seen, self.seen = list(dict.fromkeys(self.seen)), []
        return seen


@contextmanager
def recording(database: Database, payees: Sequence[str], patch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Record while the block runs. Every module that reads does so by `storage.reading.rows`, under that very name."""
    recorder, plain = Recorder(frozenset(payees)), reading.rows

    def rows(connection: Connection, sql: str, parameters: Sequence[object]) -> Sequence[reading.Row]:
        found = plain(connection, sql, parameters)
        recorder.read(sql, found)
        return found

    def statement(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        recorder.statement(sql)

    readers = [module for name, module in sys.modules.items() if name.startswith(("storage", "commands", "bot"))]
    patched = [module for module in readers if getattr(module, "rows", None) is plain]
    assert "storage.dossier" in {module.__name__ for module in patched}
    for module in patched:
        patch.setattr(module, "rows", rows)
    for engine in (database.reader, database.writer):
        event.listen(engine, "before_cursor_execute", statement)
    yield recorder
    for engine in (database.reader, database.writer):
        event.remove(engine, "before_cursor_execute", statement)
    patch.undo()
