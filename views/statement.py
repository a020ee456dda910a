"""The statement: what somebody earned in one period, in the order that `/mypay` always keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from plans.currency import decimals
from plans.number import ZERO, exactly
from plans.plan import Figure
from plans.statement import Statement
from plans.tree import Missing, Node
from plans.unit import Kind
from plans.words import say
from views.charts import picture
from views.detail import line_parts, why_button, why_names
from views.framing import as_of, heading, seen_by
from views.gate import gate_parts, gate_sentence, gate_tails
from views.gates import Gate, closed_gates, with_gates_open
from views.lines import Breakdown, Line, breakdown, is_money
from views.message import Actions, Bold, Button, Facts, Form, Heading, Message, Paragraph, Part, Rule
from views.reader import Reader, grain_word
from views.texts import clause_of, joined, sentence
from views.waiting import waiting_parts

MOST_LINES = 6  # of more than these the largest are shown, and the rest on asking
LARGEST = 3
_MOST_DATES = 4
_MOST_IN_FORM = 40
STATEMENT, LINES, PAST = "fs.statement", "fs.mypay.lines", "fs.mypay.past"


def statement_message(statement: Statement, reader: Reader) -> Message:
    """The private answer to `/mypay`."""
    menu = Actions((Button(PAST, "Past periods", reader.key),), "mypay_menu")
    return Message((*_parts(statement, reader), menu, seen_by(statement, reader)))


def statement_form(statement: Statement, reader: Reader, key: str) -> Form:
    """The same in a modal: one's own of another period, or that of somebody whom the reader leads."""
    return Form(STATEMENT, "Statement", (*_parts(statement, reader), seen_by(statement, reader)), key=key)


def lines_form(statement: Statement, reader: Reader, key: str) -> Form:
    """Every line of a statement that has more than a few."""
    made = breakdown(statement)
    shown = made.lines[:_MOST_IN_FORM]
    parts: list[Part] = [
        Heading(f"All {len(made.lines)} lines"),
        as_of(statement, reader),
        *line_parts(shown, statement, reader),
    ]
    if left := made.lines[_MOST_IN_FORM:]:
        parts.append(Paragraph(((f"{len(left)} more lines come to {_sum_words(left, reader)} together.",),)))
    return Form("fs.lines", "All lines", tuple(parts), key=key)


def _parts(statement: Statement, reader: Reader) -> Iterator[Part]:
    yield Heading(heading(statement, reader))
    if statement.waits:
        yield from waiting_parts(statement, reader)
        return
    made = breakdown(statement)
    gates = closed_gates(statement)
    opened = with_gates_open(statement, gates) if gates else statement
    yield Paragraph((_answer(statement, opened, made, gates, reader),))
    yield from gate_parts(gates, statement, reader)
    if dates := _dates(statement, reader):
        yield Facts(dates, "states")
    yield as_of(statement, reader)
    yield Rule()
    tails = _tails(made, gates, opened, reader)
    yield from _lines(made, statement, tails, reader)
    if not gates and (chart := picture(made.lines, reader)) is not None:
        yield chart


def _answer(
    statement: Statement, opened: Statement, made: Breakdown, gates: Sequence[Gate], reader: Reader
) -> tuple[Bold | str, ...]:
    """`€6,066.43 earned so far, if the quarter closed on today's figures. That is 101.1% of your €6,000.00 target.`"""
    if not statement.plan.payouts:
        return (Bold("This plan shows results, and pays nothing."),)
    earned = statement.earned if isinstance(statement.earned, Decimal) else ZERO
    amount = _earned(earned, statement, reader)
    if statement.final:
        head, condition = Bold(f"{amount} earned."), ""
    else:
        head = Bold(f"{amount} earned so far")
        condition = f", if the {grain_word(statement.period)} closed on today's figures."
    if gates:
        more = opened.earned - earned if isinstance(opened.earned, Decimal) else ZERO
        return head, f"{condition} {gate_sentence(gates, more, statement, reader)}"
    return head, f"{condition}{_of_target(earned, made, statement, reader)}"


def _earned(earned: Decimal, statement: Statement, reader: Reader) -> str:
    """The money earned; where a plan pays none, the points or shares."""
    sums = _sums((paid.node.made.kind, paid.amount) for paid in statement.payouts)
    if not sums or any(payout.pays_as == "cash" for payout in statement.plan.payouts.values()):
        return reader.figures.amount(earned, statement.plan.currency)
    return joined(reader.figures.quantity(amount, kind) for kind, amount in sums.items())


