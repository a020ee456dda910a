"""The company in a database of its own, and the app behind its door."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO

import pytest

from bot import logs
from storage.database import Database
from tests.bot.house import Commands, Door, open_door, people


@pytest.fixture
def company(sqlite_database: Database) -> Iterator[Database]:
    people(sqlite_database)
    yield sqlite_database
    sqlite_database.close()


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
async def door(company: Database, commands: Commands) -> AsyncIterator[Door]:
    async with open_door(company, commands) as opened:
        yield opened


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What the program logs at DEBUG, as an operator reads it."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = StringIO()
    handler = logs.set_up("debug", stream)
    yield stream
    root.removeHandler(handler)
    for other in before:
        root.addHandler(other)
    root.setLevel(level)
    logging.captureWarnings(capture=False)
