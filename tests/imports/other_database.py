"""Somebody else's database, from which rows are read by a query: an SQLite file, or a Postgres database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

from storage.postgres_tools import scratch_database

DEALS = """CREATE TABLE deals (
  id TEXT PRIMARY KEY, seller TEXT, signed DATE, won BOOLEAN, amount NUMERIC(12, 2), note TEXT
)"""
ROWS = (
    "INSERT INTO deals VALUES ('D-1', 'P-1', '2026-01-20', TRUE, 1250.50, 'a: 100%'),"
    " ('D-2', 'P-1', '2026-02-20', TRUE, 80.00, NULL), ('D-3', 'P-2', '2026-02-21', FALSE, 12.30, '')"
)


@contextmanager
def deals(folder: Path, server: str) -> Iterator[str]:
    """The address of a database with three deals: on the server of an address of Postgres, else a file in the folder."""
    if not server:
        filled(f"sqlite:///{folder / 'crm.db'}")
        yield f"sqlite:///{folder / 'crm.db'}"
        return
    with scratch_database(make_url(server)) as url:
        address = url.render_as_string(hide_password=False)
        filled(address)
        yield address


def filled(address: str, *statements: str) -> None:
    """Runs the statements there; without any, makes the deals."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements or (DEALS, ROWS):
            connection.exec_driver_sql(
                statement.replace("%", "%%") if engine.dialect.name == "postgresql" else statement
            )
    engine.dispose()


def content(address: str) -> list[tuple[object, ...]]:
    """The deals that are there."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM deals ORDER BY id")]
    engine.dispose()
    return found
