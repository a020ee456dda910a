"""What is written beside a curve: what its level stretches pay, and how steep its slopes are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from charts.card import Card, Point
from charts.lettering import block
from charts.look import SMALL, SOFT
from charts.placing import Box, Label, Over
from charts.plot import Plot
from charts.rule import Rule

_WIDEST = 420
_NARROWEST = 160  # for words about what is decided later
_MOST_LINES = 3
_MOST_SLOPES = 5
_OVER = 24  # pixels between a level stretch and what is written over or under it
# Where what is written beside a slope may stand, the best first: pixels between, whether to the left too, what it may hide.
_BESIDE = ((20, True, Over.GRID), (45, False, Over.GRID), (20, True, Over.GUIDE), (70, True, Over.GUIDE))
_NEAR = 10  # pixels that it is lower or higher
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)  # where along a slope its label may stand


def write(card: Card, text: Label, box: Box) -> None:
    """The label on a white ground, so that no line of the grid runs through its words."""
    card.blank((box.left - 4, box.top), (text.wide + 8, text.high))
    top = box.top
    for part in text.blocks:
        top = card.block((box.left, top), part, text.colour)


def write_notes(plot: Plot, rule: Rule) -> None:
    """What level stretches and the flat ends of a line pay, and where somebody decides; each where there is room."""
    for words, start, end, y in _notes(plot, rule):
        widest = _WIDEST if y is not None else max(end - start - _OVER, _NARROWEST)
        note = Label((block(words, SMALL, widest, _MOST_LINES),), SOFT)
        lefts = (start + 14, end - note.wide - 10, (start + end - note.wide) / 2, end - note.wide)
        tops = (y - _OVER - note.high, y + _OVER) if y is not None else (plot.frame.bottom - note.high - _OVER,)
        _write_if_free(plot, note, [note.at(left, top) for top in tops for left in lefts], Over.GRID)


def write_slopes(plot: Plot, rule: Rule) -> None:
    """`each point adds 2.5 points` beside each slope that has room for it; nothing where there are too many to be told apart."""
    ways = [way for stretch in rule.shape.stretches for way in pairwise(stretch.spots)]
    if len(ways) > _MOST_SLOPES:
        return
    for first, second in ways:
        parts = tuple(block(part, SMALL, _WIDEST, 1) for part in rule.slope(first, second))
        if parts:
            _write_beside(plot, Label(parts, SOFT), plot.at(first), plot.at(second))


def _write_beside(plot: Plot, slope: Label, first: Point, second: Point) -> None:
    for beside, leftwards, most in _BESIDE:
        places = _along(slope, first, second, beside)
        if _write_if_free(plot, slope, places if leftwards else places[: len(_ALONG)], most):
            return


def _write_if_free(plot: Plot, text: Label, boxes: Sequence[Box], most: Over) -> bool:
    box = plot.room.place(boxes, most)
    if box is not None:
        write(plot.card, text, box)
    return box is not None


def _notes(plot: Plot, rule: Rule) -> Iterator[tuple[str, float, float, float | None]]:
    """Words, from where to where they belong, and the height of their stretch; None: they stand at the bottom."""
    left, right = plot.frame.left, plot.frame.right
    for stretch in rule.shape.stretches:
        start = left if stretch.before is not None else plot.across(stretch.first.x)
        end = right if stretch.after is not None else plot.across(stretch.last.x)
        if stretch.level is not None:
            yield rule.amount(stretch.level), start, end, plot.up(stretch.level)
            continue
        if stretch.before == 0:
            yield rule.amount(stretch.first.y), left, plot.across(stretch.first.x), plot.up(stretch.first.y)
        if stretch.after == 0:
            cap = "cap " if stretch.last.y == rule.shape.most else ""
            words = f"{cap}{rule.y(stretch.last.y)}" if stretch.last.y else "nothing"
            yield words, plot.across(stretch.last.x), right, plot.up(stretch.last.y)
    for wait in rule.shape.waits:
        start = left if wait.start is None else plot.across(wait.start)
        end = right if wait.end is None else plot.across(wait.end)
        if end > start:  # some lie to the left of the frame
            yield "waits for a decision", start, end, None


def _along(text: Label, first: Point, second: Point, beside: float) -> list[Box]:
    """Places along a slope: to the right of it first, then to the left; on the side where its line does not go."""
    falls = second[1] > first[1]  # on the screen
    boxes = []
    for right in (True, False):
        for along in _ALONG:
            x, y = (first[axis] + (second[axis] - first[axis]) * along for axis in (0, 1))
            left = x + beside if right else x - beside - text.wide
            boxes.append(text.at(left, y + _NEAR if right != falls else y - _NEAR - text.high))
    return boxes
