"""Gates that are closed: what holds an amount back, where one stands, what would open it, and what would then be earned."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from plans.number import edge
from plans.record import Fact
from plans.registry import Metric
from plans.statement import Statement, supposing
from plans.tree import Missing, Node, walk
from views.measure import is_metric
from views.names import metric_named

_OPPOSITE = {"at-least": "less-than", "more-than": "at-most", "at-most": "more-than", "less-than": "at-least"}


class Gate(NamedTuple):
    """A closed gate: `test` decides, `held` are the figures that it holds back; `shuts` when the test says yes (`cap … while`)."""

    test: Node
    held: tuple[Node, ...]
    shuts: bool


class Opening(NamedTuple):
    """What is compared with what: `how` is at-least, more-than, at-most or less-than."""

    of: Node
    how: str
    at: Node

    @property
    def steps(self) -> int:
        """How many more of what is counted (below zero: fewer) would open it."""
        if not isinstance(self.of.value, Decimal) or not isinstance(self.at.value, Decimal):
            return 0
        here, there = edge(self.of.value), edge(self.at.value)
        if self.how in {"at-least", "more-than"}:
            past = 1 if self.how == "more-than" and there == there.to_integral_value() else 0
            return int((there - here).to_integral_value(ROUND_CEILING)) + past
        past = 1 if self.how == "less-than" and there == there.to_integral_value() else 0
        return int((there - here).to_integral_value(ROUND_FLOOR)) - past


def closed_gates(statement: Statement) -> tuple[Gate, ...]:
    """The gates of the participant in this period (not of single items) that hold something back now, in the order in which they are met."""
    found: dict[str, Gate] = {}
    if not any(map(_decides, statement.evaluation.nodes.values())):
        return ()
    for node in walk(*(paid.node for paid in statement.payouts)):
        decides = _decides(node)
        if decides is None or node.item or node.period or isinstance(node.value, Missing):
            continue
        test, shuts = decides
        known = found.get(test.made.name, Gate(test, (), shuts))
        found[test.made.name] = known._replace(held=(*known.held, node))
    return tuple(found.values())


def with_gates_open(statement: Statement, gates: tuple[Gate, ...]) -> Statement:
    """The same statement, had these gates been open."""
    return supposing(statement, {gate.test.made.name: not gate.shuts for gate in gates})


def opening(gate: Gate) -> Opening | None:
    """What would have to be true; None where the test is no comparison of numbers."""
    asked = comparison(gate.test)
    return asked._replace(how=_OPPOSITE[asked.how]) if asked and gate.shuts else asked


def comparison(test: Node) -> Opening | None:
    """What a test compares with what; None where it compares no numbers."""
    how = next((name for name in _OPPOSITE if isinstance(test.args.get(name), Node)), None)
    if test.made.op != "test" or how is None or not isinstance(test.args["of"].value, Decimal):
        return None
    return Opening(test.args["of"], how, test.args[how])


def counted_metric(statement: Statement, node: Node) -> Metric | None:
    """The metric of a node that counts things one by one."""
    metric = metric_named(node.made.name, statement.scheme.registry) if is_metric(node) else None
    return metric if metric is not None and metric.counts else None


def rows_behind(statement: Statement, gate: Gate) -> tuple[Fact, ...]:
    """The recorded rows that a gate still waits for: of what its test counts, those that do not count."""
    way = opening(gate)
    metric = counted_metric(statement, way.of) if way else None
    if way is None or metric is None or not metric.roll_up.where or not metric.roll_up.plain or metric.per != "person":
        return ()
    counted = set(map(id, way.of.rows))
    facts = statement.dossier.facts.get((metric.roll_up.fact, metric.per), ())
    return tuple(fact for fact in facts if fact.observed in statement.period and id(fact) not in counted)


def _decides(node: Node) -> tuple[Node, bool] | None:
    """The test that holds this figure back, and whether it shuts by saying yes; None where nothing is held back by one."""
    if node.made.op not in {"gate", "cap"}:
        return None
    of = node.args.get("of")
    if not isinstance(of, Node) or of.value == node.value:
        return None
    if node.made.op == "gate":
        test = node.args["when"]
        return (test, False) if test.value is False and test.made.name else None
    if node.made.op == "cap":
        test = node.args.get("while")
        return (test, True) if isinstance(test, Node) and test.value is True and test.made.name else None
    return None
