"""What the tables hold after an import."""

from __future__ import annotations

from typing import Any

from storage.database import Database


def published(database: Database, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The published rows of a table, in the order recorded, as the driver gives them."""
    names = ", ".join(f"t.{column}" for column in columns)
    sql = f"SELECT {names} FROM {table} t JOIN batch b ON b.id = t.batch_id WHERE b.published IS NOT NULL ORDER BY b.published, t.id"  # noqa: S608
    with database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def staged(database: Database) -> int:
    """How many rows and batches stand unpublished."""
    count = 0
    with database.read() as connection:
        for table in ("person", "stay", "team", "role", "term", "fact", "credit", "link", "benchmark"):
            sql = f"SELECT count(*) FROM {table} t JOIN batch b ON b.id = t.batch_id WHERE b.published IS NULL"  # noqa: S608
            count += connection.exec_driver_sql(sql).scalar_one()
        count += connection.exec_driver_sql("SELECT count(*) FROM batch WHERE published IS NULL").scalar_one()
    return count
