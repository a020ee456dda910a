"""How many days or months lie between two days, by each of the ways in which plans count them.

A month ends on the day before the same day of the next month; where that month is too short, on its last day: the first month from
31 January is over on 28 February, or on the 29th in a leap year. Counts are exact whole numbers.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

DAYS = ("days", "days, both ends")
MONTHS = ("completed months", "whole months, both ends", "started months", "months, odd days from 16 count")
COUNTING = (*DAYS, *MONTHS)
NEVER_ZERO = ("days, both ends", "started months")

_HALF = 16  # so many odd days are a month
_HALF_OF_FEBRUARY = 15
_FEBRUARY = 2
_YEAR = 12

_Day = tuple[int, int, int]  # year, month, day: the day after the last day of the calendar is one, too


def elapsed(first: date, last: date, counting: str) -> int:
    """The days or months from `first` to `last`, which is not before it, counted by one of COUNTING."""
    days = (last - first).days
    if counting == "days":
        return days
    if counting == "days, both ends":
        return days + 1
    if counting == "completed months":
        return _completed(first, _plain(last))
    if counting == "started months":
        return _completed(first, _plain(last)) + 1
    months = _completed(first, _day_after(last))
    if counting == "whole months, both ends":
        return months
    return months + _odd_days_count(first, last, months)


def _odd_days_count(first: date, last: date, months: int) -> bool:
    """Whether the days after the last whole month, `last` included, are enough for one more.

    February is the month in which they begin: the month that runs from 20 February is as short as February is.
    """
    begins = _months_after(first, months)
    if begins > _plain(last):
        return False
    odd = (last - date(*begins)).days + 1
    return odd >= (_HALF_OF_FEBRUARY if begins[1] == _FEBRUARY else _HALF)


def _completed(first: date, upto: _Day) -> int:
    """The greatest number of months after `first` that is not after `upto`."""
    months = (upto[0] - first.year) * _YEAR + upto[1] - first.month
    return months if _months_after(first, months) <= upto else months - 1


def _months_after(first: date, months: int) -> _Day:
    years, month = divmod(first.month - 1 + months, _YEAR)
    year = first.year + years
    return year, month + 1, min(first.day, monthrange(year, month + 1)[1])


def _plain(day: date) -> _Day:
    return day.year, day.month, day.day


def _day_after(day: date) -> _Day:
    if day.day < monthrange(day.year, day.month)[1]:
        return day.year, day.month, day.day + 1
    return (day.year, day.month + 1, 1) if day.month < _YEAR else (day.year + 1, 1, 1)
