"""Whose statement, of which period: found as `/mypay` finds it, so that both show the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from bot.cli.failures import VerbError, unknown
from bot.cli.reading_aloud import spoken
from bot.cli.verb import misused
from commands.gathering import find_statement, payee_of, today_of
from commands.keys import Own
from commands.periods import current_period, period_named, periods_named
from commands.readers import reader_for
from commands.world import World
from plans.calendar import Period
from plans.statement import Statement, day_of, state
from storage import people
from storage.database import Connection
from storage.people import Person
from views.message import Paragraph
from views.nothing import Nothing, nothing_parts
from views.reader import Reader


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a period by its name (None: the current one) in a mode (empty: the one that the period has), as known at an instant."""

    period: str | None
    mode: str
    as_of: int


@dataclass(frozen=True, slots=True)
class Found:
    """A statement, with the person whose it is and the way to tell of them."""

    who: Person
    statement: Statement
    reader: Reader


def find(connection: Connection, world: World, payee_id: str, wanted: Wanted) -> Found:
    """The payee's statement. Raises VerbError (no such thing) for nobody, and where there is nothing to state."""
    who = people.person(connection, payee_id, day_of(wanted.as_of), wanted.as_of)
    if who is None:
        raise unknown("payee", f"Nobody with the id `{payee_id}` is recorded.", "Ids are those of the people file.")
    period = None
    if wanted.period is not None:
        period = period_named(connection, world, payee_of(who), wanted.period, wanted.as_of)
        if period is None:
            _no_period(connection, world, wanted.period, wanted.as_of)
    found = _found(connection, world, who, period, wanted)
    if isinstance(found, Nothing):
        raise _nothing(connection, world, who, found, wanted)
    if period is not None and found.period != period:
        message = f"{found.plan.title} pays each {found.period.grain}, so {period.name} has no statement of its own."
        raise unknown("period", message, f"Ask for {found.period.name}.")
    return _told(connection, world, who, found, wanted)


def named_so(connection: Connection, world: World, name: str, as_of: int) -> Sequence[Period]:
    """All periods of a name, at least one: that of the company calendar and the Gregorian one may share it. Misuse where there is none."""
    return periods_named(connection, world, name, as_of) or _no_period(connection, world, name, as_of)


def find_all(connection: Connection, world: World, periods: Sequence[Period], wanted: Wanted) -> Iterator[Found]:
    """The statement of everybody who has one in these periods, by id, one after the other."""
    for period in periods:
        for payee_id in people.payees(connection, period.start, period.end, wanted.as_of):
            who = people.person(connection, payee_id, day_of(wanted.as_of), wanted.as_of)
            found = _found(connection, world, who, period, wanted) if who else None
            if who and isinstance(found, Statement) and found.period == period:
                yield _told(connection, world, who, found, wanted)


def _no_period(connection: Connection, world: World, name: str, as_of: int) -> NoReturn:
    ways = "2026-Q4 for a quarter, 2026-10 for a month, 2026-H2 for a half-year, 2026 for a year"
    calendar = world.catalogue.calendar(connection, day_of(as_of), as_of)
    here = calendar.period_holding(day_of(as_of), calendar.cut.grains[0]) if calendar else None
    own = f"; by the company calendar, such as {here.name}" if here else ""
    misused(f"`{name[:40]}` is no period. Write {ways}{own}.")


def _found(
    connection: Connection, world: World, who: Person, period: Period | None, wanted: Wanted
) -> Statement | Nothing:
    today, payee = today_of(who, wanted.as_of), payee_of(who)
    day = period.start if period else today
    found = find_statement(connection, world, payee, day, today, wanted.as_of, period)
    if isinstance(found, Nothing) or wanted.mode in {"", found.mode}:
        return found
    return state(found.scheme, found.dossier, found.period, wanted.as_of, wanted.mode, found.past)


def _told(connection: Connection, world: World, who: Person, found: Statement, wanted: Wanted) -> Found:
    ref = Own(found.period, wanted.as_of)
    return Found(who, found, reader_for(connection, world, who, wanted.as_of, ref, (found,), who))


def _nothing(connection: Connection, world: World, who: Person, nothing: Nothing, wanted: Wanted) -> VerbError:
    period = nothing.period or current_period(
        connection, world, payee_of(who), today_of(who, wanted.as_of), wanted.as_of
    )
    reader = reader_for(connection, world, who, wanted.as_of, Own(period, wanted.as_of), (), who)
    said = [part for part in nothing_parts(nothing, reader, wanted.as_of) if isinstance(part, Paragraph)]
    return unknown("statement", spoken(said))
