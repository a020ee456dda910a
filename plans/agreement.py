"""Whether sources agree that tell the same: of one subject, on one day, about one item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from plans.record import Fact


class Disagreement(NamedTuple):
    """Two sources that say different things of the same. It names no values: who reads it may not be whose they are."""

    metric: str  # the recorded one
    subject_kind: str
    subject_id: str
    observed: date
    item_id: str
    source: str
    other: str


def disagreements(facts: Iterable[Fact], source: str, others: Sequence[str]) -> list[Disagreement]:
    """Where `source` and one of the others both tell of something, and not the same; by day.

    What they say are all values with their units, in any order: two rows of one amount are not one. What only one of them tells is no
    disagreement.
    """
    told: dict[tuple[str, str, str, date, str], dict[str, Counter[tuple[object, object]]]] = {}
    for fact in facts:
        if fact.origin.source == source or fact.origin.source in others:
            thing = (fact.metric, fact.subject_kind, fact.subject_id, fact.observed, fact.item_id)
            said = told.setdefault(thing, {}).setdefault(fact.origin.source, Counter())
            said[str(fact.kind), fact.value] += 1
    found = [
        Disagreement(*thing, source, other)
        for thing, by_source in told.items()
        for other in others
        if source in by_source and other in by_source and by_source[source] != by_source[other]
    ]
    return sorted(found, key=lambda each: (each.observed, *each))
