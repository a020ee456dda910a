"""Metrics, counted from plain rows one day after the other: months are numbered through, periods are sets of days, values are fractions.

A roll-up comes as the registry writes it, in dictionaries. None: there is no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Row(NamedTuple):
    id: str
    metric: str
    subject: str
    item: str
    day: date
    value: Fraction | bool


class UnknownError(Exception):
    """Nobody can say."""


def value(roll_up: dict[str, Any], rows: list[Row], first_month: int, months: int) -> Fraction | None:
    """The value for the period that starts with a month (counted from year 0) and has so many of them."""
    try:
        return _value(roll_up, rows, first_month, months)
    except UnknownError:
        return None


def _value(roll_up: dict[str, Any], rows: list[Row], first: int, months: int) -> Fraction:
    (op, what), *_ = roll_up.items()
    if op == "ratio":
        above, below = (_value(what[side], rows, first, months) for side in ("of", "to"))
        return above / _not_zero(below)
    if op == "change":
        after = _value(what["of"], rows, first, months)
        against = what["against"]
        before = Fraction(against) if isinstance(against, str) else _value(against, rows, first, months)
        change = after - before
        return change if what["as"] == "difference" else change / abs(_not_zero(before))
    return _rolled(op, roll_up, _counted(roll_up, rows, first, months))


def _not_zero(number: Fraction) -> Fraction:
    if number == 0:
        raise UnknownError
    return number


def _counted(roll_up: dict[str, Any], rows: list[Row], first: int, months: int) -> list[Row]:
    """The rows that count, in the order of their days."""
    (_, metric), *_ = roll_up.items()
    named = [row for row in rows if row.metric == metric and _fits(row, roll_up.get("where"))]
    over = roll_up.get("over", "this period")
    if isinstance(over, dict):
        counted = _first_days(over, named, rows, first, months)
    else:
        days = _days(over, first, months)
        counted = [row for row in named if row.day in days]
    if cohort := roll_up.get("cohort"):
        days = _days(cohort.get("during") or (cohort["from"], cohort["to"]), first, months)
        known = {
            _thing(row, cohort)
            for row in rows
            if row.metric == cohort["by"] and row.day in days and _fits(row, cohort.get("where"))
        }
        counted = [row for row in counted if _thing(row, cohort) in known]
    return sorted(counted, key=lambda row: (row.day, row.id))


def _first_days(over: dict[str, Any], named: list[Row], rows: list[Row], first: int, months: int) -> list[Row]:
    days = int(over["first"].split()[0])
    period = _days("this period", first, months)
    windows: list[tuple[str, set[date]]] = []
    for start in rows:
        if start.metric == over["from"] and _fits(start, over.get("where")):
            lasts = {start.day + _DAY * number for number in range(days)}
            if max(lasts) in period:
                windows.append((_thing(start, over), lasts))
    start_of_all = min(period) - _DAY * (days - 1)
    near = [row for row in named if start_of_all <= row.day <= max(period)]
    return [row for row in near for thing in [_thing(row, over)] if any(thing == name and row.day in lasts for name, lasts in windows)]  # fmt: skip


def _fits(row: Row, where: str | None) -> bool:
    return where is None or row.value is (where == "yes")


def _thing(row: Row, limit: dict[str, Any]) -> str:
    """What a row is about. A row that does not say it makes the whole unknown."""
    thing = row.subject if limit.get("of") == "subject" else row.item
    if not thing:
        raise UnknownError
    return thing


def _days(window: str | tuple[str, str], first: int, months: int) -> set[date]:
    if isinstance(window, tuple):
        return set(_walk(date.fromisoformat(window[0]), date.fromisoformat(window[1])))
    words = window.split()
    if words == ["this", "period"]:
        return _months(first, months)
    count, length = (int(words[1]), words[2]) if words[0] == "last" else (int(words[0]), words[1])
    length = length.removesuffix("s")
    own = _months(first, months)
    if length == "day":
        back = {day - _DAY * count for day in own}
        return back if words[0] != "last" else set(_walk(max(own) - _DAY * (count - 1), max(own)))
    size = months if length == "period" else _MONTHS[length]
    if words[0] != "last":
        return _months(first - count * size, months)
    after = first + months if length == "period" else (first + months) // size * size
    return _months(after - count * size, count * size)


def _months(first: int, count: int) -> set[date]:
    start, after = (date(month // 12, month % 12 + 1, 1) for month in (first, first + count))
    return set(_walk(start, after - _DAY))


def _walk(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += _DAY


def _rolled(op: str, roll_up: dict[str, Any], rows: list[Row]) -> Fraction:
    if op == "count":
        return Fraction(len(rows))
    if op == "distinct":
        limit = {"of": roll_up.get("of", "value")}
        names = {str(row.value) if limit["of"] == "value" else _thing(row, limit) for row in rows}
        return Fraction(len(names))
    values = [Fraction(row.value) for row in rows]
    if op == "sum":
        return sum(values, Fraction(0))
    if not values:
        raise UnknownError
    ordered = sorted(values)
    found = {
        "average": sum(values, Fraction(0)) / len(values),
        "median": (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2,
        "last": values[-1],
        "given": values[-1],
        "min": ordered[0],
        "max": ordered[-1],
    }
    return found[op]
