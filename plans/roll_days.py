"""The days of facts that a roll-up reads for one period: that period, periods before it, the first days of each item; and the days of a cohort.

Periods are those of the calendar that the period comes from: `last 4 quarters` of a fiscal year are its quarters. `last 90 days` are days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from plans.calendar import Period
from plans.company.cut import GRAINS, Cut
from plans.spans import window_of
from plans.unit import plural
from plans.windows import BACK
from plans.windows import LAST as LAST_ONES
from plans.windows import Window as PlanWindow

THIS, LAST, BEFORE, DATED = "this", "last", "before", "dated"
DAY, OWN = "day", "period"  # besides the lengths of a calendar: single days, and the length of the period itself
LENGTHS = (DAY, *GRAINS, OWN)
ITEM, SUBJECT = "item", "subject"
ABOUT = (ITEM, SUBJECT)  # what a cohort is made of; the first where nothing is said


class Span(NamedTuple):
    """Whole days, both ends included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are counted from a period: `this period`, `last 4 quarters`, `4 quarters before`; or `dated`, the same for every period."""

    way: str = THIS
    count: int = 0
    length: str = OWN
    dates: Span | None = None

    def span(self, period: Period, cut: Cut) -> Span | None:
        """Its days for a period of a calendar; None where the calendar does not go that far, or has no such periods.

        `last` holds so many whole periods, the last of which ends with the period or before it. `before` is the same period so many periods
        earlier: of a longer length, the one of the same number there.
        """
        if self.way == THIS:
            return Span(period.start, period.end)
        if self.way == DATED:
            return self.dates
        try:
            return self._last(period, cut) if self.way == LAST else self._before(period, cut)
        except OverflowError:
            return None

    def _last(self, period: Period, cut: Cut) -> Span | None:
        if self.length == DAY:
            return Span(period.end - timedelta(days=self.count - 1), period.end)
        found = window_of(PlanWindow(LAST_ONES, self.count, self._grain(period)), period, period.grain, cut, date.min)
        return Span(found[0].start, found[-1].end) if len(found) == self.count else None

    def _before(self, period: Period, cut: Cut) -> Span | None:
        if self.length == DAY:
            days = timedelta(days=self.count)
            return Span(period.start - days, period.end - days)
        grain = self._grain(period)
        if GRAINS.index(grain) < GRAINS.index(period.grain):
            return self._shifted(period, grain, cut)
        found = window_of(PlanWindow(BACK, self.count, grain), period, period.grain, cut, date.min)
        return Span(found[0].start, found[0].end) if found else None

    def _shifted(self, period: Period, grain: str, cut: Cut) -> Span | None:
        """The days of a period that is made of shorter ones, so many of these earlier; None where it is not made of whole ones."""
        first, last = cut.holding(period.start, grain), cut.holding(period.end, grain)
        if first is None or last is None or (first.start, last.end) != (period.start, period.end):
            return None
        ends = [window_of(PlanWindow(BACK, self.count, grain), end, grain, cut, date.min) for end in (first, last)]
        return Span(ends[0][0].start, ends[1][0].end) if all(ends) else None

    def _grain(self, period: Period) -> str:
        return period.grain if self.length == OWN else self.length

    def __str__(self) -> str:
        """As a registry writes it."""
        if self.dates:
            return f"from {self.dates.start} to {self.dates.end}"
        many = f"{self.count} {self.length if self.count == 1 else plural(self.length)}"
        return {THIS: "this period", LAST: f"last {many}", BEFORE: f"{many} before"}[self.way]


THIS_PERIOD = Window()


@dataclass(frozen=True, slots=True)
class First:
    """The first days from a fact about the same thing on: `{first: 90 days, from: signed}`, the day itself and the 89 after it.

    A thing counts in the period in which the last of its days lies. `where` limits the facts that it starts with.
    """

    days: int
    fact: str
    things: str = ITEM
    where: str = ""

    def starts(self, period: Period) -> Span:
        """The days on which something starts whose last day lies in the period."""
        rest = timedelta(days=self.days - 1)
        return Span(period.start - rest, period.end - rest)

    def span(self, period: Period, cut: Cut) -> Span:  # noqa: ARG002 - days are days in every calendar
        """All days that count for somebody."""
        return Span(self.starts(period).start, period.end)

    def __str__(self) -> str:
        return f"first {self.days} {DAY if self.days == 1 else plural(DAY)} from {self.fact}"


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those about whom a fact was recorded in some days: the items, or the subjects, that signed in the quarter a year before."""

    fact: str
    during: Window
    things: str = ITEM
    where: str = ""
