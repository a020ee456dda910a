"""Whose statement, of which period: found as `/mypay` finds it, so that both show the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cli.failures import VerbError, unknown
from bot.cli.reading_aloud import spoken
from commands.gathering import current_period, find_statement, payee_of, today_of
from commands.keys import Own
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
    """What is asked for: a period (None: the current one) in a mode (empty: the one that the period has), as known at an instant."""

    period: Period | None
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
    found = _found(connection, world, who, wanted)
    if isinstance(found, Nothing):
        raise _nothing(connection, world, who, found, wanted)
    if wanted.period is not None and found.period != wanted.period:
        message = (
            f"{found.plan.title} pays each {found.period.grain}, so {wanted.period.name} has no statement of its own."
        )
        raise unknown("period", message, f"Ask for {found.period.name}.")
    return _told(connection, world, who, found, wanted)


def find_all(connection: Connection, world: World, period: Period, wanted: Wanted) -> Iterator[Found]:
    """The statement of everybody who has one in the period, by id, one after the other."""
    for payee_id in people.payees(connection, period.start, period.end, wanted.as_of):
        who = people.person(connection, payee_id, day_of(wanted.as_of), wanted.as_of)
        found = _found(connection, world, who, wanted) if who else None
        if who and isinstance(found, Statement) and found.period == period:
            yield _told(connection, world, who, found, wanted)


def _found(connection: Connection, world: World, who: Person, wanted: Wanted) -> Statement | Nothing:
    today, payee = today_of(who, wanted.as_of), payee_of(who)
    period = wanted.period or current_period(connection, world, payee, today, wanted.as_of)
    found = find_statement(connection, world, payee, period.start, today, wanted.as_of, period)
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
