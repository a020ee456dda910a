"""What a tick does: each schedule that fell due puts its period into the outbox, once, and moves on to the next.

A plain function of an instant. Whatever the number of processes that call it, and however often, the outbox takes a period once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jobs.declare import Due, Job, Nothing, Wanted
from jobs.rhythm import due_at, local_day, periods
from storage.database import Connection, Database
from storage.outbox import Post, enqueue, skip
from storage.schedules import Schedule, all_schedules, drop_schedule, due_schedules, put_schedule, schedule
from views.message import Message

CATCH_UP = 48 * 60 * 60 * 1_000_000
"""How late (microseconds) a period may be posted. What fell due earlier, while nobody was there to post it, is recorded and left out."""

_AT_ONCE = 100  # schedules a look
_DAY = timedelta(days=1)

Freeze = Callable[[Message], str]


class Ticked(NamedTuple):
    """What a tick did: periods put into the outbox, and periods recorded as left out."""

    queued: int = 0
    skipped: int = 0


def arrange(database: Database, jobs: Mapping[str, Job], wanted: Sequence[Wanted], now: int) -> None:
    """Let exactly these schedules be there. A new one begins with the first period after `now`; one that moved to another zone keeps its period."""
    with database.write() as connection:
        known = {(each.kind, each.scope) for each in all_schedules(connection)}
        for each in wanted:
            before = schedule(connection, each.kind, each.scope)
            after = _arranged(jobs[each.kind], each, before, now)
            if after != before:
                put_schedule(connection, after)
        for kind, scope in known - {(each.kind, each.scope) for each in wanted}:
            drop_schedule(connection, kind, scope)


def tick(database: Database, jobs: Mapping[str, Job], freeze: Freeze, now: int, real: int) -> Ticked:
    """Put what has fallen due by `now` (business time) into the outbox; `real` is the real time. Each schedule is a short transaction."""
    queued = skipped = 0
    while True:
        with database.read() as connection:
            due = due_schedules(connection, now, _AT_ONCE)
        for each in due:
            with database.write() as connection:
                found = schedule(connection, each.kind, each.scope)
                if found is not None and found.next_due <= now:  # another process may have been quicker
                    done = _passed(connection, jobs[found.kind], found, freeze, now, real)
                    queued, skipped = queued + done.queued, skipped + done.skipped
        if len(due) < _AT_ONCE:
            return Ticked(queued, skipped)


def coming(schedules: Sequence[Schedule], jobs: Mapping[str, Job], until: int) -> Iterator[tuple[Schedule, Due]]:
    """Every period that falls due up to an instant, by schedule."""
    for each in schedules:
        for day, period, instant in periods(jobs[each.kind].rhythm, each.next_day, ZoneInfo(each.zone)):
            if instant > until:
                break
            yield each, Due(each.scope, period, day, instant)


def _arranged(job: Job, wanted: Wanted, before: Schedule | None, now: int) -> Schedule:
    zone = ZoneInfo(wanted.zone)
    if before is not None:
        moved = before.next_due if before.zone == wanted.zone else due_at(job.rhythm, before.next_day, zone)
        return before._replace(zone=wanted.zone, channel_id=wanted.channel_id, next_due=moved)
    first = next((day, due) for day, _, due in periods(job.rhythm, local_day(now, zone), zone) if due > now)
    return Schedule(*wanted, *first)


def _passed(connection: Connection, job: Job, found: Schedule, freeze: Freeze, now: int, real: int) -> Ticked:
    """Queue or leave out each period that has fallen due. Of several, the newest is posted: last week's beside this week's helps nobody."""
    due = [each for _, each in coming([found], {job.kind: job}, now)]
    queued = skipped = 0
    for each in due:
        what = Post(job.kind, found.scope, each.period, found.channel_id, "", each.instant, job.priority)
        message = _message(connection, job, each, due[-1], now)
        if isinstance(message, Nothing):
            skipped += skip(connection, what, real, message.reason)
        else:
            queued += enqueue(connection, what._replace(content=freeze(message)), real)
    zone = ZoneInfo(found.zone)
    day = job.rhythm.day_from(due[-1].day + _DAY)
    put_schedule(connection, found._replace(next_day=day, next_due=due_at(job.rhythm, day, zone)))
    return Ticked(queued, skipped)


def _message(connection: Connection, job: Job, due: Due, newest: Due, now: int) -> Message | Nothing:
    """What is posted for a period that fell due, if anything."""
    if due != newest:
        return Nothing("it fell due while Fairshare did not run, and a later one did too")
    if now - due.instant > CATCH_UP:
        return Nothing("it fell due while Fairshare did not run")
    return job.compose(connection, due)
