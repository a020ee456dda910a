"""Credited rows as they are known at an instant: of some payees, or those whose column names one of some things."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from plans.dossier import CreditNeed
from plans.record import Credit, Origin
from storage.reading import Row, first, kind, newest, number, origin, pairs, places, rows, some_at_a_time, value

_COLUMNS = (
    "c.credit_id, c.kind, c.payee_id, c.share, c.enters, c.minor, c.unit, c.attributes,"
    f" {origin('c')}, {first('credit', 'c', 'credit_id')}"
)
# CROSS JOIN: SQLite then keeps this order, and reads each kind, or each payee's rows of it, by index.
_CREDITS = (
    f"WITH need(kind, since, until) AS (VALUES {{needs}}) SELECT {_COLUMNS} FROM need CROSS JOIN credit c"
    " WHERE c.kind = need.kind AND {which} AND c.enters BETWEEN need.since AND need.until AND "
    + newest("credit", "c", "credit_id")
)
# Attributes are one text of JSON. No index can hold what any plan may ask of it: the rows of the kind and the days are looked at one by one.
_NAMED_BY = {
    "sqlite": "json_extract(c.attributes, '$.\"' || CAST(? AS text) || '\"') IN ({names})",
    "postgresql": "(CAST(c.attributes AS json) ->> CAST(? AS text)) IN ({names})",
}
_AS_RECORDED = itemgetter(4, -2, -1, 0)  # enters, then when and on which line it was first known, then the id

Spans = Mapping[str, tuple[date, date]]


def spans_of(needs: Iterable[CreditNeed]) -> Spans:
    """One span for each kind: from the first day that any need of it names to the last."""
    spans: dict[str, tuple[date, date]] = {}
    for need in needs:
        since, until = spans.get(need.kind, (need.start, need.end))
        spans[need.kind] = min(need.start, since), max(need.end, until)
    return spans


def credits_of_payees(
    connection: Connection, spans: Spans, payees: Sequence[str], as_of: int
) -> Mapping[str, tuple[Credit, ...]]:
    """The credits of these payees by kind, by the day they enter and then as they first became known."""
    return _found(connection, spans, "c.payee_id IN ({names})", (), payees, as_of)


def credits_that_name(
    connection: Connection, spans: Spans, column: str, names: Sequence[str], as_of: int
) -> Mapping[str, tuple[Credit, ...]]:
    """The credits whose column names one of these, in the same order; whom they name as payees does not matter."""
    return _found(connection, spans, _NAMED_BY[connection.dialect.name], (column,), names, as_of)


def _found(
    connection: Connection, spans: Spans, which: str, given: Sequence[object], names: Sequence[str], as_of: int
) -> Mapping[str, tuple[Credit, ...]]:
    found: list[Row] = []
    needed = [part for name, (since, until) in spans.items() for part in (name, since.isoformat(), until.isoformat())]
    for some in some_at_a_time(names) if spans else ():
        sql = _CREDITS.format(needs=", ".join(["(?, ?, ?)"] * len(spans)), which=which.format(names=places(len(some))))
        found += rows(connection, sql, (*needed, *given, *some, as_of))
    gathered: dict[str, list[Credit]] = {name: [] for name in spans}
    for row in sorted(found, key=_AS_RECORDED):
        gathered[row[1]].append(_credit(row))
    return {name: tuple(listed) for name, listed in gathered.items()}


def _credit(row: Sequence[Any]) -> Credit:
    credit_id, name, payee, share, enters, minor, unit, attributes, *origins = row
    entered, whole = date.fromisoformat(enters), value(minor, None, unit)
    return Credit(
        credit_id, name, payee, number(share), entered, whole, kind(unit), pairs(attributes), Origin(*origins[:3])
    )
