"""One metric of everybody at once: what is asked for, and what is told of each; by the definition that a statement follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from plans.absence import Arrival
from plans.calendar import Period
from plans.company.cut import Cut
from plans.dossier import FactNeed
from plans.record import Completeness, Fact, Trouble
from plans.registry import Metric, Registry
from plans.rolls import RollUp
from plans.tree import Node


@dataclass(frozen=True, slots=True)
class Asked:
    """A metric of a registry for one period of a calendar, in a mode, as seen on a day."""

    registry: Registry
    metric: Metric
    period: Period
    cut: Cut
    mode: str
    today: date

    @property
    def needs(self) -> tuple[FactNeed, ...]:
        """The facts that it reads."""
        metric = self.metric
        reads = metric.roll_up.reads(self.period, self.cut)
        return tuple(FactNeed(fact, metric.per, *span, fact in metric.compared) for fact, span in reads)

    def arrival(self, completeness: Mapping[str, Completeness], troubles: Mapping[str, Trouble]) -> Arrival:
        """What has arrived for it from its source."""
        metric, until = self.metric, min(self.period.end, self.today)
        feed = self.registry.source(metric.source)
        complete, trouble = completeness.get(feed.name), troubles.get(feed.name)
        owner, name = metric.owner or feed.owner, metric.made.name
        arrival = Arrival(name, metric.title, owner, feed, complete, self.period, self.mode, until, trouble=trouble)
        return arrival.within(metric.late_after)


class Told(NamedTuple):
    """The metric of one subject. `facts` says how many were rolled up: of a ratio or a change, those of both sides."""

    subject: str
    node: Node
    facts: int


def facts_behind(node: Node, roll_up: RollUp) -> int:
    """How many facts a node was rolled up from."""
    if roll_up.sides:
        sides = zip(roll_up.names, roll_up.sides, strict=False)
        return sum(facts_behind(node.args[name], side) for name, side in sides if name in node.args)
    return sum(isinstance(row, Fact) for row in node.rows)
