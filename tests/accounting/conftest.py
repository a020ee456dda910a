"""The sample company, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.cli.sampling import fill
from bot.sample import make_sample
from storage.database import Database
from storage.schema import upgrade
from tests.accounting.house import House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The sample in SQLite; tests only read it."""
    folder = tmp_path_factory.mktemp("northwind")
    database = Database.open(f"sqlite:///{folder / 'northwind.db'}")
    upgrade(database)
    sample = make_sample(folder / "files")
    fill(database, sample)
    yield House(sample, database)
    database.close()
