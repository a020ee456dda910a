"""Turns of phrase that several verbs share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plans.number import canonical, shifted
from plans.unit import Unit, plural
from plans.windows import ANY, BEFORE, EACH, EVER, LAST, TO_DATE, WITHIN, Dated, Window
from plans.words import Shown, Slot

_WINDOWS = {TO_DATE: "the year to date", EVER: "all periods so far"}
POINT = Unit(("point",))


def plain_number(slot: Any) -> Slot:
    """A bare number as a count: `3`, where its kind alone would show 300%."""
    return canonical(slot.value) if isinstance(slot, Shown) and isinstance(slot.value, Decimal) else slot


def points(share: Decimal) -> Shown:
    """The distance between two shares: 15 points, not 15%."""
    return Shown(shifted(share, 2), POINT)


def dated_items(scope: str, dated: Dated | None) -> str:
    """The items that count: `deals`, `deals whose signed on lies in the period`."""
    items = plural(scope.replace("-", " "))
    if dated is None:
        return items
    if dated.kind == ANY:
        return f"{items} so far"
    date = dated.by.partition(".")[2].replace("-", " ")
    days = f"the last {dated.days} days of the period" if dated.days > 1 else "the last day of the period"
    where = {WITHIN: "in the period", LAST: f"in {days}", BEFORE: f"before {days}"}[dated.kind]
    return f"{items} whose {date} lies {where}"


def window_words(window: Window) -> str:
    """The periods of a window, to go on after `over`: `the last 4 quarters`."""
    if window.kind == EACH:
        return f"the {plural(window.grain)} of the period"
    if window.kind in _WINDOWS:
        return _WINDOWS[window.kind]
    return f"the {window}" if window.number > 1 else f"this {window.grain}"
