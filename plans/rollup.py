"""From facts to a metric's value: the one place where a metric is computed, with what is absent decided by what the source declared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from plans.absence import Arrival
from plans.company.cut import Cut
from plans.members import Facts, Members, matching, missing_name, of_cohort, starting, within
from plans.record import Fact
from plans.registry import Metric
from plans.roll_days import First, Span
from plans.roll_words import side_title
from plans.rolls import CHANGE, DIFFERENCE, ROLLS, SHARE, Roll, Rolled, RollUp, told_apart
from plans.tree import Assumption, Cause, Input, Missing, Node, missing_in
from plans.unit import RATIO, Kind, Unit


@dataclass(slots=True)
class Reading:
    """One metric being read for one payee and a period of a calendar; `assumes` takes what must be assumed to go on."""

    metric: Metric
    arrival: Arrival
    assumes: dict[Assumption, None]
    cut: Cut
    item: str = ""  # the item for which it is read, where it is read for one

    def roll(self, facts: Facts) -> Node:
        """The metric's node."""
        made = self.metric.made
        if (late := self.arrival.late) is not None:
            return Node(made, Missing((late,)), rows=self.arrival.declared, item=self.item)
        node = self._node(self.metric.roll_up, facts, made)
        if type(node.value) is not Missing and (assumed := self.arrival.assumption) is not None:
            self.assumes[assumed] = None
        return node

    def _node(self, roll_up: RollUp, facts: Facts, made: Input) -> Node:
        if roll_up.of is not None:
            return self._of_two(roll_up, facts, made)
        span = roll_up.over.span(self.arrival.period, self.cut)
        if span is None:
            return Node(made, Missing((self._no_days(str(roll_up.over)),)), item=self.item)
        rows = self._rows(roll_up, facts, span)
        parts: dict[str, Node] = {}
        if not roll_up.plain:
            rows = self._limited(roll_up, rows, facts, made, parts)
        causes = missing_in(parts) if parts else ()
        found = Missing(causes) if causes else self._rolled(roll_up, rows, span, made.kind)
        behind = rows or self.arrival.declared
        if isinstance(found, Missing):
            return Node(made, found, parts, rows=behind, item=self.item)
        return Node(made, found.value, parts, rows=behind, item=self.item, decided=found.decided)

    def _rows(self, roll_up: RollUp, facts: Facts, span: Span) -> tuple[Fact, ...]:
        """The facts of its days that have the value asked for."""
        return matching(within(facts(roll_up.fact), span), roll_up.where)

    def _limited(
        self, roll_up: RollUp, rows: tuple[Fact, ...], facts: Facts, made: Input, parts: dict[str, Node]
    ) -> tuple[Fact, ...]:
        """The rows that are about the cohort, and within the first days of what each is about; who that is stands in `parts`."""
        limits: dict[str, Members | None] = {}
        if isinstance(first := roll_up.over, First):
            limits["first"] = starting(first, facts, self.arrival.period)
        if roll_up.cohort is not None:
            limits["cohort"] = of_cohort(roll_up.cohort, facts, self.arrival.period, self.cut)
        for name, members in limits.items():
            parts[name] = self._members(f"{made.name}.{name}", members, roll_up)
            if members is None or missing_in(parts[name]):
                continue
            if (nameless := missing_name(rows, members.things)) is not None:
                cause = self.arrival.cause("conflict", f"fact {nameless.fact_id} names no {members.things}")
                parts[name] = Node(parts[name].made, Missing((cause,)), rows=members.rows, item=self.item)
                continue
            rows = tuple(fact for fact in rows if members.has(fact))
        return rows

    def _members(self, name: str, members: Members | None, roll_up: RollUp) -> Node:
        """How many there are, with the facts that say so; or why nobody can say."""
        if members is None:
            during, title = (str(roll_up.cohort.during), roll_up.cohort.fact) if roll_up.cohort else ("", "")
            made = Input(name, "cohort", RATIO, title.replace("-", " "))
            return Node(made, Missing((self._no_days(during),)), item=self.item)
        made = Input(name, name.rpartition(".")[2], Unit((members.things,)), members.title)
        behind = members.rows or self.arrival.declared
        if (late := self.arrival.open_through(members.span.end)) is not None:
            return Node(made, Missing((late,)), rows=behind, item=self.item)
        if not members.rows and not self.arrival.spoke_since(members.span.start):
            return Node(made, Missing((self.arrival.nothing(members.span),)), rows=behind, item=self.item)
        if (nameless := missing_name(members.rows, members.things)) is not None:
            cause = self.arrival.cause("conflict", f"fact {nameless.fact_id} names no {members.things}")
            return Node(made, Missing((cause,)), rows=behind, item=self.item)
        return Node(made, Decimal(members.count), rows=behind, item=self.item)

    def _no_days(self, over: str) -> Cause:
        return self.arrival.cause("absent", f"the calendar has no days for `{over}` of {self.arrival.period}")

    def _of_two(self, roll_up: RollUp, facts: Facts, made: Input) -> Node:
        """A ratio, or a change: both sides are computed, so that each is there to be seen."""
        parts = self._sides(roll_up, facts, made)
        above, below = parts.values()
        if causes := missing_in(above) + missing_in(below):
            return Node(made, Missing(tuple(dict.fromkeys(causes))), parts, item=self.item)
        if odd := _unlike(roll_up, above, below, made.kind):
            return Node(made, Missing((self.arrival.cause("conflict", odd),)), parts, item=self.item)
        if not isinstance(above.value, Decimal) or not isinstance(below.value, Decimal):
            odd = next(side.made.title for side in (above, below) if not isinstance(side.value, Decimal))
            return Node(made, Missing((self.arrival.cause("conflict", f"{odd} is no number"),)), parts, item=self.item)
        if roll_up.given_as == DIFFERENCE:
            return Node(made, above.value - below.value, parts, item=self.item)
        if not below.value:
            return Node(made, Missing((self._no_share(below, roll_up),)), parts, item=self.item)
        if roll_up.given_as == SHARE:
            return Node(made, (above.value - below.value) / abs(below.value), parts, item=self.item)
        return Node(made, above.value / below.value, parts, item=self.item)

    def _sides(self, roll_up: RollUp, facts: Facts, made: Input) -> dict[str, Node]:
        parts = {}
        for name, side in zip(roll_up.names, roll_up.sides, strict=False):
            kind = made.kind if roll_up.given_as == DIFFERENCE else _kind_of(side, facts)
            parts[name] = self._node(side, facts, _side(made.name, name, side, kind))
        if roll_up.base is not None:
            parts[roll_up.names[1]] = Node(
                Input("", "literal", roll_up.base.kind, str(roll_up.base)), roll_up.base.value
            )
        return parts

    def _no_share(self, of: Node, roll_up: RollUp) -> Cause:
        """Why there is no share of zero: nothing arrived at all, or what arrived adds up to nothing."""
        if any(isinstance(row, Fact) for row in of.rows) or of.args or of.made.op == "literal":
            return self.arrival.cause("absent", f"{of.made.title} is zero, so there is no share of it")
        days = roll_up.to.span(self.arrival.period, self.cut) if roll_up.to else None
        return self.arrival.nothing(days)

    def _rolled(self, roll_up: RollUp, rows: tuple[Fact, ...], span: Span, kind: Kind) -> Rolled | Missing:
        roll = ROLLS[roll_up.op]
        if not rows and (roll.measured or not self.arrival.spoke_since(span.start)):
            return Missing((self.arrival.nothing(span, "about its cohort" if roll_up.cohort else ""),))
        if words := _conflict(roll, roll_up, rows, kind):
            return self._odd(words)
        return self._made_of(rows, roll, roll_up)

    def _odd(self, words: str) -> Missing:
        return Missing((self.arrival.cause("conflict", words),))

    def _made_of(self, rows: tuple[Fact, ...], roll: Roll, roll_up: RollUp) -> Rolled:
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


