"""Every period once, in every zone, whatever the clocks there do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from jobs.rhythm import Daily, Rhythm, Weekly, due_at, first_instant, local_day, periods

ZONES = sorted(available_timezones())
RHYTHMS: dict[str, Rhythm] = {
    "Monday at nine": Weekly(1, time(9)),
    "Sunday at half past two": Weekly(7, time(2, 30)),
    "every midnight": Daily(time(0)),
}
SECOND = 1_000_000


def shown(instant: int, zone: str) -> datetime:
    return datetime.fromtimestamp(instant // SECOND, ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize("rhythm", RHYTHMS.values(), ids=RHYTHMS)
def test_the_year_2026_in_every_zone(rhythm: Rhythm) -> None:
    """Days with a jump of the clocks included: each is due at the first moment at which its time is reached, and later than the one before."""
    for name in ZONES:
        before, keys = 0, set()
        for day, key, due in periods(rhythm, date(2026, 1, 1), ZoneInfo(name)):
            if day.year > 2026:
                break
            wanted = datetime.combine(day, rhythm.at)
            assert shown(due, name) >= wanted, (name, day)
            assert shown(due - SECOND, name) < wanted, (name, day)
            assert due > before, (name, day)
            before = due
            keys.add(key)
        assert len(keys) == (365 if isinstance(rhythm, Daily) else 52)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:00"),  # left out: at the jump
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),  # twice: the first time
        ("Africa/Cairo", "2026-04-24 00:00", "2026-04-23 22:00"),  # midnight itself is left out
        ("Pacific/Apia", "2011-12-30 09:00", "2011-12-30 10:00"),  # a whole day is left out
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),  # by half an hour
        ("UTC", "2028-02-29 07:00", "2028-02-29 07:00"),
    ],
)
def test_a_wall_time_that_a_jump_leaves_out_or_repeats(zone: str, wall: str, instant: str) -> None:
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert first_instant(datetime.fromisoformat(wall), ZoneInfo(zone)) == int(expected.timestamp()) * SECOND


def test_weeks_are_called_as_calendars_call_them() -> None:
    monday = Weekly(1, time(9))
    assert monday.day_from(date(2026, 12, 29)) == date(2027, 1, 4)
    assert monday.key(date(2026, 12, 28)) == "2026-W53"
    assert monday.key(date(2027, 1, 4)) == "2027-W01"


def test_days_follow_the_clocks_of_the_zone() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    due = due_at(Daily(time(0)), date(2026, 11, 21), auckland)
    assert local_day(due, auckland) == date(2026, 11, 21)
    assert local_day(due - SECOND, auckland) == date(2026, 11, 21) - timedelta(days=1)
