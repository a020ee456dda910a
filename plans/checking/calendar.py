"""Whether the company calendar goes as far as a plan that counts by it, and has what its items are gathered by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from plans.company.cut import Cut
from plans.company.versions import CalendarVersions
from plans.plan import Figure
from plans.problem import Problems
from plans.reading.form import Form
from plans.syntax import Word
from plans.unit import plural

_AHEAD = timedelta(days=800)  # how far periods are looked at, where nothing ends them
_WEEK = "week"  # begins on Monday where a calendar has no weeks of its own


def check_rows(form: Form, cut: Cut, grain: str, days: Mapping[str, date | None], problems: Problems) -> None:
    """Names a first day that no period holds, and warns of a last one; `days` are those of `effective`, by `from` and `to`.

    A plan may hold longer than the rows go: nobody has a statement of that time until there are more.
    """
    if not isinstance(cut, CalendarVersions) or grain not in cut.grains:
        return
    if (start := days["from"]) is not None:
        _check_versions(cut, grain, start, days["to"], form)
    effective = form.table_at("effective")
    for key, day in days.items():
        tree = effective.get(key) if effective else None
        if tree is None or day is None or cut.holding(day, grain) is not None:
            continue
        first, last = cut.first(grain), cut.last(day, grain)
        where = f"its {plural(grain)} begin on {first.start}" if first and day < first.start else "it has none there"
        if last is not None and last.end < day:
            where = f"its {plural(grain)} end with {last.name}, on {last.end}"
        side = "starts" if key == "from" else "ends"
        message = f"The plan {side} on {day}, and the calendar `{cut.name}` has no {grain} that holds it: {where}."
        remedy = f"Add rows to the calendar's next version, or let the plan {side[:-1]} on another day."
        if key == "to":
            remedy = "Nobody has a statement of a time without rows: publish the calendar's next version before then."
        problems.add(tree.place, f"effective.{key}", "rows", message, remedy, warning=key == "to")


def _check_versions(cut: CalendarVersions, grain: str, start: date, end: date | None, form: Form) -> None:
    """Names two periods of the plan's time that do not follow each other, or that have one name: versions of a calendar may differ so."""
    newest = cut.versions[-1].effective_from
    until = end or max(start, newest) + _AHEAD
    for before, after in pairwise(cut.touching(start, until, grain)):
        if after.start != before.end + timedelta(days=1):
            said = f"{before.name} ends on {before.end}, and {after.name} starts on {after.start}."
            remedy = "Publish a version of it in which they meet, with the time between as rows of its own."
            form.fault("calendar", "rows", f"In the calendar `{cut.name}` {said}", remedy)
            return
    for period in (one for length in cut.grains for one in cut.touching(start - _AHEAD, until, length)):
        other = cut.named(period.name)
        if other is not None and other != period:
            said = f"`{period.name}` is {other.start} to {other.end}, and {period.start} to {period.end} as well."
            remedy = "Publish a version of it in which each period has a name of its own."
            form.fault("calendar", "rows", f"In the calendar `{cut.name}` {said}", remedy)
            return


def check_within(figures: Mapping[str, Figure], cut: Cut, problems: Problems) -> None:
    """Names every `within` that the calendar has no periods for."""
    if not isinstance(cut, CalendarVersions):
        return
    for figure in figures.values():
        within = figure.params.get("within")
        if isinstance(within, Word) and within not in {_WEEK, *cut.grains}:
            message = f"`figures.{figure.name}` adds up within a {within}, and the calendar has no such period."
            remedy = f"It has: {', '.join(cut.grains)}."
            problems.add(figure.place, f"figures.{figure.name}.within", "period", message, remedy)
