"""Where a label can stand without lying on the curve, on a mark or on another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from charts.card import Point
from charts.lettering import Block

_PADDING = 8  # pixels that stay free around a label
_GRID = 24  # pixels between the places that are tried where none of the good ones is free


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line from one point to the other passes through."""
        enters, leaves = 0.0, 1.0
        for place, low, high in ((0, self.left, self.right), (1, self.top, self.bottom)):
            way = end[place] - start[place]
            if way == 0:
                if not low <= start[place] <= high:
                    return False
                continue
            near, far = sorted(((low - start[place]) / way, (high - start[place]) / way))
            enters, leaves = max(enters, near), min(leaves, far)
        return enters <= leaves


class Label(NamedTuple):
    """Blocks of text one under the other, in one colour."""

    blocks: tuple[Block, ...]
    colour: str

    @property
    def wide(self) -> float:
        return max(block.wide for block in self.blocks)

    @property
    def high(self) -> float:
        return sum(block.high for block in self.blocks)

    def at(self, left: float, top: float) -> Box:
        return Box(left, top, left + self.wide, top + self.high)


class Over(IntEnum):
    """What a label may lie on, from what matters least to what matters most; it hides what is below its words."""

    NOTHING = 0
    GRID = 1
    GUIDE = 2
    ALL = 3


class Room:
    """The space for labels, and what stands in it already."""

    def __init__(self, space: Box) -> None:
        self._space = space
        self._boxes: list[Box] = []
        self._lines: list[tuple[Over, Point, Point]] = []

    def take(self, box: Box) -> None:
        self._boxes.append(box)

    def take_line(self, points: Sequence[Point], what: Over = Over.ALL) -> None:
        self._lines.extend((what, start, end) for start, end in pairwise(points))

    def place(self, boxes: Sequence[Box], most: Over) -> Box | None:
        """The first of the boxes that lies on least, at most on `most`; it then is taken. None where there is no such box."""
        inside = [(self._lies_on(box), place) for place, box in enumerate(boxes) if self._space.holds(box)]
        least, place = min(inside, default=(Over.ALL, 0))
        if least > most:
            return None
        self.take(boxes[place])
        return boxes[place]

    def place_somewhere(self, boxes: Sequence[Box], label: Label, near: Point) -> Box:
        """One of these boxes, else the nearest place to a point of all those that lie on least."""
        found = self.place(boxes, Over.GUIDE)
        if found is None:
            found = min(self._everywhere(label), key=lambda box: (self._lies_on(box), _distance(box, near), box))
            self.take(found)
        return found

    def _lies_on(self, box: Box) -> Over:
        wide = box.grown(_PADDING)
        if any(wide.touches(other) for other in self._boxes):
            return Over.ALL
        return max((what for what, start, end in self._lines if wide.crossed_by(start, end)), default=Over.NOTHING)

    def _everywhere(self, label: Label) -> Iterator[Box]:
        """Places all over the space; the top left corner where the label is larger than the space."""
        space = self._space
        for top in range(int(space.top), max(int(space.bottom - label.high), int(space.top)) + 1, _GRID):
            for left in range(int(space.left), max(int(space.right - label.wide), int(space.left)) + 1, _GRID):
                yield label.at(left, top)


def _distance(box: Box, point: Point) -> float:
    """From a point to the nearest side of a box, squared."""
    across = max(box.left - point[0], 0.0, point[0] - box.right)
    down = max(box.top - point[1], 0.0, point[1] - box.bottom)
    return across * across + down * down
