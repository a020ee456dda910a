"""Which part of a graph a picture shows, and which round values its lines carry."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from charts.shape import Shape, Spot
from plans.number import ONE, ZERO, shifted

_ROUND = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_MOST_LINES = 5  # gaps between lines
_BELOW, _ABOVE = Decimal("0.25"), Decimal("0.2")  # of what lies between the first and the last knot: shown beyond them
_FAR = ONE  # a reader farther outside than this is shown at the edge


class Window(NamedTuple):
    """From the lowest to the highest result and pay; `lines` are the heights that carry a value."""

    left: Decimal
    right: Decimal
    bottom: Decimal
    top: Decimal
    lines: tuple[Decimal, ...]

    def across(self, x: Decimal) -> float:
        """How far a result lies from left (0) to right (1)."""
        return float((x - self.left) / (self.right - self.left))

    def up(self, y: Decimal) -> float:
        """How far pay lies from the bottom (0) to the top (1)."""
        return float((y - self.bottom) / (self.top - self.bottom))


def window(shape: Shape, x: Decimal | None, y: Decimal | None) -> Window:
    """The window that shows every knot, a part beyond them, zero pay, and the reader unless they are far outside."""
    left, right = _width(shape.knots, x)
    heights = [spot.y for stretch in shape.stretches for spot in stretch.within(left, right)]
    if y is not None and x is not None and left <= x <= right:
        heights.append(y)
    low, high = min(ZERO, *heights), max(ZERO, *heights)
    step = _step(high - low)
    bottom = (low / step).to_integral_value(ROUND_FLOOR)
    top = (high / step).to_integral_value(ROUND_CEILING)
    if bottom == top:
        top += 1
    lines = tuple(step * place for place in range(int(bottom), int(top) + 1))
    return Window(left, right, lines[0], lines[-1], lines)


def at_edge(shape: Shape, window: Window, x: Decimal) -> Spot:
    """Where the graph leaves the window on the side of a result outside of it; at the bottom where there is no graph."""
    leftwards = x < window.left
    edge = window.left if leftwards else window.right
    for stretch in shape.stretches:
        if (stretch.before if leftwards else stretch.after) is not None:
            return stretch.within(window.left, window.right)[0 if leftwards else -1]
    return Spot(edge, window.bottom)


def _width(knots: list[Decimal], x: Decimal | None) -> tuple[Decimal, Decimal]:
    span = knots[-1] - knots[0] or abs(knots[0]) or ONE
    left, right = knots[0] - span * _BELOW, knots[-1] + span * _ABOVE
    if x is not None and knots[0] - span * _FAR <= x <= knots[-1] + span * _FAR:
        left, right = min(left, x - span / 10), max(right, x + span / 10)
    if knots[0] >= ZERO and (x is None or x >= ZERO):
        left = max(left, ZERO)  # what is never below zero is not shown below zero
    return left, right


def _step(span: Decimal) -> Decimal:
    """The smallest round step that divides the span into few parts."""
    if span == ZERO:
        return ONE
    least = span / _MOST_LINES
    scale = least.adjusted()
    return next(shifted(round_, scale) for round_ in _ROUND if shifted(round_, scale) >= least)
