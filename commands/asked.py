"""What somebody typed after `/mypay`: a period in any of the ways people write one, or a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

from commands.typed import around, typed_period
from plans.calendar import Period, parse_period, period_of
from plans.company.cut import Cut, Gregorian

_QUARTER = re.compile(r"q(?P<number>[1-4])(?:\s*(?P<year>\d{4}))?\Z|(?P<before>\d{4})\s*-?q(?P<second>[1-4])\Z")
_HALF = re.compile(r"h(?P<number>[12])(?:\s*(?P<year>\d{4}))?\Z")
_NEAR = 0.6
_GREGORIAN = Gregorian()
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WORDS = ("last", "last quarter", "last month", "looks", "past", "help")


class Word(Enum):
    """What is asked for other than a named period."""

    NOW = "this period"
    LAST = "the period before"
    PAST = "all past periods"
    LOOKS = "who looked"


class Unclear(NamedTuple):
    """Words that mean nothing here; `nearest` is what was probably meant, as it is typed."""

    text: str
    nearest: str


Wanted = Word | Period | Unclear


def read_wanted(
    text: str, today: date, cut: Cut = _GREGORIAN, named: Callable[[str], Period | None] = parse_period
) -> Wanted:
    """What was asked for. A quarter, half or month without a year is the latest that has begun.

    `cut` is how the asker's plan cuts time: its names come first. `named` knows all others.
    """
    words = " ".join(text.lower().split())
    if words in {"", "now", "current", "this quarter", "this month"}:
        return Word.NOW
    if words in {"last", "previous", "last quarter", "last month", "last period"}:
        return Word.LAST
    if words in {"past", "past periods", "history"}:
        return Word.PAST
    if words in {"looks", "who looked"}:
        return Word.LOOKS
    own = None if cut == _GREGORIAN else typed_period(words, cut, today)
    return (
        own
        or named(words)
        or _of_year(words, today)
        or _month(words, today)
        or Unclear(text.strip(), _nearest(words, today, cut))
    )


def _of_year(words: str, today: date) -> Period | None:
    """`q2`, `q2 2026`, `2026 q2`, `h1 2026`."""
    if found := _QUARTER.match(words):
        number = int(found["number"] or found["second"])
        return _begun("quarter", 3 * number, found["year"] or found["before"], today)
    if found := _HALF.match(words):
        return _begun("half-year", 6 * int(found["number"]), found["year"], today)
    return None


def _month(words: str, today: date) -> Period | None:
    """`october`, `oct 2026`."""
    name, _, year = words.partition(" ")
    places = [place for place, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]  # noqa: PLR2004 - `ma` is two months
    if len(places) != 1 or not (year == "" or parse_period(year)):
        return None
    return _begun("month", places[0], year or None, today)


def _begun(grain: str, month: int, year: str | None, today: date) -> Period | None:
    """The period of this grain that holds the month: of the year named, else the latest that has begun."""
    if year is not None:
        named = parse_period(year)
        return period_of(date(named.start.year, month, 1), grain) if named else None
    this_year = period_of(date(today.year, month, 1), grain)
    return this_year if this_year.start <= today else period_of(date(today.year - 1, month, 1), grain)


def _nearest(words: str, today: date, cut: Cut) -> str:
    """What was probably meant: a word that Fairshare knows, or a period of these years by its name."""
    own = [f"{today.year}-Q{number}" for number in range(1, 5)]
    if cut != _GREGORIAN:
        own = [period.name for period in around(cut, today)]
    known = (*WORDS, *MONTHS, *own)
    lowered = {name.lower(): name for name in known}
    near = get_close_matches(words, lowered, n=1, cutoff=_NEAR)
    return lowered[near[0]] if near else ""
