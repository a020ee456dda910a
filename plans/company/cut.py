"""How a company cuts time into periods: by the Gregorian year, by a fiscal year of its own, or by rows that it published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from plans.calendar import GRAINS as MONTHS
from plans.calendar import Period, parse_period, period_of

GRAINS = ("week", "month", "quarter", "half-year", "year")  # the shortest first
_YEAR = 12  # months
_FISCAL = re.compile(r"FY(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])))?\Z", re.IGNORECASE)
_TWO_YEARS = re.compile(r"(?P<year>\d{4})/\d{2}\Z")
_FIRST_YEAR, _LAST_YEAR = 1970, 9990


class NoPeriodError(LookupError):
    """The calendar's rows do not go that far."""


class Cut(Protocol):
    """A way to cut time. Every day lies in at most one period of a grain, and periods of a grain follow each other without a gap."""

    @property
    def grains(self) -> tuple[str, ...]:
        """The lengths that its periods have, the shortest first."""

    def holding(self, day: date, grain: str) -> Period | None:
        """The period of this grain in which the day lies; None where there is none."""

    def named(self, text: str) -> Period | None:
        """The period that a name stands for, however it is cased; None when it is no such name."""

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        """The periods of this grain that touch a span, both days included, in order."""


@dataclass(frozen=True, slots=True, order=True)
class CompanyPeriod(Period):
    """A period that a company named itself. It is used as any other; what lies before and after it, the company's cut says.

    `part_of` is the name of the longer period that it belongs to, where its row says so.
    """

    cut: Cut = field(compare=False, repr=False)
    part_of: str = ""

    def before(self) -> Period:
        """Raises NoPeriodError before the first row."""
        return self._beside(self.start - timedelta(days=1))

    def after(self) -> Period:
        """Raises NoPeriodError after the last row."""
        return self._beside(self.end + timedelta(days=1))

    def _beside(self, day: date) -> Period:
        found = self.cut.holding(day, self.grain)
        if found is None:
            raise NoPeriodError(f"the calendar has no {self.grain} that holds {day}")
        return found


@dataclass(frozen=True, slots=True)
class Gregorian:
    """Months, quarters, half-years and years as everybody knows them: `2026-Q4`."""

    grains = tuple(MONTHS)

    def holding(self, day: date, grain: str) -> Period | None:
        return period_of(day, grain) if grain in MONTHS else None

    def named(self, text: str) -> Period | None:
        return parse_period(text)

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        return _one_after_another(self.holding(start, grain), end)


@dataclass(frozen=True, slots=True)
class YearFrom:
    """Months, quarters and half-years by their Gregorian names, in years that start on the first of another month: `2026/27`.

    It has no half-years, or no quarters, where the year's own would not be Gregorian ones.
    """

    month: int  # 2 to 12: the one in which the year starts

    @property
    def grains(self) -> tuple[str, ...]:
        return tuple(grain for grain in MONTHS if grain == "year" or (self.month - 1) % MONTHS[grain] == 0)

    def holding(self, day: date, grain: str) -> Period | None:
        if grain not in self.grains:
            return None
        return (
            self._year(day.year if day.month >= self.month else day.year - 1)
            if grain == "year"
            else period_of(day, grain)
        )

    def named(self, text: str) -> Period | None:
        if found := _TWO_YEARS.match(text.strip()):
            year = self._year(int(found["year"]))
            return year if year.name == text.strip() else None
        period = parse_period(text)
        return period if period and period.grain in self.grains and period.grain != "year" else None

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        return _one_after_another(self.holding(start, grain), end)

    def _year(self, year: int) -> Period:
        """The year that starts in this calendar year."""
        end = date(year + 1, self.month, 1) - timedelta(days=1)
        return CompanyPeriod(date(year, self.month, 1), end, f"{year}/{(year + 1) % 100:02d}", "year", self)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Years that start on the first of another month than January: `FY2027-Q1`. Months keep their Gregorian names.

    A fiscal year has the name of the calendar year in which it ends, or, with `by_start`, of the one in which it starts.
    """

    month: int  # 2 to 12: the one in which it starts
    by_start: bool = False

    grains = tuple(MONTHS)

    def holding(self, day: date, grain: str) -> Period | None:
        if grain not in MONTHS:
            return None
        if grain == "month":
            return period_of(day, grain)
        year, month = divmod(day.year * _YEAR + day.month - self.month, _YEAR)  # both counted from its own first month
        return self._period(year, month // MONTHS[grain], grain)

    def named(self, text: str) -> Period | None:
        found = _FISCAL.match(text.strip())
        if not found:
            month = parse_period(text)
            return month if month and month.grain == "month" else None
        year = int(found["year"]) - (0 if self.by_start else 1)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        if found["quarter"]:
            return self._period(year, int(found["quarter"]) - 1, "quarter")
        if found["half"]:
            return self._period(year, int(found["half"]) - 1, "half-year")
        return self._period(year, 0, "year")

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        return _one_after_another(self.holding(start, grain), end)

    def _period(self, year: int, number: int, grain: str) -> Period:
        """The period of this number (from 0) in the fiscal year that starts in the calendar year."""
        months = MONTHS[grain]
        named = f"FY{year if self.by_start else year + 1}"
        part = {"quarter": f"-Q{number + 1}", "half-year": f"-H{number + 1}", "year": ""}[grain]
        start, after = self._first(year, number * months), self._first(year, (number + 1) * months)
        return CompanyPeriod(start, after - timedelta(days=1), named + part, grain, self, named if part else "")

    def _first(self, year: int, months: int) -> date:
        """The first day so many months after the fiscal year has begun."""
        years, month = divmod(self.month - 1 + months, _YEAR)
        return date(year + years, month + 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One published period, both days included."""

    name: str
    grain: str
    start: date
    end: date
    part_of: str = ""


@dataclass(frozen=True)
class Rows:
    """Periods as a table: 4-4-5 months, thirteen periods, weeks. `by_grain` holds them in order, without gaps or overlaps."""

    by_grain: Mapping[str, tuple[Row, ...]]

    @property
    def grains(self) -> tuple[str, ...]:
        return tuple(grain for grain in GRAINS if grain in self.by_grain)

    def holding(self, day: date, grain: str) -> Period | None:
        found = self.by_grain.get(grain, ())
        if not found or not found[0].start <= day <= found[-1].end:
            return None
        place = bisect_right(found, day, key=lambda row: row.start) - 1
        return self._period(found[place])

    def named(self, text: str) -> Period | None:
        found = self._by_name.get(text.strip().casefold())
        return self._period(found) if found else None

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        rows = self.by_grain.get(grain, ())
        return (self._period(row) for row in rows if row.start <= end and row.end >= start)

    @cached_property
    def _by_name(self) -> Mapping[str, Row]:
        return {row.name.casefold(): row for rows in self.by_grain.values() for row in rows}

    def _period(self, row: Row) -> Period:
        return CompanyPeriod(row.start, row.end, row.name, row.grain, self, row.part_of)


def _one_after_another(period: Period | None, end: date) -> Iterator[Period]:
    """A period and those after it that have begun by the day."""
    while period is not None and period.start <= end:
        yield period
        period = period.after()
