"""Why a figure is what it is: the answer, the steps to it, and the rows that it rests on. Opens from `Why?`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plans.record import Correctable, Replaced
from plans.registry import Registry
from plans.statement import Statement
from plans.tree import Missing, Node
from views.behind import behind, rows_of
from views.corrected import NOT_CORRECTED, Corrections, corrected_part
from views.detail import WHY, button_name, fewer_word, result_words
from views.figures import GOES_ON
from views.framing import plan_words, stamp
from views.lines import Line, line_of, measured
from views.lost import lost_parts
from views.message import Actions, Bold, Button, Form, Heading, Note, Paragraph, Part, Steps
from views.periods import period_name
from views.reader import Reader
from views.rows import OPEN, counted
from views.settled import lines_shown
from views.steps import Explained, explain


def why_form(
    line: Line,
    statement: Statement,
    reader: Reader,
    key: str,
    corrected: Corrections = NOT_CORRECTED,
    lost: Sequence[Replaced] = (),
) -> Form:
    """The modal. `key` says which figure of which statement it shows, for the presses in it.

    `corrected` says what was corrected behind it, `lost` which rows no longer count for it.
    """
    told = explain(line, statement, reader)
    parts: list[Part] = [
        Heading(f"{line.title}, {period_name(statement.period, reader.figures)}"),
        Paragraph((_answer(line, statement.scheme.registry, reader),)),
        Steps(told.steps),
    ]
    if any(GOES_ON in text for _, text in told.steps):
        parts.append(Note((_dots(told),)))
    parts += corrected_part(rests_on(line), corrected, statement.scheme.registry, reader)
    parts += lost_parts(lost, statement.scheme.registry, reader)
    if rows := rows_of(line.node):
        see = f"See {reader.figures.the(*counted(rows, statement.scheme.registry))}"
        parts.append(Actions((Button(OPEN, see, key, f"{see} behind it"),)))
    code = f" Statement check code: {statement.check_code}." if not statement.waits else ""
    parts.append(Note(("As of ", stamp(statement.as_of, reader), f". {plan_words(statement, reader)}{code}")))
    return Form(WHY, "Why this figure", tuple(parts), key=key)


def rests_on(line: Line) -> list[Correctable]:
    """The rows and agreed terms that the steps of a line begin with, and that can have been corrected."""
    whole = line.of.args.get("of") if line.piece else None
    return behind(line.node, *([whole] if isinstance(whole, Node) else []))


def line_to_explain(statement: Statement, button: str) -> Line | None:
    """The line, or any other figure of the statement, whose button carries this name."""
    for line in lines_shown(statement):
        if button_name(line.name) == button:
            return line
    return line_of(statement, button)


def _answer(line: Line, registry: Registry, reader: Reader) -> tuple[Bold | str, ...]:
    """`€1,371.43. You are at 28 days, where the target is 30 days, and fewer is better.`"""
    amount = reader.figures.quantity(line.amount, line.kind) if isinstance(line.amount, Decimal) else "No figure yet"
    return Bold(f"{amount}."), _reached(line, registry, reader)


def _reached(line: Line, registry: Registry, reader: Reader) -> str:
    measure = measured(line, registry)
    if measure is None or isinstance(measure.node.value, Missing):
        return ""
    if measure.base is not None:
        return f" {result_words(measure, registry, reader)}"
    who = "You are at" if reader.own else "The result is"
    if measure.metric is not None and measure.metric.per != "person":
        who = f"The {measure.metric.per} is at"
    said = f" {who} {_shown(measure.node, reader)}"
    if measure.target is None:
        return f"{said}."
    target = reader.figures.quantity(measure.target.value, measure.target.kind)
    fewer = f", and {fewer_word(measure.target.kind)} is better" if measure.fewer else ""
    return f"{said}, where the target is {target}{fewer}."


def _shown(node: Node, reader: Reader) -> str:
    return "" if isinstance(node.value, Missing) else reader.figures.quantity(node.value, node.made.kind)


def _dots(told: Explained) -> str:
    until = f" until step {told.rounds_at}" if told.rounds_at else ""
    return f"The dots mean that the digits go on. Fairshare keeps them all{until}."
