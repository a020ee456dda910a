"""A metric from what a database has added up: the reading of `rollup`, without the facts. Where they would be needed, it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plans.members import Facts, asked
from plans.plan import TEAM
from plans.record import Fact
from plans.registry import Metric
from plans.roll_days import Span
from plans.rolls import Roll, Rolled, RollUp, Tally
from plans.rollup import Reading
from plans.tree import Missing, Node
from plans.unit import Sort


class NeedsFactsError(Exception):
    """The facts themselves decide: they are in conflict, and the reason names one of them."""


def tallied(metric: Metric) -> bool:
    """Whether a metric can be told from tallies, as far as its definition goes."""
    wheres = (leaf.where for leaf in metric.roll_up.leaves)
    return (
        metric.per != TEAM
        and not metric.checked_against
        and metric.roll_up.adds_up
        and all(not where or isinstance(asked(where)[1], Sort) for where in wheres)
    )


@dataclass(slots=True)
class TalliedReading(Reading):
    """One metric being read for one subject from its tallies, by roll-up; a roll-up that has no facts has none."""

    tallies: Mapping[RollUp, Tally] = field(default_factory=dict)

    def told(self) -> Node:
        """The metric's node. Behind it stand not its facts, but one for all of them. Raises NeedsFactsError."""
        return self.roll(lambda recorded: [tally.fact for leaf, tally in self.tallies.items() if leaf.fact == recorded])

    def _rows(self, roll_up: RollUp, facts: Facts, span: Span) -> tuple[Fact, ...]:  # noqa: ARG002 - the database chose them
        tally = self.tallies.get(roll_up)
        return (tally.fact,) if tally else ()

    def _odd(self, words: str) -> Missing:
        raise NeedsFactsError(words)

    def _made_of(self, rows: tuple[Fact, ...], roll: Roll, roll_up: RollUp) -> Rolled:
        tally = self.tallies.get(roll_up)
        return roll.rolled(rows, roll_up) if tally is None or roll.tallied is None else Rolled(roll.tallied(tally))