def _sums(amounts: Iterable[tuple[Kind, Decimal | Missing]]) -> dict[Kind, Decimal]:
    """What amounts come to, each kind by itself."""
    sums: dict[Kind, Decimal] = {}
    with exactly():
        for kind, amount in amounts:
            if isinstance(amount, Decimal):
                sums[kind] = sums.get(kind, ZERO) + amount
    return sums


def _of_target(earned: Decimal, made: Breakdown, statement: Statement, reader: Reader) -> str:
    if made.target is None or made.target <= ZERO or earned < ZERO:
        return ""
    with exactly():
        share = reader.figures.percent(earned / made.target)
    return f" That is {share} of {reader.your} {reader.figures.amount(made.target, statement.plan.currency)} target."


def _dates(statement: Statement, reader: Reader) -> tuple[tuple[str, str], ...]:
    """When what is due; payouts of one day together, each kind of payment by itself."""
    days = sorted({paid.due for paid in statement.payouts if paid.due is not None})
    shown = [
        (f"Due {reader.figures.day(day)}", reader.figures.quantity(amount, kind))
        for day in days
        for kind, amount in _sums(
            (paid.node.made.kind, paid.amount) for paid in statement.payouts if paid.due == day
        ).items()
    ]
    return tuple(shown[:_MOST_DATES])


def _tails(made: Breakdown, gates: Sequence[Gate], opened: Statement, reader: Reader) -> dict[str, str] | None:
    if not gates:
        return None
    held = {node for gate in gates for node in gate.held}
    return gate_tails(made.lines, breakdown(opened).lines, total_held=bool(held & set(made.changes)), reader=reader)


def _lines(made: Breakdown, statement: Statement, tails: dict[str, str] | None, reader: Reader) -> Iterator[Part]:
    if len(made.lines) <= MOST_LINES:
        yield from line_parts(made.lines, statement, reader, tails)
    else:
        largest = sorted(made.lines, key=_size, reverse=True)[:LARGEST]
        yield from line_parts(largest, statement, reader, tails)
        rest = [line for line in made.lines if line not in largest]
        words = f"{len(rest)} more lines come to {_sum_words(rest, reader)} together."
        yield Paragraph(((words,),), Button(LINES, "Show all", reader.key, f"Show all {len(made.lines)} lines"))
    titles = [_called(node) for node in made.changes]
    names = why_names([*(line.title for line in made.lines), *titles])[len(made.lines) :]
    yield from (_change(node, name, reader) for node, name in zip(made.changes, names, strict=True))
    if not made.changes and (words := _rounding_words(made, statement, reader)):
        yield Paragraph(((words,),))


def _size(line: Line) -> Decimal:
    return abs(line.amount) if isinstance(line.amount, Decimal) else ZERO


def _sum_words(lines: Sequence[Line], reader: Reader) -> str:
    sums = _sums((line.kind, line.amount) for line in lines)
    return joined(reader.figures.quantity(amount, kind) for kind, amount in sums.items())


def _called(node: Node) -> str:
    return node.made.title or node.made.name.replace("-", " ")


def _change(node: Node, says: str, reader: Reader) -> Paragraph:
    """A figure between the lines and the total that changed the amount: a cap, a floor, a calibration."""
    title = _called(node)
    amount = (
        ""
        if isinstance(node.value, (Missing, bool, str, date))
        else f": {reader.figures.quantity(node.value, node.made.kind)}"
    )
    working = node.made.verb.working(node) if isinstance(node.made, Figure) else None
    words = sentence(f"{say(working, reader.figures)}{clause_of(node.made.clause)}") if working else ""
    return Paragraph(
        ((Bold(f"{title}{amount}"),), *([(words,)] if words else [])), why_button(node.made.name, says, reader)
    )


def _rounding_words(made: Breakdown, statement: Statement, reader: Reader) -> str:
    """Lines are shown to the cent each, and rounded once together; where that can be seen, it is said."""
    if not all(is_money(line.kind) for line in made.lines) or not isinstance(statement.earned, Decimal):
        return ""
    step = Decimal(1).scaleb(-decimals(statement.plan.currency))
    shown = sum(
        (line.amount.quantize(step, ROUND_HALF_UP) for line in made.lines if isinstance(line.amount, Decimal)), ZERO
    )
    if shown == statement.earned:
        return ""
    amount = reader.figures.amount(shown, statement.plan.currency)
    return f"As shown, the lines add up to {amount}. The total is rounded once, from all their digits."
