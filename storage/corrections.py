"""What rows said before they were corrected: a correction never overwrites, so every earlier row is still there."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from plans.record import Correctable, Correction, Credit, Fact, Key, Origin, Term, key_of
from storage.reading import day, kind, newest, number, origin, pairs, rows, value

_AT_ONCE = 200  # rows asked about in one statement


class Versions(NamedTuple):
    """A table of rows that can be corrected: its natural key, whose a row is, and what it says, with the way to read that."""

    name: str
    key: tuple[str, ...]
    whose: tuple[str, ...]
    says: tuple[str, ...]
    read: Callable[[Any, Sequence[Any]], Correctable]


def corrections(connection: Connection, of: Iterable[Correctable], as_of: int) -> Mapping[Key, tuple[Correction, ...]]:
    """The corrections of these rows by natural key, the newest first, as published up to `as_of` (UTC microseconds).

    The rows are the newest of their keys by then, as a dossier holds them. Rows that were never corrected are not in the answer. Of a row
    that was somebody else's nothing is read but that it was there.
    """
    found: dict[Key, tuple[Correction, ...]] = {}
    asked = list({key_of(row): row for row in of}.values())
    for table, sort in ((FACTS, Fact), (CREDITS, Credit), (_TERMS, Term)):
        some = [row for row in asked if isinstance(row, sort)]
        for start in range(0, len(some), _AT_ONCE):
            found |= _corrected(connection, table, some[start : start + _AT_ONCE], as_of)
    return found


def _corrected(
    connection: Connection, table: Versions, some: Sequence[Correctable], as_of: int
) -> Iterator[tuple[Key, tuple[Correction, ...]]]:
    keys = {key_of(row)[1:]: row for row in some}
    parameters = [part for key in keys for part in key]
    earlier: dict[Key, list[Sequence[Any]]] = {}
    for found in rows(connection, _sql(table, len(keys)), (*parameters, as_of, as_of)):
        earlier.setdefault(found[: len(table.key)], []).append(found[len(table.key) :])
    for key, versions in earlier.items():
        yield key_of(keys[key]), tuple(_chain(table, keys[key], versions))


def _chain(table: Versions, now: Correctable, versions: Sequence[Sequence[Any]]) -> Iterator[Correction]:
    """Each version with what took its place, the newest first."""
    by, batch = now.origin, versions[0][0]
    for _, its_batch, source, line, published, mine, *says in reversed(versions):
        origin = Origin(source, line, published)
        yield Correction(table.read(now, says)._replace(origin=origin) if mine else None, by, batch)
        by, batch = origin, its_batch


@cache
def _sql(table: Versions, count: int) -> str:
    """Earlier versions of so many keys, the oldest first. CROSS JOIN: SQLite then keeps this order, and finds each by index."""
    one = f"({', '.join('?' * len(table.key))})"
    same = " AND ".join(f"was.{column} = now.{column}" for column in table.whose)
    says = ", ".join(f"CASE WHEN {same} THEN was.{column} END" for column in table.says)
    keys = ", ".join(f"was.{column}" for column in table.key)
    joined = " AND ".join(f"now.{column} = need.{column} AND was.{column} = now.{column}" for column in table.key)
    known = "(SELECT published FROM batch WHERE batch.id = was.batch_id)"
    return (
        f"WITH need({', '.join(table.key)}) AS (VALUES {', '.join([one] * count)})"
        f" SELECT {keys}, now.batch_id, was.batch_id, {origin('was')}, {same}, {says}"
        f" FROM need CROSS JOIN {table.name} now CROSS JOIN {table.name} was"
        f" WHERE {joined} AND was.id <> now.id AND {newest(table.name, 'now', *table.key)} AND {known} <= ?"
        f" ORDER BY {known}, was.id"
    )


def _fact(now: Fact, says: Sequence[Any]) -> Fact:
    metric, observed, minor, text, unit, item_id = says
    of = value(minor, text, unit)
    return now._replace(
        metric=metric, observed=date.fromisoformat(observed), value=of, kind=kind(unit), item_id=item_id
    )


def _credit(now: Credit, says: Sequence[Any]) -> Credit:
    name, share, enters, minor, unit, attributes = says
    return now._replace(
        kind=name,
        share=number(share),
        enters=date.fromisoformat(enters),
        whole=value(minor, None, unit),
        unit=kind(unit),
        attributes=pairs(attributes),
    )


def _term(now: Term, says: Sequence[Any]) -> Term:
    minor, text, unit, ends = says
    return now._replace(value=value(minor, text, unit), kind=kind(unit), end=day(ends))


FACTS = Versions(
    "fact",
    ("fact_id",),
    ("subject_kind", "subject_id"),
    ("metric", "observed", "minor", "value", "unit", "item_id"),
    _fact,
)
CREDITS = Versions(
    "credit", ("credit_id",), ("payee_id",), ("kind", "share", "enters", "minor", "unit", "attributes"), _credit
)
_TERMS = Versions("term", ("payee_id", "term", "starts"), ("payee_id",), ("minor", "value", "unit", "ends"), _term)
