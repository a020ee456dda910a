"""Bands: which one a value has reached, and how an amount lies in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.number import ZERO, compared


def reaches(value: Decimal, start: Decimal, *, upper: bool) -> bool:
    """Whether a value has reached an edge; exactly on it only where the upper side counts."""
    return compared(value, start) >= (0 if upper else 1)


def reached(edges: Sequence[Decimal], value: Decimal, *, upper: bool) -> int:
    """The place of the highest band that the value has reached; -1 below the first."""
    enough = 0 if upper else 1
    for place in range(len(edges) - 1, -1, -1):
        if compared(value, edges[place]) >= enough:
            return place
    return -1


def slices(edges: Sequence[Decimal], before: Decimal, after: Decimal) -> list[Decimal]:
    """How much of the way from one total to another lies in each band.

    `edges` start at zero and rise. Below zero the bands are mirrored, so that a way back is the way there with its sign turned.
    """
    ends = (*edges[1:], None)
    return [_within(start, end, after) - _within(start, end, before) for start, end in zip(edges, ends, strict=True)]


def _within(start: Decimal, end: Decimal | None, total: Decimal) -> Decimal:
    """How much of what lies between zero and a total falls into one band."""
    size = abs(total)
    if size <= start:
        return ZERO
    inside = (size if end is None or size <= end else end) - start
    return inside if total > 0 else -inside
