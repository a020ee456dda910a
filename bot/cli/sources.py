"""`source list`: how it goes with each source, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.cli.failures import unknown
from bot.cli.surroundings import business_time, current
from bot.cli.tables import table_of
from bot.cli.verb import Call, verb
from plans.export import instant_text
from plans.feeds import Feed
from plans.registry import Registry
from plans.statement import day_of
from storage.catalogue import Catalogue
from storage.sources import feeds

_HEAD = ("source", "state", "owner", "complete through", "last arrived")


@verb
def sources(call: Call) -> None:
    """List the sources of the registry: whether each is fresh, late, broken or in conflict, and who answers for it.

    \b
        {"source", "title", "owner", "state": "fresh|late|broken|in conflict", "complete_through", "last_arrived", "late_after_days",
         "trouble": {"code", "since", "detail"} | null, "disagrees_with": [source], "metrics": [name]}
    """
    now = business_time(call)
    with current(call) as database, database.read() as connection:
        registry = Catalogue().registry(connection, now)
        if registry is None:
            raise unknown("registry", "No registry is published, so no source is known.", "Publish one first.")
        found = feeds(connection, registry, day_of(now), now)
    call.out.items([_json(feed, registry) for feed in found], _words(found))


def _json(feed: Feed, registry: Registry) -> dict[str, Any]:
    source, trouble = feed.source, feed.trouble
    return {
        "source": source.name,
        "title": source.title,
        "owner": source.owner,
        "state": feed.state.value,
        "complete_through": feed.complete.through.isoformat() if feed.complete else None,
        "last_arrived": instant_text(feed.arrived) if feed.arrived is not None else None,
        "late_after_days": source.late_after,
        "trouble": {"code": trouble.code, "since": instant_text(trouble.since), "detail": feed.detail}
        if trouble
        else None,
        "disagrees_with": list(feed.disagrees),
        "metrics": sorted(metric.name for metric in registry.metrics.values() if metric.source == source.name),
    }


def _words(found: list[Feed]) -> Iterator[str]:
    if not found:
        yield "The registry has no sources."
        return
    yield table_of([_HEAD, *(_row(feed) for feed in found)], indent="")
    yield from (
        f"{feed.source.name} since {day_of(feed.trouble.since)}: {feed.detail}" for feed in found if feed.trouble
    )


def _row(feed: Feed) -> tuple[str, ...]:
    through = feed.complete.through.isoformat() if feed.complete else "not said"
    arrived = day_of(feed.arrived).isoformat() if feed.arrived is not None else "never"
    return feed.source.name, feed.state.value, feed.source.owner or "nobody", through, arrived
