"""What stands in the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, exists, func, select

from storage.outbox.entry import HELD, OUTBOX, PENDING, SENDING, SKIPPED, STATES, UNCERTAIN, Entry


def entries(connection: Connection, states: Sequence[str] = STATES, most: int | None = None) -> Iterator[Entry]:
    """The rows in these states, the newest first."""
    statement = select(OUTBOX).where(OUTBOX.c.state.in_(states)).order_by(OUTBOX.c.id.desc()).limit(most)
    return (Entry(**row) for row in connection.execute(statement).mappings())


def entry(connection: Connection, outbox_id: int) -> Entry | None:
    """One row by its id."""
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.id == outbox_id)).mappings().first()
    return Entry(**row) if row else None


def find(connection: Connection, kind: str, scope: str, period: str) -> Entry | None:
    """One row by what it is: an update finds by this the message that it changes."""
    same = (OUTBOX.c.kind == kind) & (OUTBOX.c.scope == scope) & (OUTBOX.c.period == period)
    row = connection.execute(select(OUTBOX).where(same)).mappings().first()
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


def has_expired(connection: Connection, now: int) -> bool:
    """Whether something waits that helps nobody any more, by business time."""
    late = (OUTBOX.c.state == PENDING) & (OUTBOX.c.owner == "") & (OUTBOX.c.expires > 0) & (OUTBOX.c.expires <= now)
    return connection.execute(select(OUTBOX.c.id).where(late).limit(1)).first() is not None


def untold(connection: Connection, most: int | None = None) -> list[Entry]:
    """What is held or was left out and the operator does not know of yet, the oldest first."""
    silent = select(OUTBOX).where(OUTBOX.c.state.in_((HELD, SKIPPED)), OUTBOX.c.told.is_(False))
    return [Entry(**row) for row in connection.execute(silent.order_by(OUTBOX.c.id).limit(most)).mappings()]


def mark_told(connection: Connection, ids: Sequence[int]) -> None:
    """The operator knows of these now; in the caller's write transaction."""
    connection.execute(OUTBOX.update().where(OUTBOX.c.id.in_(ids)).values(told=True))
