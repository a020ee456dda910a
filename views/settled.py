"""The lines of a statement with the amounts that its reader sees: while it waits, also those that are sure already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.statement import Statement
from plans.tree import Missing, Value
from plans.unit import Unit
from views.lines import Line, breakdown, line_named
from views.names import METRIC
from views.reach import Reach, Unsure, missing_metrics, reach_of, supposing


def lines_shown(statement: Statement) -> tuple[Line, ...]:
    """The lines as the statement shows them, whether it waits or not."""
    return settled_lines(statement, reach_of(statement)) if statement.waits else breakdown(statement).lines


def settled_lines(statement: Statement, reach: Reach | Unsure) -> tuple[Line, ...]:
    """The lines; one that is known, but not yet weighed for want of another, has what it has whatever the other will be."""
    cases = reach.cases if isinstance(reach, Reach) else _supposed(statement)
    supposed = [breakdown(case).lines for case in cases]
    return tuple(_settled(line, supposed) for line in breakdown(statement).lines)


def _settled(line: Line, supposed: Sequence[tuple[Line, ...]]) -> Line:
    """A line that does not itself wait, with its amount if that is the same under every supposition."""
    if isinstance(line.amount, Decimal) or isinstance(line.node.value, Missing):
        return line
    found = [line_named(lines, line.name) for lines in supposed]
    first = found[0]
    if first is None or any(each is None or each.amount != first.amount for each in found):
        return line
    return line._replace(amount=first.amount, piece=first.piece)


def _supposed(statement: Statement) -> tuple[Statement, Statement]:
    """As if what is missing had come at its target, and at twice that; the statement itself where it waits for no number."""
    goals: dict[str, Value] = {}
    for metric in missing_metrics(statement) or ():
        if isinstance(metric.kind, Unit):
            goals[METRIC + metric.name] = metric.target.value if metric.target else Decimal(1)
    twice = {name: goal * 2 for name, goal in goals.items() if isinstance(goal, Decimal)}
    return (supposing(statement, goals), supposing(statement, {**twice})) if goals else (statement, statement)
