"""All periods with a plan, each with its total or its state, page by page; and one of them opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from commands.declare import Ask
from commands.gathering import find_statement
from commands.keys import NOT_OURS, ModalKey, Own, read_modal_key, read_ref
from commands.modals import shown, turned
from commands.opening import open_own, own_names, own_now
from commands.periods import period_before
from commands.readers import reader_for
from commands.world import World
from plans.calendar import Period
from plans.statement import Statement
from storage.stays import stays
from views.effects import Effect, OpenForm, PushForm, ReplaceForm
from views.message import Form
from views.past import MOST, Entry, Past, back_to_list, past_form


def show_past(ask: Ask, world: World) -> OpenForm | PushForm | ReplaceForm:
    """This period and those before it."""
    return shown(ask, _page(ask, world, own_now(ask, world)))


def turn_past(ask: Ask, world: World) -> Effect:
    """The periods from the one on that the button names, as of the instant at which the list was opened: another page, or the way back."""
    ref = read_ref(ask.value, own_names(ask, world))
    if not isinstance(ref, Own) or ref.period.start > ask.today:
        return NOT_OURS
    return turned(ask, _page(ask, world, ref))


def open_period(ask: Ask, world: World) -> Effect:
    """A period of the list, or the one that was meant: in place of the list, so that its reasons can lie on it, with a way back."""
    ref = read_ref(ask.value, own_names(ask, world))
    if not isinstance(ref, Own):
        return NOT_OURS
    opened = open_own(ask, world, ref)
    listed = read_modal_key(
        ask.key, own_names(ask, world)
    )  # none where the press was in a message: there is no list to go back to
    back = back_to_list(str(listed.ref)) if listed else None
    return turned(ask, lambda depth: opened.form(str(ModalKey(depth, ref)), ask.now, back))


def any_period(ask: Ask, world: World) -> bool:
    """Whether the list would hold any period."""
    return next(_statements(ask, world, own_now(ask, world).period, ask.now), None) is not None


def _page(ask: Ask, world: World, ref: Own) -> Callable[[int], Form]:
    """The list from a period on, and the one after as far as it is there: that begins the next page."""
    as_of = min(ref.as_of, ask.now)
    found = list(islice(_statements(ask, world, ref.period, as_of), MOST + 1))
    reader = reader_for(ask.connection, world, ask.who, ask.now, ref, found)
    newest = own_now(ask, world).period
    past = Past(
        [Entry(statement, str(Own(statement.period, as_of))) for statement in found[:MOST]],
        older=str(Own(found[MOST].period, as_of)) if len(found) > MOST else "",
        newest=str(Own(newest, as_of)) if ref.period < newest else "",
    )
    return lambda depth: past_form(past, reader, as_of, str(ModalKey(depth, ref)))


def _statements(ask: Ask, world: World, period: Period, as_of: int) -> Iterator[Statement]:
    """The statements of a period and of those before it, the newest first, as far back as there can be any."""
    own, plans = stays(ask.connection, ask.payee, as_of), world.catalogue.heads(ask.connection, as_of)
    if not own or not plans:
        return
    first = max(own[0].start, min(head.effective_from for head in plans))
    while period.end >= first:
        found = find_statement(ask.connection, world, ask.payee, period.start, ask.today, as_of, period)
        if isinstance(found, Statement):
            yield found
            period = found.period
        period = period_before(ask.connection, world, ask.payee, period, as_of)
