"""The SQL of an import, prepared once for a database: insert a row, find the newest published rows, delete what was staged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from storage.imports.kinds import Target
from storage.imports.kinds.kind import Published, Stored


class TargetTable:
    """One table as an import uses it. Rows go to the driver as plain tuples, which is some times faster than through the columns'
    types; what the types refuse was refused when the cells were read."""

    def __init__(self, target: Target, dialect: str) -> None:
        mark = "?" if dialect == "sqlite" else "%s"
        columns = ("batch_id", "line", *target.key, *target.values)
        known = ", ".join(f"t.{name}" for name in (*target.key, *target.values))
        among = "IN (SELECT value FROM json_each(?))" if dialect == "sqlite" else "= ANY(%s)"
        self.target = target
        self._as_list = json.dumps if dialect == "sqlite" else list
        self._keys = len(target.key)
        marks = ", ".join([mark] * len(columns))
        self._insert = f"INSERT INTO {target.table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own tables
        self._newest = (
            f"SELECT {known}, b.source FROM {target.table} t JOIN batch b ON b.id = t.batch_id "  # noqa: S608 - names of our own tables
            f"WHERE t.{target.by} {among} AND b.published IS NOT NULL ORDER BY b.published, t.id"
        )
        self._known = (
            f"SELECT DISTINCT t.{target.by} FROM {target.table} t JOIN batch b ON b.id = t.batch_id "  # noqa: S608
            f"WHERE t.{target.by} {among} AND b.published IS NOT NULL"
        )
        self._any = (
            f"SELECT 1 FROM {target.table} t JOIN batch b ON b.id = t.batch_id WHERE b.published IS NOT NULL LIMIT 1"  # noqa: S608
        )
        self._delete = f"DELETE FROM {target.table} WHERE id IN (SELECT id FROM {target.table} WHERE batch_id = {mark} LIMIT {mark})"  # noqa: S608

    def is_empty(self, connection: Connection) -> bool:
        """Whether nothing was ever published here, so that nothing needs to be looked up."""
        return connection.exec_driver_sql(self._any).first() is None

    def insert(self, connection: Connection, rows: Sequence[Stored]) -> None:
        """Adds rows of (batch, line, key…, values…)."""
        if rows:
            connection.exec_driver_sql(self._insert, list(rows))

    def newest(self, connection: Connection, ids: Sequence[str], source: str = "") -> dict[Stored, Published]:
        """By natural key, what was recorded last, for every key whose indexed column is among `ids`; `source` is who asks."""
        found: dict[Stored, Published] = {}
        split = self._keys
        for row in connection.exec_driver_sql(self._newest, (self._as_list(ids),)):
            key, values = tuple(row[:split]), tuple(row[split:-1])
            before = found.get(key)
            own = values if row[-1] == source else before.own if before else None
            found[key] = Published(values, row[-1], own)
        return found

    def known(self, connection: Connection, ids: Sequence[str]) -> set[str]:
        """Those of the ids that are published."""
        return {row[0] for row in connection.exec_driver_sql(self._known, (self._as_list(ids),))}

    def indexed(self, key: Stored) -> Any:
        """The part of a natural key by which rows are looked up."""
        return key[self.target.key.index(self.target.by)]

    def delete(self, connection: Connection, batch: int, most: int) -> int:
        """Deletes at most so many rows of an unpublished batch; how many it were."""
        return connection.exec_driver_sql(self._delete, (batch, most)).rowcount
