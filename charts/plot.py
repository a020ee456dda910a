"""A pay curve inside its axes: round lines, guides, the curve with the dots at its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from charts.card import Card, Point
from charts.look import EDGE, INK, RULE, WHITE
from charts.placing import Box, Over, Room
from charts.shape import Shape, Spot, Stretch
from charts.window import Window

_CURVE = 8
_RIM = 5
DOT = 13  # radius of the dot at an end of the curve
_GUIDE = (4.0, 10.0)


class Plot:
    """Maps results and pay into a frame on a card; `room` knows where the curve leaves space for labels."""

    def __init__(self, card: Card, shape: Shape, window: Window, frame: Box) -> None:
        self.card, self.shape, self.window, self.frame = card, shape, window, frame
        self.lines = [
            [self.at(spot) for spot in stretch.within(window.left, window.right)] for stretch in shape.stretches
        ]
        self.room = Room(Box(frame.left + 4, frame.top - 5 * DOT, frame.right, frame.bottom))
        for line in self.lines:
            self.room.take_line(line)
        for at, _ in self._ends():
            self.room.take(Box(*at, *at).grown(DOT))

    def at(self, spot: Spot) -> Point:
        """A spot of the graph in pixels."""
        return self.across(spot.x), self.up(spot.y)

    def across(self, x: Decimal) -> float:
        return self.frame.left + (self.frame.right - self.frame.left) * self.window.across(x)

    def up(self, y: Decimal) -> float:
        return self.frame.bottom - (self.frame.bottom - self.frame.top) * self.window.up(y)

    def draw_grid(self, named: Iterable[Decimal]) -> None:
        """Round lines, and dotted guides from the curve down to the results that are named under it."""
        for y in map(self.up, self.window.lines):
            line = [(self.frame.left, y), (self.frame.right, y)]
            self.card.line(line, RULE, 2)
            self.room.take_line(line, Over.GRID)
        for x in map(self.across, named):
            top = min(y for line in self.lines for at, y in line if at == x)
            guide = [(x, top), (x, self.frame.bottom)]
            self.card.line(guide, EDGE, 3, _GUIDE)
            self.room.take_line(guide, Over.GUIDE)

    def draw_curve(self) -> None:
        for line in self.lines:
            self.card.line(line, INK, _CURVE)
        for at, filled in self._ends():
            self.card.dot(at, DOT - _RIM / 2, INK if filled else WHITE, INK, _RIM)

    def _ends(self) -> Iterator[tuple[Point, bool]]:
        """Where a stretch ends, and whether that end belongs to it; hollow ones first, so that filled ones lie on top."""
        for belongs in (False, True):
            for stretch in self.shape.stretches:
                yield from ((self.at(spot), belongs) for spot, filled in _ends(stretch) if filled is belongs)


def _ends(stretch: Stretch) -> Iterator[tuple[Spot, bool]]:
    if stretch.before is None:
        yield stretch.first, stretch.first_in
    if stretch.after is None:
        yield stretch.last, stretch.last_in
