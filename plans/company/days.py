"""The days that are worked in one place: days of the week, holidays by date or each year, and days that are worked all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

_DAY = timedelta(days=1)
MonthDay = tuple[int, int]


class Special(NamedTuple):
    """A day that is not like its day of the week: a holiday, or one that is worked all the same."""

    name: str
    works: bool = False


class Holiday(NamedTuple):
    """A day off with its name."""

    on: date
    name: str


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked. What is said of a date counts before what is said of each year, and both before the day of the week.

    Half days are not known: a day is worked or not.
    """

    week: frozenset[int]  # Monday is 0
    dated: Mapping[date, Special] = field(default_factory=dict)
    yearly: Mapping[MonthDay, Special] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        special = self._special(day)
        return special.works if special else day.weekday() in self.week

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; zero where `end` is not later."""
        return sum(self.is_working(start + _DAY * number) for number in range(1, (end - start).days + 1))

    def following(self, day: date) -> Iterator[date]:
        """The working days after this one, in order, until time as Python knows it ends."""
        while day < date.max:
            day += _DAY
            if self.is_working(day):
                yield day

    def after(self, start: date, count: int) -> date:
        """The working day that is so many working days after `start` (1: the next one). Raises OverflowError past the year 9999."""
        following = self.following(start)
        try:
            for _ in range(count - 1):
                next(following)
            return next(following)
        except StopIteration:
            raise OverflowError("there are not so many working days before the year 10000") from None

    def holidays(self, start: date, end: date) -> Iterator[Holiday]:
        """The holidays of a span, both days included; those on a day that is free anyway as well."""
        for number in range((end - start).days + 1):
            day = start + _DAY * number
            special = self._special(day)
            if special and not special.works:
                yield Holiday(day, special.name)

    @cached_property
    def through(self) -> date | None:
        """The last day of the last year of which a dated holiday is listed: what comes after is not known yet. None: nothing is listed by date."""
        years = [day.year for day, special in self.dated.items() if not special.works]
        return date(max(years), 12, 31) if years else None

    def with_more(self, more: WorkingDays) -> WorkingDays:
        """The same days, with others that say otherwise or something new; the days of the week are those of `more`."""
        kept = {day: special for day, special in self.dated.items() if (day.month, day.day) not in more.yearly}
        return WorkingDays(more.week, {**kept, **more.dated}, {**self.yearly, **more.yearly})

    def _special(self, day: date) -> Special | None:
        return self.dated.get(day) or self.yearly.get((day.month, day.day))
