"""The periods of a window, found in the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from plans.calendar import Period
from plans.company.cut import GRAINS, Cut
from plans.past import Past
from plans.windows import BACK, EVER, LAST, TO_DATE, Window

if TYPE_CHECKING:
    from plans.scheme import Scheme


def window_of(window: Window, at: Period, grain: str, cut: Cut, first: date | None) -> tuple[Period, ...]:
    """The periods of a window as seen from one of them, the oldest first. None ends before `first`, or after the one from which it is seen.

    `grain` is their length where the window does not say it.
    """
    first, grain = first or at.start, window.grain or grain
    if window.kind == BACK:
        found = _so_far_back(window, at, cut)
        return (found,) if found is not None and found.end >= first else ()
    if window.kind == LAST:
        return tuple(reversed(list(_last(window.number, at, grain, cut, first))))
    start = at.start
    if window.kind == TO_DATE:
        year = cut.holding(at.end, "year")
        start = year.start if year else at.start
    elif window.kind == EVER:
        start = min(first, at.start)
    return tuple(period for period in cut.touching(start, at.end, grain) if first <= period.end <= at.end)


def _last(count: int, at: Period, grain: str, cut: Cut, first: date) -> Iterator[Period]:
    period = cut.holding(at.end, grain)
    while period is not None and period.end >= first and count:
        if period.end <= at.end:
            yield period
            count -= 1
        period = _before(period, cut)


def _so_far_back(window: Window, at: Period, cut: Cut) -> Period | None:
    """The period that lies so far back; of a longer grain the one with the same number within it, where there is one."""
    if window.grain == at.grain:
        return _steps(at, window.number, cut)
    longer = cut.holding(at.end, window.grain)
    if longer is None:
        return None
    then = _steps(longer, window.number, cut)
    own, theirs = _numbered(longer, at.grain, cut), () if then is None else _numbered(then, at.grain, cut)
    place = own.index(at) if at in own else len(theirs)
    return theirs[place] if place < len(theirs) else None


def _numbered(longer: Period, grain: str, cut: Cut) -> tuple[Period, ...]:
    """The periods that end in a longer one, from the first on; none where the calendar begins later in it, so that nobody knows their numbers."""
    found = tuple(period for period in cut.touching(longer.start, longer.end, grain) if period.end <= longer.end)
    return found if found and found[0].start <= longer.start else ()


def _steps(period: Period | None, count: int, cut: Cut) -> Period | None:
    while period is not None and count:
        period, count = _before(period, cut), count - 1
    return period


def _before(period: Period, cut: Cut) -> Period | None:
    """The period before this one; None where the calendar does not go that far."""
    return cut.holding(period.start - timedelta(days=1), period.grain) if period.start > date.min else None


def ending(period: Period, grain: str, cut: Cut) -> Period | None:
    """The longer period whose last part this one is; None where it is not the last, or where `grain` is not longer."""
    if GRAINS.index(grain) <= GRAINS.index(period.grain):
        return None
    longer = cut.holding(period.end, grain)
    return longer if longer is not None and longer.end == period.end else None


def version_of(other: Period, period: Period, scheme: Scheme, past: Past) -> Scheme | None:
    """The version of the plan under which another period is computed, as seen from a period under `scheme`; None outside of the plan.

    Parts of one period of the plan have its version, and so has a longer period the version of its last one.
    """
    cut, grain = scheme.plan.cut, scheme.plan.grain
    holding = cut.holding(other.end, grain)
    if holding is None or holding == cut.holding(period.end, grain):
        return scheme
    return past.version(holding)
