"""A press comes back with a key: whose statement it is, whether it may still be read, and the statement itself."""

from __future__ import annotations

from typing import NamedTuple

from commands.declare import Ask
from commands.gathering import find_statement, today_of
from commands.keys import NOT_OURS, Looked, Own, Ref
from commands.periods import Named, current_period, names_for, period_named
from commands.readers import reader_for
from commands.relations import ALL_THAT_IS_KNOWN, may_look
from commands.world import World
from plans.calendar import Period
from plans.statement import Statement
from storage.looks import look
from storage.people import Person, person
from views.effects import Refuse
from views.message import Button, Form
from views.nothing import Nothing, nothing_form
from views.reader import Reader
from views.statement import statement_form


class Opened(NamedTuple):
    """A statement that may be read, or why there is none; how its reader is spoken to; and the key that stands for it."""

    found: Statement | Nothing
    reader: Reader
    ref: Ref

    def form(self, key: str, as_of: int, back: Button | None = None) -> Form:
        """The modal of it; `as_of` (UTC microseconds) stands where there is no statement. `back` leads to where it was opened from."""
        if isinstance(self.found, Statement):
            return statement_form(self.found, self.reader, key, back)
        return nothing_form(self.found, self.reader, as_of, key)


class Readable(NamedTuple):
    """The same where there is a statement."""

    statement: Statement
    reader: Reader
    ref: Ref


def own_now(ask: Ask, world: World) -> Own:
    """The key of one's own statement of the current period, as of now."""
    return Own(current_period(ask.connection, world, ask.payee, ask.today, ask.now), ask.now)


def own_names(ask: Ask, world: World) -> Named:
    """What the keys of one's own buttons call periods."""
    return names_for(ask.connection, world, ask.payee, ask.now)


def open_own(ask: Ask, world: World, ref: Own) -> Opened:
    """One's own statement, as of the instant that the key names, or of now if that is still to come."""
    return _opened(ask, world, ref, ask.payee, ref.period, min(ref.as_of, ask.now))


def open_look(ask: Ask, world: World, ref: Looked) -> Opened | Refuse:
    """The statement of a recorded look: only the viewer's own, only on the day of the look, only while the relation holds."""
    looked = look(ask.connection, ref.seq)
    if looked is None or looked.viewer != ask.who.person_id:
        return Refuse("not the viewer's look")
    if today_of(ask.who, looked.now) != ask.today:
        return Refuse("a look of another day")
    if not may_look(ask.connection, world, ask.who, looked.payee, ask.today):
        return Refuse("not, or no longer, the viewer's report")
    payee = person(ask.connection, looked.payee, ask.today, ALL_THAT_IS_KNOWN)
    period = period_named(ask.connection, world, looked.payee, looked.period, looked.now)
    if payee is None or period is None:
        return Refuse("nobody to look at")
    return _opened(ask, world, ref, looked.payee, period, looked.now, of=payee)


def readable(ask: Ask, world: World, ref: Ref | None) -> Readable | Refuse:
    """The statement that a key stands for, authorised again; a refusal where there is none (any more)."""
    if ref is None:
        return NOT_OURS
    opened = open_look(ask, world, ref) if isinstance(ref, Looked) else open_own(ask, world, ref)
    if isinstance(opened, Refuse):
        return opened
    if not isinstance(opened.found, Statement):
        return Refuse("no statement under this key")
    return Readable(opened.found, opened.reader, ref)


def _opened(
    ask: Ask, world: World, ref: Ref, payee_id: str, period: Period, as_of: int, of: Person | None = None
) -> Opened:
    found = find_statement(ask.connection, world, payee_id, period.start, ask.today, as_of, period)
    shown = [found] if isinstance(found, Statement) else []
    return Opened(found, reader_for(ask.connection, world, ask.who, ask.now, ref, shown, of), ref)
