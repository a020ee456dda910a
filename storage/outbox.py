"""The outbox: each post is a row, unique by kind, scope and period, that one worker at a time holds.

    pending -> sending -> sent
                  |-> pending     it was certainly not stored: refused for its pace, or no connection
                  |-> held        Slack refused it for good: a person decides
                  |-> uncertain   nobody knows: no answer, a fault of Slack's, or the worker died
    uncertain -> sent             the channel's history shows its key
              -> pending | held   it was looked for twice and is not there (by the rule of its kind)

A worker that lost its lease changes nothing any more: every change names the owner and the attempt.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.tables import OutboxRow, PaceRow, metadata

PENDING, SENDING, UNCERTAIN, SENT, HELD, SKIPPED = "pending", "sending", "uncertain", "sent", "held", "skipped"
STATES = (PENDING, SENDING, UNCERTAIN, SENT, HELD, SKIPPED)
WORKSPACE = "workspace"
"""The bucket of everything that is posted."""

_OUTBOX = metadata.tables[OutboxRow.__tablename__]
_PACE = metadata.tables[PaceRow.__tablename__]
_KEY_BYTES = 18


class Post(NamedTuple):
    """What is to be posted. `content` is canonical JSON of `text` and `blocks`; `due` is business time in UTC microseconds."""

    kind: str
    scope: str
    period: str
    channel_id: str
    content: str
    due: int
    priority: int = 5


class Entry(NamedTuple):
    """A row of the outbox; instants are real time in UTC microseconds, but for `due`."""

    id: int
    kind: str
    scope: str
    period: str
    key: str
    channel_id: str
    content: str
    priority: int
    due: int
    queued: int
    state: str
    reason: str
    attempt: int
    not_before: int
    owner: str
    lease: int
    started: int
    looked: int
    ts: str


class Pace(NamedTuple):
    """Microseconds between two posts: in one channel, and in the whole workspace."""

    channel: int
    workspace: int


def enqueue(connection: Connection, post: Post, now: int) -> bool:
    """Put a post into the outbox, in the caller's write transaction. False: its period is there already, and stays as it is."""
    return _insert(connection, post, now, PENDING, "")


def skip(connection: Connection, post: Post, now: int, reason: str) -> bool:
    """Record that a period is not posted, and why."""
    return _insert(connection, post._replace(content=""), now, SKIPPED, reason)


def claim(connection: Connection, owner: str, now: int, lease_until: int, pace: Pace) -> Entry | None:
    """Take the next pending post that its channel's pace allows, in the caller's write transaction; None when there is none now.

    The attempt is on record before anything is sent: a worker that dies in between leaves an uncertain row, never a forgotten one.
    """
    paced = select(_PACE.c.bucket).where(_PACE.c.not_before > now)
    if connection.execute(paced.where(_PACE.c.bucket == WORKSPACE)).first():
        return None
    free = _OUTBOX.c.channel_id.not_in(paced)
    found = _first(connection, (_OUTBOX.c.state == PENDING) & (_OUTBOX.c.not_before <= now) & free)
    if found is None or not (
        _slow_down(connection, WORKSPACE, now, now + pace.workspace)
        and _slow_down(connection, found.channel_id, now, now + pace.channel)
    ):
        return None
    taken = {"state": SENDING, "owner": owner, "lease": lease_until, "started": now, "looked": 0, "reason": ""}
    return _taken(connection, found, taken | {"attempt": found.attempt + 1})


def claim_uncertain(connection: Connection, owner: str, now: int, lease_until: int) -> Entry | None:
    """Take the next post of which nobody knows whether it is there, and that is due to be looked for."""
    due = (_OUTBOX.c.state == UNCERTAIN) & (_OUTBOX.c.not_before <= now) & (_OUTBOX.c.lease <= now)
    found = _first(connection, due)
    return None if found is None else _taken(connection, found, {"owner": owner, "lease": lease_until})


