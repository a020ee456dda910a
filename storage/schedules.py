"""When each kind of post falls due next, for each scope it is made for, and what an operator chose in place of the usual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from storage.tables import ScheduleRow, metadata

_SCHEDULE = metadata.tables[ScheduleRow.__tablename__]


class Schedule(NamedTuple):
    """The next period of one kind and scope: its day in the zone, and the instant at which it falls due (business time, UTC microseconds).

    An operator's own choice: `weekday` (1 for Monday to 7), `wall` (`09:00`) and `own_channel`; 0 and empty where there is none.
    """

    kind: str
    scope: str
    zone: str
    channel_id: str
    next_day: date
    next_due: int
    weekday: int = 0
    wall: str = ""
    own_channel: str = ""
    paused: bool = False

    @property
    def channel(self) -> str:
        """Where it is posted."""
        return self.own_channel or self.channel_id


def due_schedules(connection: Connection, now: int, most: int) -> list[Schedule]:
    """Those that have fallen due by now and are not paused, the longest due first. One look into an index, however many there are."""
    due = _select().where(_SCHEDULE.c.next_due <= now, _SCHEDULE.c.paused.is_(False))
    return [
        Schedule(*row) for row in connection.execute(due.order_by(_SCHEDULE.c.next_due, _SCHEDULE.c.id).limit(most))
    ]


def all_schedules(connection: Connection) -> Iterator[Schedule]:
    """Every schedule, the next one due first."""
    return (Schedule(*row) for row in connection.execute(_select().order_by(_SCHEDULE.c.next_due, _SCHEDULE.c.id)))


def count_schedules(connection: Connection, kinds: Iterable[str]) -> int:
    """How many there are of these kinds."""
    counted = select(func.count()).select_from(_SCHEDULE).where(_SCHEDULE.c.kind.in_(list(kinds)))
    return int(connection.execute(counted).scalar_one())


def posting_in(connection: Connection, channel_id: str) -> list[Schedule]:
    """Those that are posted in this channel."""
    chosen = _SCHEDULE.c.own_channel
    here = (chosen == channel_id) | ((chosen == "") & (_SCHEDULE.c.channel_id == channel_id))
    return [Schedule(*row) for row in connection.execute(_select().where(here))]


def schedule(connection: Connection, kind: str, scope: str, *, to_change: bool = False) -> Schedule | None:
    """The schedule of this kind for this scope; None when there is none. `to_change`: nobody else changes it before the transaction ends."""
    asked = _select().where(_SCHEDULE.c.kind == kind, _SCHEDULE.c.scope == scope)
    row = connection.execute(asked.with_for_update() if to_change else asked).first()
    return Schedule(*row) if row else None


def put_schedule(connection: Connection, what: Schedule) -> None:
    """Store a schedule, in place of the one of its kind and scope; in the caller's write transaction."""
    same = (_SCHEDULE.c.kind == what.kind) & (_SCHEDULE.c.scope == what.scope)
    if not connection.execute(_SCHEDULE.update().where(same).values(what._asdict())).rowcount:
        connection.execute(_SCHEDULE.insert().values(what._asdict()))


def drop_schedule(connection: Connection, kind: str, scope: str) -> None:
    """Nothing of this kind falls due for this scope any more; what is in the outbox stays there."""
    connection.execute(_SCHEDULE.delete().where(_SCHEDULE.c.kind == kind, _SCHEDULE.c.scope == scope))


def rename_channel(connection: Connection, old: str, new: str) -> None:
    """A channel has another id from now on; in the caller's write transaction."""
    for name in ("channel_id", "own_channel"):
        connection.execute(_SCHEDULE.update().where(_SCHEDULE.c[name] == old).values({name: new}))


def _select() -> Select[Any]:
    return select(*(_SCHEDULE.c[name] for name in Schedule._fields))
