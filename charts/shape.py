"""The graph of a rule that turns a result into pay: straight stretches between jumps."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Spot(NamedTuple):
    """A result and what it pays, each in its own unit."""

    x: Decimal
    y: Decimal


class Stretch(NamedTuple):
    """A part of the graph without a jump. `before` and `after` are the slopes with which it goes on for ever; None where it ends.

    `first_in` and `last_in`: whether such an end itself belongs to it (a filled dot) or not (a hollow one).
    """

    spots: tuple[Spot, ...]
    before: Decimal | None = None
    after: Decimal | None = None
    first_in: bool = True
    last_in: bool = True

    @property
    def first(self) -> Spot:
        return self.spots[0]

    @property
    def last(self) -> Spot:
        return self.spots[-1]

    @property
    def level(self) -> Decimal | None:
        """What it pays where it pays the same all along; None for others."""
        same = len({spot.y for spot in self.spots}) == 1 and not self.before and not self.after
        return self.first.y if same else None

    def within(self, low: Decimal, high: Decimal) -> tuple[Spot, ...]:
        """Its spots, with those where it leaves a window that holds all of them."""
        spots = self.spots
        if self.before is not None and low < self.first.x:
            spots = (Spot(low, self.first.y + self.before * (low - self.first.x)), *spots)
        if self.after is not None and high > self.last.x:
            spots = (*spots, Spot(high, self.last.y + self.after * (high - self.last.x)))
        return spots


class Wait(NamedTuple):
    """Results between which somebody has to decide; None where there is no end."""

    start: Decimal | None
    end: Decimal | None
    end_in: bool = False


class Shape(NamedTuple):
    """A whole graph, from left to right."""

    stretches: tuple[Stretch, ...]
    waits: tuple[Wait, ...] = ()

    @property
    def knots(self) -> list[Decimal]:
        """The results at which the rule changes."""
        return sorted({spot.x for stretch in self.stretches for spot in stretch.spots})

    @property
    def most(self) -> Decimal | None:
        """The most that it pays; None where it rises for ever."""
        if any((stretch.after or 0) > 0 or (stretch.before or 0) < 0 for stretch in self.stretches):
            return None
        return max(spot.y for stretch in self.stretches for spot in stretch.spots)