def give_up_lost(connection: Connection, now: int, settle: int) -> int:
    """What a worker held when it died becomes uncertain, to be looked for `settle` microseconds after the attempt began; how many."""
    lost = (_OUTBOX.c.state == SENDING) & (_OUTBOX.c.lease <= now)
    values = {"state": UNCERTAIN, "owner": "", "not_before": _OUTBOX.c.started + settle, "reason": "the sender ended"}
    return connection.execute(_OUTBOX.update().where(lost).values(values)).rowcount


def finish(connection: Connection, entry: Entry, state: str, **changes: Any) -> bool:
    """What became of a claimed post. False when its lease was lost meanwhile: then nothing is changed."""
    mine = (_OUTBOX.c.id == entry.id) & (_OUTBOX.c.owner == entry.owner) & (_OUTBOX.c.attempt == entry.attempt)
    values = {"state": state, "owner": "", "lease": 0} | changes
    return connection.execute(_OUTBOX.update().where(mine).values(values)).rowcount == 1


def wait_until(connection: Connection, bucket: str, instant: int) -> None:
    """Nothing goes through the bucket before this instant, in any process and after any restart."""
    statement = _insert_into(connection, _PACE).values(bucket=bucket, not_before=instant)
    later = {"not_before": statement.excluded.not_before}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["bucket"], set_=later, where=_PACE.c.not_before < statement.excluded.not_before
        )
    )


def entries(connection: Connection, states: Sequence[str] = STATES, most: int | None = None) -> Iterator[Entry]:
    """The rows in these states, the newest first."""
    statement = select(_OUTBOX).where(_OUTBOX.c.state.in_(states)).order_by(_OUTBOX.c.id.desc()).limit(most)
    return (Entry(**row) for row in connection.execute(statement).mappings())


def oldest_queued(connection: Connection) -> int | None:
    """Since when (real time) the oldest post waits that is neither sent nor decided; None when none waits."""
    waiting = select(_OUTBOX.c.queued).where(_OUTBOX.c.state.in_((PENDING, SENDING, UNCERTAIN)))
    return connection.execute(waiting.order_by(_OUTBOX.c.queued).limit(1)).scalar()


def _insert(connection: Connection, post: Post, now: int, state: str, reason: str) -> bool:
    values = post._asdict() | {
        "key": secrets.token_urlsafe(_KEY_BYTES), "queued": now, "state": state, "reason": reason, "attempt": 0,
        "not_before": 0, "owner": "", "lease": 0, "started": 0, "looked": 0, "ts": "",
    }  # fmt: skip
    statement = _insert_into(connection, _OUTBOX).values(values)
    new = statement.on_conflict_do_nothing(index_elements=["kind", "scope", "period"]).returning(_OUTBOX.c.id)
    return connection.execute(new).first() is not None


def _insert_into(connection: Connection, table: Any) -> Any:
    return (sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert)(table)


def _slow_down(connection: Connection, bucket: str, now: int, until: int) -> bool:
    """Close the bucket until then; False when another worker did so first."""
    statement = _insert_into(connection, _PACE).values(bucket=bucket, not_before=until)
    closed = statement.on_conflict_do_update(
        index_elements=["bucket"], set_={"not_before": until}, where=_PACE.c.not_before <= now
    )
    return connection.execute(closed.returning(_PACE.c.bucket)).first() is not None


def _first(connection: Connection, where: ColumnElement[bool]) -> Entry | None:
    """The most urgent row, locked on Postgres against other workers, who pass it by."""
    statement: Select[Any] = select(_OUTBOX).where(where).order_by(_OUTBOX.c.priority, _OUTBOX.c.id).limit(1)
    row = connection.execute(statement.with_for_update(skip_locked=True)).mappings().first()
    return Entry(**row) if row else None


def _taken(connection: Connection, entry: Entry, values: dict[str, Any]) -> Entry:
    connection.execute(_OUTBOX.update().where(_OUTBOX.c.id == entry.id).values(values))
    return entry._replace(**values)
