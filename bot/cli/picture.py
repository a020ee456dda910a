"""The picture of a figure, written into a new file that its owner alone can read: it shows what somebody is paid."""

from __future__ import annotations

from pathlib import Path

from bot.cli.failures import VerbError, unknown
from bot.cli.new_file import new_file
from bot.cli.payees import Found
from plans.statement import Statement, day_of, node_name
from plans.tree import Node


def draw(found: Found, node: Node, file: Path) -> str:
    """Writes the curve of a figure into a new file; returns its description in words.

    Raises VerbError where the figure has no curve, where the file exists, and where it cannot be written.
    """
    from charts.payout_curve import payout_curve  # noqa: PLC0415 - drawing takes a second to load, and few ask for it
    from charts.reading import has_curve  # noqa: PLC0415 - as above

    if not has_curve(node):
        drawable = [each for each in found.statement.evaluation.every() if has_curve(each)]
        raise _no_curve(found.statement, node, drawable)
    figures = found.reader.figures
    picture = payout_curve(node, figures, f"As of {figures.day(day_of(found.statement.as_of))}")
    with new_file(file) as out:
        out.write(picture.png)
    return picture.description


def _no_curve(statement: Statement, node: Node, drawable: list[Node]) -> VerbError:
    names = ", ".join(node_name(each) for each in drawable)
    remedy = f"These have one: {names}." if names else f"No figure of {statement.plan.title} has one."
    return unknown("picture", f"`{node_name(node)}` has no curve to draw.", remedy)
