"""How the calendar cuts time: `fiscal-year`, or published rows under `periods`. A hole, an overlap or a part outside its whole has a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from plans.company.cut import GRAINS, Cut, FiscalYear, Gregorian, Row, Rows
from plans.names import is_label
from plans.reading.company.cells import month_day_in, span_in, tables_in
from plans.reading.form import Form, check_keys, near

_EXAMPLE = "{name: 2026-P1, as: month, from: 2025-12-29, to: 2026-01-25, part-of: 2026-Q1}"
_NAMED_AFTER = ("end", "start")
_DAY = timedelta(days=1)


class _Read(NamedTuple):
    """A row with the form that it was read from."""

    row: Row
    form: Form


def cut_in(form: Form) -> Cut:
    """The way that the document cuts time; the Gregorian one where it says nothing."""
    if form.table.get("fiscal-year") is not None and form.table.get("periods") is not None:
        message = "`fiscal-year` and `periods` both say how time is cut."
        form.fault("periods", "two-cuts", message, "Keep `periods` for a table of your own, or `fiscal-year` alone.")
    if form.table.get("periods") is not None:
        return rows_in(form, "periods", whole=True)
    return _fiscal_year(form)


def _fiscal_year(form: Form) -> Cut:
    table = form.table_at("fiscal-year")
    if table is None:
        return Gregorian()
    year = Form(table, "fiscal-year", form.problems)
    check_keys(table, ("starts", "named-after"), "fiscal-year", form.problems)
    if not year.text("starts", needed="Write its first day: `starts: 02-01`."):
        return Gregorian()
    starts = month_day_in(year, "starts")
    named = year.text("named-after") or "end"
    if named not in _NAMED_AFTER:
        remedy = near(named, _NAMED_AFTER) or "Write `end` or `start`: the calendar year that gives it its name."
        year.fault("named-after", "word", f"`named-after: {named}` is not known.", remedy)
    if starts is None:
        return Gregorian()
    month, day = starts
    if day != 1:
        message = "A fiscal year starts on the first of a month here."
        year.fault("starts", "fiscal-year", message, "For any other cut, publish its periods as rows under `periods`.")
    return Gregorian() if month == 1 else FiscalYear(month, by_start=named == "start")


def rows_in(form: Form, key: str, *, whole: bool) -> Rows:
    """Published periods; `whole`: each that others are a part of has a row of its own, which they fill."""
    read = [found for each in tables_in(form, key, _COLUMNS, _EXAMPLE) if (found := _row(each))]
    by_name: dict[str, _Read] = {}
    for each in read:
        other = by_name.setdefault(each.row.name.casefold(), each)
        if other is not each:
            message = f"`{each.row.name}` stands twice (lines {_line(other)} and {_line(each)})."
            each.form.fault("name", "duplicate-name", message, "Every period has a name of its own.")
    by_grain: dict[str, list[_Read]] = defaultdict(list)
    for each in sorted(read, key=lambda found: found.row.start):
        by_grain[each.row.grain].append(each)
    for grain in by_grain.values():
        _follow_each_other(grain)
    if whole:
        _fill_their_wholes(read, {each.row.name: each for each in by_name.values()})
    return Rows({grain: tuple(each.row for each in found) for grain, found in by_grain.items()})


_COLUMNS = ("name", "as", "from", "to", "part-of")


def _row(form: Form) -> _Read | None:
    name = form.text("name", needed="Name the period: `name: 2026-P1`.")
    if name and not is_label(name):
        form.fault("name", "name", f"`{name[:60]}` is no name of a period.", "Use letters, digits and dashes.")
    grain = form.text("as", needed=f"Say how long it is: one of {', '.join(GRAINS)}.")
    if grain and grain not in GRAINS:
        remedy = near(grain, GRAINS) or f"Write one of: {', '.join(GRAINS)}."
        form.fault("as", "grain", f"`as: {grain}` is no length of a period.", remedy)
    span = span_in(form, f"Write `{_EXAMPLE}`.")
    if not name or grain not in GRAINS or span is None:
        return None
    return _Read(Row(name, grain, *span, form.text("part-of")), form)


def _follow_each_other(rows: Sequence[_Read]) -> None:
    """Within one grain each period starts on the day after the one before."""
    for before, after in pairwise(rows):
        ends, starts = before.row.end, after.row.start
        both = f"`{before.row.name}` ends on {ends} and `{after.row.name}` starts on {starts}"
        if starts <= ends:
            message = f"{both}, so {_days((ends - starts).days + 1)} would lie in two periods."
            after.form.fault("from", "overlap", message, f"Start `{after.row.name}` on {ends + _DAY}.")
        elif starts > ends + _DAY:
            message = f"{both}, so {_days((starts - ends).days - 1)} would lie in none."
            after.form.fault("from", "gap", message, f"Start `{after.row.name}` on {ends + _DAY}.")


def _fill_their_wholes(rows: Iterable[_Read], by_name: Mapping[str, _Read]) -> None:
    """The parts of a period lie within it and, those of each length together, fill it."""
    parts: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row, form in rows:
        if not row.part_of:
            continue
        whole = by_name.get(row.part_of)
        if whole is None:
            remedy = near(row.part_of, by_name) or "Write a row for it."
            form.fault("part-of", "unknown-name", f"There is no period `{row.part_of}`.", remedy)
        elif GRAINS.index(whole.row.grain) <= GRAINS.index(row.grain):
            message = f"A {row.grain} is no part of a {whole.row.grain}."
            form.fault("part-of", "part-of", message, "Parts are shorter than their whole.")
        elif not (whole.row.start <= row.start and row.end <= whole.row.end):
            message = f"`{row.name}` ({row.start} to {row.end}) does not lie within `{row.part_of}` ({whole.row.start} to {whole.row.end})."
            form.fault("part-of", "outside", message, "Check the days of both, or name another whole.")
        else:
            parts[row.part_of, row.grain].append(row)
    for (name, grain), found in parts.items():
        whole = by_name[name]
        if min(row.start for row in found) > whole.row.start or max(row.end for row in found) < whole.row.end:
            message = f"The {grain} rows of `{name}` do not fill it: they go from {min(row.start for row in found)} to {max(row.end for row in found)}."
            whole.form.fault("name", "not-filled", message, f"It goes from {whole.row.start} to {whole.row.end}.")


def _line(read: _Read) -> int:
    return read.form.table.place.line


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
