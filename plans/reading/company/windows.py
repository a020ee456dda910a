"""When people are appraised and when ratings are calibrated: one day, or from one to another."""

from __future__ import annotations

from collections.abc import Iterator

from plans.company.calendar import Window
from plans.company.cut import Cut
from plans.reading.company.cells import Span, day_in, span_in, tables_in, title_in
from plans.reading.form import Form

_COLUMNS = ("name", "on", "from", "to", "for")
_EXAMPLE = "{name: Ratings of the year, from: 2027-01-11, to: 2027-01-15, for: 2026}"


def windows_in(form: Form, kind: str, cut: Cut) -> Iterator[Window]:
    """The windows of one section, `appraisal` or `calibration`."""
    for row in tables_in(form, kind, _COLUMNS, _EXAMPLE):
        name = title_in(row, "name", needed="Say what it is: `name: Ratings of the year`.")
        span = _span(row)
        about = row.text("for")
        period = cut.named(about) if about else None
        if about and period is None:
            remedy = "Name one of its periods, or leave `for` out."
            row.fault("for", "unknown-period", f"The calendar has no period `{about[:60]}`.", remedy)
        if name and span:
            yield Window(kind, name, *span, period.name if period else "")


def _span(row: Form) -> Span | None:
    on = row.table.get("on") is not None
    between = row.table.get("from") is not None or row.table.get("to") is not None
    if on and between:
        row.fault("on", "dates", "`on` is one day; `from` and `to` are several.", "Keep one of the two.")
        return None
    if not on:
        return span_in(row, f"Write `{_EXAMPLE}`, or `on:` for a single day.")
    day = day_in(row, "on")
    return Span(day, day) if day else None
