"""What a person decides about a delivery, and what time decides."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from storage.outbox.claiming import finish, has_newer
from storage.outbox.entry import HELD, OUTBOX, PENDING, SENT, SKIPPED, UNCERTAIN, Entry, late, message_slot
from storage.outbox.pictures import FILE, ask_anew, forget_picture
from storage.outbox.putting import NEWER, NOTHING_TO_CHANGE

LATE = "it could not be posted in time"
DROPPED = "an operator dropped it"

_AT_ONCE = 1_000
"""Rows a statement: databases take only so many values in one, and others wait while they are written."""


def release(connection: Connection, entry: Entry) -> str:
    """Let a held delivery go out after all, in the caller's write transaction; the state that it then has, empty when it is not held any more.

    Where a newer one has taken its place meanwhile, it is left out instead. However late it is: a person wants it, so it does not expire.
    """
    if has_newer(connection, entry):
        return SKIPPED if _from(connection, entry, HELD, SKIPPED, reason=NEWER) else ""
    if not _from(connection, entry, HELD, PENDING, reason="an operator let it go out", not_before=0, expires=0):
        return ""
    ask_anew(connection, entry.id)
    return PENDING


def repeat(connection: Connection, entry: Entry) -> bool:
    """Send an update or a Home tab of which nobody knows once more, or leave it to a newer one; False when the lease was lost."""
    if has_newer(connection, entry):
        return finish(connection, entry, SKIPPED, reason=NEWER, told=True)
    return finish(connection, entry, PENDING, not_before=0, reason="nobody knows, so it is sent again")


def drop(connection: Connection, entry: Entry) -> bool:
    """Leave a held delivery out for good, and with it what was to change its message; False when it is not held any more."""
    if not _from(connection, entry, HELD, SKIPPED, reason=DROPPED):
        return False
    _take_along(connection, [entry.id])
    return True


def resend(connection: Connection, entry: Entry) -> bool:
    """Send once more what was sent and has gone since. It is looked for first: what the channel still shows is not sent again."""
    asked = {"reason": "an operator asks for it again", "not_before": 0, "looked": 0, "again": True}
    if not _from(connection, entry, SENT, UNCERTAIN, **asked):
        return False
    ask_anew(connection, entry.id)
    return True


def expire(connection: Connection, now: int, real: int) -> int:
    """Leave out some of what waited until it helps nobody any more, by business time; how many, 0 when nothing is left. `real` is the real time."""
    some = select(OUTBOX.c.id).where(late(now, real)).order_by(OUTBOX.c.id).limit(_AT_ONCE)
    ids = list(connection.execute(some.with_for_update(skip_locked=True)).scalars())
    if ids:
        gone = {"state": SKIPPED, "reason": LATE, "owner": "", "lease": 0}
        connection.execute(OUTBOX.update().where(OUTBOX.c.id.in_(ids)).values(gone))
        connection.execute(FILE.delete().where(FILE.c.outbox_id.in_(ids)))
        _take_along(connection, ids)
    return len(ids)


def _take_along(connection: Connection, ids: Sequence[int]) -> None:
    """What was to change these messages has nothing to change."""
    changes = OUTBOX.c.slot.in_(map(message_slot, ids)) & (OUTBOX.c.state == PENDING) & (OUTBOX.c.owner == "")
    connection.execute(OUTBOX.update().where(changes).values(state=SKIPPED, reason=NOTHING_TO_CHANGE, told=True))


def _from(connection: Connection, entry: Entry, before: str, after: str, **values: object) -> bool:
    same = (OUTBOX.c.id == entry.id) & (OUTBOX.c.state == before) & (OUTBOX.c.attempt == entry.attempt)
    told = after == SKIPPED  # what goes out again and is held again is told again
    changed = connection.execute(OUTBOX.update().where(same).values(state=after, told=told, **values))
    if changed.rowcount and after == SKIPPED:
        forget_picture(connection, entry.id)
    return changed.rowcount == 1
