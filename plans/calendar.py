"""Periods of the calendar: months, quarters, half-years and years, by the name people give them (`2026-Q4`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

GRAINS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
CELLS = ("week", *GRAINS)  # spans of the calendar in which days can lie together; a week begins on Monday
_NAMES = {
    "month": "{year}-{number:02}",
    "quarter": "{year}-Q{number}",
    "half-year": "{year}-H{number}",
    "year": "{year}",
}
_NAME = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?\Z", re.IGNORECASE
)
_FIRST_YEAR, _LAST_YEAR = 1970, 9998


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole days, both ends included. Orders by its first day."""

    start: date
    end: date
    name: str
    grain: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def before(self) -> Period:
        """The period of the same grain that ends the day before this one starts."""
        return period_of(self.start - timedelta(days=1), self.grain)

    def after(self) -> Period:
        return period_of(self.end + timedelta(days=1), self.grain)

    def __str__(self) -> str:
        return self.name


def period_of(day: date, grain: str) -> Period:
    """The period of this grain in which the day lies."""
    months = GRAINS[grain]
    number = (day.month - 1) // months
    start = date(day.year, number * months + 1, 1)
    after = date(start.year + 1, 1, 1) if start.month + months > 12 else date(start.year, start.month + months, 1)  # noqa: PLR2004 - months of a year
    name = _NAMES[grain].format(year=start.year, number=number + 1)
    return Period(start, after - timedelta(days=1), name, grain)


def cell_of(day: date, grain: str) -> int:
    """A number for the week, month, quarter, half-year or year in which the day lies: the same for all days of the same one."""
    if grain == "week":
        return (day.toordinal() - 1) // 7
    return (day.year * 12 + day.month - 1) // GRAINS[grain]


def parse_period(text: str) -> Period | None:
    """The period that a name stands for: `2026-Q4`, `2026-H1`, `2026-10`, `2026`; None when it is no such name."""
    match = _NAME.match(text.strip())
    if not match or not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
        return None
    year = int(match["year"])
    if match["quarter"]:
        return period_of(date(year, 3 * int(match["quarter"]), 1), "quarter")
    if match["half"]:
        return period_of(date(year, 6 * int(match["half"]), 1), "half-year")
    if match["month"]:
        return period_of(date(year, int(match["month"]), 1), "month")
    return period_of(date(year, 1, 1), "year")
