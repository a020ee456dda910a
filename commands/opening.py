"""A press comes back with a key: whose statement it is, whether it may still be read, and the statement itself."""

from __future__ import annotations

from typing import NamedTuple

from commands.gathering import find_statement, payee_of, today_of
from commands.keys import NOT_OURS, Looked, Own, Ref
from commands.readers import reader_for
from commands.relations import ALL_THAT_IS_KNOWN, may_look
from commands.world import World
from plans.calendar import parse_period
from plans.statement import Statement
from storage.database import Connection
from storage.looks import look
from storage.people import Person, person
from views.effects import Refuse
from views.joiner import Nothing
from views.reader import Reader


class Opened(NamedTuple):
    """A statement that may be read, or why there is none; and how its reader is spoken to."""

    found: Statement | Nothing
    reader: Reader
    ref: Ref


class Readable(NamedTuple):
    """A statement that may be read."""

    statement: Statement
    reader: Reader
    ref: Ref


def open_own(connection: Connection, world: World, who: Person, now: int, ref: Own) -> Opened:
    """One's own statement, as of the instant that the key names, or of now if that is still to come."""
    as_of, today = min(ref.as_of, now), today_of(who, now)
    found = find_statement(connection, world, payee_of(who), ref.period.start, today, as_of, ref.period)
    return Opened(
        found, reader_for(connection, world, who, now, ref, [found] if isinstance(found, Statement) else []), ref
    )


def open_look(connection: Connection, world: World, who: Person, now: int, ref: Looked) -> Opened | Refuse:
    """The statement of a recorded look: only the viewer's own, only on the day of the look, only while the relation holds."""
    looked, today = look(connection, ref.seq), today_of(who, now)
    if looked is None or looked.viewer != who.person_id:
        return Refuse("not the viewer's look")
    if today_of(who, looked.now) != today:
        return Refuse("a look of another day")
    if not may_look(connection, world, who, looked.payee, today):
        return Refuse("not, or no longer, the viewer's report")
    payee, period = person(connection, looked.payee, today, ALL_THAT_IS_KNOWN), parse_period(looked.period)
    if payee is None or period is None:
        return Refuse("nobody to look at")
    found = find_statement(connection, world, looked.payee, period.start, today, looked.now, period)
    return Opened(
        found,
        reader_for(connection, world, who, now, ref, [found] if isinstance(found, Statement) else [], of=payee),
        ref,
    )


def readable(connection: Connection, world: World, who: Person, now: int, ref: Ref | None) -> Readable | Refuse:
    """The statement that a key stands for, authorised again; a refusal where there is none (any more)."""
    if ref is None:
        return NOT_OURS
    opened = (
        open_look(connection, world, who, now, ref)
        if isinstance(ref, Looked)
        else open_own(connection, world, who, now, ref)
    )
    if isinstance(opened, Refuse):
        return opened
    if not isinstance(opened.found, Statement):
        return Refuse("no statement under this key")
    return Readable(opened.found, opened.reader, opened.ref)
