"""From release to release: data of the first version are carried on, whole or not at all, and an older program leaves a newer database alone.

There is one version so far. So each test adds a step of its own after the newest, as the next release will.
"""

# ruff: noqa: S608 - the names in these texts are those of our own tables

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import inspect, make_url

from storage import outbox, schema
from storage.audit_check import verify
from storage.database import Database
from storage.errors import Kind, StorageError
from storage.imports import import_file
from storage.postgres_tools import scratch_database
from storage.schedules import all_schedules
from storage.schema import State, check, revisions, unguarded, upgrade, version
from tests.imports.conftest import NOVEMBER
from tests.storage.test_schema import described

FIRST = Path(__file__).parent.parent / "data" / "at-0001.sql"
STEP = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9001", "{head}", None, None

def upgrade():
    op.create_table("trial", sa.Column("id", sa.Integer(), primary_key=True))
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("batch", recreate=rebuilt) as batch:  # the parent of every row of an import
        batch.add_column(sa.Column("note", sa.String(), nullable=True))
    op.execute("UPDATE batch SET note = 'carried on'")
    {then}
"""
GOES_WELL, FAILS, IS_KILLED = "pass", "raise RuntimeError('in the middle')", "os.kill(os.getpid(), signal.SIGKILL)"
ORPHANS = 'op.execute("DELETE FROM batch WHERE id = 1")'

Step = Callable[[str], Path]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as the first version left it, with rows in every table; once on each of both, and nobody else's."""
    if request.param == "sqlite":
        (tmp_path / "first.db").touch()
        with closing(Database.open(f"sqlite:///{tmp_path / 'first.db'}")) as database:
            yield filled(database)
        return
    with (
        scratch_database(make_url(request.getfixturevalue("postgres_url"))) as url,
        closing(Database.open(url.render_as_string(hide_password=False))) as database,
    ):
        yield filled(database)


def filled(database: Database) -> Database:
    statements = [line for line in FIRST.read_text(encoding="utf-8").splitlines() if line.startswith("INSERT")]
    with unguarded(database) as connection:
        command.upgrade(schema.configuration(connection), "0001")
        for statement in statements:
            connection.exec_driver_sql(statement)
        if not database.is_sqlite:  # ids that were given do not make it count on
            for table in {statement.split()[2] for statement in statements if " (id," in statement}:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
    return database


