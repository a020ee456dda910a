"""What a plan can read of a period itself: its days, its place in the year, and its part of a longer period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.calendar import Period
from plans.company.cut import Cut
from plans.tree import Value
from plans.unit import RATIO, Kind, Sort, Unit

DAYS, WEEKS = "days", "weeks"
_UNITS = {DAYS: Unit(("day",)), WEEKS: Unit(("week",))}
_LONGER = re.compile(r"(?P<by>days|weeks)-(?P<which>before|in)\.(?P<into>\d{1,3})\Z")


class Property(NamedTuple):
    """A value that a period has by itself."""

    value: Value
    kind: Kind
    title: str


def longer(by: str, which: str, into: int) -> str:
    """The name of the days (weeks) of a longer period of so many of the plan's own: of all of it (`in`), or of what lies before this one."""
    return f"period.{by}-{which}.{into}"


def kind_of_longer(name: str) -> Kind | None:
    """The unit of such a name; None for another name."""
    found = _LONGER.match(name.removeprefix("period."))
    return _UNITS[found["by"]] if found else None


def property_of(name: str, period: Period, cut: Cut) -> Property | None:
    """`start`, `end`, `days`, `weeks`, `number`, or one of a longer period; None for another name. The number is counted from 1 in its year."""
    if found := _LONGER.match(name):
        return _of_longer(found["by"], found["which"], int(found["into"]), period, cut)
    known = {
        "start": Property(period.start, Sort.DATE, "first day of the period"),
        "end": Property(period.end, Sort.DATE, "last day of the period"),
        DAYS: Property(_count(DAYS, (period,)), _UNITS[DAYS], "days of the period"),
        WEEKS: Property(_count(WEEKS, (period,)), _UNITS[WEEKS], "weeks of the period"),
    }
    if name == "number":
        return Property(Decimal(len(_up_to(period, cut))), RATIO, "number of the period in its year")
    return known.get(name)


def _of_longer(by: str, which: str, into: int, period: Period, cut: Cut) -> Property:
    place = len(_up_to(period, cut)) - 1
    first = place // into * into
    if which == "in":
        return Property(
            _count(by, _in_year(period, cut)[first : first + into]), _UNITS[by], f"{by} of all {into} periods"
        )
    before = _in_year(period, cut)[first:place]
    return Property(_count(by, before), _UNITS[by], f"{by} of the periods before this one")


def _count(by: str, periods: Sequence[Period]) -> Decimal:
    return Decimal(sum(period.days if by == DAYS else period.days // 7 for period in periods))


def _in_year(period: Period, cut: Cut) -> tuple[Period, ...]:
    """The periods of this length in the year of this one, in their order; all that there are where the calendar has no years."""
    year = cut.holding(period.end, "year")
    start, end = (year.start, year.end) if year else (date.min, date.max)
    return tuple(cut.touching(start, end, period.grain))


def _up_to(period: Period, cut: Cut) -> tuple[Period, ...]:
    return tuple(one for one in _in_year(period, cut) if one.start <= period.start)
