"""The reader on a pay curve: a point with its ways to both axes, and what it pays. It makes the picture private."""

from __future__ import annotations

from collections.abc import Iterator

from charts.labels import write
from charts.lettering import block
from charts.look import BLUE, BODY, STRONG, WHITE
from charts.placing import Box, Label
from charts.plot import Plot
from charts.rule import Rule
from charts.shape import Spot
from charts.window import at_edge

_RADIUS = 20
_RIM = 7
_WEDGE = 24
_WIDEST = 420
_MOST_LINES = 5
_DASHES = (14.0, 8.0)
_BESIDE = 36  # pixels from the middle of the point to the words
_OVER = 12  # from its way to the axis to the words
_BEYOND = 40  # from the middle of the point to words that stand over or under it
_EDGE = 8  # from the axis to the words


class Position:
    """Where the reader stands on a plot; nothing is drawn while their result is not known.

    A reader far outside is a wedge at the edge that points to where they are; one whose pay waits for a decision is a ring on the axis below.
    """

    def __init__(self, plot: Plot, rule: Rule) -> None:
        self.plot, self.rule = plot, rule
        view = plot.window
        self.known = rule.at is not None
        x = view.left if rule.at is None else rule.at
        self.side = -1 if x < view.left else 1 if x > view.right else 0
        spot = Spot(x, view.bottom if rule.paid is None else rule.paid)
        self.at = plot.at(at_edge(rule.shape, view, x) if self.side else spot)
        if self.known:
            plot.room.take(Box(*self.at, *self.at).grown(_RADIUS + _RIM))

    def draw_guides(self) -> None:
        """Dashed lines to both axes."""
        if not self.known or self.side:
            return
        frame, (x, y) = self.plot.frame, self.at
        ways = [[(x, y), (x, frame.bottom)]]
        if self.rule.paid is not None:
            ways.append([(frame.left, y), (x, y)])
        for guide in ways:
            self.plot.card.line(guide, BLUE, 4, _DASHES)
            self.plot.room.take_line(guide)

    def write(self) -> None:
        """`You are here`, and what that pays."""
        rule = self.rule
        if rule.at is None:
            return
        pays = "waits for a decision" if rule.paid is None else f"{rule.pays} {rule.amount(rule.paid)}"
        where = {-1: "You are further left", 0: "You are here", 1: "You are further right"}[self.side]
        parts = ((where, STRONG), (f"{rule.x(rule.at)} {pays}", BODY))
        text = Label(tuple(block(part, lettering, _WIDEST, _MOST_LINES) for part, lettering in parts), BLUE)
        places = [text.at(left, top) for left, top in self._corners(text)]
        write(self.plot.card, text, self.plot.room.place_somewhere(places, text, self.at))

    def _corners(self, text: Label) -> Iterator[tuple[float, float]]:
        """Where the words may begin: beside the point first, then higher or lower, where they may reach past it."""
        (x, y), frame = self.at, self.plot.frame
        far_left, far_right = frame.left + _EDGE, frame.right - text.wide
        left, right = max(x - _BESIDE - text.wide, far_left), min(x + _BESIDE, far_right)
        middle = min(max(x - text.wide / 2, far_left), far_right)
        above, below = y - _OVER - text.high, y + _OVER
        yield from ((left, above), (left, below), (right, below), (right, above))
        higher, lower = y - _BEYOND - text.high, y + _BEYOND
        yield from ((across, top) for top in (higher, lower) for across in (left, right, middle))

    def draw_point(self) -> None:
        card, (x, y) = self.plot.card, self.at
        if self.side:
            tip, back = x + self.side * _WEDGE / 3, x - self.side * _WEDGE
            card.polygon([(tip, y), (back, y - _WEDGE), (back, y + _WEDGE)], BLUE)
        elif self.known:
            card.dot(self.at, _RADIUS + _RIM / 2, BLUE, WHITE, _RIM)
            if self.rule.paid is None:
                card.dot(self.at, _RADIUS - 2 * _RIM, WHITE, WHITE, 0)
