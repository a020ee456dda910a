"""Between which sums an answer will lie while a metric is missing; nothing where that cannot be said for certain.

Each missing metric is set to its far ends. The sums found there are bounds only if every figure on the way rises, or falls, all along: so
the direction of each step is asked first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from plans.number import ZERO
from plans.plan import Figure
from plans.registry import Metric
from plans.statement import Statement, state
from plans.tree import Node, Value
from plans.unit import Unit
from plans.verb import DOWN, UNKNOWN, UP
from views.lines import breakdown

# Beyond every edge that a plan names; what still grows between the two has no end.
_FAR, _FARTHER = Decimal(10) ** 15, Decimal(10) ** 16
_NEAR, _NEARER = 1 / _FAR, 1 / _FARTHER  # for a metric that is never zero
METRIC = "metric."


class Reach(NamedTuple):
    """The lowest and the highest statement, as if what is missing had come at its worst and at its best."""

    low: Statement
    high: Statement


def reach_of(statement: Statement) -> Reach | None:
    """The bounds; None where something else than a number is missing, or where the answer has no bounds, or none that are certain."""
    metrics = missing_metrics(statement)
    if metrics is None:
        return None
    low: dict[str, Value] = {}
    high: dict[str, Value] = {}
    low_beyond: dict[str, Value] = {}
    high_beyond: dict[str, Value] = {}
    for metric in metrics:
        name = METRIC + metric.name
        way = _direction(tuple(paid.node for paid in statement.payouts), name)
        if way not in {UP, DOWN} or metric.negative:  # directions hold for what is never below zero
            return None
        (least, most), (lesser, more) = _ends(metric)
        low[name], high[name] = (least, most) if way == UP else (most, least)
        low_beyond[name], high_beyond[name] = (lesser, more) if way == UP else (more, lesser)
    bounds = Reach(supposing(statement, low), supposing(statement, high))
    beyond = Reach(supposing(statement, low_beyond), supposing(statement, high_beyond))
    return bounds if _same(bounds.low, beyond.low) and _same(bounds.high, beyond.high) else None


def supposing(statement: Statement, values: dict[str, Value]) -> Statement:
    """The same statement with other values in place of some."""
    return state(statement.scheme, statement.dossier, statement.period, statement.as_of, statement.mode, values)


def missing_metrics(statement: Statement) -> list[Metric] | None:
    """The metrics that the statement waits for; None where it waits for anything else, or for what is no number."""
    found = []
    for cause in statement.waits:
        metric = statement.scheme.registry.metrics.get(cause.what.removeprefix(METRIC))
        if not cause.what.startswith(METRIC) or metric is None or not isinstance(metric.kind, Unit):
            return None
        found.append(metric)
    return list({metric.name: metric for metric in found}.values())


def _ends(metric: Metric) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """The lowest and highest value that could come, and a pair that lies further out where there is further to go."""
    if metric.never_zero:
        return (_NEAR, _FAR), (_NEARER, _FARTHER)
    return (ZERO, _FAR), (ZERO, _FARTHER)


def _same(one: Statement, other: Statement) -> bool:
    ours, theirs = breakdown(one).lines, breakdown(other).lines
    return one.earned == other.earned and [line.amount for line in ours] == [line.amount for line in theirs]


# ------------------------------------------------------------------ direction


def _direction(roots: tuple[Node, ...], leaf: str) -> str:
    """Whether the roots rise or fall with the leaf: up, down, unknown; empty where they do not rest on it."""
    known: dict[int, str] = {}

    def of(node: Node) -> str:
        if node.made.name == leaf:
            return UP
        if id(node) not in known:
            known[id(node)] = _all(_through(node, key, of(part)) for key, part in _named_parts(node))
        return known[id(node)]

    return _all(of(root) for root in roots)


def _all(ways: Iterator[str]) -> str:
    found = {way for way in ways if way}
    return found.pop() if len(found) == 1 else (UNKNOWN if found else "")


def _through(node: Node, key: str, way: str) -> str:
    if not way or way == UNKNOWN:
        return way
    step = _step(node, key)
    if step == UNKNOWN:
        return UNKNOWN
    return way if step == UP else (DOWN if way == UP else UP)


def _step(node: Node, key: str) -> str:
    """Whether a figure rises or falls with one of its parameters."""
    if isinstance(node.made, Figure):
        return node.made.verb.rises(node, key)
    return UP if node.made.op == "part" else UNKNOWN


def _named_parts(node: Node) -> Iterator[tuple[str, Node]]:
    for key, value in node.args.items():
        for part in Node(node.made, node.value, {key: value}).parts:
            yield key, part
