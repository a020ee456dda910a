"""The state of the tables: create them, bring them up to date, tell whether they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage import guards
from storage.database import Database
from storage.errors import Kind, StorageError, trouble
from storage.reading import rows

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent / "migrations"
STEPS = (_HERE / "versions",)
"""The folders of the steps. A test adds one of its own."""

_VERSION_TABLE = "alembic_version"
_ONE_UPGRADE = 0x66616972  # the key of Postgres' advisory lock: one upgrade at a time


class State(StrEnum):
    """How the tables stand beside what this program needs."""

    CURRENT = "up to date"
    OLDER = "older"
    NEWER = "newer"
    EMPTY = "empty"
    FOREIGN = "foreign"


_STATES = {
    State.OLDER: (Kind.OLDER, "The database is of an older version.", "Run `python -m bot db upgrade`."),
    State.NEWER: (
        Kind.NEWER,
        "The database was upgraded by a newer Fairshare.",
        "Start that version, or restore a backup.",
    ),
    State.EMPTY: (Kind.EMPTY, "The database holds no tables yet.", "Create them with `python -m bot init`."),
    State.FOREIGN: (
        Kind.FOREIGN,
        "The database holds tables that are not Fairshare's.",
        "Give it a database of its own.",
    ),
}


def upgrade(database: Database) -> str:
    """Create or upgrade the tables, all or nothing, and set up their triggers. Returns the schema's version."""
    if database.path and not database.path.exists():
        _create(database.path)
    state = check(database)
    if state in {State.NEWER, State.FOREIGN}:
        raise StorageError(*_STATES[state])
    with unguarded(database) as connection:
        guards.remove(connection)
        from alembic import command  # noqa: PLC0415 - as in `configuration`

        command.upgrade(configuration(connection), "head")
        guards.install(connection)
        return version(connection)


def check(database: Database) -> State:
    """How the tables stand; opens nothing that does not exist."""
    if database.path and not database.path.exists():
        return State.EMPTY
    with database.read() as connection:
        names = set(inspect(connection).get_table_names())
        if _VERSION_TABLE not in names:
            return State.FOREIGN if names else State.EMPTY
        found = version(connection)
    known = revisions()
    if found == known[-1]:
        return State.CURRENT
    return State.OLDER if found in known else State.NEWER


def require_current(database: Database) -> None:
    """Raise StorageError, with what to do, unless the tables are up to date."""
    state = check(database)
    if state is not State.CURRENT:
        raise StorageError(*_STATES[state])


def version(connection: Connection) -> str:
    """The version of the schema: the name of the newest migration that ran (`0001`)."""
    return str(connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one())  # noqa: S608 - a constant


def holds_nothing(connection: Connection) -> bool:
    """Whether nothing was ever imported or published."""
    asked = "SELECT EXISTS (SELECT 1 FROM {})"
    return not any(
        rows(connection, asked.format(table), ())[0][0] for table in ("batch", "plan_version", "registry_version")
    )


@cache
def revisions() -> tuple[str, ...]:
    """Every version there is, oldest first. A step's file begins with its version: every process asks, and need not load Alembic for it."""
    return tuple(sorted(file.name[1:5] for folder in STEPS for file in folder.glob("v[0-9][0-9][0-9][0-9]_*.py")))


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, made here rather than read from a file."""
    from alembic.config import Config  # noqa: PLC0415 - it takes a tenth of the start of a verb, and upgrades alone need it

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("version_locations", os.pathsep.join(map(str, STEPS)).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def unguarded(database: Database) -> Iterator[Connection]:
    """A transaction without SQLite's foreign keys, which would cascade while a table is rebuilt; all of them are checked at its end."""
    with database.write_apart() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_UPGRADE})
        yield connection
        if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise trouble(Kind.DAMAGED)


def _create(path: Path) -> None:
    try:
        path.touch(mode=0o600)  # pay is for its owner's eyes
    except OSError as error:
        raise StorageError(
            Kind.UNREACHABLE, f"The database file cannot be created: {error.strerror}.", "Check its folder."
        ) from None
