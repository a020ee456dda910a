"""When a post is due: days by a rhythm, and the first real instant of a day's wall time in a zone.

A period is the day on which it falls due, and has a key of its own: `2026-W47`, `2026-11-20`. Clocks that jump make no period vanish and
none appear twice: a wall time that a jump leaves out is reached at the jump, one that comes twice counts the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

_MICROS = 1_000_000
_DAY = timedelta(days=1)


class Rhythm(Protocol):
    """Which days, and how each of them is called."""

    @property
    def at(self) -> time:
        """The wall time at which a day's period falls due."""
        ...

    def day_from(self, day: date) -> date:
        """The first day of the rhythm that is this day or later."""
        ...

    def key(self, day: date) -> str:
        """How the period of this day of the rhythm is called."""
        ...

    def changed(self, weekday: int, at: time | None) -> Rhythm:
        """The same with another day (1 for Monday to 7; 0: as it is) and another wall time (None: as it is)."""
        ...


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a wall time."""

    at: time

    def day_from(self, day: date) -> date:
        return day

    def key(self, day: date) -> str:
        return day.isoformat()

    def changed(self, weekday: int, at: time | None) -> Daily:  # noqa: ARG002 - every day has its turn
        return Daily(at or self.at)


@dataclass(frozen=True, slots=True)
class Weekly:
    """One day of each ISO week; `weekday` is 1 for Monday to 7 for Sunday."""

    weekday: int
    at: time

    def day_from(self, day: date) -> date:
        return day + (self.weekday - day.isoweekday()) % 7 * _DAY

    def key(self, day: date) -> str:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"

    def changed(self, weekday: int, at: time | None) -> Weekly:
        return Weekly(weekday or self.weekday, at or self.at)


def due_at(rhythm: Rhythm, day: date, zone: ZoneInfo) -> int:
    """The instant (UTC microseconds) at which the day's period falls due: the first at which its wall time is reached."""
    return first_instant(datetime.combine(day, rhythm.at), zone)


def first_instant(wall: datetime, zone: ZoneInfo) -> int:
    """The first instant (UTC microseconds) at which clocks of the zone show this wall time or a later one."""
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early.astimezone(zone).replace(tzinfo=None) == wall:
        return _micros(early)
    # No clock shows it: they jump somewhere between `late` and `early`, over this time.
    before, after = _seconds(late), _seconds(early)
    while after - before > 1:
        middle = (before + after) // 2
        shown = datetime.fromtimestamp(middle, zone).replace(tzinfo=None)
        before, after = (middle, after) if shown < wall else (before, middle)
    return after * _MICROS


def periods(rhythm: Rhythm, start: date, zone: ZoneInfo) -> Iterator[tuple[date, str, int]]:
    """The periods from a day on, without end: day, key, due instant."""
    day = rhythm.day_from(start)
    while True:
        yield day, rhythm.key(day), due_at(rhythm, day, zone)
        day = rhythm.day_from(day + _DAY)


def local_day(instant: int, zone: ZoneInfo) -> date:
    """The day that it is in the zone at an instant."""
    return datetime.fromtimestamp(instant // _MICROS, zone).date()


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())


def _micros(instant: datetime) -> int:
    return _seconds(instant) * _MICROS
