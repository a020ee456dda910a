"""The statement: what somebody earned in one period, in the order that `/mypay` always keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from plans.currency import decimals
from plans.number import ZERO, exactly
from plans.plan import Figure
from plans.statement import Statement
from plans.tree import Missing, Node
from plans.words import say
from views.charts import picture
from views.detail import why_button, why_names
from views.framing import as_of, heading, seen_by
from views.gate_words import gate_parts, gate_sentence, gate_tails
from views.gates import Gate, closed_gates, with_gates_open
from views.lines import Breakdown, breakdown, is_money
from views.many import some_lines, sums_of
from views.message import Actions, Bold, Button, Facts, Form, Heading, Message, Paragraph, Part, Rule
from views.names import called
from views.past import past_menu
from views.periods import grain_word
from views.reader import Reader
from views.texts import clause_of, joined, sentence
from views.waiting import waiting_parts

STATEMENT = "fs.statement"
_MOST_DATES = 4


def statement_message(statement: Statement, reader: Reader) -> Message:
    """The private answer to `/mypay`."""
    return Message((*_parts(statement, reader), past_menu(reader.key), seen_by(statement, reader)))


def statement_form(statement: Statement, reader: Reader, key: str, back: Button | None = None) -> Form:
    """The same in a modal: one's own of another period, or that of somebody whom the reader leads. `back` leads to where it was opened from."""
    ways = (Actions((back,)),) if back is not None else ()
    return Form(STATEMENT, "Statement", (*_parts(statement, reader), *ways, seen_by(statement, reader)), key=key)


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
    yield from some_lines(made.lines, statement, reader, tails)
    yield from _changes(made, statement, reader)
    if not gates and (chart := picture(made.lines, reader, final=statement.final)) is not None:
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
    sums = sums_of((paid.node.made.kind, paid.amount) for paid in statement.payouts)
    if not sums or any(payout.pays_as == "cash" for payout in statement.plan.payouts.values()):
        return reader.figures.amount(earned, statement.plan.currency)
    return joined(reader.figures.quantity(amount, kind) for kind, amount in sums.items())


def _of_target(earned: Decimal, made: Breakdown, statement: Statement, reader: Reader) -> str:
    if made.target is None or made.target <= ZERO or earned < ZERO:
        return ""
    with exactly():
        share = reader.figures.percent(earned / made.target)
    return f" That is {share} of {reader.your} {reader.figures.amount(made.target, statement.plan.currency)} target."


def _dates(statement: Statement, reader: Reader) -> tuple[tuple[str, str], ...]:
    """When what is due, or was; payouts of one day together, each kind of payment by itself."""
    days = sorted({paid.due for paid in statement.payouts if paid.due is not None})
    shown = [
        (
            f"{'Due' if day >= reader.today else 'Was due'} {reader.figures.day(day)}",
            reader.figures.quantity(amount, kind),
        )
        for day in days
        for kind, amount in sums_of(
            (paid.node.made.kind, paid.amount) for paid in statement.payouts if paid.due == day
        ).items()
    ]
    return tuple(shown[:_MOST_DATES])


def _tails(made: Breakdown, gates: Sequence[Gate], opened: Statement, reader: Reader) -> dict[str, str] | None:
    if not gates:
        return None
    held = {node for gate in gates for node in gate.held}
    return gate_tails(made.lines, breakdown(opened).lines, total_held=bool(held & set(made.changes)), reader=reader)


def _changes(made: Breakdown, statement: Statement, reader: Reader) -> Iterator[Part]:
    """What stands between the lines and the total: figures that changed the amount, else the rounding where it can be seen."""
    titles = [called(node) for node in made.changes]
    names = why_names([*(line.title for line in made.lines), *titles])[len(made.lines) :]
    yield from (_change(node, name, reader) for node, name in zip(made.changes, names, strict=True))
    if not made.changes and (words := _rounding_words(made, statement, reader)):
        yield Paragraph(((words,),))


def _change(node: Node, says: str, reader: Reader) -> Paragraph:
    """A figure between the lines and the total that changed the amount: a cap, a floor, a calibration."""
    title = called(node)
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
