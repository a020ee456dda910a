"""Times as people write them: `9:00`; and for one post only `27 Nov 15:00`."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from commands.asked import MONTHS

_YEARS = range(1970, 9000)  # others are a slip of the hand, and no clock could be set to them
_TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)"
_WALL = re.compile(_TIME, re.ASCII)
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})[\st,]+{_TIME}", re.ASCII)
_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})\.?\s+(?P<name>[a-z]{{3,}})\.?(?:\s+(?P<year>\d{{4}}))?[\s,]+{_TIME}", re.ASCII
)


def read_wall(text: str) -> str | None:
    """A time of day as it is stored, `09:00`; None for anything else."""
    found = _WALL.fullmatch(text.strip())
    return f"{_time(found):%H:%M}" if found else None


def read_moment(text: str, today: date) -> datetime | None:
    """A day and a time of some clock; None for anything else. Without a year it is the first such day from today on."""
    words = text.strip().lower()
    found = _ISO.fullmatch(words) or _NAMED.fullmatch(words)
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"])
    day = _day(parts["year"], month, int(parts["day"]), today)
    return datetime.combine(day, _time(found)) if day else None


def _time(found: re.Match[str]) -> time:
    return time(int(found["hour"]), int(found["minute"]))


def _month(name: str) -> int:
    """The number of a month by its first letters; 0: there is none."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    years = [int(year)] if year else [today.year, today.year + 1]
    days = [found for each in years if (found := _real(each, month, day)) is not None]
    return next((each for each in days if year or each >= today), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
