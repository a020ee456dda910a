"""The tables that migrations make are the tables that are declared; whole numbers stay whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Float, Integer, MetaData, Numeric, inspect, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage import guards
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.schema import State, check, configuration, require_current, revisions, unguarded, upgrade, version
from storage.tables import metadata
from tests.storage.recording import fact, stage


def described(connection: Connection) -> dict[str, Any]:
    """Everything the database says about its tables, whatever order it was made in."""
    seen = inspect(connection)
    tables = {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"] is not None)
                for column in seen.get_columns(name)
            },
            "key": seen.get_pk_constraint(name),
            "foreign": sorted(map(str, seen.get_foreign_keys(name))),
            "unique": sorted(str(sorted(item.items(), key=str)) for item in seen.get_unique_constraints(name)),
            "checks": sorted((str(item["name"]), item["sqltext"]) for item in seen.get_check_constraints(name)),
            "indexes": sorted(
                (str(item["name"]), str(item["column_names"]), bool(item["unique"])) for item in seen.get_indexes(name)
            ),
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }
    return tables | {"triggers": triggers(connection)}


def triggers(connection: Connection) -> dict[str, str]:
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    else:
        found = connection.execute(
            text(
                "SELECT t.tgname, pg_get_triggerdef(t.oid) || p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
            )
        )
    return {name: re.sub(r"\s+", " ", sql) for name, sql in found}


def drop_all(connection: Connection) -> None:
    guards.remove(connection)
    everything = MetaData()
    everything.reflect(connection)
    everything.drop_all(connection)


def test_migrations_make_what_is_declared(database: Database) -> None:
    with unguarded(database) as connection:
        migrated = described(connection)
        attempt = connection.begin_nested()  # undone: other tests use the same Postgres database
        drop_all(connection)
        metadata.create_all(connection)
        guards.install(connection)
        declared = described(connection)
        attempt.rollback()
    for name in migrated | declared:
        assert migrated[name] == declared[name]
    assert len(migrated["triggers"]) > 30


def test_upgrading_twice_changes_nothing_and_mends_the_triggers(database: Database) -> None:
    with database.write() as connection:
        before = described(connection)
        guards.remove(connection)
        assert triggers(connection) == {}
    assert upgrade(database) == revisions()[-1]
    with database.read() as connection:
        assert described(connection) == before


def test_whole_numbers_are_checked_on_sqlite(sqlite_database: Database) -> None:
    for name, table in metadata.tables.items():
        checks = {str(item.name) for item in table.constraints}
        for column in table.columns:
            if isinstance(column.type.dialect_impl(sqlite_database.writer.dialect), Integer) or "INT" in str(
                column.type
            ):
                assert column.primary_key or f"ck_{name}_{column.name}_whole" in checks
    with pytest.raises(IntegrityError, match="ck_batch_rows_whole"), sqlite_database.write() as connection:
        connection.execute(
            text("INSERT INTO batch (what, source, file_hash, rows, started) VALUES ('f', 's', 'h', 12.5, 1)")
        )
    sqlite_database.close()


def test_half_a_cent_is_refused_before_it_reaches_the_database(database: Database) -> None:
    with pytest.raises(StatementError, match="an integer is stored here, not float"), database.write() as connection:
        stage(connection, fact("F1", value=None, unit="EUR", minor=12.5))


def test_no_column_can_hold_an_inexact_number() -> None:
    inexact = [
        f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns
        if isinstance(column.type, Numeric | Float)
    ]  # fmt: skip
    assert inexact == []


def test_no_foreign_key_cascades() -> None:
    keys = [key for table in metadata.tables.values() for key in table.foreign_key_constraints]
    assert keys
    assert all(key.ondelete is None and key.onupdate is None for key in keys)


def test_every_constraint_has_a_name() -> None:
    assert all(item.name for table in metadata.tables.values() for item in table.constraints)


def test_the_state_tells_empty_current_older_newer_and_foreign(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'a.db'}")
    assert check(database) is State.EMPTY
    assert not (tmp_path / "a.db").exists()
    upgrade(database)
    assert check(database) is State.CURRENT
    require_current(database)
    with database.read() as connection:
        assert version(connection) == revisions()[-1]
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert check(database) is State.NEWER
    with pytest.raises(StorageError) as refused:
        upgrade(database)
    assert refused.value.kind is Kind.NEWER
    database.close()


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other.db").touch()
    database = Database.open(f"sqlite:///{tmp_path / 'other.db'}")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER PRIMARY KEY)"))
    assert check(database) is State.FOREIGN
    with pytest.raises(StorageError) as refused:
        upgrade(database)
    assert refused.value.kind is Kind.FOREIGN
    database.close()


def test_the_file_of_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(database)
    assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o600
    database.close()


def test_the_files_of_the_steps_stand_in_the_order_in_which_they_run() -> None:
    """Every process reads the versions from their names; an upgrade follows what each step says of the one before it."""
    steps = ScriptDirectory.from_config(configuration()).walk_revisions()
    assert revisions() == tuple(reversed([step.revision for step in steps]))
