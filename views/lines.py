"""The parts that a total is made of: from each payout's figure down through what only hands on, to the first figure of several parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from plans.number import ZERO, exactly
from plans.plan import Figure
from plans.registry import Registry
from plans.statement import Paid, Statement, node_name
from plans.tree import Missing, Node, Piece
from plans.unit import Kind, Unit
from views.elsewhen import window_read
from views.measure import DECIDES, Measure, measure_of
from views.names import called, last_in_words

HANDS_ON = frozenset({"round", "cap", "floor", "gate", "modify", "choose"})


class Line(NamedTuple):
    """One part of a total. `amount` is in the plan's currency (or in points, shares …); where nobody knows it yet, Missing.

    `of` is the figure that the part belongs to (itself, where a payout is one part), `piece` its part there.
    """

    name: str  # how the plan calls it: `retention`, `commission[O-17]`, `commission.to-quota`
    title: str
    amount: Decimal | Missing
    kind: Kind
    node: Node
    of: Node
    piece: Piece | None = None
    counted: Node | None = None  # what is measured for it; None of a band
    band: bool = False  # a band of a scale: its piece says how much of what at which rate

    @property
    def weight(self) -> Decimal | None:
        """How much of the whole it counts for, where it is weighed."""
        return self.piece.at if self.piece and self.of.made.op == "weigh" else None

    @property
    def target_pay(self) -> Decimal | None:
        """What it pays at its target."""
        return self.piece.amount if self.piece and "of" in self.of.args and self.of.made.op == "weigh" else None


class Breakdown(NamedTuple):
    """All lines of a statement. `passed` are the figures between them and the total, outermost first; `target` is the total at target."""

    lines: tuple[Line, ...]
    passed: tuple[Node, ...] = ()
    target: Decimal | None = None

    @property
    def changes(self) -> tuple[Node, ...]:
        """The figures passed that changed the amount by more than rounding it."""
        return tuple(node for node in self.passed if _changed(node))


def breakdown(statement: Statement) -> Breakdown:
    """The parts of all payouts. One payout is told by its parts; several stand for themselves."""
    payouts = statement.payouts
    if len(payouts) == 1:
        inner, passed = _descend(payouts[0].node)
        lines = _told_apart(_parts(inner))
        whole = inner.args.get("of") if inner.made.op == "weigh" else None
        target = whole.value if isinstance(whole, Node) and isinstance(whole.value, Decimal) else None
        return Breakdown(lines, passed, target)
    return Breakdown(_told_apart(map(_paid_line, payouts)))


def _told_apart(lines: Iterable[Line]) -> tuple[Line, ...]:
    """A figure that is added twice is two lines, each with a name of its own."""
    found: dict[str, Line] = {}
    for line in lines:
        name, number = line.name, 1
        while name in found:
            number += 1
            name = f"{line.name}.{number}"
        found[name] = line if name == line.name else line._replace(name=name)
    return tuple(found.values())


def handed_on(node: Node) -> Node | None:
    """The figure whose value this one hands on, perhaps bounded; None where it makes a new one."""
    if node.made.op not in HANDS_ON:
        return None
    named = node.args.get("of")
    found = named if isinstance(named, Node) else next(iter(_chosen(node.args)), None)
    return found if found is not None and isinstance(found.made, Figure) else None


def line_named(lines: tuple[Line, ...], name: str) -> Line | None:
    """The line that the plan calls so; None where there is none."""
    return next((line for line in lines if line.name == name), None)


def line_of(statement: Statement, name: str) -> Line | None:
    """Any figure of the statement as a line of its own: one of an item, or one that changed the total, which measures nothing alone."""
    node = statement.figure(name)
    if node is None:
        return None
    line = _line(name, _title(node), node, node)
    return line._replace(counted=None) if node in breakdown(statement).passed else line


def measured(line: Line, registry: Registry) -> Measure | None:
    """What the line measures, and against what."""
    return None if line.counted is None else measure_of(line.counted, registry)


def sum_of(lines: tuple[Line, ...]) -> Decimal:
    """What the known lines come to."""
    with exactly():
        return sum((line.amount for line in lines if isinstance(line.amount, Decimal)), ZERO)


def _descend(node: Node) -> tuple[Node, tuple[Node, ...]]:
    """The first figure that has several parts (or makes its value itself), and the figures passed on the way, outermost first."""
    passed: list[Node] = []
    while True:
        inner = _only_part(node) if node.made.op == "sum" else handed_on(node)
        if inner is None:
            return node, tuple(passed)
        passed.append(node)
        node = inner


def _only_part(node: Node) -> Node | None:
    parts = node.args.get("of", ())
    return parts[0] if len(parts) == 1 and isinstance(parts[0].made, Figure) else None


def _chosen(args: Mapping[str, Any]) -> Iterator[Node]:
    return (value for name, value in args.items() if name not in DECIDES and isinstance(value, Node))


def _changed(node: Node) -> bool:
    inner = handed_on(node)
    return (
        node.made.op != "round"
        and inner is not None
        and inner.value != node.value
        and not isinstance(node.value, Missing)
    )


def _parts(node: Node) -> Iterator[Line]:
    if node.made.op == "weigh":
        yield from _weighed(node)
    elif node.made.op == "sum" and window_read(node) is None:
        for part in node.args.get("each") or node.args.get("of", ()):
            yield _line(node_name(part), _title(part), part, node)
    elif node.made.op == "tiers" and sum(1 for piece in node.pieces if piece.value) > 1:
        for piece in node.pieces:
            if piece.value:
                name = f"{node_name(node)}.{piece.name}"
                yield Line(
                    name,
                    last_in_words(piece.name),
                    piece.value,
                    piece.kind,
                    node,
                    node,
                    piece,
                    band=True,
                )
    else:
        yield _line(node_name(node), _title(node), node, node)


def _weighed(node: Node) -> Iterator[Line]:
    known = node.pieces or (None,) * len(node.args["parts"])
    for part, piece in zip(node.args["parts"], known, strict=True):
        line = _line(node_name(part.of), _title(part.of), part.of, node)
        amount: Decimal | Missing = Missing(()) if piece is None else piece.value
        if isinstance(part.of.value, Missing):
            amount = part.of.value
        yield line._replace(amount=amount, kind=node.made.kind, piece=piece)


def _paid_line(paid: Paid) -> Line:
    node = paid.node
    inner, _ = _descend(node)
    return Line(node_name(node), _title(node), paid.amount, node.made.kind, node, node, counted=inner)


def _line(name: str, title: str, node: Node, of: Node) -> Line:
    amount = node.value if isinstance(node.value, (Decimal, Missing)) else ZERO
    return Line(name, title, amount, node.made.kind, node, of, counted=node)


def _title(node: Node) -> str:
    return f"{called(node)}: {node.item}" if node.item else called(node)


def is_money(kind: Kind) -> bool:
    """Whether it is an amount of one currency, and nothing per anything."""
    return isinstance(kind, Unit) and kind.currency is not None
