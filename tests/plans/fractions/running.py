"""Running totals by asking of every pair of items whether the one counts for the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple


class Item(NamedTuple):
    """None where something is not known; `day` is its place in the order, None for all where there is no date."""

    of: Fraction | None
    day: date | None
    same: tuple[str | None, ...]
    dated: date | None
    counts: bool | None


def running(items: Sequence[Item], *, itself: bool, by_day: bool, within: str) -> list[Fraction | None]:
    """What each item's total comes to; None where it waits."""
    return [_total(items, place, itself, by_day, within) for place in range(len(items))]


def _total(items: Sequence[Item], place: int, itself: bool, by_day: bool, within: str) -> Fraction | None:  # noqa: FBT001 - as drawn
    own = items[place]
    if None in own.same or (by_day and own.day is None) or (within and own.dated is None):
        return None
    total = Fraction(0)
    for at, other in enumerate(items):
        answers = [itself if at == place else _earlier(items, at, place, by_day), other.counts]
        answers += [
            None if theirs is None else theirs == mine for theirs, mine in zip(other.same, own.same, strict=True)
        ]
        if within:
            answers.append(
                None if other.dated is None or own.dated is None else _together(other.dated, own.dated, within)
            )
        if False in answers:
            continue
        if None in answers or other.of is None:
            return None
        total += other.of
    return total


def _earlier(items: Sequence[Item], one: int, other: int, by_day: bool) -> bool | None:  # noqa: FBT001 - as drawn
    """Whether one item comes before another: by day, and of one day as they stand."""
    day, limit = items[one].day, items[other].day
    if not by_day:
        return one < other
    return None if day is None or limit is None else (day, one) < (limit, other)


def _together(one: date, other: date, within: str) -> bool:
    """Whether two days lie in one week or month, found by walking from the earlier to the later one."""
    day, last = min(one, other), max(one, other)
    while day < last:
        day += timedelta(days=1)
        if _begins(day, within):
            return False
    return True


def _begins(day: date, within: str) -> bool:
    if within == "week":
        return day.isoweekday() == 1
    starts = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "half-year": (1, 7), "year": (1,)}
    return day.day == 1 and day.month in starts[within]
