"""From facts to a metric's value: roll-ups over one period, with what is absent decided by what the source declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from plans.absence import Arrival
from plans.calendar import Period
from plans.record import Fact
from plans.registry import Metric
from plans.rolls import ROLLS, Roll, Rolled, RollUp, told_apart
from plans.tree import Assumption, Cause, Input, Missing, Node, missing_in
from plans.unit import RATIO, Kind, Unit

Facts = Callable[[str], Sequence[Fact]]  # a recorded metric -> the payee's rows of it, in the order of their days


@dataclass(slots=True)
class Reading:
    """One metric being read for one payee and period; `assumes` takes what must be assumed to go on."""

    metric: Metric
    arrival: Arrival
    assumes: dict[Assumption, None]

    def roll(self, facts: Facts) -> Node:
        """The metric's node."""
        made = self.metric.made
        if (late := self.arrival.late) is not None:
            return Node(made, Missing((late,)), rows=self.arrival.declared)
        node = self._node(self.metric.roll_up, facts, made)
        if type(node.value) is not Missing and (assumed := self.arrival.assumption) is not None:
            self.assumes[assumed] = None
        return node

    def _node(self, roll_up: RollUp, facts: Facts, made: Input) -> Node:
        if roll_up.of and roll_up.to:
            return self._ratio(roll_up.of, roll_up.to, facts, made)
        rows = _matching(_within(facts(roll_up.fact), self.arrival.period), roll_up.where)
        found = self._rolled(roll_up, rows, made.kind)
        if isinstance(found, Missing):
            return Node(made, found, rows=rows or self.arrival.declared)
        return Node(made, found.value, rows=rows or self.arrival.declared, decided=found.decided)

    def _ratio(self, of: RollUp, to: RollUp, facts: Facts, made: Input) -> Node:
        parts = {
            key: self._node(side, facts, _side(f"{made.name}.{key}", side, _kind_of(side, facts)))
            for key, side in (("of", of), ("to", to))
        }
        above, below = parts["of"], parts["to"]
        if causes := missing_in(above) + missing_in(below):
            return Node(made, Missing(tuple(dict.fromkeys(causes))), parts)
        if (odd := _of_two_currencies(above, below)) and made.kind == RATIO:
            return Node(made, Missing((self.arrival.cause("conflict", odd),)), parts)
        if not isinstance(above.value, Decimal) or not isinstance(below.value, Decimal):
            odd = next(side.made.title for side in (above, below) if not isinstance(side.value, Decimal))
            return Node(made, Missing((self.arrival.cause("conflict", f"{odd} is no number"),)), parts)
        if not below.value:
            return Node(made, Missing((self._no_share(below),)), parts)
        return Node(made, above.value / below.value, parts)

    def _no_share(self, of: Node) -> Cause:
        """Why there is no share of zero: nothing arrived at all, or what arrived adds up to nothing."""
        if any(isinstance(row, Fact) for row in of.rows):
            return self.arrival.cause("absent", f"{of.made.title} is zero, so there is no share of it")
        return self.arrival.nothing()

    def _rolled(self, roll_up: RollUp, rows: tuple[Fact, ...], kind: Kind) -> Rolled | Missing:
        roll = ROLLS[roll_up.op]
        if not rows and (roll.measured or not self.arrival.spoke):
            return Missing((self.arrival.nothing(),))
        if words := _conflict(roll, roll_up, rows, kind):
            return Missing((self.arrival.cause("conflict", words),))
        return roll.rolled(rows, roll_up)


def _conflict(roll: Roll, roll_up: RollUp, rows: tuple[Fact, ...], kind: Kind) -> str:
    """Why these facts come to no value; empty where they do."""
    if roll_up.op == "distinct":
        nameless = next((fact for fact in rows if told_apart(fact, roll_up.things) is None), None)
        return f"fact {nameless.fact_id} names no {roll_up.things}" if nameless else ""
    if roll.counts:
        return ""
    if (wrong := _of_another_kind(rows, kind)) is not None:
        return f"fact {wrong.fact_id} is in {wrong.kind}, the registry says {kind}"
    return "" if roll.kinds(kind) else f"{roll_up.fact.replace('-', ' ')} is in {kind}, which has no {roll_up.op}"


def _within(facts: Sequence[Fact], period: Period) -> tuple[Fact, ...]:
    """The facts of the period; they come in the order of their days, so mostly both ends tell that all of them are."""
    if not facts or (facts[0].observed >= period.start and facts[-1].observed <= period.end):
        return tuple(facts)
    return tuple(fact for fact in facts if fact.observed in period)


def _matching(facts: tuple[Fact, ...], where: str) -> tuple[Fact, ...]:
    """The facts whose value is the one asked for; all of them where none is."""
    if not where:
        return facts
    if where in {"yes", "no"}:
        wanted = where == "yes"
        return tuple([fact for fact in facts if fact.value is wanted])  # a list first: this is where the time goes
    return tuple(fact for fact in facts if fact.value == where)


def _of_another_kind(facts: tuple[Fact, ...], kind: Kind) -> Fact | None:
    """The first fact that counts something else. Rows of one reading share their kind, which is then compared once."""
    known: Kind = kind
    for fact in facts:
        if fact.kind is not known:
            if fact.kind != kind:
                return fact
            known = fact.kind
    return None


def _of_two_currencies(above: Node, below: Node) -> str:
    """Why one amount is no share of another; empty where it can be one."""
    of, to = above.made.kind, below.made.kind
    if not isinstance(of, Unit) or not isinstance(to, Unit) or not of.currency or not to.currency or of == to:
        return ""
    return f"{above.made.title} is in {of}, {below.made.title} in {to}, so there is no share of it"


@lru_cache(maxsize=4096)
def _side(name: str, side: RollUp, kind: Kind) -> Input:
    """What makes one side of a ratio. It has a name of its own: both sides may count the same facts, one of them fewer."""
    title = side.fact.replace("-", " ")
    return Input(name, side.op, kind, f"{title} ({side.where})" if side.where else title)


def _kind_of(roll_up: RollUp, facts: Facts) -> Kind:
    """The unit of one side of a ratio: facts say it themselves, a count counts rows, `distinct` what it tells apart."""
    if (roll := ROLLS.get(roll_up.op)) is not None and roll.counts:
        return Unit((roll_up.things or "row",))
    return next((fact.kind for fact in facts(roll_up.fact)), RATIO)
