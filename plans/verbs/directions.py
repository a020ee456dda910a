"""Which way a figure goes when what it rests on goes up: for the question what would have to change, and for bounds of what is open."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from plans.tree import Node
from plans.verb import DOWN, UNKNOWN, UP


def trend(values: Iterable[Decimal]) -> str:
    """UP where values never fall, DOWN where they never rise, else UNKNOWN."""
    steps = [after - before for before, after in pairwise(values)]
    if all(step >= 0 for step in steps):
        return UP
    return DOWN if all(step <= 0 for step in steps) else UNKNOWN


def known(nodes: Iterable[Node]) -> list[Decimal] | None:
    """The numbers of nodes; None where one of them is missing, so that nothing is certain."""
    values = [node.value for node in nodes]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return numbers if len(numbers) == len(values) else None


def opposite(way: str) -> str:
    return {UP: DOWN, DOWN: UP}.get(way, UNKNOWN)
