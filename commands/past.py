"""All periods with a plan, each with its total or its state; and one of them opened."""

from __future__ import annotations

from datetime import date

from commands.declare import Ask
from commands.gathering import current_period, find_statement, payee_of, today_of
from commands.keys import ModalKey, Own, read_ref
from commands.modals import shown
from commands.opening import open_own
from commands.readers import reader_for
from commands.world import World
from plans.calendar import Period
from plans.statement import Statement
from storage.database import Connection
from storage.stays import stays
from views.effects import Effect, OpenForm, PushForm, Refuse, ReplaceForm
from views.joiner import nothing_form
from views.past import Entry, past_form
from views.statement import statement_form

MOST = 8  # periods in the list: two years of quarters


def show_past(ask: Ask, world: World) -> OpenForm | PushForm | ReplaceForm:
    """This period and those before it, as far back as the person has been there."""
    today, payee = today_of(ask.who, ask.now), payee_of(ask.who)
    period = current_period(ask.connection, world, payee, today, ask.now)
    found = _statements(ask.connection, world, payee, period, today, ask.now)
    ref = Own(period, ask.now)
    reader = reader_for(ask.connection, world, ask.who, ask.now, ref, found)
    entries = [Entry(statement, str(Own(statement.period, ask.now))) for statement in found]
    return shown(ask, lambda depth: past_form(entries, reader, ask.now, str(ModalKey(depth, ref))))


def open_period(ask: Ask, world: World) -> Effect:
    """A period of the list, or the one that was meant: in place of the list, so that its reasons can lie on it."""
    ref = read_ref(ask.value)
    if not isinstance(ref, Own):
        return Refuse("a key that Fairshare did not write")
    opened = open_own(ask.connection, world, ask.who, ask.now, ref)
    key = str(ModalKey(1, ref))
    if isinstance(opened.found, Statement):
        form = statement_form(opened.found, opened.reader, key)
    else:
        form = nothing_form(opened.found, opened.reader, ask.now, key)
    return ReplaceForm(form) if ask.key else OpenForm(form)


def _statements(
    connection: Connection, world: World, payee: str, period: Period, today: date, now: int
) -> list[Statement]:
    """The statements of this period and of those before it, the newest first."""
    own = stays(connection, payee, now)
    found: list[Statement] = []
    for _ in range(MOST):
        if not own or period.end < own[0].start:
            break
        statement = find_statement(connection, world, payee, period.start, today, now, period)
        if isinstance(statement, Statement):
            found.append(statement)
            period = statement.period
        period = period.before()
    return found
