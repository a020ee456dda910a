"""The sample company, put into a database as an analyst would: documents published, then files imported, each at its instant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.cli.plan.documents import complete, read_draft
from bot.cli.plan.publishing import Publication, publish_calendar, publish_plan, publish_registry
from bot.clock import real
from bot.sample import Sample, SampleImport, SampleSignOff
from commands.signing import Order, sign
from commands.world import World
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.registry import Registry
from storage.catalogue import Catalogue
from storage.database import Database
from storage.imports import import_file
from storage.schema import holds_nothing

BY = "the sample"


def is_empty(database: Database) -> bool:
    """Whether nothing was ever imported or published."""
    with database.read() as connection:
        return holds_nothing(connection)


def fill(database: Database, sample: Sample) -> dict[str, Any]:
    """Publishes and imports everything of the sample; what came of it."""
    registry = _registry(database, sample)
    calendar = _calendar(database, sample)
    catalogue = Catalogue()
    versions = CalendarVersions((calendar,))
    plans = [_plan(database, registry, versions, each.path, each.published) for each in sample.plans]
    imports: list[dict[str, Any]] = []
    events: list[SampleImport | SampleSignOff] = [*sample.imports, *sample.sign_offs]
    for each in sorted(events, key=_instant):
        if isinstance(each, SampleImport):
            imports.append(_imported(database, each))
        else:
            sign(World(database, catalogue, real), Order(each.plan, each.period, each.by, each.at), _silent)
    return {
        "registry": registry.version,
        "calendar": calendar.version,
        "plans": plans,
        "imports": imports,
        "signed": len(sample.sign_offs),
        "rows": sum(each["rows"] for each in imports),
    }


def _instant(each: SampleImport | SampleSignOff) -> int:
    return each.recorded if isinstance(each, SampleImport) else each.at


def _silent(done: int, total: int) -> None:
    """Nobody looks."""


def _registry(database: Database, sample: Sample) -> Registry:
    path = sample.registry.path
    draft = read_draft(path)
    if draft.registry is None:
        raise ValueError(f"the sample's {path.name} has problems")
    with database.write() as connection:
        what = Publication(path.read_text(encoding="utf-8"), sample.registry.published, BY)
        publish_registry(connection, draft.registry, what)
    return draft.registry


def _calendar(database: Database, sample: Sample) -> CompanyCalendar:
    path = sample.calendar.path
    calendar = read_draft(path).calendar
    if calendar is None:
        raise ValueError(f"the sample's {path.name} has problems")
    with database.write() as connection:
        text = path.read_text(encoding="utf-8")
        publish_calendar(connection, calendar, Publication(text, sample.calendar.published, BY, calendar.rationale))
    return calendar


def _plan(
    database: Database, registry: Registry, calendar: CalendarVersions, path: Path, published: int
) -> dict[str, str]:
    draft = read_draft(path)
    complete(draft, registry, calendar)
    if draft.plan is None:
        raise ValueError(f"the sample's {path.name} has problems")
    plan = draft.plan
    with database.write() as connection:
        what = Publication(path.read_text(encoding="utf-8"), published, BY, plan.rationale)
        publish_plan(connection, plan, registry, what)
    return {"plan": plan.name, "version": plan.version, "hash": plan.hash}


def _imported(database: Database, each: SampleImport) -> dict[str, Any]:
    report = import_file(
        database, each.what, each.path, None, each.source, each.complete_through, recorded=each.recorded, by=BY
    )
    if not report.ok:
        raise ValueError(f"the sample's {each.path.name} has {len(report.rejected)} rows to mend")
    return {"what": each.what, "source": each.source, "batch": report.batch, "rows": report.rows}
