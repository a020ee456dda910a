"""What the plans that count by the company calendar need of its next version."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.plan.publishing import ANY_INSTANT
from plans.company.begun import clashes
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.load import plan_from
from plans.plan import Plan
from plans.problem import Problems
from plans.registry import Registry
from plans.statement import day_of
from storage.catalogue import Catalogue
from storage.database import Connection


def check_in_use(connection: Connection, new: CompanyCalendar, now: int, problems: Problems) -> None:
    """Names what a new version would change of periods that have begun, and what published plans would miss. Nothing where no plan counts by it."""
    catalogue = Catalogue()
    known = catalogue.calendars(connection, ANY_INSTANT)
    if known is None or any(version.hash == new.hash for version in known.versions):
        return
    using = list(_using(connection, catalogue))
    for clash in clashes(known, new, day_of(now)) if using else ():
        problems.add(new.document.place, "periods", "begun", clash.message, clash.remedy)
    together = CalendarVersions((*known.versions, new))
    for plan, registry in using if problems.ok else ():
        found = Problems()
        plan_from(plan.document, registry, found, together)
        for problem in found:
            if not problem.warning:
                message = f"{plan.name} {plan.version} is published, and counts by this calendar: {problem.message}"
                problems.add(new.document.place, "periods", "in-use", message, problem.remedy)


def _using(connection: Connection, catalogue: Catalogue) -> Iterator[tuple[Plan, Registry]]:
    for head in catalogue.heads(connection, ANY_INSTANT):
        scheme = catalogue.scheme(connection, head)
        if isinstance(scheme.plan.cut, CalendarVersions):
            yield scheme.plan, scheme.registry
