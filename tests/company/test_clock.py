"""The working-day clock: what it counts, by hand; and what must hold whatever it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plans.company.calendar import Entity
from plans.company.clock import Clock, Pause
from plans.company.days import Special, WorkingDays

HOUR = 3_600_000_000
DAY = 24 * HOUR
EASTER = {date(2026, 4, 3): Special("Good Friday"), date(2026, 4, 6): Special("Easter Monday")}
ZONES = ("UTC", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")


def at(text: str, zone: str = "UTC") -> int:
    """An instant in UTC microseconds, as a clock on the wall of the zone shows it."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1_000_000


def clock(began: int, allowance: int, *pauses: Pause, zone: str = "Europe/Dublin") -> Clock:
    entity = Entity("here", "Here", zone, WorkingDays(frozenset(range(5)), EASTER))
    return Clock(entity, began, allowance, pauses)


def shown(instant: int | None, zone: str) -> str:
    assert instant is not None
    return datetime.fromtimestamp(instant // 1_000_000, UTC).astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def test_three_working_days_from_a_wednesday() -> None:
    """Thu 26, Fri 27, Mon 30 March: the Wednesday does not count, and summer time begins on the Sunday between."""
    reading = clock(at("2026-03-25T09:00", "Europe/Dublin"), 3).reading(at("2026-03-27T12:00", "Europe/Dublin"))
    assert (reading.used, reading.left, reading.over) == (1, 2, 0)
    assert shown(reading.due, "Europe/Dublin") == "Mon 2026-03-30 17:00"
    assert reading.last_day == date(2026, 3, 30)
    assert (reading.stopped, reading.late) == (False, False)


def test_friday_evening_elsewhere_is_saturday_here() -> None:
    """21:00 on Friday in New York is 06:30 on Saturday in Kolkata: Monday is the first day that counts."""
    began = at("2026-09-04T21:00", "America/New_York")
    assert shown(began, "Asia/Kolkata") == "Sat 2026-09-05 06:30"
    assert shown(clock(began, 1, zone="Asia/Kolkata").reading(began).due, "Asia/Kolkata") == "Mon 2026-09-07 17:00"
    assert shown(clock(began, 1, zone="America/New_York").reading(began).due, "UTC") == "Mon 2026-09-07 21:00"
    # A Sunday in Los Angeles is a Monday in Auckland, which then does not count.
    sunday = at("2026-09-06T18:00", "America/Los_Angeles")
    assert (
        shown(clock(sunday, 1, zone="Pacific/Auckland").reading(sunday).due, "Pacific/Auckland")
        == "Tue 2026-09-08 17:00"
    )


def test_easter_is_not_counted() -> None:
    """From Thursday 2 April: Friday and Monday are holidays, so Tuesday and Wednesday."""
    reading = clock(at("2026-04-02T10:00"), 2).reading(at("2026-04-06T10:00"))
    assert (reading.left, reading.last_day) == (2, date(2026, 4, 8))


def test_a_day_at_whose_closing_somebody_else_has_it_does_not_count() -> None:
    """Began on Monday. From Tuesday noon until Thursday noon the filer has it: Thursday is the first, Friday the second."""
    pause = Pause(at("2026-06-09T12:00"), at("2026-06-11T12:00"))
    asked = clock(at("2026-06-08T10:00"), 2, pause)
    assert asked.reading(at("2026-06-12T10:00")).used == 1
    assert asked.reading(at("2026-06-10T10:00")).stopped
    assert asked.reading(at("2026-06-12T10:00")).last_day == date(2026, 6, 12)
    short = Pause(at("2026-06-09T12:00"), at("2026-06-09T12:05"))  # a question answered at once takes no day
    assert clock(at("2026-06-08T10:00"), 2, short).reading(0).last_day == date(2026, 6, 10)


def test_what_still_waits_for_somebody_else_has_no_date() -> None:
    reading = clock(at("2026-06-08T10:00"), 2, Pause(at("2026-06-10T10:00"))).reading(at("2026-07-30T10:00"))
    assert (reading.due, reading.last_day, reading.stopped, reading.late) == (None, None, True, False)
    assert (reading.used, reading.left, reading.over) == (1, 1, 0)
    done = clock(at("2026-06-08T10:00"), 2, Pause(at("2026-06-11T10:00"))).reading(at("2026-07-30T10:00"))
    assert (done.last_day, done.late, done.over) == (date(2026, 6, 10), True, 0)  # due before it stopped


def test_overdue_is_counted_in_working_days() -> None:
    asked = clock(at("2026-06-08T10:00"), 1)  # due on Tuesday
    assert not asked.reading(at("2026-06-09T17:00", "Europe/Dublin")).late
    evening = asked.reading(at("2026-06-09T17:01", "Europe/Dublin"))
    assert (evening.late, evening.over) == (True, 0)
    assert asked.reading(at("2026-06-15T09:00")).over == 3  # Wednesday, Thursday, Friday


def test_the_closing_hour_is_a_parameter() -> None:
    asked = replace(clock(at("2026-06-08T10:00"), 1), closes=time(12, 30))
    assert shown(asked.reading(0).due, "Europe/Dublin") == "Tue 2026-06-09 12:30"


INSTANTS = st.integers(at("2026-01-01T00:00"), at("2027-06-30T00:00"))
PAUSES = st.lists(
    st.builds(lambda start, hours: Pause(start, start + hours * HOUR), INSTANTS, st.integers(1, 400)), max_size=3
)
CLOCKS = st.builds(
    lambda began, allowance, pauses, zone: clock(began, allowance, *pauses, zone=zone),
    INSTANTS, st.integers(1, 40), PAUSES, st.sampled_from(ZONES),
)  # fmt: skip


def due(asked: Clock) -> int:
    found = asked.reading(asked.began).due
    assert found is not None
    return found


@given(CLOCKS, INSTANTS)
def test_used_and_left_are_the_allowance_and_nothing_is_late_before_it_is_due(asked: Clock, now: int) -> None:
    reading = asked.reading(now)
    assert reading.used + reading.left == asked.allowance
    assert reading.over == 0 or reading.left == 0
    assert reading.late == (now > due(asked))
    assert (reading.left == 0) == (now >= due(asked))


@given(CLOCKS, INSTANTS, st.integers(0, 30 * DAY))
def test_time_only_uses_up(asked: Clock, now: int, more: int) -> None:
    earlier, later = asked.reading(now), asked.reading(now + more)
    assert later.used >= earlier.used
    assert later.over >= earlier.over


@given(CLOCKS, st.integers(0, 30 * DAY))
def test_what_begins_later_or_may_take_longer_is_due_no_earlier(asked: Clock, more: int) -> None:
    assert due(replace(asked, began=asked.began + more)) >= due(asked)
    assert due(replace(asked, allowance=asked.allowance + 1)) > due(asked)


@given(CLOCKS, INSTANTS, st.integers(1, 400))
def test_a_pause_never_shortens(asked: Clock, start: int, hours: int) -> None:
    paused = replace(asked, pauses=(*asked.pauses, Pause(start, start + hours * HOUR)))
    assert due(paused) >= due(asked)


@given(CLOCKS, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_holiday_more_never_makes_it_earlier(asked: Clock, day: date) -> None:
    days = asked.entity.days.with_more(WorkingDays(asked.entity.days.week, {day: Special("Rest")}))
    assert due(replace(asked, entity=replace(asked.entity, days=days))) >= due(asked)


@given(CLOCKS)
def test_it_is_due_at_the_closing_hour_whatever_the_clocks_do(asked: Clock) -> None:
    """Summer time changes the distance in hours, never the hour on the wall nor the count."""
    zone = ZoneInfo(asked.entity.zone)
    on_the_wall = datetime.fromtimestamp(due(asked) // 1_000_000, UTC).astimezone(zone)
    assert on_the_wall.time() == time(17)
    assert asked.entity.days.is_working(on_the_wall.date())
    began = datetime.fromtimestamp(asked.began // 1_000_000, UTC).astimezone(zone).date()
    if not asked.pauses:
        assert asked.entity.days.between(began, on_the_wall.date()) == asked.allowance
    assert on_the_wall.date() > began
