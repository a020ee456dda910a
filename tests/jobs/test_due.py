"""What a tick does with what fell due: once, in time, or left out with the reason."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from jobs.declare import Due, Job, Nothing, Wanted
from jobs.due import Ticked, arrange, coming, tick
from jobs.rhythm import Weekly
from storage import outbox
from storage.database import Connection, Database
from storage.outbox import Frozen
from storage.outbox.deciding import LATE
from storage.schedules import Schedule, all_schedules, put_schedule
from views.message import Heading, Message

REAL = 5
HOUR = 60 * 60 * 1_000_000


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def compose(_connection: Connection, due: Due) -> Message | Nothing:
    return Nothing("a quiet week") if due.period == "2026-W50" else Message((Heading(f"{due.scope} {due.period}"),))


JOBS = {"card": Job("card", "Scorecards", Weekly(1, time(9)), compose)}
WANTED = [Wanted("card", "cs", "Europe/Dublin", "C1")]
FRIDAY, MONDAY = at("2026-11-20T06:00:00"), at("2026-11-23T09:00:00")


@pytest.fixture
def arranged(database: Database) -> Database:
    arrange(database, JOBS, WANTED, FRIDAY)
    return database


def ticked(database: Database, now: int, jobs: Mapping[str, Job] = JOBS) -> Ticked:
    return tick(
        database, jobs, lambda message: Frozen(str(message.parts[0])), lambda _error, kind: f"{kind}-1", now, REAL
    )


def rows(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return [(row.period, row.state, row.reason) for row in outbox.entries(connection)][::-1]


def test_a_period_is_queued_when_it_falls_due_and_once(arranged: Database) -> None:
    assert ticked(arranged, MONDAY - 1) == Ticked()
    assert ticked(arranged, MONDAY) == Ticked(queued=1)
    assert ticked(arranged, MONDAY) == Ticked()
    assert ticked(arranged, MONDAY + HOUR) == Ticked()
    assert rows(arranged) == [("2026-W48", "pending", "")]
    with arranged.read() as connection:
        (entry,) = outbox.entries(connection)
    assert (entry.channel_id, entry.due, entry.queued) == ("C1", MONDAY, REAL)
    assert "cs 2026-W48" in entry.content


def test_many_at_once_queue_it_once(arranged: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: ticked(arranged, MONDAY), range(8)))
    assert sum(each.queued for each in done) == 1
    assert len(rows(arranged)) == 1


def test_what_comes_late_is_caught_up_for_two_days(arranged: Database) -> None:
    assert ticked(arranged, MONDAY + 48 * HOUR) == Ticked(queued=1)


def test_what_comes_later_is_left_out_and_says_so(arranged: Database) -> None:
    assert ticked(arranged, MONDAY + 48 * HOUR + 1) == Ticked(skipped=1)
    assert rows(arranged) == [("2026-W48", "skipped", "it fell due while nothing was posted")]
    assert ticked(arranged, at("2026-11-30T09:00:00")) == Ticked(queued=1)


def test_of_several_weeks_the_newest_is_posted(arranged: Database) -> None:
    assert ticked(arranged, at("2026-12-14T10:00:00")) == Ticked(queued=1, skipped=3)
    assert rows(arranged)[-2:] == [
        ("2026-W50", "skipped", "it fell due while nothing was posted, and a later one did too"),
        ("2026-W51", "pending", ""),
    ]


def test_nothing_to_say_is_recorded(arranged: Database) -> None:
    ticked(arranged, MONDAY)
    ticked(arranged, at("2026-11-30T09:00:00"))
    assert ticked(arranged, at("2026-12-07T09:00:00")) == Ticked(skipped=1, expired=1)
    assert rows(arranged)[-1] == ("2026-W50", "skipped", "a quiet week")


def test_a_job_that_fails_is_left_out_with_its_reference_and_holds_up_no_other(arranged: Database) -> None:
    def fails(connection: Connection, _due: Due) -> Message:
        connection.exec_driver_sql("SELECT 1 FROM nowhere")
        raise AssertionError

    failing = Job("broken", "Broken", Weekly(1, time(8)), fails)
    jobs = {**JOBS, "broken": failing}
    arrange(arranged, jobs, [*WANTED, Wanted("broken", "cs", "UTC", "C1")], FRIDAY)
    assert ticked(arranged, MONDAY, jobs) == Ticked(queued=1, skipped=1)
    assert rows(arranged) == [
        ("2026-W48", "skipped", "a fault of ours, reference broken-1"),
        ("2026-W48", "pending", ""),
    ]
    with arranged.read() as connection:
        assert [each.kind for each in outbox.untold(connection, 9)] == ["broken"]


def test_a_schedule_that_cannot_be_worked_out_holds_up_no_other(arranged: Database) -> None:
    with arranged.write() as connection:
        put_schedule(connection, Schedule("card", "lost", "Atlantis/Capital", "C1", date(2026, 11, 23), MONDAY - HOUR))
        put_schedule(connection, Schedule("tomorrows", "cs", "UTC", "C1", date(2026, 11, 23), MONDAY - HOUR))
    assert ticked(arranged, MONDAY) == Ticked(queued=1)
    assert rows(arranged) == [("2026-W48", "pending", "")]


def test_what_another_version_schedules_is_left_alone(arranged: Database) -> None:
    with arranged.write() as connection:
        put_schedule(connection, Schedule("tomorrows", "cs", "UTC", "C1", date(2026, 11, 23), MONDAY))
    assert arrange(arranged, JOBS, [], FRIDAY) == 1
    with arranged.read() as connection:
        assert [each.kind for each in all_schedules(connection)] == ["tomorrows"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize(
    "moved", [MONDAY - 30 * HOUR, MONDAY - HOUR, MONDAY + HOUR], ids=["before", "at last", "after"]
)
def test_a_team_that_changes_zone_has_each_week_once(arranged: Database, zone: str, moved: int) -> None:
    ticked(arranged, moved)
    arrange(arranged, JOBS, [Wanted("card", "cs", zone, "C2")], moved)
    for hours in range(0, 8 * 24, 3):
        ticked(arranged, moved + hours * HOUR)
    periods = [row[0] for row in rows(arranged)]
    assert periods[0] == "2026-W48"
    assert periods in (["2026-W48"], ["2026-W48", "2026-W49"])
    assert {row[1:] for row in rows(arranged)} <= {("pending", ""), ("skipped", LATE)}  # nobody posts them here


def test_schedules_are_those_that_are_wanted(arranged: Database) -> None:
    arrange(arranged, JOBS, [], FRIDAY)
    with arranged.read() as connection:
        assert list(all_schedules(connection)) == []
    assert ticked(arranged, MONDAY) == Ticked()


def test_what_is_coming_is_told_beforehand(arranged: Database) -> None:
    with arranged.read() as connection:
        schedules = list(all_schedules(connection))
    assert [due.period for _, due in coming(schedules, JOBS, at("2026-12-07T09:00:00"))] == [
        "2026-W48", "2026-W49", "2026-W50",
    ]  # fmt: skip
