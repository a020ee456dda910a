"""When a period is paid: on a date that the calendar names, or by a rule such as the last working day of the month after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from plans.calendar import Period, period_of
from plans.company.days import WorkingDays

EVERY_PLAN = ""
MONTHS_AFTER = {"same-month": 0, "month-after": 1, "two-months-after": 2, "three-months-after": 3}
LONGEST_WAIT = timedelta(days=130)  # from the end of a period to its pay date, where a rule names that


class PayDate(NamedTuple):
    """The day on which a period is paid. `plans` are those whose pay it is; empty: everybody's."""

    period: str
    on: date
    plans: tuple[str, ...] = ()


class PayDay(NamedTuple):
    """A rule: the Nth working day (0: the last one) of the month so many months after the one in which the period ends."""

    number: int
    months_after: int

    def of(self, period: Period, days: WorkingDays) -> date | None:
        """The day on which the period is paid; None where the month has not so many working days."""
        month = period_of(period.end, "month")
        for _ in range(self.months_after):
            month = month.after()
        worked = [day for day in _days(month) if days.is_working(day)]
        if len(worked) < max(self.number, 1):
            return None
        return worked[self.number - 1]  # the one before the first is the last


@dataclass(frozen=True)
class PayDates:
    """What one part of the calendar says of pay dates: dates by period, and rules by the length of a period."""

    dates: tuple[PayDate, ...] = ()
    rules: Mapping[str, PayDay] = field(default_factory=dict)  # by grain

    def of(self, period: Period, plan: str, days: WorkingDays) -> date | None:
        """When a plan's pay of the period is due; None where nothing is said of it."""
        named = self._by_period.get((period.name, plan)) or self._by_period.get((period.name, EVERY_PLAN))
        rule = self.rules.get(period.grain)
        return named or (rule.of(period, days) if rule else None)

    @cached_property
    def _by_period(self) -> Mapping[tuple[str, str], date]:
        return {(each.period, plan): each.on for each in self.dates for plan in each.plans or (EVERY_PLAN,)}


def _days(period: Period) -> Iterator[date]:
    return (period.start + timedelta(days=number) for number in range(period.days))
