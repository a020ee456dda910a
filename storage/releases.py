"""The facts about one release: those that carry its name as their item."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from plans.record import Fact, Origin
from storage.reading import kind, newest, origin, places, rows, value

_ABOUT = (
    "SELECT f.fact_id, f.metric, f.subject_kind, f.subject_id, f.observed, f.minor, f.value, f.unit, f.item_id,"
    f" {origin('f')} FROM fact f WHERE f.metric IN ({{facts}}) AND f.item_id = ? AND " + newest("fact", "f", "fact_id")
)


def facts_about(connection: Connection, release: str, facts: Sequence[str], as_of: int) -> list[Fact]:
    """The facts of these names about a release, as known at an instant (UTC microseconds)."""
    if not facts:
        return []
    found = rows(connection, _ABOUT.format(facts=places(len(facts))), (*facts, release, as_of))
    return [
        Fact(
            fact_id,
            name,
            subject_kind,
            subject_id,
            date.fromisoformat(day),
            value(minor, text, unit),
            kind(unit),
            item,
            Origin(*came),
        )
        for fact_id, name, subject_kind, subject_id, day, minor, text, unit, item, *came in found
    ]
