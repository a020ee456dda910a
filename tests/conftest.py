"""Databases for tests: `database` runs a test on SQLite and on Postgres, each time with empty tables. And what is tested first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from sqlalchemy import make_url

from storage.database import Database
from storage.schema import upgrade
from storage.tables import metadata
from tests import scratch

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.load_profile("fixed")  # the same examples every time: what fails once fails again

LONG_TO_PREPARE = ("crm", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what many tests share and takes long to prepare: who is done takes over tests from the end of another's list.

    So the rest is shared out evenly, and the worked example, the demonstration and Chromium are not prepared by every process.
    """
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in LONG_TO_PREPARE))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database with its tables, once on SQLite and once on Postgres. `-m "not postgres"` leaves the second out."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Database:
    """An empty database in a temporary file."""
    file = tmp_path / "fairshare.db"
    shutil.copyfile(sqlite_template, file)
    return Database.open(f"sqlite:///{file}")


@pytest.fixture
def postgres_database(postgres_url: str) -> Database:
    """The Postgres database of this test process, emptied."""
    url = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        emptied = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in metadata.tables)
        # The triggers would refuse, and would be asked for each row.
        connection.execute(sql.SQL("SET session_replication_role = replica; {}").format(emptied))
    return Database.open(postgres_url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("template") / "empty.db"
    with closing(Database.open(f"sqlite:///{file}")) as database:
        upgrade(database)
    return file  # closing the last connection moved everything out of the write-ahead log


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a database of this process's own, dropped at the end."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(scratch.postgres(f"fairshare_test_{os.getpid()}"))
        except psycopg.OperationalError:
            pytest.skip(scratch.NO_SERVER)
        yield url
