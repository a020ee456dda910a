"""Reading rows quickly: fixed SQL texts, which the drivers keep prepared, and no objects between their tuples and ours.

Texts are written with `?`, as SQLite takes them; no text holds a `?` or a `%` of its own.
"""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from plans.currency import decimals
from plans.literal import Scalar, parse_kind
from plans.number import exactly, shifted
from plans.record import NOTHING, Stay
from plans.unit import Kind, Sort

Row = tuple[Any, ...]
_AT_ONCE = 5_000


def rows(connection: Connection, sql: str, parameters: Sequence[object]) -> Sequence[Row]:
    """All rows of one statement, straight from the driver: SQLAlchemy's own result takes as long again as SQLite's answer."""
    text = sql if connection.dialect.name == "sqlite" else _for_postgres(sql)
    driver: Any = connection.connection.dbapi_connection
    found: Sequence[Row] = driver.execute(text, tuple(parameters)).fetchall()
    return found


def streamed(connection: Connection, sql: str, parameters: Sequence[object]) -> Iterator[Sequence[Row]]:
    """The rows of one statement some at a time, however many there are, in the memory of a few."""
    text = sql if connection.dialect.name == "sqlite" else _for_postgres(sql)
    found = connection.exec_driver_sql(text, tuple(parameters), execution_options={"stream_results": True})
    for part in found.partitions(_AT_ONCE):
        yield [tuple(row) for row in part]


@lru_cache(maxsize=256)
def _for_postgres(sql: str) -> str:
    return sql.replace("?", "%s")


def newest(table: str, alias: str, *key: str, by_source: bool = False) -> str:
    """The condition that no row of the same natural key was recorded later; its one parameter is the instant of knowledge.

    A correction may move a fact to another subject or day. So the newest row of a key is sought among all of its rows, not among
    those that match: what it says now decides. `by_source`: among those that came from its own source, so that each source has its say.
    Subqueries of one value each are run a row at a time by index, on both databases and whatever their planners believe: it costs the
    same however many rows and batches there are (a join with `batch` does not).
    """
    same = " AND ".join(f"later.{column} = {alias}.{column}" for column in key)
    if by_source:
        same += f" AND {_source('later')} = {_source(alias)}"
    known = "(SELECT published FROM batch WHERE batch.id = later.batch_id)"
    return (
        f"{alias}.id = (SELECT later.id FROM {table} later WHERE {same} AND {known} <= ?"
        f" ORDER BY {known} DESC, later.id DESC LIMIT 1)"
    )


def first(table: str, alias: str, *key: str) -> str:
    """The columns by which rows stand as they first became known: the instant at which one of their key was, and its line there."""
    same = " AND ".join(f"earlier.{column} = {alias}.{column}" for column in key)
    known = "(SELECT published FROM batch WHERE batch.id = earlier.batch_id)"
    of = f"FROM {table} earlier WHERE {same} AND {known} IS NOT NULL ORDER BY {known}, earlier.id LIMIT 1"
    return f"(SELECT {known} {of}), (SELECT earlier.line {of})"


def _source(alias: str) -> str:
    return f"(SELECT source FROM batch WHERE batch.id = {alias}.batch_id)"


def origin(alias: str) -> str:
    """The columns of an Origin: source, line and instant of knowledge."""
    return f"{_source(alias)}, {alias}.line, (SELECT published FROM batch WHERE batch.id = {alias}.batch_id)"


def some_at_a_time(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Names in parts that one statement can take as parameters."""
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]


def places(count: int) -> str:
    """`?, ?, ?` for a list of this length."""
    return ", ".join("?" * count)


def day(text: str | None) -> date | None:
    """The end of a span: None when it is open."""
    return None if text is None else date.fromisoformat(text)


def pairs(text: str) -> Mapping[str, str]:
    """Names and texts of a `Pairs` column."""
    return NOTHING if text == "{}" else MappingProxyType(json.loads(text))


@lru_cache(maxsize=1024)
def kind(unit: str) -> Kind:
    """The kind that a `unit` column names."""
    found = parse_kind(unit)
    if found is None:
        raise ValueError(f"`{unit}` is no unit; an import accepted it by mistake")
    return found


def value(minor: int | None, text: str | None, unit: str) -> Scalar:
    """The value of a fact or term: money from its minor units, everything else from its text."""
    if minor is not None:
        return shifted(Decimal(minor), -_decimals(unit))
    if text is None:
        raise ValueError("a row holds neither an amount nor a value")
    of = kind(unit)
    if of is Sort.YES_NO:
        return text == "yes"
    if of is Sort.DATE:
        return date.fromisoformat(text)
    return text if of is Sort.LABEL else number(text)


def number(text: str) -> Decimal:
    """A canonical decimal, `1/3` included."""
    over, stroke, under = text.partition("/")
    if not stroke:
        return Decimal(over)
    with exactly():
        return Decimal(over) / Decimal(under)


@lru_cache(maxsize=1024)
def _decimals(unit: str) -> int:
    of = kind(unit)
    money = None if isinstance(of, Sort) else of.money
    if money is None:
        raise ValueError(f"`{unit}` is no money, but the row holds minor units")
    return decimals(money)


def one_after_another(stays: Sequence[Stay]) -> list[Stay]:
    """The stays of one person, oldest first, where each ends at the latest on the day before the next one starts.

    Who hands in a new stay need not close the one before. A stay that ends before it starts was withdrawn.
    """
    real = sorted((stay for stay in stays if stay.end is None or stay.end >= stay.start), key=lambda stay: stay.start)
    for place, after in enumerate(real[1:]):
        stay = real[place]
        if stay.end is None or stay.end >= after.start:
            real[place] = stay._replace(end=after.start - timedelta(days=1))
    return real
