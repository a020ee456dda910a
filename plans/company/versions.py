"""All versions of the company calendar as one way to cut time: a period that has begun stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter

from plans.calendar import Period
from plans.company.calendar import CompanyCalendar
from plans.company.cut import GRAINS, CompanyPeriod, Rows

_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(9990, 12, 31)  # of cuts that have no end


@dataclass(frozen=True, eq=False)
class CalendarVersions:
    """The versions of one calendar, in the order in which they were published; at least one.

    A version brings the periods that begin on its first day or later. One that began before is that of the version before, to its end,
    and so is one that the new version does not have. Days before all versions are cut by the first. Of two versions with the same first
    day the one published last counts.
    """

    versions: tuple[CompanyCalendar, ...]

    @property
    def name(self) -> str:
        return self.versions[-1].name

    @cached_property
    def key(self) -> str:
        """What tells these versions from others."""
        return " ".join(version.hash for version in self.versions)

    @cached_property
    def grains(self) -> tuple[str, ...]:
        """The lengths that some version has, the shortest first."""
        had = {grain for version in self._in_turn for grain in version.cut.grains}
        return tuple(grain for grain in GRAINS if grain in had)

    def on(self, day: date) -> CompanyCalendar | None:
        """The version that holds on a day, its periods those of all versions; None before the first."""
        begun = [version for version in self._whole if version.effective_from <= day]
        return begun[-1] if begun else None

    def behind(self, period: Period) -> tuple[CompanyCalendar, ...]:
        """The versions on which a period rests, the oldest first: the one that brought it, and those that cut the time before."""
        for place, (version, until) in enumerate(self._reigns):
            if _begins(version.cut.holding(period.start, period.grain), until):
                return self._in_turn[: place + 1]
        return ()

    def holding(self, day: date, grain: str) -> Period | None:
        for version, until in self._reigns:
            found = version.cut.holding(day, grain)
            if found is not None and _begins(found, until):
                return self._own(found)
        return None

    def named(self, text: str) -> Period | None:
        for version, _ in self._reigns:
            found = version.cut.named(text)
            if found is not None and self.holding(found.start, found.grain) == found:
                return self._own(found)
        return None

    def touching(self, start: date, end: date, grain: str) -> Iterator[Period]:
        found: dict[date, Period] = {}
        for version, _ in self._reigns:
            first, last = (start, end) if isinstance(version.cut, Rows) else _within_time(start, end)
            for period in version.cut.touching(first, last, grain):
                if self.holding(period.start, grain) == period:
                    found.setdefault(period.start, self._own(period))
        return iter([found[day] for day in sorted(found)])

    def last(self, day: date, grain: str) -> Period | None:
        """The last period of this length that had begun by a day; None before the first."""
        known = [period for period in self.touching(date.min, day, grain) if period.start <= day]
        return known[-1] if known else None

    def first(self, grain: str) -> Period | None:
        """The first period of this length, where rows have one."""
        return next(self.touching(date.min, date.max, grain), None) if self._has_ends(grain) else None

    def _has_ends(self, grain: str) -> bool:
        return all(isinstance(version.cut, Rows) or grain not in version.cut.grains for version in self._in_turn)

    @cached_property
    def _in_turn(self) -> tuple[CompanyCalendar, ...]:
        """The versions by their first days."""
        by_day = {version.effective_from: version for version in self.versions}
        return tuple(sorted(by_day.values(), key=attrgetter("effective_from")))

    @cached_property
    def _reigns(self) -> tuple[tuple[CompanyCalendar, date | None], ...]:
        """Each version with the first day of the next one."""
        starts = [version.effective_from for version in self._in_turn[1:]]
        return tuple(zip(self._in_turn, [*starts, None], strict=True))

    @cached_property
    def _whole(self) -> tuple[CompanyCalendar, ...]:
        return tuple(replace(version, cut=self) for version in self._in_turn)

    def _own(self, period: Period) -> Period:
        return replace(period, cut=self) if isinstance(period, CompanyPeriod) else period


def _begins(period: Period | None, until: date | None) -> bool:
    """Whether there is a period, and it begins while its version reigns."""
    return period is not None and (until is None or period.start < until)


def _within_time(start: date, end: date) -> tuple[date, date]:
    return max(start, _FIRST_DAY), min(end, _LAST_DAY)
