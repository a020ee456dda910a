"""The working-day clock: how long something may wait for a person, counted in the working days of where that person works.

A working day is used up when its closing hour passes while the clock runs. So the day on which something begins to wait does not count,
the last day that counts is named as the deadline, and a day at whose closing hour somebody else has it does not count either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plans.company.calendar import Entity

CLOSES = time(17)  # the closing hour, where nothing else is said
_MICROS = 1_000_000


class Pause(NamedTuple):
    """A span in which it waits for somebody else, in UTC microseconds: from `start` until before `end`; None: it still does."""

    start: int
    end: int | None = None

    def holds(self, instant: int) -> bool:
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows at an instant, in working days: `used` and `left` of what it may take, `over` beyond that.

    `last_day` is the last day that counts, and `due` (UTC microseconds) its closing hour; None while it waits for somebody else with no end.
    """

    used: int
    left: int
    over: int
    last_day: date | None
    due: int | None
    stopped: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that has waited since `began` (UTC microseconds) and may take `allowance` working days, at least one."""

    entity: Entity
    began: int
    allowance: int
    pauses: tuple[Pause, ...] = ()
    closes: time = CLOSES

    def reading(self, now: int) -> Reading:
        """What it shows at an instant, in UTC microseconds."""
        passed = sum(1 for _, closing in self._counted(until=now))
        last_day, due = self._end()
        return Reading(
            used=min(passed, self.allowance),
            left=max(self.allowance - passed, 0),
            over=max(passed - self.allowance, 0),
            last_day=last_day,
            due=due,
            stopped=any(pause.holds(now) for pause in self.pauses),
            late=due is not None and now > due,
        )

    def _end(self) -> tuple[date, int] | tuple[None, None]:
        """The last day that counts with its closing, if the pauses let it come. Raises OverflowError past the year 9999."""
        open_since = min((pause.start for pause in self.pauses if pause.end is None), default=None)
        for number, (day, closing) in enumerate(self._counted(until=open_since), start=1):
            if number == self.allowance:
                return day, closing
        if open_since is None:
            raise OverflowError("there are not so many working days before the year 10000")
        return None, None

    def _counted(self, until: int | None) -> Iterator[tuple[date, int]]:
        """The working days that are used up, with their closings, up to an instant."""
        zone = ZoneInfo(self.entity.zone)
        began = datetime.fromtimestamp(self.began // _MICROS, UTC).astimezone(zone).date()
        for day in self.entity.days.following(began):
            closing = int(datetime.combine(day, self.closes, zone).timestamp()) * _MICROS
            if until is not None and closing > until:
                return
            if not any(pause.holds(closing) for pause in self.pauses):
                yield day, closing
