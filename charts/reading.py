"""Reads the graph of a figure from its evaluated node: the points of a `curve`, the steps of a `lookup`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from charts.shape import Shape, Spot, Stretch, Wait
from plans.number import ZERO
from plans.tree import Node, missing_in
from plans.verb import is_word, number


class NoCurveError(ValueError):
    """There is no graph to draw: another verb made the figure, or the places where its rule changes are not known yet."""


def has_curve(node: Node) -> bool:
    """Whether the figure's rule is known as a graph."""
    places = node.args.get(_PLACES.get(node.made.op, ""))
    return places is not None and not missing_in(places)


def shape_of(node: Node) -> Shape:
    """The graph of a figure. Raises NoCurveError where there is none."""
    if not has_curve(node):
        raise NoCurveError(node.made.name)
    return _curve(node) if node.made.op == "curve" else _lookup(node)


_PLACES = {"curve": "points", "lookup": "bands"}


# ------------------------------------------------------------------ straight lines between points


def _curve(node: Node) -> Shape:
    spots = tuple(Spot(number(x), number(y)) for x, y in node.args["points"])
    below, above = node.args["below"], node.args["above"]
    line = Stretch(spots, _beyond(below, spots[0], spots[1]), _beyond(above, spots[-1], spots[-2]))
    stretches, waits = [line], []
    if line.before is None and is_word(below, "nothing"):
        stretches.insert(0, Stretch((Spot(line.first.x, ZERO),), before=ZERO, last_in=False))
    if line.after is None and is_word(above, "nothing"):
        stretches.append(Stretch((Spot(line.last.x, ZERO),), after=ZERO, first_in=False))
    if is_word(below, "refuse"):
        waits.append(Wait(None, line.first.x))
    if is_word(above, "refuse"):
        waits.append(Wait(line.last.x, None))
    return Shape(tuple(stretches), tuple(waits))


def _beyond(how: Any, end: Spot, inner: Spot) -> Decimal | None:
    """The slope with which the line goes on beyond its end; None where it stops there."""
    if is_word(how, "extend"):
        return (end.y - inner.y) / (end.x - inner.x)
    return ZERO if is_word(how, "flat") or (is_word(how, "nothing") and end.y == ZERO) else None


# ------------------------------------------------------------------ steps


class _Step(NamedTuple):
    """What is paid from `start` (None: from wherever) to `end` (None: for ever), and whether these belong to it."""

    start: Decimal | None
    end: Decimal | None
    pays: Decimal | None  # None: somebody has to decide
    start_in: bool = False
    end_in: bool = False


def _lookup(node: Node) -> Shape:
    steps = list(_steps(node))
    waits = tuple(Wait(step.start, step.end, step.end_in) for step in steps if step.pays is None)
    return Shape(tuple(_stretches(steps)), waits)


def _steps(node: Node) -> Iterator[_Step]:
    bands, upper = node.args["bands"], is_word(node.args["at-edge"], "upper")
    starts = [number(band.from_) for band in bands]
    adds = bands[0].adds is not None
    pays = list(accumulate(number(band.adds) for band in bands)) if adds else [number(band.gives) for band in bands]
    below = node.args.get("below")
    if below is not None:
        yield _Step(None, starts[0], _instead(below), end_in=not upper)
    for place, band in enumerate(bands):
        after = starts[place + 1] if place + 1 < len(starts) else None
        end = None if band.to is None else number(band.to)
        if end is None or after is None or end >= after:
            yield _Step(starts[place], after, pays[place], upper, not upper)
        else:
            yield _Step(starts[place], end, pays[place], upper, end_in=True)
            yield _Step(end, after, _gap(node.args["gaps"], pays[place : place + 2]), end_in=not upper)


def _gap(how: Any, neighbours: Sequence[Decimal]) -> Decimal | None:
    lower, upper = neighbours
    return lower if is_word(how, "lower band") else upper if is_word(how, "upper band") else _instead(how)


def _instead(how: Any) -> Decimal | None:
    """What stands in the place of a step: a value or nothing; None where somebody has to decide."""
    return number(how) if isinstance(how, Node) else ZERO if is_word(how, "nothing") else None


def _stretches(steps: list[_Step]) -> Iterator[Stretch]:
    """Neighbouring steps that pay the same are one stretch."""
    same: list[_Step] = []
    for step, after in pairwise([*steps, _Step(None, None, None)]):
        if step.pays is None:
            continue
        same.append(step)
        if after.pays != step.pays:
            yield _stretch(same[0], same[-1], step.pays)
            same.clear()


def _stretch(first: _Step, last: _Step, pays: Decimal) -> Stretch:
    ends = [end for end in (first.start, last.end) if end is not None] or [last.start or ZERO]  # one level for all
    return Stretch(
        tuple(Spot(end, pays) for end in ends),
        ZERO if first.start is None else None,
        ZERO if last.end is None else None,
        first.start_in,
        last.end_in,
    )
