"""What a new version of the company calendar may not do while plans count by it: change a period that has begun, or use its name again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from plans.calendar import Period
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions

_DAY = timedelta(days=1)
_BACK = timedelta(days=3660)  # statements of ten years are compared
_AHEAD = timedelta(days=800)  # names that come back do so within two years


class Clash(NamedTuple):
    """What is wrong, and what to write instead."""

    message: str
    remedy: str


def clashes(known: CalendarVersions, new: CompanyCalendar, today: date) -> Iterator[Clash]:
    """Where a new version contradicts periods that have begun by its first day, or by today where that is later. One of each length."""
    together = CalendarVersions((*known.versions, new))
    until = max(new.effective_from, today + _DAY)
    begun = {grain: _begun(known, until, grain) for grain in known.grains}
    for grain, periods in begun.items():
        changed = (period for period in periods if together.holding(period.start, grain) != period)
        yield from (_changed(period, together) for period in [*changed][:1])
    names = {period.name.casefold(): period for periods in begun.values() for period in periods}
    for grain in together.grains:
        for period in together.touching(until, until + _AHEAD, grain):
            other = names.get(period.name.casefold(), period)
            if other != period and together.holding(other.start, other.grain) == other:
                message = f"`{period.name}` would be {_days(period)}, and is {_days(other)} already."
                yield Clash(message, "Give the new period another name.")


def _begun(known: CalendarVersions, until: date, grain: str) -> list[Period]:
    return [one for one in known.touching(until - _BACK, until - _DAY, grain) if one.start < until]


def _changed(period: Period, together: CalendarVersions) -> Clash:
    now = together.holding(period.start, period.grain)
    becomes = f"would become `{now.name}`, {_days(now)}" if now else "would be gone"
    message = f"`{period.name}`, {_days(period)}, has begun, and {becomes}."
    return Clash(message, "Keep it as it is: what people are paid rests on it. What begins later may change.")


def _days(period: Period) -> str:
    return f"{period.start} to {period.end}"
