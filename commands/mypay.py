"""`/mypay`: one's own variable pay. The payee is whoever asks; nothing that is typed can change that."""

from __future__ import annotations

from commands.asked import Unclear, Word
from commands.declare import Ask
from commands.gathering import find_statement
from commands.keys import Own
from commands.looks import show_looks
from commands.opening import own_now
from commands.past import any_period, show_past
from commands.periods import last_period
from commands.readers import reader_for
from commands.wanted import wanted_by
from commands.world import World
from plans.calendar import Period
from plans.company.cut import CompanyPeriod
from plans.statement import Statement
from views.effects import Effect, Reply
from views.faults import another_grain, unclear_period
from views.message import Message
from views.nothing import nothing_message
from views.statement import statement_message


def mypay(ask: Ask, world: World) -> Effect:
    """The statement of this period, or of the one that was typed; or who looked, or all periods."""
    wanted = wanted_by(ask, world)
    if isinstance(wanted, Unclear):
        examples = (_example(ask, world), "last", "help")
        return Reply(unclear_period(wanted.text, wanted.nearest, examples))
    if wanted is Word.PAST:
        return show_past(ask, world)
    if wanted is Word.LOOKS:
        return show_looks(ask, world)
    return Reply(_answer(ask, world, wanted))


def _example(ask: Ask, world: World) -> str:
    """How a period of theirs is written."""
    period = own_now(ask, world).period
    return period.name if isinstance(period, CompanyPeriod) else f"{ask.today.year}-Q1"


def _answer(ask: Ask, world: World, wanted: Word | Period) -> Message:
    if wanted is Word.LAST:
        wanted = last_period(ask.connection, world, ask.payee, ask.today, ask.now)
    asked = wanted if isinstance(wanted, Period) else None
    day = asked.start if asked else ask.today
    found = find_statement(ask.connection, world, ask.payee, day, ask.today, ask.now, asked)
    if not isinstance(found, Statement):
        ref = Own(found.period, ask.now) if found.period else own_now(ask, world)
        reader = reader_for(ask.connection, world, ask.who, ask.now, ref, ())
        return nothing_message(found, reader, ask.now, past=any_period(ask, world))
    ref = Own(found.period, ask.now)
    reader = reader_for(ask.connection, world, ask.who, ask.now, ref, (found,))
    if asked is not None and asked != found.period:
        return another_grain(asked, found.period, reader.key, reader)
    return statement_message(found, reader)
