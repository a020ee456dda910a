"""What comes by itself: the files of watched folders, and the answers to queries that have fallen due. A plain function of two instants.

Whatever the number of processes that call it, and however often, a file is taken once, and a due query is answered once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from jobs.rhythm import Daily, Rhythm, Weekly, due_at, local_day
from storage.database import Database
from storage.feeds import Delivery, Feed, claim, finish, newest_run, take_files
from storage.feeds.watching import REFUSED, TAKEN
from storage.imports import import_file
from storage.imports.mapping.model import Timetable

RETRY = 15 * 60 * 1_000_000
"""How long after a try that failed the next is made (microseconds of business time)."""

_WEEK = timedelta(days=7)


def take(
    database: Database, feed: Feed, environment: Mapping[str, str], now: int, real: int, by: str
) -> Iterator[Delivery]:
    """Takes what a feed has to give by `now` (business time; `real` is the real time, both UTC microseconds)."""
    if feed.mapping.watch:
        yield from take_files(database, feed, now, real, by)
    elif feed.mapping.timetable is not None:
        yield from _asked(database, feed, feed.mapping.timetable, environment, now, by)


def newest_due(timetable: Timetable, now: int) -> int:
    """The last instant of the timetable that is not after `now`."""
    rhythm: Rhythm = Weekly(timetable.weekday, timetable.at) if timetable.weekday else Daily(timetable.at)
    zone = ZoneInfo(timetable.zone)
    day = rhythm.day_from(local_day(now, zone) - _WEEK)
    due = due_at(rhythm, day, zone)
    while (following := due_at(rhythm, day := rhythm.day_from(day + timedelta(days=1)), zone)) <= now:
        due = following
    return due


def _asked(
    database: Database, feed: Feed, timetable: Timetable, environment: Mapping[str, str], now: int, by: str
) -> Iterator[Delivery]:
    """The answer to the feed's query, where it has fallen due since it was last answered. A new feed is asked at once."""
    due = newest_due(timetable, now)
    with database.read() as connection:
        if newest_run(connection, feed.name) >= due:
            return
    if not claim(database, feed.name, due, now, RETRY):
        return
    reports = {
        kind: import_file(database, kind, None, feed.path, feed.source, recorded=now, by=by, environment=environment)
        for kind in feed.kinds
    }
    good = all(report.ok for report in reports.values())
    if good:
        finish(database, feed.name, due)
    yield Delivery(feed.name, "", TAKEN if good else REFUSED, None, reports)
