"""The same facts in another order, in another database: the same statements, to the last hash."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.sampling import fill
from bot.sample import Sample, make_sample
from storage.database import Database
from tests.accounting.house import House


def shuffled(folder: Path) -> Sample:
    """The sample with the rows of its facts and credits in another order, and the files that arrived together the other way round."""
    sample = make_sample(folder)
    dice = random.Random(7)  # noqa: S311 - any order will do, but the same each time
    for each in sample.imports:
        if each.what in {"facts", "credits"}:
            with each.path.open(encoding="utf-8", newline="") as file:
                header, *rows = list(csv.reader(file))
            dice.shuffle(rows)
            with each.path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *rows])
    people, feeds = sample.imports[:4], sample.imports[4:]
    return replace(sample, imports=(*people, *reversed(feeds)))


@pytest.mark.postgres
def test_neither_order_nor_database_changes_a_statement(
    house: House, postgres_database: Database, tmp_path: Path
) -> None:
    sample = shuffled(tmp_path / "files")
    fill(postgres_database, sample)
    other = House(sample, postgres_database)
    for name in ("2025-Q4", "2026-Q4"):
        for mode in ("final", "standing"):
            ours = {each.payee: (each.hash, each.earned) for each in house.statements(name, mode=mode)}
            theirs = {each.payee: (each.hash, each.earned) for each in other.statements(name, mode=mode)}
            assert ours == theirs
            assert ours
    postgres_database.close()
