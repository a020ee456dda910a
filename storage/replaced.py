"""Rows that were somebody's once, and what took their place: so that who lost a row by a correction can be told."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple, cast

from sqlalchemy import Connection

from plans.attribution.who import DIRECT
from plans.dossier import Dossier, FactNeed, Needs
from plans.number import ONE, ZERO
from plans.record import Credit, Fact, Key, Origin, Replaced, key_of
from plans.unit import RATIO
from storage.corrections import CREDITS, FACTS, Versions
from storage.reading import origin, rows

_ORIGIN = len(Origin._fields)
_NO_DAY = date.min


class _Sort(NamedTuple):
    """Facts or credits: the columns that say what a row is counted as, and when; and how one begins, by its key and whose it is."""

    table: Versions
    topic: str
    day: str
    begun: Callable[..., Fact | Credit]


_Asked = tuple[str | date, ...]  # topic, whose, since, until


def _fact(fact_id: str, subject_kind: str, subject_id: str) -> Fact:
    return Fact(fact_id, "", subject_kind, subject_id, _NO_DAY, ZERO, RATIO)


def _credit(credit_id: str, payee_id: str) -> Credit:
    return Credit(credit_id, "", payee_id, ONE, _NO_DAY, ZERO, RATIO)


_FACTS, _CREDITS = _Sort(FACTS, "metric", "observed", _fact), _Sort(CREDITS, "kind", "enters", _credit)


def replaced(connection: Connection, needs: Needs, known: Dossier, as_of: int) -> tuple[Replaced, ...]:
    """Of each row that the needs once found for the payee (or for their team as such) the last version that they found, if another took
    its place by `as_of` (UTC microseconds).

    What took its place may be the payee's as well; then it is here. Of one that is somebody else's nothing is read but that it is there.
    """
    facts: list[_Asked] = [
        (need.metric, *whose, need.start, need.end) for need in needs.facts for whose in _subjects(need, known)
    ]
    credited: list[_Asked] = [
        (need.kind, known.payee_id, need.start, need.end) for need in needs.credits if need.way == DIRECT
    ]
    found: dict[Key, Replaced] = {}
    for sort, asked in ((_FACTS, facts), (_CREDITS, credited)):
        found |= {key_of(each.was): each for each in _replaced(connection, sort, asked, as_of)}
    return tuple(found.values())


def _subjects(need: FactNeed, known: Dossier) -> list[tuple[str, str]]:
    if need.per == "person":
        return [("person", known.payee_id), ("partner", known.payee_id)]
    if need.per != "team":
        return []
    within = [stay for stay in known.stays if stay.start <= need.end and (not stay.end or stay.end >= need.start)]
    return [("team", stay.team_id) for stay in within[-1:]] if known.stays else [("team", known.payee_id)]


def _replaced(connection: Connection, sort: _Sort, asked: Sequence[_Asked], as_of: int) -> Iterator[Replaced]:
    """The oldest first."""
    if not asked:
        return
    parameters = [part.isoformat() if isinstance(part, date) else part for need in asked for part in need]
    widths = 1 + len(sort.table.whose), _ORIGIN, _ORIGIN, len(sort.table.says), len(sort.table.says)
    for batch, mine, *columns in rows(connection, _sql(sort, len(asked)), (*parameters, as_of)):
        left = iter(columns)
        whose, before, by, said, says = (tuple(islice(left, width)) for width in widths)
        begun = sort.begun(*whose)
        was = sort.table.read(begun, said)._replace(origin=Origin(*before))
        now = sort.table.read(begun, says)._replace(origin=Origin(*by)) if mine else None
        yield Replaced(cast("Fact | Credit", was), cast("Fact | Credit | None", now), Origin(*by), batch)


@cache
def _sql(sort: _Sort, count: int) -> str:
    """CROSS JOIN: SQLite then keeps this order, and finds each by index."""
    table, (key,) = sort.table.name, sort.table.key
    whose = sort.table.whose
    asked = ("topic", *whose, "since", "until")
    one = f"({', '.join('?' * len(asked))})"
    same = " AND ".join(f"took.{column} = was.{column}" for column in whose)
    told = [f"was.{column}" for column in (key, *whose)]
    said = [f"was.{column}" for column in sort.table.says]
    says = [f"CASE WHEN {same} THEN took.{column} END" for column in sort.table.says]
    mine = " AND ".join(f"was.{column} = need.{column}" for column in whose)
    columns = ["took.batch_id", same, *told, origin("was"), origin("took"), *said, *says]
    return (
        f"WITH need({', '.join(asked)}) AS (VALUES {', '.join([one] * count)})"
        f" SELECT {', '.join(columns)} FROM need CROSS JOIN {table} was CROSS JOIN {table} took"
        f" WHERE was.{sort.topic} = need.topic AND {mine} AND was.{sort.day} BETWEEN need.since AND need.until"
        f" AND took.id = (SELECT later.id FROM {table} later WHERE later.{key} = was.{key} AND {_known('later')} <= ?"
        f" AND ({_known('later')}, later.id) > ({_known('was')}, was.id) ORDER BY {_known('later')}, later.id LIMIT 1)"
        f" ORDER BY {_known('was')}, was.id"
    )


def _known(alias: str) -> str:
    return f"(SELECT published FROM batch WHERE batch.id = {alias}.batch_id)"
