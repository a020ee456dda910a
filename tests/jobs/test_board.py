"""Another day, another time, and back: the period that is next stays next, and none is posted twice or forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from jobs.board import JobKind, board
from jobs.declare import Due, Job, Nothing, Wanted
from jobs.due import arrange, tick
from jobs.rhythm import Daily, Weekly
from storage import outbox
from storage.database import Connection, Database
from storage.outbox import Frozen
from storage.schedules import Schedule, all_schedules, put_schedule
from views.message import Heading, Message


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def compose(_connection: Connection, due: Due) -> Message | Nothing:
    return Nothing("a quiet week") if due.scope == "quiet" else Message((Heading(f"{due.scope} {due.period}"),))


WEEKLY = JobKind(Job("card", "Scorecards", Weekly(1, time(9)), compose))
DAILY = JobKind(Job("anchor", "Anchor", Daily(time(7)), compose))
WEDNESDAY = at("2026-11-25T12:00:00")
NEXT = Schedule("card", "cs", "UTC", "C1", date(2026, 11, 30), at("2026-11-30T09:00:00"))  # Monday of week 49


@pytest.mark.parametrize(
    ("weekday", "wall", "expected"),
    [
        (5, "", "2026-12-04T09:00:00"),  # the Friday of its own week: this week's card was posted on Monday
        (1, "14:30", "2026-11-30T14:30:00"),
        (7, "00:00", "2026-12-06T00:00:00"),
        (0, "", "2026-11-30T09:00:00"),
    ],
)
def test_the_next_week_keeps_its_key_on_another_day(weekday: int, wall: str, expected: str) -> None:
    after = WEEKLY.changed(NEXT, weekday, wall, WEDNESDAY)
    assert (after.next_due, WEEKLY.period(after)) == (at(expected), "2026-W49")
    back = WEEKLY.changed(after, 0, "", WEDNESDAY)
    assert back == NEXT


def _frozen(message: Message) -> Frozen:
    return Frozen(str(message.parts[0]))


def _recorded(error: Exception, kind: str) -> str:
    raise AssertionError(kind) from error


def test_where_the_new_day_has_passed_the_week_after_is_next() -> None:
    friday = WEEKLY.changed(NEXT, 5, "", WEDNESDAY)
    after = WEEKLY.changed(friday, 1, "", at("2026-12-02T00:00:00"))
    assert (after.next_due, WEEKLY.period(after)) == (at("2026-12-07T09:00:00"), "2026-W50")


def test_what_has_fallen_due_and_waits_for_a_tick_waits_on(database: Database) -> None:
    late = WEEKLY.changed(NEXT, 5, "18:00", NEXT.next_due + 1)
    with database.write() as connection:
        put_schedule(connection, late)
    tick(database, {"card": WEEKLY.job}, _frozen, _recorded, NEXT.next_due + 2, 1)
    with database.read() as connection:
        assert [(each.period, each.state) for each in outbox.entries(connection)] == [("2026-W49", "pending")]
        assert [each.next_due for each in all_schedules(connection)] == [at("2026-12-11T18:00:00")]


def test_every_day_has_its_turn_whatever_weekday_is_asked_for() -> None:
    today = Schedule("anchor", "company", "UTC", "C1", date(2026, 11, 26), at("2026-11-26T07:00:00"))
    after = DAILY.changed(today, 3, "05:00", WEDNESDAY)
    assert (after.next_due, DAILY.period(after)) == (at("2026-11-26T05:00:00"), "2026-11-26")
    assert DAILY.rhythm(after) == (0, "05:00")
    passed = DAILY.changed(today, 0, "05:00", at("2026-11-26T06:00:00"))
    assert DAILY.period(passed) == "2026-11-27"


def test_a_post_that_was_moved_once_is_followed_by_the_usual(database: Database) -> None:
    moved = NEXT._replace(next_due=at("2026-11-27T15:00:00"))
    assert WEEKLY.following(moved) == at("2026-12-07T09:00:00")
    with database.write() as connection:
        put_schedule(connection, moved)
    tick(database, {"card": WEEKLY.job}, _frozen, _recorded, moved.next_due, 1)
    with database.read() as connection:
        assert [each.period for each in outbox.entries(connection)] == ["2026-W49"]
        assert [each.next_due for each in all_schedules(connection)] == [at("2026-12-07T09:00:00")]


def test_a_choice_outlives_what_the_settings_ask_for(database: Database) -> None:
    with database.write() as connection:
        put_schedule(connection, WEEKLY.changed(NEXT, 5, "18:00", WEDNESDAY)._replace(own_channel="C9", paused=True))
    arrange(database, {"card": WEEKLY.job}, [Wanted("card", "cs", "Europe/Dublin", "C2")], WEDNESDAY)
    with database.read() as connection:
        (found,) = all_schedules(connection)
    assert (found.channel, found.paused, WEEKLY.rhythm(found)) == ("C9", True, (5, "18:00"))


def test_a_preview_is_what_the_job_would_say(database: Database) -> None:
    with database.read() as connection:
        assert WEEKLY.preview(connection, NEXT) == Message((Heading("cs 2026-W49"),))
        assert WEEKLY.preview(connection, NEXT._replace(scope="quiet")) == "a quiet week"


def test_every_job_stands_on_the_board() -> None:
    assert board()["anchor"].title == "Anchor of the log"
    assert DAILY.instant(NEXT._replace(zone="Europe/Dublin"), datetime(2027, 3, 28, 1, 30)) == at("2027-03-28T01:00:00")  # noqa: DTZ001 - a wall time
