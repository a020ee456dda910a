"""One statement among few people and among many: at most 1.2x."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.measure import in_turn, report
from benchmarks.population import AS_OF, person_id, populate
from plans.past import NO_PAST
from plans.statement import Statement, state
from storage.catalogue import Catalogue
from storage.database import Database
from storage.dossier import load_dossier
from storage.stays import stays

SIZES = {"full": (1_000, 1_000_000), "smoke": (1_000, 20_000)}
_DAY = date(2026, 11, 20)
_BATCH = 50  # statements a round


def run(size: str) -> bool:
    few, many = SIZES[size]
    dice = random.Random(7)  # noqa: S311 - which people are drawn
    with tempfile.TemporaryDirectory() as folder:
        small, large = populate(Path(folder) / "few.db", few, 5), populate(Path(folder) / "many.db", many, 5)
        with closing(small), closing(large):
            pair = in_turn(_statements(large, many, dice), _statements(small, few, dice), rounds=15)
    return report(f"a statement among {many:,} people / among {few:,}", pair, at_most=1.2, each=_BATCH)


def _statements(database: Database, people: int, dice: random.Random) -> Callable[[], None]:
    catalogue = Catalogue()

    def work() -> None:
        for _ in range(_BATCH):
            one(database, catalogue, person_id(dice.randrange(people)))

    return work


def one(database: Database, catalogue: Catalogue, payee: str) -> Statement:
    """A statement as a command computes it: stays, plan, rows, figures."""
    with database.read() as connection:
        found = catalogue.in_force(connection, stays(connection, payee, AS_OF), _DAY, AS_OF)
        if found is None:
            raise LookupError(payee)
        scheme, period = found
        dossier = load_dossier(connection, payee, scheme.needs(period, NO_PAST), period.start, period.end, AS_OF)
    return state(scheme, dossier, period, AS_OF)
