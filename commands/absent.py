"""Why somebody has no statement: not there yet, not any more, a period to come, or no plan; and when one will be theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from commands.world import World
from plans.calendar import Period
from plans.plan import Plan
from plans.record import Stay
from storage.database import Connection
from views.nothing import Nothing, Reason


class Coming(NamedTuple):
    """A plan that will be somebody's, from a day on."""

    plan: Plan
    starts: date


def why_nothing(
    connection: Connection, world: World, own: Sequence[Stay], period: Period, today: date, as_of: int
) -> Nothing:
    """Why there is no statement of a period for whom these stays are (oldest first), as known at `as_of` (UTC microseconds)."""
    if not own:
        return Nothing(Reason.NO_STAY)
    first, last = own[0], own[-1]
    if first.start > today:
        return Nothing(Reason.JOINS, joined=first.start)
    if period.end < first.start:
        return Nothing(Reason.NOT_JOINED, period, joined=first.start)
    if last.end is not None and last.end < period.start:
        return Nothing(Reason.LEFT, period, left=last.end)
    if period.start > today:
        return Nothing(Reason.FUTURE, period)
    coming = _coming(connection, world, own, today, as_of) if period.end >= today else None
    if coming is None:
        return Nothing(Reason.NO_PLAN, period)
    plan = f"{coming.plan.title or coming.plan.name}, version {coming.plan.version}"
    return Nothing(Reason.STARTS, joined=first.start, starts=coming.starts, plan=plan)


def _coming(connection: Connection, world: World, own: Sequence[Stay], today: date, as_of: int) -> Coming | None:
    """What their next move brings them under; else a plan for where they are last that is published, and not yet in force."""
    moves = [stay for stay in own if stay.start > today][:1]
    if moves and (found := world.catalogue.in_force(connection, moves, moves[0].start, as_of)):
        plan = found[0].plan
        return Coming(plan, max(moves[0].start, plan.effective_from))
    later = (head for head in world.catalogue.heads(connection, as_of) if head.effective_from > today)
    for head in sorted(later, key=lambda head: head.effective_from):
        plan = world.catalogue.scheme(connection, head).plan
        if plan.is_for(own[-1]):
            return Coming(plan, plan.effective_from)
    return None
