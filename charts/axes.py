"""What stands beside the axes: the values of the round lines, and the results at which the rule changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from charts.lettering import Block, block
from charts.look import MARGIN, SMALL, SOFT, WIDTH
from charts.plot import Plot
from charts.rule import Rule
from charts.window import Window
from plans.number import ZERO

_WIDEST = 300  # a longer value is broken into lines
_MOST_LINES = 4
_GAP = 20  # between a value and its axis
_APART = 24  # between two values
_RIGHT = WIDTH - MARGIN


class Name(NamedTuple):
    """A result that is named under the frame, and how far its middle lies from the left."""

    x: Decimal
    text: Block
    middle: float


class Axes(NamedTuple):
    """The words of both axes; `left` is where the frame begins, `high` the height of the words below it."""

    left: float
    values: tuple[Block, ...]  # one a line of the window
    names: tuple[Name, ...]

    @property
    def high(self) -> int:
        return max(name.text.high for name in self.names)

    @property
    def named(self) -> list[Decimal]:
        return [name.x for name in self.names]

    def write(self, plot: Plot) -> None:
        """Values to the left of their lines, names under their places."""
        lines = plot.window.lines
        tallest = max(value.high for value in self.values)
        every = ceil(tallest / (plot.up(lines[0]) - plot.up(lines[1])))  # so that tall ones do not touch
        zero = lines.index(ZERO)
        for place, (line, value) in enumerate(zip(lines, self.values, strict=True)):
            if (place - zero) % every:
                continue
            top = plot.up(line) - value.high / 2
            plot.card.block((plot.frame.left - _GAP, top), value, SOFT, "right")
        for name in self.names:
            plot.card.block((name.middle, plot.frame.bottom + _GAP), name.text, SOFT, "center")


def axes_of(rule: Rule, window: Window, right: float) -> Axes:
    """The words for a window whose frame ends at `right`."""
    values = tuple(block(rule.y(line), SMALL, _WIDEST, _MOST_LINES) for line in window.lines)
    left = MARGIN + max(value.wide for value in values) + _GAP
    leftmost = MARGIN if all(len(value.lines) == 1 for value in values) else left
    wanted = [_name(rule, x, left + (right - left) * window.across(x), leftmost) for x in rule.shape.knots]
    return Axes(left, values, tuple(_apart(wanted)))


def _name(rule: Rule, x: Decimal, place: float, leftmost: float) -> Name:
    text = block(rule.x(x), SMALL, _WIDEST, _MOST_LINES)
    half = text.wide / 2
    return Name(x, text, min(max(place, leftmost + half), _RIGHT - half))


def _apart(names: list[Name]) -> Iterator[Name]:
    """The first and the last, and between them those that leave room for their neighbours."""
    last = names[-1]
    taken = names[0]
    yield taken
    for name in names[1:-1]:
        if _clear(taken, name) and _clear(name, last):
            yield name
            taken = name
    if _clear(taken, last):
        yield last


def _clear(left: Name, right: Name) -> bool:
    return right.middle - left.middle >= (left.text.wide + right.text.wide) / 2 + _APART
