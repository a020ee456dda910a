"""The lines of a statement with the amounts that its reader sees: while it waits, also those that are sure already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.statement import Statement, supposing
from plans.tree import Missing, Value
from plans.unit import Unit
from views.lines import Line, breakdown, line_named
from views.names import METRIC
from views.reach import Reach, Unsure, missing_metrics, reach_of


def lines_shown(statement: Statement) -> tuple[Line, ...]:
    """The lines as the statement shows them, whether it waits or not."""
    return settled_lines(statement, reach_of(statement)) if statement.waits else breakdown(statement).lines


def settled_lines(statement: Statement, reach: Reach | Unsure) -> tuple[Line, ...]:
    """The lines, each with the amount that it has whatever else will come, or with none.

    One that is known, but not yet weighed for want of another, has an amount here. One that leaves out what is missing has none: it
    changes when that comes, and nothing is paid before.
    """
    cases = reach.cases if isinstance(reach, Reach) else _supposed(statement)
    supposed = [breakdown(case).lines for case in cases]
    return tuple(_settled(line, supposed, Missing(statement.waits)) for line in breakdown(statement).lines)


def _settled(line: Line, supposed: Sequence[tuple[Line, ...]], waits: Missing) -> Line:
    """A line that does not itself wait, with its amount if that is the same under every supposition."""
    if isinstance(line.node.value, Missing):
        return line
    found = [line_named(lines, line.name) for lines in supposed]
    first = found[0]
    if first is None or any(each is None or each.amount != first.amount for each in found):
        return line._replace(amount=waits)
    return line._replace(amount=first.amount, piece=first.piece)


def _supposed(statement: Statement) -> tuple[Statement, Statement]:
    """As if what is missing had come at its target, or as a no, and at twice that, or as a yes; the statement itself where neither can be supposed."""
    once: dict[str, Value] = {}
    twice: dict[str, Value] = {}
    for metric in missing_metrics(statement) or ():
        name, goal = METRIC + metric.name, metric.target.value if metric.target else Decimal(1)
        if isinstance(metric.kind, Unit) and isinstance(goal, Decimal):
            once[name], twice[name] = goal, goal * 2
        else:
            once[name], twice[name] = False, True
    return (supposing(statement, once), supposing(statement, twice)) if once else (statement, statement)
