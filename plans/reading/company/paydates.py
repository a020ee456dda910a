"""Pay dates: `pay-dates` by the name of a period, `pay-days` as a rule by the length of one. For everybody, or within an entity."""

from __future__ import annotations

from collections.abc import Iterator

from plans.company.cut import Cut, Rows
from plans.company.paydays import EVERY_PLAN, MONTHS_AFTER, PayDate, PayDates, PayDay
from plans.document import Table
from plans.reading.company.cells import day_in, tables_in
from plans.reading.form import Form, check_keys, near

KEYS = ("pay-dates", "pay-days")
_DATE = "{period: 2026-Q4, on: 2027-01-29}"
_RULE = "{working-day: last, of: month-after}"
_MOST = 20  # working days that every month has, at the least, are fewer than this


def pay_in(form: Form, cut: Cut) -> PayDates:
    """What a table says of pay dates."""
    return PayDates(tuple(_dates(form, cut)), dict(_rules(form, cut)))


def _dates(form: Form, cut: Cut) -> Iterator[PayDate]:
    seen: set[tuple[str, str]] = set()
    for row in tables_in(form, "pay-dates", ("period", "on", "plans"), _DATE):
        name = row.text("period", needed=f"Name the period: `{_DATE}`.")
        on = day_in(row, "on", needed=f"Say when it is paid: `{_DATE}`.")
        period = cut.named(name) if name else None
        if name and period is None:
            row.fault("period", "unknown-period", f"The calendar has no period `{name[:60]}`.", _nearest(name, cut))
        if period is None or on is None:
            continue
        if on < period.start:
            message = f"`{period.name}` would be paid on {on}, before it begins on {period.start}."
            row.fault("on", "dates", message, "Check the year.")
        plans = row.texts("plans")
        for plan in plans or (EVERY_PLAN,):
            if (period.name, plan) in seen:
                whose = f" for `{plan}`" if plan else ""
                row.fault("period", "twice", f"`{period.name}` has two pay dates{whose}.", "Keep one of the two.")
            seen.add((period.name, plan))
        yield PayDate(period.name, on, plans)


def _nearest(name: str, cut: Cut) -> str:
    if isinstance(cut, Rows):
        return near(name, (row.name for rows in cut.by_grain.values() for row in rows)) or "Add a row for it."
    return "Write it like `2026-Q4`, or like `FY2027-Q1` where `fiscal-year` says so."


def _rules(form: Form, cut: Cut) -> Iterator[tuple[str, PayDay]]:
    for entry in form.entries("pay-days"):
        path = f"{form.path}.pay-days.{entry.key}".lstrip(".")
        if entry.key not in cut.grains:
            remedy = near(entry.key, cut.grains) or f"The calendar has: {', '.join(cut.grains)}."
            form.problems.add(entry.place, path, "grain", f"`{entry.key}` is no period of this calendar.", remedy)
        if not isinstance(entry.value, Table):
            form.problems.add(entry.place, path, "table", "A rule is a small table.", f"Write `{entry.key}: {_RULE}`.")
            continue
        check_keys(entry.value, ("working-day", "of"), path, form.problems)
        rule = Form(entry.value, path, form.problems)
        number, after = _number(rule), _after(rule)
        if number is not None and after is not None:
            yield entry.key, PayDay(number, after)


def _number(rule: Form) -> int | None:
    """0 for the last working day."""
    text = rule.text("working-day", needed=f"Say on which one: `{_RULE}`.")
    if text == "last":
        return 0
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= _MOST:
        return int(text)
    if text:
        rule.fault(
            "working-day", "number", f"`{text[:40]}` is no working day of a month.", f"Write `last`, or 1 to {_MOST}."
        )
    return None


def _after(rule: Form) -> int | None:
    text = rule.text("of", needed=f"Say of which month: `{_RULE}`.")
    if text and text not in MONTHS_AFTER:
        remedy = near(text, MONTHS_AFTER) or f"Write one of: {', '.join(MONTHS_AFTER)}."
        rule.fault("of", "word", f"`{text[:40]}` is no month here.", remedy)
    return MONTHS_AFTER.get(text)
