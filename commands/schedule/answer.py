"""`/schedule`: what waits for an operator, what is posted next, and what became of it last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commands.declare import Ask
from commands.readers import figures_of
from commands.schedule.names import described, title_of
from commands.world import World
from storage import outbox
from storage.database import Connection
from storage.outbox import HELD, PENDING, SENDING, UNCERTAIN
from storage.schedules import Schedule, all_schedules
from views.effects import Reply
from views.figures import Figures
from views.message import Message
from views.schedule.board import MOST_HELD, Board, Line, Queue, board_message, last_words
from views.schedule.times import Coming, limit_words, next_words

_MICROS = 1_000_000


def schedule(ask: Ask, world: World) -> Reply:
    """The private answer: to the command, and to the button under a notice to the operators."""
    return Reply(_answer(ask, world))


def anew(ask: Ask, world: World, said: str) -> Reply:
    """The answer after a decision, in place of the one that was pressed in; `said` is what came of it."""
    with world.database.read() as connection:  # one that sees what was just decided
        return Reply(_answer(replace(ask, connection=connection), world, said), instead=True)


def _answer(ask: Ask, world: World, said: str = "") -> Message:
    figures, connection = figures_of(ask.who), ask.connection
    held = [described(connection, world, each) for each in outbox.longest_held(connection, MOST_HELD)]
    last_tick, real = world.last_tick(), world.log_time()
    board = Board(
        held,
        list(_lines(ask, world, figures)),
        _queue(connection, real, figures),
        ask.now,
        None if last_tick is None else max(0, real - last_tick) // _MICROS,
        said,
    )
    return board_message(board, figures)


def _queue(connection: Connection, real: int, figures: Figures) -> Queue:
    counts = outbox.counts(connection)
    waiting = counts[PENDING] + counts[SENDING] + counts[UNCERTAIN]
    limit = limit_words(outbox.limited_until(connection), real, figures)
    return Queue(waiting, counts[HELD], outbox.is_paused(connection), limit)


def _lines(ask: Ask, world: World, figures: Figures) -> Iterator[Line]:
    """Each kind on one line, the one that is due next first."""
    by_kind: dict[str, list[Schedule]] = {}
    for each in all_schedules(ask.connection):
        by_kind.setdefault(each.kind, []).append(each)
    for kind, schedules in by_kind.items():
        coming = [Coming(each.next_due, each.zone, each.paused) for each in schedules]
        last = outbox.last_round(ask.connection, kind)
        yield Line(
            title_of(world, kind),
            next_words(coming, ask.now, figures),
            last_words(last.period, last.counts) if last else "None yet",
        )
