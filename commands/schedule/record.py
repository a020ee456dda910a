"""The record of a post, and the list of those there were."""

from __future__ import annotations

from dataclasses import replace

from commands.declare import Ask
from commands.modals import placed
from commands.readers import figures_of
from commands.schedule.keys import NOT_OURS, read_number, read_post
from commands.schedule.names import described, where
from commands.world import World
from storage import outbox
from storage.outbox import HELD, LAST, SENT, STATES, Action
from views.effects import Effect, Refuse, ReplaceForm
from views.message import Form
from views.schedule import board
from views.schedule.listed import MOST, Page, Posted, posts_form
from views.schedule.record import Record, record_form

_GONE = Refuse("a post that is not on record")


def show_record(ask: Ask, world: World) -> Effect:
    """`Show the record` of a post, as it is now."""
    ref = read_post(ask.value)
    form = _record(ask, world, ref.id) if ref else None
    return placed(ask, form) if form else NOT_OURS


def record_anew(ask: Ask, world: World, outbox_id: int, said: str) -> Effect:
    """The record after a decision, in place of the one that was pressed in."""
    with world.database.read() as connection:
        form = _record(replace(ask, connection=connection), world, outbox_id, said)
    return ReplaceForm(form) if form else _GONE


def list_posts(ask: Ask, world: World) -> Effect:
    """The posts there were, or those alone that are held, a page at a time."""
    which, dot, number = ask.value.partition(".")
    before = read_number(number) if dot else LAST
    if which not in {board.ALL, board.HELD} or before is None:
        return NOT_OURS
    states = (HELD,) if which == board.HELD else STATES
    found = list(outbox.entries(ask.connection, states, MOST + 1, before))
    some = found[:MOST]
    page = Page(older=f"{which}.{some[-1].id}" if len(found) > MOST else "", newest=which if before != LAST else "")
    listed = [Posted(described(ask.connection, world, each), each.state) for each in some]
    return placed(ask, posts_form(listed, page, held=which == board.HELD))


def _record(ask: Ask, world: World, outbox_id: int, said: str = "") -> Form | None:
    entry = outbox.entry(ask.connection, outbox_id)
    if entry is None:
        return None
    record = Record(
        described(ask.connection, world, entry),
        entry.state,
        where(ask.connection, entry),
        entry.due,
        entry.queued,
        entry.started,
        entry.attempt,
        resend=entry.state == SENT and entry.action == Action.POST,
        said=said,
    )
    return record_form(record, figures_of(ask.who))
