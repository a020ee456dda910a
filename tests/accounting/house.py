"""The sample company in a database, beside the files that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cli.payees import Wanted, find_all
from bot.clock import real
from bot.sample import Sample
from commands.world import World
from plans.calendar import parse_period
from plans.statement import Statement
from storage.catalogue import Catalogue
from storage.database import Database
from tests.accounting.books import Books, read

QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
NOW = "2026-11-20T06:00:00+00:00"
JsonObject = dict[str, Any]


@dataclass(frozen=True)
class House:
    """The sample company, as files and in a database."""

    sample: Sample
    database: Database
    _books: dict[str, Books] = field(default_factory=dict)

    def books(self, at: str) -> Books:
        if at not in self._books:
            self._books[at] = read(self.sample.imports, micros(at))
        return self._books[at]

    def statements(self, name: str, at: str = NOW, mode: str = "") -> list[Statement]:
        """Everybody's statement of a quarter, as the command line finds them."""
        period = parse_period(name)
        assert period is not None
        with self.database.read() as connection:
            world = World(self.database, Catalogue(), real)
            every = find_all(connection, world, [period], Wanted(period.name, mode, micros(at)))
            return [each.statement for each in every]


def micros(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp()) * 1_000_000
