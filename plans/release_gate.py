"""What a release must meet before it is deployed: declared in the registry, decided from facts about the release and the state of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.literal import Literal, show
from plans.number import compared
from plans.record import Fact
from plans.registry import Source
from plans.source_state import KnownSource, State

RECORDED, IS = "recorded", "is"
COMPARISONS: Mapping[str, tuple[str, Callable[[int], bool]]] = {
    "at-least": ("at least", lambda lies: lies >= 0),
    "more-than": ("more than", lambda lies: lies > 0),
    "at-most": ("at most", lambda lies: lies <= 0),
    "less-than": ("less than", lambda lies: lies < 0),
}
TESTS = (RECORDED, IS, *COMPARISONS)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be so of a release. `facts` is what the facts about it are called, `test` one of TESTS, `edge` what it asks for."""

    facts: str
    title: str
    source: Source
    test: str
    edge: Literal | None = None

    @property
    def asks(self) -> str:
        """What is asked for, in words: `at least 95%`."""
        if self.edge is None:
            return "recorded"
        word = COMPARISONS[self.test][0] if self.test in COMPARISONS else ""
        return f"{word} {self.edge}".strip()


@dataclass(frozen=True, slots=True)
class ReleaseGate:
    """All that a release must meet, and the sources that must be fresh while it is deployed."""

    title: str
    needs: Mapping[str, Need] = field(default_factory=dict)
    fresh: tuple[Source, ...] = ()


class Reason(NamedTuple):
    """Why the gate is shut: `why` is absent, unmet, another-unit, or the state of a source."""

    need: str
    why: str
    words: str
    source: str
    owner: str


def reasons(gate: ReleaseGate, facts: Iterable[Fact], known: Sequence[KnownSource], today: date) -> list[Reason]:
    """Why a release may not be deployed today; none where it may. `facts` are those about it, `known` how it goes with the sources.

    Of several facts of one need, those of the latest day count, and each of them must be as asked. A fact of a day to come counts then.
    """
    by_need: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.observed <= today:
            by_need.setdefault(fact.metric, []).append(fact)
    found = [reason for need in gate.needs.values() if (reason := _unmet(need, by_need.get(need.facts, ())))]
    wanted = {source.name for source in gate.fresh}
    return found + [_not_fresh(each) for each in known if each.source.name in wanted and each.state is not State.FRESH]


def _unmet(need: Need, facts: Sequence[Fact]) -> Reason | None:
    if not facts:
        return _reason(need, "absent", f"{need.title}: nothing is recorded")
    latest = max(fact.observed for fact in facts)
    for fact in sorted((fact for fact in facts if fact.observed == latest), key=lambda fact: fact.fact_id):
        if need.edge is None:
            continue
        if fact.kind != need.edge.kind:
            return _reason(
                need, "another-unit", f"{need.title}: it is recorded in {fact.kind}, and asked for in {need.edge.kind}"
            )
        if not _holds(need, fact):
            said = show(fact.value, fact.kind)
            return _reason(need, "unmet", f"{need.title}: {said} on {fact.observed}, and {need.asks} is asked for")
    return None


def _holds(need: Need, fact: Fact) -> bool:
    edge = need.edge.value if need.edge else None
    if need.test == IS:
        return fact.value == edge
    holds = COMPARISONS[need.test][1]
    if isinstance(fact.value, Decimal) and isinstance(edge, Decimal):
        return holds(compared(fact.value, edge))
    if isinstance(fact.value, date) and isinstance(edge, date):
        return holds((fact.value > edge) - (fact.value < edge))
    return False


def _reason(need: Need, why: str, words: str) -> Reason:
    return Reason(need.facts, why, f"{words}.", need.source.name, need.source.owner)


def _not_fresh(known: KnownSource) -> Reason:
    source = known.source
    return Reason("", str(known.state), f"{source.title} is {known.state}.", source.name, source.owner)
