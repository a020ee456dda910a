"""A period of a company's own as people type it: `p07 2026` for `2026-P07`, `q1` for the latest first quarter that has begun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from plans.calendar import Period
from plans.company.cut import Cut

_PIECE = re.compile(r"(?P<letters>[^\W\d_]*)(?P<number>\d*)")
_AROUND = timedelta(days=1200)  # how far from today a name is looked for that is not written as the calendar has it
_YEAR = ("", "fy")  # what may stand before the number of a year
_Pieces = Counter[tuple[str, int | None]]


def typed_period(words: str, cut: Cut, today: date) -> Period | None:
    """The period whose name holds just these pieces, in any order; without its year the latest that has begun, else the first to come."""
    if (written := cut.named("-".join(words.split()))) is not None:
        return written
    asked = _pieces(words)
    if not asked:
        return None
    known = [(period, _pieces(period.name)) for period in around(cut, today)]
    exact = next((period for period, pieces in known if pieces == asked), None)
    if exact is not None or not any(letters not in _YEAR for letters, _ in asked):
        return exact
    without_year = [period for period, pieces in known if asked <= pieces and _is_year(pieces - asked)]
    begun = [period for period in without_year if period.start <= today]
    return max(begun, default=min(without_year, default=None))


def around(cut: Cut, today: date) -> Iterator[Period]:
    """The periods of every length that are not far from today."""
    for grain in cut.grains:
        yield from cut.touching(today - _AROUND, today + _AROUND, grain)


def _pieces(text: str) -> _Pieces:
    """`p07 2026` as a `p` with a 7 and a 2026: what two ways to write a name have in common."""
    found = (match for match in _PIECE.finditer(text.casefold()) if match[0])
    return Counter((match["letters"], int(match["number"]) if match["number"] else None) for match in found)


def _is_year(left: _Pieces) -> bool:
    return left.total() == 1 and next(iter(left))[0] in _YEAR
