"""`source list`, `source conflicts` and `source take`: how it goes with each source, and taking what sources bring by themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.cli.environment import local_settings, written
from bot.cli.exits import Exit
from bot.cli.failures import unknown
from bot.cli.import_words import lines
from bot.cli.surroundings import business_time, current, operator
from bot.cli.tables import table_of
from bot.cli.verb import Call, misused, verb
from bot.clock import real
from jobs.feeds import take as take_all
from plans.agreement import Disagreement
from plans.export import instant_text
from plans.problem import Problems
from plans.registry import Registry
from plans.source_state import KnownSource
from plans.statement import day_of
from storage.catalogue import Catalogue
from storage.conflicts import conflicts
from storage.database import Connection
from storage.feeds import Delivery, read_feeds
from storage.feeds.watching import REFUSED
from storage.sources import known_sources

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
        registry = _registry(connection, now)
        found = known_sources(connection, registry, day_of(now), now)
    call.out.items([_json(each, registry) for each in found], _words(found))


def _json(each: KnownSource, registry: Registry) -> dict[str, Any]:
    source, trouble = each.source, each.trouble
    return {
        "source": source.name,
        "title": source.title,
        "owner": source.owner,
        "state": each.state.value,
        "complete_through": each.complete.through.isoformat() if each.complete else None,
        "last_arrived": instant_text(each.arrived) if each.arrived is not None else None,
        "late_after_days": source.late_after,
        "trouble": {"code": trouble.code, "since": instant_text(trouble.since), "detail": each.detail}
        if trouble
        else None,
        "disagrees_with": list(each.disagrees),
        "metrics": sorted(metric.name for metric in registry.metrics.values() if metric.source == source.name),
    }


def _words(found: list[KnownSource]) -> Iterator[str]:
    if not found:
        yield "The registry has no sources."
        return
    yield table_of([_HEAD, *(_row(each) for each in found)], indent="")
    yield from (
        f"{each.source.name} since {day_of(each.trouble.since)}: {each.detail}" for each in found if each.trouble
    )


def _row(each: KnownSource) -> tuple[str, ...]:
    through = each.complete.through.isoformat() if each.complete else "not said"
    arrived = day_of(each.arrived).isoformat() if each.arrived is not None else "never"
    return each.source.name, each.state.value, each.source.owner or "nobody", through, arrived


@verb
def disagreements(call: Call) -> None:
    """List of what two sources say different things, and who answers for it: every line that rests on it waits. What they say is not shown.

    \b
        {"facts", "subject_kind", "subject_id", "observed", "item", "sources": [name, name], "owner"}
    """
    now = business_time(call)
    with current(call) as database, database.read() as connection:
        found = list(conflicts(connection, _registry(connection, now), now))
    listed = [_conflict(*each) for each in found]
    call.out.items(listed, [_said(each) for each in listed] or ["All sources agree that are compared."])


def _said(each: dict[str, Any]) -> str:
    item = f", {each['item']}" if each["item"] else ""
    what = f"{each['facts']} of {each['subject_kind']} {each['subject_id']}, {each['observed']}{item}"
    return f"{what}: {' and '.join(each['sources'])} disagree. Owner: {each['owner']}."


def _conflict(found: Disagreement, owner: str) -> dict[str, Any]:
    return {
        "facts": found.metric,
        "subject_kind": found.subject_kind,
        "subject_id": found.subject_id,
        "observed": found.observed.isoformat(),
        "item": found.item_id or None,
        "sources": [found.source, found.other],
        "owner": owner,
    }


def _registry(connection: Connection, now: int) -> Registry:
    found = Catalogue().registry(connection, now)
    if found is None:
        raise unknown("registry", "No registry is published, so no source is known.", "Publish one first.")
    return found


@verb
@click.option("--folder", type=Path, metavar="FOLDER", help="The folder of the mappings, instead of FAIRSHARE_SOURCES.")
def take(call: Call, *, folder: Path | None) -> Exit:
    """Take what sources bring by themselves: whole files of watched folders, and answers to queries that have fallen due. For cron; `run` does
    so at each tick.

    \b
        {"ok", "deliveries": [{"feed", "file", "outcome": "taken|refused|known|kept", "moved_to", "reports": {kind: as of `import`}}],
         "problems": [{"file", "line", "column", "path", "code", "message", "remedy"}]}
    """
    folder = folder or local_settings().fairshare_sources
    if folder is None:
        misused("Say where the mappings are: --folder, or the setting FAIRSHARE_SOURCES.")
    now, environment = business_time(call), {**written(), **os.environ}
    feeds, problems = read_feeds(folder)
    with current(call) as database:
        done = [each for feed in feeds for each in take_all(database, feed, environment, now, real(), operator())]
    ok = problems.ok and all(each.outcome != REFUSED for each in done)
    document = {
        "ok": ok,
        "deliveries": [_delivered(each) for each in done],
        "problems": [problem.as_json() for problem in problems],
    }
    call.out.diagnosis(document, _told(done, problems))
    return Exit.DONE if ok else Exit.PROBLEMS


def _delivered(each: Delivery) -> dict[str, Any]:
    return {
        "feed": each.feed,
        "file": each.file or None,
        "outcome": each.outcome,
        "moved_to": str(each.where) if each.where else None,
        "reports": {kind: report.as_json() for kind, report in each.reports.items()},
    }


def _told(done: list[Delivery], problems: Problems) -> Iterator[str]:
    yield from (str(problem) for problem in problems)
    for each in done:
        yield f"{each.feed}{f', {each.file}' if each.file else ''}: {each.outcome}."
        for report in each.reports.values():
            yield from lines(report, dry_run=False)
    if not done and problems.ok:
        yield "Nothing new."
