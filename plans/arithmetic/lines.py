"""Straight lines between printed points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.number import compared


def between(heads: Sequence[Decimal], value: Decimal) -> tuple[int, bool]:
    """The place of the last head that the value reaches (-1 below the first), and whether it stands exactly on it."""
    for place in range(len(heads) - 1, -1, -1):
        side = compared(value, heads[place])
        if side >= 0:
            return place, not side
    return -1, False


def on_line(value: Decimal, x: tuple[Decimal, Decimal], y: tuple[Decimal, Decimal]) -> Decimal:
    """The height at `value` of the line through two points with different places."""
    return y[0] + (value - x[0]) * (y[1] - y[0]) / (x[1] - x[0])
