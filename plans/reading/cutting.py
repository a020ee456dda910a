"""How a plan cuts time: how often it pays, and by which years and periods: the Gregorian ones, years from another month, or the company calendar."""

from __future__ import annotations

import re

from plans.calendar import GRAINS as MONTHS
from plans.company.cut import GRAINS, Cut, Gregorian, YearFrom
from plans.company.versions import CalendarVersions
from plans.reading.form import Form

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_STARTS = re.compile(r"1(?:st)? (?P<month>[A-Za-z]+)\Z")
_USUAL = "quarter"


def grain_in(form: Form, cut: Cut) -> str:
    """How often the plan pays: a length that its calendar has."""
    grain = form.text("period", needed="Say how often it pays: `period: quarter`.")
    named = form.text("calendar")
    if not grain:
        return _fitting(cut)
    if named and isinstance(cut, CalendarVersions):
        if grain not in cut.grains:
            message = f"`period: {grain[:60]}` is no length of the calendar `{named}`."
            form.fault("period", "period", message, f"It has: {', '.join(cut.grains)}. Write one of these.")
    elif grain not in (GRAINS if named else MONTHS):
        remedy = f"Write one of: {', '.join(MONTHS)}."
        if grain in GRAINS:
            remedy += f" A {grain} needs `calendar:`, with rows for it."
        form.fault("period", "period", f"`{grain[:60]}` is no period.", remedy)
    return grain if grain in cut.grains else _fitting(cut)


def _fitting(cut: Cut) -> str:
    """A length with which the rest of the plan can be read, so that one fault is told once."""
    return _USUAL if _USUAL in cut.grains else cut.grains[0]


def cut_in(form: Form, calendar: CalendarVersions | None) -> Cut:
    """The way that the document names; `calendar` is the company's, where there is one. The Gregorian one where it names none, or none that is known."""
    if form.table.get("calendar") is None:
        return _years(form)
    name = form.text("calendar", needed="Name the company calendar: `calendar: northwind`.")
    if form.table.get("year-starts") is not None:
        message = "`year-starts` and `calendar` both say how time is cut."
        form.fault("year-starts", "two-cuts", message, "Keep one of the two: a calendar has its own years.")
    if name and calendar is None:
        message = f"The plan counts by the calendar `{name[:60]}`, which is neither published nor at hand."
        remedy = "Publish it first (`calendar publish FILE`), or name its file: `--calendar FILE`."
        form.fault("calendar", "unknown-calendar", message, remedy)
    elif name and calendar and name != calendar.name:
        message = f"There is no calendar `{name[:60]}`: the company's is called `{calendar.name}`."
        form.fault("calendar", "unknown-calendar", message, f"Write `calendar: {calendar.name}`.")
    elif name and calendar:
        return calendar
    return Gregorian()


def _years(form: Form) -> Cut:
    """Gregorian periods, in Gregorian years or in years that start on the first of another month."""
    text = form.text("year-starts")
    found = _YEAR_STARTS.match(text)
    month = MONTH_NAMES.index(found["month"].lower()) + 1 if found and found["month"].lower() in MONTH_NAMES else 0
    if text and not month:
        message = f"`year-starts: {text[:60]}` is no first day of a month."
        form.fault("year-starts", "year", message, "Write for example `year-starts: 1 July`.")
    if month <= 1:
        return Gregorian()
    cut, grain = YearFrom(month), form.text("period")
    if grain in MONTHS and grain not in cut.grains:
        message = f"No {grain} starts on the first day of a year that starts on {text}."
        remedy = f"Write `period:` as one of: {', '.join(cut.grains)}; or leave `year-starts` out."
        form.fault("year-starts", "year", message, remedy)
    return cut
