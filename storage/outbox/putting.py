"""Into the outbox: once for each kind, scope and period; and of what stands in one place only the newest."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select

from storage.outbox.entry import OUTBOX, PENDING, SKIPPED, Post
from storage.outbox.pictures import add_picture
from storage.upserts import insert_into

_KEY_BYTES = 18
NEWER = "a newer one took its place"
NOTHING_TO_CHANGE = "the message that it changes was left out"


def enqueue(connection: Connection, post: Post, now: int) -> int:
    """Put a delivery into the outbox, in the caller's write transaction; its id. 0: its period is there already, and stays as it is.

    An update, or a Home tab, takes the place of an earlier one that still waits. An update of a message that was left out is left out.
    """
    if post.target and _is_skipped(connection, post.target):
        return skip(connection, post, now, NOTHING_TO_CHANGE, told=True)
    found = _insert(connection, post, now, PENDING, "")
    if found and post.slot:
        _make_way(connection, post.slot, found)
    if found and post.picture:
        add_picture(connection, found, post.picture)
    return found


def skip(connection: Connection, post: Post, now: int, reason: str, *, told: bool) -> int:
    """Record that a period is not delivered, and why; `told` where the operator need not hear of it."""
    return _insert(connection, post._replace(content="", picture=None), now, SKIPPED, reason, told=told)


def _is_skipped(connection: Connection, target: int) -> bool:
    """Locked on Postgres: who leaves the message out meanwhile waits, and then takes this along."""
    found = select(OUTBOX.c.state).where(OUTBOX.c.id == target).with_for_update()
    return bool(connection.execute(found).scalar() == SKIPPED)


def _make_way(connection: Connection, slot: str, newest: int) -> None:
    older = (OUTBOX.c.slot == slot) & (OUTBOX.c.id < newest) & (OUTBOX.c.state == PENDING) & (OUTBOX.c.owner == "")
    connection.execute(OUTBOX.update().where(older).values(state=SKIPPED, reason=NEWER, told=True))


def _insert(connection: Connection, post: Post, now: int, state: str, reason: str, *, told: bool = False) -> int:
    values = post._asdict() | {
        "action": str(post.action), "priority": int(post.priority),
        "key": secrets.token_urlsafe(_KEY_BYTES), "slot": post.slot, "queued": now, "state": state, "reason": reason, "told": told,
        "attempt": 0, "not_before": 0, "owner": "", "lease": 0, "started": 0, "looked": 0, "conversation": "", "ts": "",
    }  # fmt: skip
    del values["picture"]
    statement = insert_into(connection, OUTBOX).values(values)
    new = statement.on_conflict_do_nothing(index_elements=["kind", "scope", "period"]).returning(OUTBOX.c.id)
    return int(connection.execute(new).scalar() or 0)
