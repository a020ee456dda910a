"""Windows over periods: which periods a figure reads, besides its own or within it, as the plan writes it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from plans.company.cut import GRAINS

TO_DATE, LAST, EACH, EVER, BACK = "year to date", "last", "each", "ever", "back"
MOST = 520  # ten years of weeks
_GRAIN = "|".join(GRAINS)
_LAST = re.compile(rf"last (?P<count>\d{{1,4}}) (?P<grain>{_GRAIN})s?\Z")
_EACH = re.compile(rf"each (?P<grain>{_GRAIN})\Z")
_BACK = re.compile(rf"(?P<count>\d{{1,4}}) (?P<grain>{_GRAIN})s?\Z")


class Window(NamedTuple):
    """Periods that lie at or before the one for which is computed: the year so far, the last few, those within it, all, or one so far back.

    `grain` is the length of its periods as the plan names it; empty: that of what is read.
    """

    kind: str
    number: int = 0
    grain: str = ""

    @property
    def looks_back(self) -> bool:
        """Whether it holds periods before the one for which is computed; `each month` lies within it."""
        return self.kind != EACH

    def __str__(self) -> str:
        """As the plan writes it."""
        if self.kind in {TO_DATE, EVER}:
            return self.kind
        if self.kind == EACH:
            return f"each {self.grain}"
        counted = f"{self.number} {self.grain}{'' if self.number == 1 else 's'}"
        return counted if self.kind == BACK else f"last {counted}"


WITHIN, BEFORE, ANY = "within", "before", "any"


class Dated(NamedTuple):
    """Which items count by a date of theirs: within the period, in the last days of it, or before those; `any`: all that have entered.

    `by` names the date, such as `credit.signed-on`.
    """

    kind: str
    by: str = ""
    days: int = 0

    def span(self, start: date, end: date) -> tuple[date, date]:
        """The first and the last day on which an item's date counts, in a period from `start` to `end`."""
        if self.kind == LAST:
            return end - timedelta(days=self.days - 1), end
        if self.kind == BEFORE:
            return date.min, end - timedelta(days=self.days)
        return (date.min if self.kind == ANY else start), end


def parse_window(text: str) -> Window | None:
    """`year to date`, `ever`, `last 4 quarters`, `each month`; None where the text is none of these."""
    if text in {TO_DATE, EVER}:
        return Window(text)
    if found := _LAST.match(text):
        return _counted(LAST, found)
    return Window(EACH, grain=found["grain"]) if (found := _EACH.match(text)) else None


def parse_back(text: str) -> Window | None:
    """How far back `earlier` reads: `1 quarter`, `2 weeks`, `1 year`; None where the text says no such thing."""
    return _counted(BACK, found) if (found := _BACK.match(text)) else None


def _counted(kind: str, found: re.Match[str]) -> Window | None:
    count = int(found["count"])
    return Window(kind, count, found["grain"]) if 0 < count <= MOST else None
