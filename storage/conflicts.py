"""Everything of which two sources say different things: of each metric that is checked against other sources, a few rows at a time."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from plans.agreement import Disagreement, disagreements
from plans.record import Fact, Origin
from plans.registry import Registry
from storage.reading import kind, newest, origin, places, streamed, value

_TOLD = (
    "SELECT f.fact_id, f.metric, f.subject_kind, f.subject_id, f.observed, f.minor, f.value, f.unit, f.item_id,"
    f" {origin('f')} FROM fact f WHERE f.metric = ? AND"
    " (SELECT source FROM batch WHERE batch.id = f.batch_id) IN ({sources}) AND "
    + newest("fact", "f", "fact_id", by_source=True)
    + " ORDER BY f.subject_kind, f.subject_id, f.observed, f.item_id"
)
_THING = attrgetter("subject_kind", "subject_id", "observed", "item_id")


def conflicts(connection: Connection, registry: Registry, as_of: int) -> Iterator[tuple[Disagreement, str]]:
    """Every disagreement that lasted at an instant (UTC microseconds), with who answers for it; by recorded metric."""
    seen: set[str] = set()
    for metric in registry.metrics.values():
        for fact in metric.compared:
            if fact not in seen:  # metrics that read the same rows compare the same sources
                seen.add(fact)
                for _, group in groupby(
                    _told(connection, fact, (metric.source, *metric.checked_against), as_of), _THING
                ):
                    yield from (
                        (each, metric.owner) for each in disagreements(group, metric.source, metric.checked_against)
                    )


def _told(connection: Connection, metric: str, sources: tuple[str, ...], as_of: int) -> Iterator[Fact]:
    sql = _TOLD.format(sources=places(len(sources)))
    for part in streamed(connection, sql, (metric, *sources, as_of)):
        for fact_id, name, subject_kind, subject_id, observed, minor, text, unit, item_id, *came in part:
            of, day = value(minor, text, unit), date.fromisoformat(observed)
            yield Fact(fact_id, name, subject_kind, subject_id, day, of, kind(unit), item_id, Origin(*came))
