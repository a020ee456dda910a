"""Days and months, counted one day after the other as on a wall calendar."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.plans.fractions.steps import rounded

_DAY = timedelta(days=1)


def elapsed(first: date, last: date, counting: str) -> int | None:
    """How many days or months; None where `last` comes first."""
    if last < first:
        return None
    walked = [first]
    while walked[-1] < last:
        walked.append(walked[-1] + _DAY)
    if counting.startswith("days"):
        return len(walked) if counting.endswith("both ends") else len(walked) - 1
    begun = [day for day in walked[1:] if _begins_a_month(day, first)]
    if counting == "completed months":
        return len(begun)
    if counting == "started months":
        return len(begun) + 1
    if _begins_a_month(last + _DAY, first):  # the last day ends a month
        return len(begun) + 1
    if counting == "whole months, both ends":
        return len(begun)
    start = begun[-1] if begun else first
    odd = len([day for day in walked if day >= start])
    return len(begun) + (odd >= (15 if start.month == 2 else 16))


def _begins_a_month(day: date, first: date) -> bool:
    """Whether a month from `first` begins: on its day, or on the last day of a month that does not have it."""
    return day.day == first.day or (day.day < first.day and (day + _DAY).month != day.month)


def prorated(
    of: Fraction, served: Fraction, out_of: Fraction, step: Fraction | None, mode: str
) -> tuple[Fraction, Fraction] | None:
    """The amount and the share; None where there is no time, or less than none was served."""
    if out_of <= 0 or served < 0:
        return None
    share = Fraction(served, out_of) if step is None else rounded(Fraction(served, out_of), step, mode)
    return of * share, share
