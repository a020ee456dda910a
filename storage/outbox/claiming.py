"""Taking hold of a delivery, and letting go of it: one worker at a time, each for as long as its lease runs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from storage.outbox.entry import OUTBOX, PENDING, SENDING, SENT, SKIPPED, UNCERTAIN, Action, Entry
from storage.outbox.pace import HOME, WORKSPACE, Pace, closed, is_closed, is_limited, slow_down
from storage.outbox.pictures import FILE, Step, forget_picture, keep_id
from storage.outbox.putting import NEWER

AHEAD = 8
"""Pictures that may be at Slack and in no post yet: the next few, so that few are left over when something ends.

Processes that claim at the same instant may each bring one more, as they may take each other's turn by priority.
"""


def claim(connection: Connection, owner: str, now: int, lease_until: int, pace: Pace) -> Entry | None:
    """Take the next pending delivery that the pace allows, in the caller's write transaction; None when there is none now.

    The attempt is on record before anything is sent: a worker that dies in between leaves an uncertain row, never a forgotten one.
    """
    return _claim_message(connection, owner, now, lease_until, pace) or _claim_home(
        connection, owner, now, lease_until, pace
    )


def claim_uncertain(connection: Connection, owner: str, now: int, lease_until: int) -> Entry | None:
    """Take the next delivery of which nobody knows whether it is there, and that is due to be looked for."""
    if is_limited(connection, WORKSPACE, now):
        return None
    due = (OUTBOX.c.state == UNCERTAIN) & (OUTBOX.c.not_before <= now) & (OUTBOX.c.lease <= now)
    found = _first(connection, due)
    return None if found is None else _taken(connection, found, {"owner": owner, "lease": lease_until})


def claim_picture(connection: Connection, owner: str, now: int, lease_until: int) -> Entry | None:
    """Take the next delivery whose picture must still be brought to Slack; None while enough of them are ahead."""
    if is_limited(connection, WORKSPACE, now):
        return None
    found = _first_with_picture(connection, now, Step.BEGUN, Step.UPLOADED)
    if found is None and _are(connection, Step.WANTED):
        ahead = select(func.count()).where(OUTBOX.c.state == PENDING, _picture(Step.BEGUN, Step.UPLOADED, Step.READY))
        if connection.execute(ahead).scalar_one() >= AHEAD:
            return None
        found = _first_with_picture(connection, now, Step.WANTED)
    return None if found is None else _taken(connection, found, {"owner": owner, "lease": lease_until})


def give_up_lost(connection: Connection, now: int, settle: int) -> int:
    """What a worker held when it died becomes uncertain, to be looked for `settle` microseconds after the attempt began; how many."""
    lost = (OUTBOX.c.state == SENDING) & (OUTBOX.c.lease <= now)
    values = {"state": UNCERTAIN, "owner": "", "not_before": OUTBOX.c.started + settle, "reason": "the sender ended"}
    return connection.execute(OUTBOX.update().where(lost).values(values)).rowcount


def is_held(connection: Connection, entry: Entry) -> bool:
    """Whether a claimed delivery is still its claimer's, in the caller's write transaction: until that ends, nobody else takes it."""
    return connection.execute(select(OUTBOX.c.id).where(_held(entry)).with_for_update()).first() is not None


def finish(connection: Connection, entry: Entry, state: str, **changes: Any) -> bool:
    """What became of a claimed delivery. False when its lease was lost meanwhile: then nothing is changed."""
    values = {"state": state, "owner": "", "lease": 0} | changes
    if connection.execute(OUTBOX.update().where(_held(entry)).values(values)).rowcount != 1:
        return False
    if state == SENT:
        keep_id(connection, entry.id)
    elif state == SKIPPED:
        forget_picture(connection, entry.id)
    return True


def has_newer(connection: Connection, entry: Entry) -> bool:
    """Whether something newer waits, or was sent, where this delivery would stand."""
    newer = exists().where(OUTBOX.c.slot == entry.slot, OUTBOX.c.id > entry.id, OUTBOX.c.state.in_((PENDING, SENT)))
    return bool(entry.slot) and bool(connection.execute(select(newer)).scalar())


def _claim_message(connection: Connection, owner: str, now: int, lease_until: int, pace: Pace) -> Entry | None:
    if is_closed(connection, WORKSPACE, now):
        return None
    free = OUTBOX.c.channel_id.not_in(closed(now))
    shown = ~_picture(Step.WANTED, Step.BEGUN, Step.UPLOADED)
    waits = and_(OUTBOX.c.action != Action.HOME, free, shown, _in_order())
    found = _newest(connection, _pending(now) & waits)
    if found is None or not (
        slow_down(connection, WORKSPACE, now, now + pace.workspace)
        and slow_down(connection, found.channel_id, now, now + pace.channel)
    ):
        return None
    return _sending(connection, found, owner, now, lease_until)


def _claim_home(connection: Connection, owner: str, now: int, lease_until: int, pace: Pace) -> Entry | None:
    if is_closed(connection, HOME, now):
        return None
    found = _newest(connection, _pending(now) & (OUTBOX.c.action == Action.HOME) & _in_order())
    if found is None or not slow_down(connection, HOME, now, now + pace.home):
        return None
    return _sending(connection, found, owner, now, lease_until)


def _held(entry: Entry) -> ColumnElement[bool]:
    return and_(OUTBOX.c.id == entry.id, OUTBOX.c.owner == entry.owner, OUTBOX.c.attempt == entry.attempt)


def _pending(now: int) -> ColumnElement[bool]:
    """What may go out now; while somebody brings its picture, the lease says so."""
    return and_(OUTBOX.c.state == PENDING, OUTBOX.c.not_before <= now, OUTBOX.c.lease <= now)


def _in_order() -> ColumnElement[bool]:
    """An update waits for its message, and whatever has a slot for the fate of the one before: a late answer must not bring old content back."""
    message, other = OUTBOX.alias("message"), OUTBOX.alias("other")
    posted = exists().where(message.c.id == OUTBOX.c.target, message.c.state == SENT)
    under_way = exists().where(
        other.c.slot == OUTBOX.c.slot, other.c.id != OUTBOX.c.id, other.c.state.in_((SENDING, UNCERTAIN))
    )
    return or_(OUTBOX.c.slot == "", and_(or_(OUTBOX.c.target == 0, posted), ~under_way))


def _picture(*steps: Step) -> ColumnElement[bool]:
    """Whether its picture is at one of these steps; by the index of steps alone, since a row of a picture is as long as its bytes."""
    return OUTBOX.c.id.in_(select(FILE.c.outbox_id).where(FILE.c.step.in_(steps)))


def _first_with_picture(connection: Connection, now: int, *steps: Step) -> Entry | None:
    return _first(connection, _pending(now) & _picture(*steps)) if _are(connection, *steps) else None


def _are(connection: Connection, *steps: Step) -> bool:
    """Mostly there are no pictures at these steps: then what waits without one, however much, is not walked through."""
    return connection.execute(select(FILE.c.outbox_id).where(FILE.c.step.in_(steps)).limit(1)).first() is not None


def _sending(connection: Connection, entry: Entry, owner: str, now: int, lease_until: int) -> Entry:
    taken = {"state": SENDING, "owner": owner, "lease": lease_until, "started": now, "looked": 0, "reason": ""}
    return _taken(connection, entry, taken | {"attempt": entry.attempt + 1})


def _newest(connection: Connection, where: ColumnElement[bool]) -> Entry | None:
    """The most urgent row that nothing newer follows in its place. One that was under way when the newer came, and was put back, is left out."""
    while (found := _first(connection, where)) and has_newer(connection, found):
        _taken(connection, found, {"state": SKIPPED, "reason": NEWER, "told": True})
    return found


def _first(connection: Connection, where: ColumnElement[bool]) -> Entry | None:
    """The most urgent row, locked on Postgres against other workers, who pass it by."""
    statement: Select[Any] = select(OUTBOX).where(where).order_by(OUTBOX.c.priority, OUTBOX.c.id).limit(1)
    row = connection.execute(statement.with_for_update(skip_locked=True, of=OUTBOX)).mappings().first()
    return Entry(**row) if row else None


def _taken(connection: Connection, entry: Entry, values: dict[str, Any]) -> Entry:
    connection.execute(OUTBOX.update().where(OUTBOX.c.id == entry.id).values(values))
    return entry._replace(**values)
