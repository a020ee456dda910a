"""What a result pays, as a picture: the curve of one figure of a statement, with the reader on it.

With the reader it is private: for the command line, the local page and a person's own export, never uploaded.
"""

from __future__ import annotations

from charts.axes import Axes, axes_of
from charts.card import Card
from charts.describing import described
from charts.labels import write_notes, write_slopes
from charts.lettering import block
from charts.look import BODY, INK, INNER, MARGIN, SMALL, SOFT, TITLE, WIDTH, Picture
from charts.placing import Box
from charts.plot import Plot
from charts.position import Position
from charts.reading import shape_of
from charts.rule import Rule
from charts.window import window
from plans.number import exactly
from plans.tree import Node
from plans.words import PLAIN, Voice

_RIGHT = WIDTH - MARGIN - 6  # of the frame
_HIGH = 666  # pixels from the lowest to the highest line, where the words around leave as much
_LEAST_HIGH = 460
_TALLEST = 1400  # pixels of the whole card
_TOP, _BOTTOM = 46, 38  # white above the title, and below the last line
_NAMES, _CLOSING = 34, 32  # from the results under the frame to the name of their axis, from there to the last line
_ABOVE = 66  # between the name of the upward axis and the highest line: a note on the cap stands there
_CLEAR = 24  # below that name, where such a note would look like a part of it


def payout_curve(node: Node, voice: Voice = PLAIN, note: str = "") -> Picture:
    """The picture of a figure whose verb is `curve` or `lookup`; `note` stands under the title, such as `As of 20 Nov 2026`.

    Raises NoCurveError where the figure has no curve, or where what it is made of is not known yet.
    """
    with exactly():
        rule = Rule(node, shape_of(node), voice)
        return Picture(drawn(rule, note).png(), described(rule))


def drawn(rule: Rule, note: str = "") -> Card:
    """The card with everything on it."""
    view = window(rule.shape, rule.at, rule.paid)
    axes = axes_of(rule, view, _RIGHT)
    title = block(rule.title, TITLE, INNER, 3)
    under = block(". ".join(filter(None, (rule.place, note))), SMALL, INNER, 2)
    upward = block(f"what it {rule.pays}", SMALL, INNER, 1)
    across = block(rule.across, SMALL, _RIGHT - axes.left, 2)
    closing = block(rule.closing(), BODY, INNER, 4)

    top = _TOP + title.high + 8 + under.high + 22 + upward.high + _ABOVE
    below = axes.high + _NAMES + across.high + _CLOSING + closing.high + _BOTTOM
    high = max(_LEAST_HIGH, min(_HIGH, _TALLEST - top - below))
    frame = Box(axes.left, top, _RIGHT, top + high)
    names = frame.bottom + axes.high + _NAMES
    card = Card(round(frame.bottom + below))

    y = card.block((MARGIN, _TOP), title, INK)
    card.block((MARGIN, y + 8), under, SOFT)
    card.block((frame.left, top - _ABOVE - upward.high), upward, SOFT)
    card.block((_RIGHT, names), across, SOFT, "right")
    card.block((MARGIN, names + across.high + _CLOSING), closing, INK)
    plot = Plot(card, rule.shape, view, frame)
    plot.room.take(Box(frame.left, 0, frame.left + upward.wide, top - _ABOVE + _CLEAR))
    _draw(plot, rule, axes)
    return card


def _draw(plot: Plot, rule: Rule, axes: Axes) -> None:
    """From the ground up: lines of the grid, words, the curve, the reader."""
    position = Position(plot, rule)
    plot.draw_grid(axes.named)
    axes.write(plot)
    position.draw_guides()
    position.write()
    write_notes(plot, rule)
    write_slopes(plot, rule)
    plot.draw_curve()
    position.draw_point()
