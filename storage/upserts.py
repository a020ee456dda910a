"""INSERT with what to do on a conflict: the two databases write it alike, and SQLAlchemy in two places."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert


def insert_into(connection: Connection, table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return (sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert)(table)
