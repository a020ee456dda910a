"""A closed gate in words: which one, where one stands, what would open it, and what each part would be then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from plans.plan import Figure
from plans.statement import Statement
from plans.tree import Node
from plans.unit import Unit, plural
from plans.words import Shown
from views.gates import Gate, Opening, counted_metric, opening, rows_behind
from views.lines import Line, line_named
from views.message import Bold, Button, Paragraph, Words
from views.names import called
from views.reader import Reader
from views.texts import clause_of, clauses_of, inside, joined, small

ROWS = "fs.gate.rows"
_TOLD = 2  # gates told in full; of more, the rest is counted
_OPENS = {
    "at-least": "The gate opens at {at}",
    "more-than": "The gate opens above {at}",
    "at-most": "The gate opens at {at} or less",
    "less-than": "The gate opens below {at}",
}


def gate_sentence(gates: Sequence[Gate], more: Decimal, statement: Statement, reader: Reader) -> str:
    """`One gate is closed, so €291.43 more does not count yet.`"""
    if not gates:
        return ""
    count = "One gate is" if len(gates) == 1 else f"{small(len(gates)).capitalize()} gates are"
    if more <= 0:
        return f"{count} closed."
    amount = reader.figures.amount(more, statement.plan.currency)
    return f"{count} closed, so {amount} more {'does not count' if statement.final else 'does not count yet'}."


def gate_parts(gates: Sequence[Gate], statement: Statement, reader: Reader) -> Iterator[Paragraph]:
    """A section for each closed gate; the first that counts rows offers to show those it still waits for."""
    offered = False
    for gate in gates[:_TOLD]:
        button = None if offered else rows_button(gate, statement, reader)
        offered = offered or button is not None
        yield Paragraph(tuple(_lines(gate, statement, reader)), button)
    if len(gates) > _TOLD:
        others = joined(inside(called(gate.test)) for gate in gates[_TOLD:])
        yield Paragraph(((f"Closed as well: {others}.",),))


def gate_tails(lines: Sequence[Line], opened: Sequence[Line], *, total_held: bool, reader: Reader) -> dict[str, str]:
    """What each line would be with the gate open, by its name."""
    said: dict[str, str] = {}
    for line in lines:
        other = line_named(tuple(opened), line.name)
        if other is None or not isinstance(other.amount, Decimal):
            continue
        if other.amount != line.amount:
            said[line.name] = f"It would be {reader.figures.quantity(other.amount, other.kind)} with the gate open."
        elif total_held:
            said[line.name] = "It counts once the gate is open."
        else:
            said[line.name] = "The gate does not change this part."
    return said


def rows_button(gate: Gate, statement: Statement, reader: Reader) -> Button | None:
    """`Show the 13 accounts`: those that a gate still waits for; None where it waits for no rows."""
    rows, way = rows_behind(statement, gate), opening(gate)
    if not rows or way is None:
        return None
    show = f"Show {reader.figures.the(len(rows), _noun(way.of))}"
    return Button(ROWS, show, reader.key, f"{show} that {'does' if len(rows) == 1 else 'do'} not count yet")


def _lines(gate: Gate, statement: Statement, reader: Reader) -> Iterator[Words]:
    title = inside(called(gate.test))
    yield (Bold(f"Gate closed: {title}." if gate.shuts else f"Gate: {title}. Closed."),)
    way = opening(gate)
    standing = _standing(way, statement, reader) if way else ""
    yield (f"{standing}{_effect(gate, reader)}",)
    if not statement.final:
        ends = reader.figures.day(statement.period.end)
        yield (Bold(f"What counts is the reading on {ends}."), _would_open(way, statement) if way else "")


def _standing(way: Opening, statement: Statement, reader: Reader) -> str:
    """`Accounts with a current success plan: 37. The gate opens at 40 accounts, 80% of 50 accounts (clause 5.1). `"""
    value, at = way.of.value, way.at
    if not isinstance(value, Decimal) or not isinstance(at.value, Decimal):
        return ""
    metric = counted_metric(statement, way.of)
    here = reader.figures.number(value) if metric is not None else reader.figures.quantity(value, way.of.made.kind)
    whole = _whole(at.value, way.how) if metric is not None else at.value
    there = reader.figures.quantity(whole, at.made.kind)
    near = "" if whole == at.value else " at least" if whole > at.value else " at most"
    made = f"{_share_of(at, near, reader)}{clause_of(at.made.clause)}" if isinstance(at.made, Figure) else ""
    return f"{called(way.of)}: {here}. {_OPENS[way.how].format(at=there)}{made}. "


def _whole(edge: Decimal, how: str) -> Decimal:
    """The first whole number that opens the gate: 20 accounts where 19.2 would do."""
    if how == "at-least":
        return edge.to_integral_value(ROUND_CEILING)
    return edge.to_integral_value(ROUND_FLOOR) if how == "at-most" else edge


def _share_of(at: Node, near: str, reader: Reader) -> str:
    """`, 80% of 50 accounts`: how an edge comes about that is a share of something."""
    of, share = at.args.get("of"), at.args.get("at")
    if at.made.op != "rate" or not isinstance(of, Node) or not isinstance(share, Node):
        return ""
    if not isinstance(share.value, Decimal) or not isinstance(of.value, Decimal) or not _is_share(share):
        return ""
    return f",{near} {reader.figures.percent(share.value)} of {reader.figures.quantity(of.value, of.made.kind)}"


def _is_share(node: Node) -> bool:
    return isinstance(node.made.kind, Unit) and node.made.kind.is_ratio


def _effect(gate: Gate, reader: Reader) -> str:
    """`While it is closed, net revenue retention and time to first value stop at 100% (clauses 5.3 and 5.5).`"""
    told: dict[str, list[Node]] = {}
    for node in gate.held:
        told.setdefault(_result(node, reader), []).append(node)
    return "While it is closed, " + "; ".join(_held(nodes, result) for result, nodes in told.items()) + "."


def _held(nodes: Sequence[Node], result: str) -> str:
    titles = joined(dict.fromkeys(inside(called(node)) for node in nodes))
    where = clauses_of(node.made.clause for node in nodes)
    several = len(nodes) > 1
    verb = {"stop": "stop" if several else "stops", "pay": "pay" if several else "pays"}
    return f"{titles} {result.format(**verb)}{where}"


def _result(node: Node, reader: Reader) -> str:
    if node.made.op == "cap":
        at = node.args["at"]
        return f"{{stop}} at {reader.figures.quantity(at.value, at.made.kind)}"
    otherwise = node.args.get("otherwise")
    if isinstance(otherwise, Node) and isinstance(otherwise.value, Decimal):
        return f"{{pay}} {reader.figures.value(Shown(otherwise.value, otherwise.made.kind))}"
    return "{pay} nothing"


def _would_open(way: Opening, statement: Statement) -> str:
    """` Three more accounts with a current success plan would open it.`"""
    metric, steps = counted_metric(statement, way.of), way.steps
    if metric is None or not steps:
        return ""
    noun = _noun(way.of)
    several = plural(noun)
    size = abs(steps)
    title = inside(metric.title)
    things = title if title.startswith(several) else several
    if size == 1:
        things = noun + things.removeprefix(several)
    return f" {small(size).capitalize()} {'more' if steps > 0 else 'fewer'} {things} would open it."


def _noun(of: Node) -> str:
    return of.made.kind.over[0] if isinstance(of.made.kind, Unit) and of.made.kind.over else "row"