def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.read() as connection:
        tables = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
        return {
            table: [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").mappings()]
            for table in tables
        }


@pytest.fixture
def step(tmp_path: Path) -> Step:
    """`step(GOES_WELL)`: the folder of a step after the newest."""

    def write(then: str) -> Path:
        folder = tmp_path / "steps"
        folder.mkdir(exist_ok=True)
        (folder / "v9001_trial.py").write_text(STEP.format(head=revisions()[-1], then=then), encoding="utf-8")
        return folder

    return write


@contextmanager
def next_release(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within, the program is one that has this step too."""
    try:
        with patch.context() as patched:
            patched.setattr(schema, "STEPS", (*schema.STEPS, folder))
            revisions.cache_clear()
            yield
    finally:
        revisions.cache_clear()


def test_the_first_versions_data_arrive_in_todays_tables(first: Database) -> None:
    before = contents(first)
    assert all(before.values()), "a row in every table"
    assert upgrade(first) == revisions()[-1]
    after = contents(first)
    for table, rows in before.items():
        for old, new in zip(rows, after[table], strict=True):
            assert {name: new[name] for name in old} == old
    with first.read() as connection:
        assert verify(connection).whole
        assert len(described(connection)["triggers"]) > 30


def test_what_waits_to_be_posted_is_carried_on(first: Database) -> None:
    """From 0002: a post of the newest day, and when the next is due; the program goes on with both."""
    with unguarded(first) as connection:
        command.upgrade(schema.configuration(connection), "0002")
        connection.exec_driver_sql(
            "INSERT INTO schedule (id, kind, scope, zone, channel_id, next_day, next_due)"
            " VALUES (7, 'anchor', 'company', 'UTC', 'C1', '2026-11-21', 2)"
        )
        connection.exec_driver_sql(
            "INSERT INTO outbox (id, kind, scope, period, key, channel_id, content, priority, due, queued, state, reason,"
            " attempt, not_before, owner, lease, started, looked, ts)"
            " VALUES (7, 'anchor', 'company', '2026-11-20', 'k', 'C1', '{}', 9, 1, 1, 'pending', '', 0, 0, '', 0, 0, 0, '')"
        )
    upgrade(first)
    with first.write() as connection:
        (waiting,) = outbox.entries(connection)
        assert (waiting.key, waiting.state, waiting.action, waiting.expires) == ("k", "pending", "post", 0)
        assert [each.next_due for each in all_schedules(connection)] == [2]
        later = outbox.enqueue(connection, outbox.Post("anchor", "company", "2026-11-21", "C1", "{}", 2), 2)
    assert later > waiting.id


def test_a_step_carries_everything_on(first: Database, step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(first)
    before = contents(first)
    with first.read() as connection:
        triggers = described(connection)["triggers"]
    with next_release(step(GOES_WELL), monkeypatch):
        assert check(first) is State.OLDER
        with pytest.raises(StorageError, match="db upgrade"):
            schema.require_current(first)
        assert upgrade(first) == "9001"
        assert check(first) is State.CURRENT
        after = contents(first)
        assert {row.pop("note") for row in after["batch"]} == {"carried on"}
        assert after.pop("trial") == []
        assert after == before
        with first.read() as connection:
            assert described(connection)["triggers"] == triggers
        assert upgrade(first) == "9001"


def test_an_older_program_leaves_a_newer_database_alone(
    first: Database, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(first)
    with next_release(step(GOES_WELL), monkeypatch):
        upgrade(first)
    before = contents(first)
    assert check(first) is State.NEWER
    for refused in (upgrade, schema.require_current):
        with pytest.raises(StorageError) as told:
            refused(first)
        assert told.value.kind is Kind.NEWER
    assert contents(first) == before


def is_as_it_was(database: Database, before: dict[str, Any], tables: dict[str, Any], folder: Path) -> None:
    """The version before the step that did not work, with all that was in it; and it can be worked with."""
    assert check(database) is State.CURRENT
    assert contents(database) == before
    with database.read() as connection:
        assert version(connection) == revisions()[-1]
        assert described(connection) == tables
    (folder / "teams.csv").write_text("team_id,name\nsouth,South\n", encoding="utf-8")
    assert import_file(database, "teams", folder / "teams.csv", recorded=NOVEMBER).published


@pytest.mark.parametrize("then", [FAILS, ORPHANS])
def test_a_step_that_fails_in_the_middle_leaves_the_old_version(
    first: Database, step: Step, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, then: str
) -> None:
    """What orphans a row is noticed too: on SQLite steps run without foreign keys, and these are checked at the end."""
    upgrade(first)
    before = contents(first)
    with first.read() as connection:
        tables = described(connection)
    with next_release(step(then), monkeypatch), pytest.raises(Exception, match=r"in the middle|damaged|foreign key"):
        upgrade(first)
    is_as_it_was(first, before, tables, tmp_path)


KILLED = """
import sys
from pathlib import Path
from storage import outbox, schema
from storage.database import Database

schema.STEPS = (*schema.STEPS, Path(sys.argv[2]))
schema.upgrade(Database.open(sys.argv[1]))
"""


def test_a_step_that_is_killed_in_the_middle_leaves_the_old_version(
    first: Database, step: Step, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    upgrade(first)
    before = contents(first)
    with first.read() as connection:
        tables = described(connection)
    url = first.url.render_as_string(hide_password=False)
    died = subprocess.run([sys.executable, "-c", KILLED, url, str(step(IS_KILLED))], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    is_as_it_was(first, before, tables, tmp_path)
    with next_release(step(GOES_WELL), monkeypatch):
        assert upgrade(first) == "9001"
