"""Who else works on the same database, with other settings, does not silence what is posted here."""

import pytest

from bot.clock import micros
from bot.delivery.schedules import Scheduling
from jobs.due import Ticked
from storage.audit import append
from storage.database import Database
from storage.schedules import all_schedules, put_schedule
from tests.bot.house import settings

SIX, SEVEN = micros("2026-11-20T06:00:00Z"), micros("2026-11-20T07:00:00Z")
WITH = settings(SLACK_APP_TOKEN="xapp-local", OPERATOR_CHANNEL="C001")
WITHOUT = settings(SLACK_APP_TOKEN="xapp-local", OPERATOR_CHANNEL="")


def given(database: Database) -> Scheduling:
    """A process at work, with an entry in the log to post."""
    with database.write() as connection:
        append(connection, 1, "look", {"period": "2026-Q4"}, actor="mia", subject="ana")
    here = Scheduling(database, WITH)
    here.tick_at(SIX)
    return here


def test_a_verb_in_a_shell_without_the_settings_drops_nothing(database: Database) -> None:
    here = given(database)
    with database.write() as connection:
        (anchor,) = all_schedules(connection)
        put_schedule(connection, anchor._replace(wall="06:30"))
    Scheduling(database, WITHOUT, drops=False).arrange(SIX + 1)
    with database.read() as connection:
        (anchor,) = all_schedules(connection)
    assert anchor.wall == "06:30"
    assert here.tick_at(SEVEN) == Ticked(queued=1)


def test_what_another_process_dropped_is_there_again_with_the_next_tick(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    here = given(database)
    Scheduling(database, WITHOUT).tick_at(SIX + 1)
    assert "schedules=1 dropped" in caplog.text
    here.tick_at(SIX + 2)
    assert here.tick_at(SEVEN) == Ticked(queued=1)
