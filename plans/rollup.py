"""From facts to a metric's value: roll-ups over one period, with what is absent decided by what the source declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from plans.calendar import Period
from plans.number import ZERO
from plans.record import Completeness, Fact
from plans.registry import Metric, RollUp, Source
from plans.tree import NO_ARGS, Assumption, Cause, Input, Missing, Node, Value, missing_in
from plans.unit import RATIO, Kind, Unit

Facts = Callable[[str], Sequence[Fact]]  # a recorded metric -> the payee's rows of it, in the order of their days

FINAL, STANDING = "final", "standing"


@dataclass(slots=True)
class Reading:
    """One metric being read for one payee and period: what the source declared; `assumes` takes what must be assumed to go on."""

    metric: Metric
    source: Source
    period: Period
    mode: str
    today: date
    complete: Completeness | None
    assumes: dict[Assumption, None]

    def roll(self, facts: Facts) -> Node:
        """The metric's node."""
        made = self.metric.made
        if (late := self._late()) is not None:
            return Node(made, Missing((late,)), rows=self._declared())
        return self._node(self.metric.roll_up, facts, made)

    def _late(self) -> Cause | None:
        through = self.complete.through if self.complete else None
        if self.mode == FINAL:
            if through is None or through < self.period.end:
                since = (
                    f"holds everything through {through}"
                    if through
                    else "never said through which day it holds everything"
                )
                return self._cause("late", f"{self.source.title} {since}", through)
            return None
        until = min(self.period.end, self.today)  # the last day on which facts of this period can be known by now
        if through is None or through >= until:
            return None
        days = self.source.late_after
        if days is not None and until - through > timedelta(days=days):
            return self._cause("late", f"{self.source.title} last arrived through {through}", through)
        self.assumes[Assumption("counted-through", self.metric.title, through)] = None
        return None

    def _cause(self, why: str, words: str, since: date | None) -> Cause:
        return Cause(f"metric.{self.metric.name}", why, words, self.source.name, since, self.metric.owner)

    def _declared(self) -> tuple[Completeness, ...]:
        return (self.complete,) if self.complete else ()

    def _node(self, roll_up: RollUp, facts: Facts, made: Input) -> Node:
        if roll_up.of and roll_up.to:
            return self._ratio(roll_up.of, roll_up.to, facts, made)
        rows = _matching(_within(facts(roll_up.fact), self.period), roll_up.where)
        return Node(made, self._value(roll_up, rows, made.kind), NO_ARGS, (), rows or self._declared())

    def _ratio(self, of: RollUp, to: RollUp, facts: Facts, made: Input) -> Node:
        parts = {
            key: self._node(side, facts, _side(f"{made.name}.{key}", side, _kind_of(side, facts)))
            for key, side in (("of", of), ("to", to))
        }
        above, below = parts["of"], parts["to"]
        if causes := missing_in(above) + missing_in(below):
            return Node(made, Missing(tuple(dict.fromkeys(causes))), parts)
        if (odd := _of_two_currencies(above, below)) and made.kind == RATIO:
            return Node(made, Missing((self._cause("conflict", odd, None),)), parts)
        if not isinstance(above.value, Decimal) or not isinstance(below.value, Decimal) or not below.value:
            return Node(made, Missing((self._no_share(below),)), parts)
        return Node(made, above.value / below.value, parts)

    def _no_share(self, of: Node) -> Cause:
        """Why there is no share of zero: nothing arrived at all, or what arrived adds up to nothing."""
        if any(isinstance(row, Fact) for row in of.rows):
            return self._cause("absent", f"{of.made.title} is zero, so there is no share of it", None)
        return self._nothing()

    def _nothing(self) -> Cause:
        since = self.complete.through if self.complete else None
        return self._cause("absent", f"nothing has arrived from {self.source.title} for this period", since)

    def _value(self, roll_up: RollUp, rows: tuple[Fact, ...], kind: Kind) -> Value:
        wrong = None if roll_up.op == "count" else _of_another_kind(rows, kind)
        if wrong is not None:
            return Missing(
                (self._cause("conflict", f"fact {wrong.fact_id} is in {wrong.kind}, the registry says {kind}", None),)
            )
        if not rows and (
            roll_up.op in {"median", "given"} or self.complete is None or self.complete.through < self.period.start
        ):
            return Missing((self._nothing(),))
        if roll_up.op == "count":
            return Decimal(len(rows))
        if roll_up.op == "given":
            return max(rows, key=lambda fact: (fact.observed, fact.origin.recorded, fact.fact_id)).value
        numbers = cast("list[Decimal]", [fact.value for fact in rows])  # a unit, which was compared, means a Decimal
        return sum(numbers, ZERO) if roll_up.op == "sum" else _median(numbers)


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
    """The unit of one side of a ratio: facts say it themselves, a count counts rows."""
    if roll_up.op == "count":
        return Unit(("row",))
    return next((fact.kind for fact in facts(roll_up.fact)), RATIO)


def _median(numbers: list[Decimal]) -> Decimal:
    """The middle value; of an even number, the mean of the two in the middle."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
