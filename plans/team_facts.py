"""Which facts are a team's: its own, and those of whoever was a member on the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from plans.record import Fact, Stay


def facts_of_team(facts: Sequence[Fact], team: str, members: Sequence[Stay]) -> list[Fact]:
    """The facts that count for a team, in their order. `members` are the stays of whoever was in it, and maybe in other teams."""
    stays = defaultdict(list)
    for stay in members:
        if stay.team_id == team:
            stays[stay.person_id].append(stay)

    def counts(fact: Fact) -> bool:
        if fact.subject_kind == "team":
            return fact.subject_id == team
        return any(stay.holds_on(fact.observed) for stay in stays.get(fact.subject_id, ()))

    return [fact for fact in facts if counts(fact)]
