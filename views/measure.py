"""What a figure measures, and against what: read off its tree, so that no view knows any plan."""

from __future__ import annotations

from typing import NamedTuple

from plans.registry import Metric, Registry
from plans.tree import Input, Missing, Node, parts_of
from plans.unit import RATIO
from plans.words import Shown
from views.names import METRIC, metric_named

# Parameters that choose, and do not count; the last four put an item into its place among others.
DECIDES = frozenset({"when", "while", "according-to", "cohort", "first", "order", "same", "dated", "only"})
_SEVERAL = frozenset({"weigh", "sum", "average"})
_GOALS = ("to", "to-size-of", "against", "over")  # parameters that hold what a result is measured by


class Measure(NamedTuple):
    """The metric behind a figure. `target` is the other side of the ratio with it (its node: `goal`), else the registry's.

    `base` is another metric on that side; `fewer` says whether less is better.
    """

    node: Node
    metric: Metric | None
    target: Shown | None = None
    goal: Node | None = None
    base: Node | None = None
    fewer: bool = False


def measure_of(figure: Node, registry: Registry) -> Measure | None:
    """What the figure measures; None where it rests on several metrics, on items, or on none."""
    above, node = figure, figure
    known: dict[Node, bool] = {}
    while not is_metric(node):
        below = [part for part in counting_parts(node) if rests_on_metric(part, known)]
        if not below or (len(below) > 1 and node.made.op in _SEVERAL) or "each" in node.args:
            return None
        if below[0].period:  # what was measured in another period is told by the step that reads it
            return None
        above, node = node, below[0]
    metric = metric_named(node.made.name, registry)
    other, fewer = _other_side(above, node)
    fewer = fewer or (metric is not None and metric.lower_is_better)
    if other is not None and rests_on_metric(other, known):
        return Measure(node, metric, base=other, fewer=fewer)
    target = None if other is None else _shown(other)
    if target is None and metric is not None and metric.target is not None:
        target = Shown(metric.target.value, metric.target.kind)
    return Measure(node, metric, target, other, fewer=fewer)


def is_metric(node: Node) -> bool:
    """Whether a node is what was measured, and not made of that."""
    return isinstance(node.made, Input) and node.made.name.startswith(METRIC)


def counting_parts(node: Node) -> tuple[Node, ...]:
    """The nodes that a value was counted from, without those that only decided about it."""
    if DECIDES.isdisjoint(node.args):
        return node.parts
    return parts_of(value for key, value in node.args.items() if key not in DECIDES)


def grounds(node: Node) -> tuple[Node, ...]:
    """The nodes that a value rests on: those that it was counted from; of what is all or nothing, those that decided about it."""
    counted = counting_parts(node)
    return counted if is_metric(node) or any(part.made.op != "literal" for part in counted) else node.parts


def rests_on_metric(node: Node, known: dict[Node, bool]) -> bool:
    """Whether a metric was counted into the value; `known` remembers what was asked before."""
    if node not in known:
        known[node] = is_metric(node) or any(rests_on_metric(part, known) for part in counting_parts(node))
    return known[node]


def _other_side(above: Node, metric: Node) -> tuple[Node | None, bool]:
    """What the metric is compared with in the figure right above it, and whether it stands below the line there."""
    args = above.args
    if above.made.op == "ratio":
        if args.get("of") is metric:
            return args.get("to") or args.get("to-size-of"), False
        return args.get("of"), True
    if above is metric:
        return None, False
    goal = next((args[name] for name in _GOALS if isinstance(args.get(name), Node)), None)
    same = goal is not None and goal is not metric and goal.made.kind == metric.made.kind != RATIO
    return (goal, False) if same else (None, False)


def _shown(node: Node) -> Shown | None:
    return None if isinstance(node.value, Missing) else Shown(node.value, node.made.kind)
