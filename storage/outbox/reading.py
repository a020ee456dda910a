"""What stands in the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from storage.outbox.entry import HELD, OUTBOX, PENDING, SENDING, SKIPPED, STATES, UNCERTAIN, Entry, late
from storage.outbox.pace import PACE

LAST = 2**63 - 1
"""An id that no row reaches."""


class Round(NamedTuple):
    """One period of a kind, and how many of its deliveries are in each state; states without any are not in it."""

    period: str
    counts: Mapping[str, int]


def entries(
    connection: Connection, states: Sequence[str] = STATES, most: int | None = None, before: int = LAST
) -> Iterator[Entry]:
    """The rows in these states, the newest first: so many of those before the row of this id."""
    these = select(OUTBOX).where(OUTBOX.c.state.in_(states), OUTBOX.c.id < before)
    found = connection.execute(these.order_by(OUTBOX.c.id.desc()).limit(most))
    return (Entry(**row) for row in found.mappings())


def longest_held(connection: Connection, most: int) -> list[Entry]:
    """What has been held longest."""
    held = select(OUTBOX).where(OUTBOX.c.state == HELD).order_by(OUTBOX.c.id).limit(most)
    return [Entry(**row) for row in connection.execute(held).mappings()]


def last_round(connection: Connection, kind: str) -> Round | None:
    """The period of this kind that fell due last; None when none ever did."""
    of_kind = OUTBOX.c.kind == kind
    newest = select(OUTBOX.c.period).where(of_kind).order_by(OUTBOX.c.due.desc(), OUTBOX.c.id.desc()).limit(1)
    period = connection.execute(newest).scalar()
    if period is None:
        return None
    counted = select(OUTBOX.c.state, func.count()).where(of_kind, OUTBOX.c.period == period)
    return Round(period, {str(row[0]): int(row[1]) for row in connection.execute(counted.group_by(OUTBOX.c.state))})


def entry(connection: Connection, outbox_id: int) -> Entry | None:
    """One row by its id."""
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.id == outbox_id)).mappings().first()
    return Entry(**row) if row else None


def counts(connection: Connection) -> dict[str, int]:
    """How many rows there are in each state."""
    found = connection.execute(select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state))
    return dict.fromkeys(STATES, 0) | {str(row[0]): int(row[1]) for row in found}


def oldest_queued(connection: Connection) -> int | None:
    """Since when (real time) the oldest delivery waits that is neither sent nor decided; None when none waits.

    An update of a message that is held waits for the decision on that, and is not counted.
    """
    message = OUTBOX.alias("message")
    held = exists().where(message.c.id == OUTBOX.c.target, message.c.state == HELD)
    waiting = select(OUTBOX.c.queued).where(OUTBOX.c.state.in_((PENDING, SENDING, UNCERTAIN)), ~held)
    return connection.execute(waiting.order_by(OUTBOX.c.queued).limit(1)).scalar()


def next_instant(connection: Connection, now: int) -> int | None:
    """When it is worth looking again what may go on (real time). None: nothing waits for an instant.

    While the pace is closed that is when it opens: what else waits, however much, is not walked through.
    """
    paced = connection.execute(select(func.min(PACE.c.not_before)).where(PACE.c.not_before > now)).scalar()
    if paced is not None:
        return int(paced)
    waiting = OUTBOX.c.state.in_((PENDING, SENDING, UNCERTAIN))
    later = [
        select(func.min(column)).where(column > now, waiting).scalar_subquery()
        for column in (OUTBOX.c.not_before, OUTBOX.c.lease)
    ]
    found = connection.execute(select(*later)).one()
    return min((int(each) for each in found if each is not None), default=None)


def has_expired(connection: Connection, now: int, real: int) -> bool:
    """Whether something waits that helps nobody any more, by business time; `real` is the real time."""
    return connection.execute(select(OUTBOX.c.id).where(late(now, real)).limit(1)).first() is not None


def untold(connection: Connection, most: int, kinds_but: str = "", *, to_tell: bool = False) -> list[Entry]:
    """What is held or was left out and the operator does not know of yet, the oldest first. `to_tell`: nobody else tells it meanwhile."""
    silent = select(OUTBOX).where(_silent(kinds_but)).order_by(OUTBOX.c.id).limit(most)
    return [Entry(**row) for row in connection.execute(silent.with_for_update() if to_tell else silent).mappings()]


def mark_told(connection: Connection, kinds_but: str = "") -> int:
    """The operator knows of all this now, in the caller's write transaction; how many there were."""
    return connection.execute(OUTBOX.update().where(_silent(kinds_but)).values(told=True)).rowcount


def _silent(kinds_but: str) -> ColumnElement[bool]:
    return and_(OUTBOX.c.state.in_((HELD, SKIPPED)), OUTBOX.c.told.is_(False), OUTBOX.c.kind != kinds_but)
