"""The sources of the registry, each with what has arrived from it and what keeps it from being read."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from plans.record import Completeness, Origin, Trouble
from plans.registry import Registry, Source
from plans.source_state import KnownSource
from storage.conflicts import conflicts
from storage.reading import rows

_COMPLETE = (
    "SELECT c.through, b.published FROM batch b JOIN completeness c ON c.batch_id = b.id"
    " WHERE b.source = ? AND b.published <= ? ORDER BY b.published DESC, b.id DESC LIMIT 1"
)
_ARRIVED = "SELECT max(published) FROM batch WHERE source = ? AND published <= ?"
_TROUBLE = (
    "SELECT code, since, what, detail FROM source_trouble"
    " WHERE source = ? AND since <= ? AND (ended = 0 OR ended > ?) ORDER BY since, id LIMIT 1"
)


def known_sources(connection: Connection, registry: Registry, today: date, as_of: int) -> list[KnownSource]:
    """Every source of the registry as it stood on a day, as known at an instant (UTC microseconds), in the order of the registry."""
    disagrees: dict[str, dict[str, None]] = {}
    for each, _ in conflicts(connection, registry, as_of):
        disagrees.setdefault(each.source, {})[each.other] = None
        disagrees.setdefault(each.other, {})[each.source] = None
    return [
        _known(connection, source, tuple(disagrees.get(source.name, ())), today, as_of)
        for source in registry.sources.values()
    ]


def _known(connection: Connection, source: Source, disagrees: tuple[str, ...], today: date, as_of: int) -> KnownSource:
    name = source.name
    complete = [
        Completeness(name, date.fromisoformat(through), Origin(name, 0, published))
        for through, published in rows(connection, _COMPLETE, (name, as_of))
    ]
    ((arrived,),) = rows(connection, _ARRIVED, (name, as_of))
    trouble = [
        (Trouble(name, code, since), f"{what}: {detail}")
        for code, since, what, detail in rows(connection, _TROUBLE, (name, as_of, as_of))
    ]
    kept, detail = trouble[0] if trouble else (None, "")
    return KnownSource(source, complete[0] if complete else None, arrived, kept, detail, disagrees, today)
