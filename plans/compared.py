"""A metric's node from the record: of one that is checked against other sources, from what its own source told, where none says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from plans.agreement import disagreements
from plans.dossier import Dossier
from plans.record import Fact
from plans.registry import Source
from plans.rollup import Reading
from plans.tree import Missing, Node

Pick = Callable[[Sequence[Fact]], Sequence[Fact]]  # those facts that the metric is of


def rolled(reading: Reading, dossier: Dossier, sources: Mapping[str, Source], mine: Pick) -> Node:
    """The metric's node, read from the facts of a dossier."""
    metric, arrival = reading.metric, reading.arrival
    told = {each: mine(dossier.told.get((each, metric.per), ())) for each in metric.compared}
    if told:
        spans = ((each, span) for each, span in metric.roll_up.reads(arrival.period, reading.cut) if each in told)
        said = [fact for each, (start, end) in spans for fact in told[each] if start <= fact.observed <= end]
        if found := disagreements(said, metric.source, metric.checked_against):
            cause = arrival.disagree(found, sources)
            return Node(metric.made, Missing((cause,)), rows=tuple(dict.fromkeys(said)), item=reading.item)

    def facts(recorded: str) -> Sequence[Fact]:
        if recorded in told:
            return [fact for fact in told[recorded] if fact.origin.source == metric.source]
        return mine(dossier.facts.get((recorded, metric.per), ()))

    return reading.roll(facts)
