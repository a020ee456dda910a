"""Column types that keep their word on SQLite and on Postgres alike.

Both databases convert silently otherwise: 12.5 into a BIGINT is stored as a REAL on one and as 12 on the other, and an aware
datetime comes back naive from SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.sql.elements import conv
from sqlalchemy.types import TypeEngine


class WholeNumber(TypeDecorator[int]):
    """An integer of 64 bits that refuses anything but an `int`: amounts in minor units, and instants in UTC microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        if value is None:
            return None
        if type(value) is not int:
            raise TypeError(f"an integer is stored here, not {type(value).__name__}")
        return value


class Counter(WholeNumber):
    """A key that counts by itself on both databases: SQLite only does so for a column declared INTEGER."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Day(TypeDecorator[date]):
    """A day of the calendar as ISO text, which sorts as days do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        if value is None:
            return None
        if type(value) is not date:
            raise TypeError(f"a day is stored here, not {type(value).__name__}")
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002 - as above
        return None if value is None else date.fromisoformat(value)


class Pairs(TypeDecorator[Mapping[str, str]]):
    """Names and texts as one JSON object with sorted keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        return None if value is None else json.dumps(dict(value), sort_keys=True, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, str] | None:  # noqa: ARG002 - as above
        return None if value is None else json.loads(value)


def whole(table: str, column: str, *, nullable: bool = False) -> CheckConstraint:
    """The check that makes SQLite refuse anything but an integer, whoever writes; Postgres' BIGINT needs none."""
    accepted = "IN ('integer', 'null')" if nullable else "= 'integer'"
    check = CheckConstraint(f"typeof({column}) {accepted}", name=conv(f"ck_{table}_{column}_whole"))
    check.info["whole"] = (table, column, nullable)
    return check.ddl_if(dialect="sqlite")
