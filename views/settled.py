"""The lines of a statement with the amounts that its reader sees: while it waits, also those that are sure already."""

from __future__ import annotations

from decimal import Decimal

from plans.statement import Statement
from plans.tree import Missing
from views.lines import Line, breakdown, line_named
from views.reach import METRIC, Reach, missing_metrics, reach_of, supposing


def lines_shown(statement: Statement) -> tuple[Line, ...]:
    """The lines as the statement shows them, whether it waits or not."""
    return settled_lines(statement, reach_of(statement)) if statement.waits else breakdown(statement).lines


def settled_lines(statement: Statement, reach: Reach | None) -> tuple[Line, ...]:
    """The lines; one that is known, but not yet weighed for want of another, has what it has whatever the other will be."""
    one, other = (breakdown(supposed).lines for supposed in reach or _supposed(statement))
    return tuple(_settled(line, one, other) for line in breakdown(statement).lines)


def _settled(line: Line, one: tuple[Line, ...], other: tuple[Line, ...]) -> Line:
    """A line that does not itself wait, with its amount if that is the same under two suppositions."""
    if isinstance(line.amount, Decimal) or isinstance(line.node.value, Missing):
        return line
    first, second = line_named(one, line.name), line_named(other, line.name)
    if first is None or second is None or first.amount != second.amount:
        return line
    return line._replace(amount=first.amount, piece=first.piece)


def _supposed(statement: Statement) -> tuple[Statement, Statement]:
    """As if what is missing had come at its target, and at twice that; the statement itself where it waits for no number."""
    goals = {}
    for metric in missing_metrics(statement) or ():
        goals[METRIC + metric.name] = metric.target.value if metric.target else Decimal(1)
    twice = {name: goal * 2 for name, goal in goals.items() if isinstance(goal, Decimal)}
    return (supposing(statement, dict(goals)), supposing(statement, dict(twice))) if goals else (statement, statement)
