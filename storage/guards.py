"""Triggers that keep history as it was, whoever writes: they stand in the database, not in the program.

Rows of an import may be deleted until its batch is published (a refused import cleans up after itself); from then on nothing of it
changes, and none is added. Plans, registries and the audit chain never change. An audit payload may be erased, never rewritten.
They detect mistakes and hold off the casual hand; who owns the database can drop them, which is what the audit chain is for.

A migration on SQLite rebuilds tables and loses their triggers silently: `install` runs after every upgrade.
"""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sqlalchemy import Connection, Table, UniqueConstraint, text

from storage.tables import IMPORTED, PERMANENT, metadata

_PREFIX = "guard_"


def install(connection: Connection) -> None:
    """Create every trigger, afresh."""
    remove(connection)
    for statement in _sqlite() if connection.dialect.name == "sqlite" else _postgres():
        connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Drop every trigger that `install` made, those of tables that have gone included."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'")
        )
        for (name,) in found.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return
    found = connection.execute(
        text(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = current_schema() AND p.proname LIKE 'guard\\_%'"
        )
    )
    for (function,) in found.all():
        connection.exec_driver_sql(f"DROP FUNCTION {function} CASCADE")


# SQLite ----------------------------------------------------------------------------------------------------------------------------


def _sqlite() -> Iterator[str]:
    closed = "(SELECT published FROM batch WHERE id = {row}.batch_id) IS NOT NULL"
    for name in IMPORTED:
        yield _refusing(name, "UPDATE", f"{name}: a row is never changed; record a newer one")
        yield _refusing(name, "DELETE", f"{name}: the batch is published", closed.format(row="OLD"))
        yield _refusing(name, "INSERT", f"{name}: the batch is published", closed.format(row="NEW"))
    for event in ("UPDATE", "DELETE"):
        yield _refusing("batch", event, "batch: it is published", "OLD.published IS NOT NULL")
        for name in PERMANENT:
            yield _refusing(name, event, f"{name}: what stands here stays")
    yield _refusing("audit_payload", "UPDATE", "audit_payload: it can be erased, not rewritten")
    for name in (*IMPORTED, *PERMANENT, "batch", "audit_payload"):
        yield _refusing(name, "INSERT", f"{name}: it stands already", _stands_already(metadata.tables[name]), "_twice")


def _refusing(table: str, event: str, message: str, when: str = "", suffix: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {_PREFIX}{table}_{event.lower()}{suffix} BEFORE {event} ON {table}{condition}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _stands_already(table: Table) -> str:
    """Whether a row to be inserted meets another in one of the table's keys: INSERT OR REPLACE would delete that one unasked."""
    unique = (tuple(item.columns) for item in table.constraints if isinstance(item, UniqueConstraint))
    keys = sorted([column.name for column in key] for key in chain([tuple(table.primary_key)], unique))
    same = (" AND ".join(f'"{name}" = NEW."{name}"' for name in key) for key in keys)
    return "EXISTS (SELECT 1 FROM {} WHERE {})".format(table.name, " OR ".join(f"({condition})" for condition in same))


# Postgres --------------------------------------------------------------------------------------------------------------------------

_REFUSE = """
CREATE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': ' || TG_ARGV[0], ERRCODE = 'restrict_violation';
END $$
"""

# FOR SHARE: whoever publishes waits for rows still being staged, and whoever stages sees that the batch was published.
_CLOSED = """
CREATE FUNCTION guard_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known bigint;
  row record := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  SELECT published INTO known FROM batch WHERE id = row.batch_id FOR SHARE;
  IF known IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': the batch is published', ERRCODE = 'restrict_violation';
  END IF;
  RETURN row;
END $$
"""


def _postgres() -> Iterator[str]:
    yield _REFUSE
    yield _CLOSED
    for name in IMPORTED:
        yield _calling(name, "UPDATE", "guard_refuse('a row is never changed; record a newer one')")
        yield _calling(name, "INSERT OR DELETE", "guard_closed()")
    for event in ("UPDATE", "DELETE"):
        yield _calling("batch", event, "guard_refuse('it is published')", "WHEN (OLD.published IS NOT NULL)")
        for name in PERMANENT:
            yield _calling(name, event, "guard_refuse('what stands here stays')")
    yield _calling("audit_payload", "UPDATE", "guard_refuse('it can be erased, not rewritten')")
    for name in (*IMPORTED, *PERMANENT, "batch"):
        yield (
            f"CREATE TRIGGER {_PREFIX}{name}_truncate BEFORE TRUNCATE ON {name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse('what stands here stays')"
        )


def _calling(table: str, event: str, function: str, when: str = "") -> str:
    name = f"{_PREFIX}{table}_{event.lower().replace(' or ', '_')}"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {function}"
