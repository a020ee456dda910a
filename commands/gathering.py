"""Gather what one statement rests on, in one read of the database: stays, the plan in force, the dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from commands.absent import why_nothing
from commands.periods import USUAL
from commands.world import World
from plans.absence import FINAL, STANDING
from plans.calendar import Period, period_of
from plans.company.versions import CalendarVersions
from plans.record import Stay
from plans.statement import Statement, day_of, state
from storage.catalogue import last_within
from storage.database import Connection
from storage.dossier import load_dossier
from storage.ledger import newest_sign_off
from storage.people import Person
from storage.stays import stays
from views.nothing import Nothing, Reason

_MICROS = 1_000_000


def payee_of(who: Person) -> str:
    """Whose statement is somebody's own: a partner's enrolled contact reads the partner's."""
    return who.partner_id if who.kind == "contact" else who.person_id


def today_of(who: Person, now: int) -> date:
    """The day it is where the person works."""
    return datetime.fromtimestamp(now // _MICROS, UTC).astimezone(ZoneInfo(who.zone)).date()


def find_statement(
    connection: Connection,
    world: World,
    payee_id: str,
    day: date,
    today: date,
    as_of: int,
    period: Period | None = None,
) -> Statement | Nothing:
    """The payee's statement for the period of their plan that holds the day, or why there is none; `period` is what was asked for by name.

    That of a signed period is the one that was signed, whatever became known since.
    """
    own = stays(connection, payee_id, as_of)
    # A move that is still to come does not yet decide which plan is theirs.
    begun = [stay for stay in own if stay.start <= today]
    found = world.catalogue.in_force(connection, begun, day, as_of)
    if found is None:
        nothing = why_nothing(connection, world, own, period or period_of(day, USUAL), today, as_of)
        return (
            _without_rows(connection, world, begun, day, as_of) or nothing
            if nothing.reason is Reason.NO_PLAN
            else nothing
        )
    scheme, its_period = found
    if its_period.start > today:
        return Nothing(Reason.FUTURE, its_period)
    if scheme.plan.effective_from > today and not _another_holds(connection, world, own, its_period, today, as_of):
        return why_nothing(connection, world, own, its_period, today, as_of)
    mode = FINAL if its_period.end < today else STANDING
    signed = newest_sign_off(connection, scheme.plan.name, its_period.name, as_of) if mode == FINAL else None
    if signed is not None and signed.stands and signed.as_of < as_of:
        as_signed = find_statement(connection, world, payee_id, its_period.start, today, signed.as_of, period)
        if isinstance(as_signed, Statement):
            return replace(as_signed, signed=day_of(signed.at))
    past = world.catalogue.past(connection, scheme, own, as_of)
    needs = scheme.needs(its_period, past)
    dossier = load_dossier(connection, payee_id, needs, its_period.start, its_period.end, as_of, own)
    statement = state(scheme, dossier, its_period, as_of, mode, past)
    posted = signed is not None and signed.stands and signed.as_of == as_of
    return replace(statement, signed=day_of(signed.at)) if signed is not None and posted else statement


def _without_rows(connection: Connection, world: World, begun: list[Stay], day: date, as_of: int) -> Nothing | None:
    """Where a plan is theirs on the day, but its calendar has no period that holds it: until where it goes."""
    scheme = world.catalogue.beyond(connection, begun, day, as_of)
    if scheme is None or not isinstance(cut := scheme.plan.cut, CalendarVersions):
        return None
    grain = scheme.plan.grain
    return Nothing(Reason.NO_ROWS, beside=cut.last(day, grain) or cut.first(grain), grain=grain)


def _another_holds(
    connection: Connection, world: World, own: list[Stay], period: Period, today: date, as_of: int
) -> bool:
    """Whether an earlier plan of theirs holds today, in a period that a later one takes over before its end."""
    stay = last_within(own, period)
    begun = (
        head
        for head in world.catalogue.heads(connection, as_of)
        if head.covers(period) and head.effective_from <= today
    )
    return stay is not None and any(world.catalogue.scheme(connection, head).plan.is_for(stay) for head in begun)
