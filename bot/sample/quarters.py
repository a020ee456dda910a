"""The six quarters of the sample, and on which days its feeds were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from plans.calendar import Period, parse_period

NAMES = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # business time of the demonstration
LATE_SINCE = date(2026, 11, 9)  # the product usage feed of the Americas


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter with the day of its last reading and the instant at which that became known."""

    period: Period
    read_on: date
    known: datetime

    @property
    def name(self) -> str:
        return self.period.name

    @property
    def short(self) -> str:
        """For ids: `26Q4`."""
        return self.name[2:].replace("-", "")


def quarters() -> list[Quarter]:
    """Past quarters are read on their last day and known three days later; the current one was read yesterday, known this morning."""
    found = []
    for name in NAMES:
        period = parse_period(name)
        if period is None:
            raise ValueError(name)
        if period.end < NOW.date():
            known = datetime(period.end.year, period.end.month, period.end.day, 5, 40, tzinfo=UTC) + timedelta(days=3)
            found.append(Quarter(period, period.end, known))
        else:
            found.append(Quarter(period, NOW.date() - timedelta(days=1), NOW - timedelta(minutes=20)))
    return found


def micros(moment: datetime) -> int:
    """An instant in UTC microseconds since 1970."""
    return int(moment.timestamp()) * 1_000_000