def _of_another_kind(facts: tuple[Fact, ...], kind: Kind) -> Fact | None:
    """The first fact that counts something else. Rows of one reading share their kind, which is then compared once."""
    known: Kind = kind
    for fact in facts:
        if fact.kind is not known:
            if fact.kind != kind:
                return fact
            known = fact.kind
    return None


def _unlike(roll_up: RollUp, above: Node, below: Node, kind: Kind) -> str:
    """Why one side is no share of the other, or cannot be taken from it; empty where it can be."""
    of, to = above.made.kind, below.made.kind
    if not isinstance(of, Unit) or not isinstance(to, Unit) or of == to:
        return ""
    if roll_up.op == CHANGE:
        odd = _has_unit(above) and _has_unit(below)
        what = "so nothing says how much it changed"
    else:
        odd = bool(of.currency and to.currency) and kind == RATIO
        what = "so there is no share of it"
    return f"{above.made.title} is in {of}, {below.made.title} in {to}, {what}" if odd else ""


def _has_unit(node: Node) -> bool:
    """Whether a side's unit was said by a fact or by the registry: without facts nobody knows, and what is counted is no unit of facts."""
    if node.made.op == "literal":
        return True
    counts = node.made.op in ROLLS and ROLLS[node.made.op].counts
    return not counts and any(isinstance(row, Fact) for row in node.rows)


@lru_cache(maxsize=4096)
def _side(metric: str, name: str, side: RollUp, kind: Kind) -> Input:
    """What makes one side. It has a name of its own: both sides may read the same facts, one of them fewer."""
    return Input(f"{metric}.{name}", side.op, kind, side_title(side))


@lru_cache(maxsize=256)
def _unit_of(noun: str) -> Unit:
    return Unit((noun,))


def _kind_of(roll_up: RollUp, facts: Facts) -> Kind:
    """The unit of one side: facts say it themselves, a count counts rows, `distinct` what it tells apart, what is made of two is a share.

    A difference has that of what it takes from.
    """
    if roll_up.of is not None:
        return _kind_of(roll_up.of, facts) if roll_up.given_as == DIFFERENCE else RATIO
    if ROLLS[roll_up.op].counts:
        return _unit_of(roll_up.things or "row")
    rows = facts(roll_up.fact)
    return rows[0].kind if rows else RATIO
