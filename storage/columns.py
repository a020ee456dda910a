"""Column types that keep their word on SQLite and on Postgres alike.

Both databases convert silently otherwise: 12.5 into a BIGINT is stored as a REAL on one and as 12 on the other, and an aware
datetime comes back naive from SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator


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


class Day(TypeDecorator[date]):
    """A day of the calendar as ISO text, which sorts as days do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if type(value) is not date:
            raise TypeError(f"a day is stored here, not {type(value).__name__}")
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002
        return None if value is None else date.fromisoformat(value)


class Pairs(TypeDecorator[Mapping[str, str]]):
    """Names and texts as one JSON object with sorted keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(dict(value), sort_keys=True, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, str] | None:  # noqa: ARG002
        return None if value is None else json.loads(value)


# A key that counts by itself on both: SQLite only does so for INTEGER.
Counter = BigInteger().with_variant(Integer, "sqlite")
