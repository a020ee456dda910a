"""What a tick does: each schedule that fell due puts its period into the outbox, once, and moves on to the next.

A plain function of an instant. Whatever the number of processes that call it, and however often, the outbox takes a period once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jobs.declare import Due, Job, Nothing, Wanted
from jobs.rhythm import Rhythm, due_at, local_day, periods
from storage.database import Connection, Database
from storage.errors import StorageError, translated
from storage.outbox import Frozen, Post, enqueue, expire, has_expired, skip
from storage.schedules import Schedule, all_schedules, drop_schedule, due_schedules, put_schedule, schedule
from views.message import Message

CATCH_UP = 48 * 60 * 60 * 1_000_000
"""How late (microseconds) a period may be posted. What fell due earlier, while nobody was there to post it, is recorded and left out."""

_AT_ONCE = 100  # schedules a look
_DAY = timedelta(days=1)

Freeze = Callable[[Message], Frozen]
Fault = Callable[[Exception, str], str]
"""Records a fault of ours, in a kind of post; the reference under which it stands in the log."""


class Ticked(NamedTuple):
    """What a tick did: periods put into the outbox, periods recorded as left out, and posts that had waited in it for too long."""

    queued: int = 0
    skipped: int = 0
    expired: int = 0


def arrange(
    database: Database, jobs: Mapping[str, Job], wanted: Sequence[Wanted], now: int, *, drop: bool = True
) -> int:
    """Let these schedules of these jobs be there, and, with `drop`, no others; how many were dropped.

    A new one begins with the first period after `now`; one that moved to another zone keeps its period. Jobs that are not known here belong
    to another version, which may be at work beside this one.
    """
    dropped = 0
    with database.write() as connection:
        known = {(each.kind, each.scope) for each in all_schedules(connection) if each.kind in jobs}
        for each in wanted:
            before = schedule(connection, each.kind, each.scope, to_change=True)
            after = _arranged(jobs[each.kind], each, before, now)
            if after != before:
                put_schedule(connection, after)
        for kind, scope in known - {(each.kind, each.scope) for each in wanted} if drop else ():
            drop_schedule(connection, kind, scope)
            dropped += 1
    return dropped


def tick(database: Database, jobs: Mapping[str, Job], freeze: Freeze, fault: Fault, now: int, real: int) -> Ticked:
    """Put what has fallen due by `now` (business time) into the outbox; `real` is the real time. Each schedule is a short transaction.

    A job that fails is recorded as left out, with its reference, and holds up no other; nor does a schedule that cannot be worked out.
    """
    making = _Making(freeze, fault, now, real)
    queued, skipped, expired = 0, 0, _expired(database, now, real)
    while True:
        with database.read() as connection:
            due = due_schedules(connection, now, _AT_ONCE)
        done = [_done(database, jobs, each, making) for each in due]
        queued += sum(each.queued for each in done if each)
        skipped += sum(each.skipped for each in done if each)
        if len(due) < _AT_ONCE or not any(done):
            return Ticked(queued, skipped, expired)


def coming(schedules: Sequence[Schedule], jobs: Mapping[str, Job], until: int) -> Iterator[tuple[Schedule, Due]]:
    """Every period that falls due up to an instant, by schedule. The next one may have been moved, so its instant is the schedule's."""
    for each in schedules:
        for day, period, usual in periods(rhythm_of(jobs[each.kind], each), each.next_day, ZoneInfo(each.zone)):
            instant = each.next_due if day == each.next_day else usual
            if instant > until:
                break
            yield each, Due(each.scope, period, day, instant)


def rhythm_of(job: Job, schedule: Schedule) -> Rhythm:
    """The job's rhythm, with the day and the time that an operator chose for this schedule."""
    return job.rhythm.changed(schedule.weekday, time.fromisoformat(schedule.wall) if schedule.wall else None)


def _arranged(job: Job, wanted: Wanted, before: Schedule | None, now: int) -> Schedule:
    zone = ZoneInfo(wanted.zone)
    if before is not None:
        moved = before.next_due if before.zone == wanted.zone else due_at(rhythm_of(job, before), before.next_day, zone)
        return before._replace(zone=wanted.zone, channel_id=wanted.channel_id, next_due=moved)
    first = next((day, due) for day, _, due in periods(job.rhythm, local_day(now, zone), zone) if due > now)
    return Schedule(*wanted, *first)


class _Making(NamedTuple):
    """How content comes about, and when: `now` is business time, `real` the real one."""

    freeze: Freeze
    fault: Fault
    now: int
    real: int


def _done(database: Database, jobs: Mapping[str, Job], due: Schedule, making: _Making) -> Ticked | None:
    """What became of a schedule that had fallen due; None where that failed, and it stays as it is."""
    try:
        with database.write() as connection:
            found = schedule(connection, due.kind, due.scope, to_change=True)
            if found is None or found.next_due > making.now or found.paused:
                return Ticked()  # somebody was quicker
            return _passed(connection, jobs[found.kind], found, making)
    except StorageError:
        raise  # it passes, and is the same for all
    except Exception as error:  # noqa: BLE001 - one schedule must not hold up all others
        making.fault(error, due.kind)
        return None


def _passed(connection: Connection, job: Job, found: Schedule, making: _Making) -> Ticked:
    """Queue or leave out each period that has fallen due. Of several, the newest is posted: last week's beside this week's helps nobody."""
    due = [each for _, each in coming([found], {job.kind: job}, making.now)]
    queued = skipped = 0
    for each in due:
        what = _post(job, found, each)
        content = _content(connection, job, each, due[-1], making)
        if isinstance(content, Nothing):
            skipped += bool(skip(connection, what, making.real, content.reason, told=not content.late))
        else:
            queued += bool(enqueue(connection, what._replace(**content._asdict()), making.real))
    rhythm = rhythm_of(job, found)
    day = rhythm.day_from(due[-1].day + _DAY)
    put_schedule(connection, found._replace(next_day=day, next_due=due_at(rhythm, day, ZoneInfo(found.zone))))
    return Ticked(queued, skipped)


def _post(job: Job, found: Schedule, due: Due) -> Post:
    post = Post(job.kind, found.scope, due.period, found.channel, "", due.instant, job.priority)
    return post._replace(again=job.again, expires=due.instant + CATCH_UP + 1)


def _content(connection: Connection, job: Job, due: Due, newest: Due, making: _Making) -> Frozen | Nothing:
    """What is posted for a period that fell due, if anything."""
    if due != newest:
        return Nothing("it fell due while nothing was posted, and a later one did too", late=True)
    if making.now - due.instant > CATCH_UP:
        return Nothing("it fell due while nothing was posted", late=True)
    try:
        with connection.begin_nested():  # a fault in it must not spoil the transaction around
            message = job.compose(connection, due)
            return message if isinstance(message, Nothing) else making.freeze(message)
    except Exception as error:
        if translated(error) is not None:
            raise  # of the database, which passes: the next tick tries again
        return Nothing(f"a fault of ours, reference {making.fault(error, job.kind)}", late=True)


def _expired(database: Database, now: int, real: int) -> int:
    """What waited in the outbox, through an outage or a pause, until it helps nobody any more. Looked up first: most ticks have nothing to write."""
    with database.read() as connection:
        if not has_expired(connection, now, real):
            return 0
    left_out = 0
    while True:
        with database.write() as connection:
            some = expire(connection, now, real)
        left_out += some
        if not some:
            return left_out
