"""A channel that is archived, shared, left or renamed: known at once, visible, and told to the operators once."""

from pathlib import Path

import pytest

from bot.cli.exits import Exit
from bot.clock import micros
from bot.delivery.changes import Changes
from bot.delivery.schedules import Scheduling
from bot.manifest import manifest
from bot.settings import Settings
from bot.table import Declared
from sandbox import LocalSlack
from storage import channels, outbox
from storage.database import Database
from storage.outbox import Entry
from storage.schedules import all_schedules, put_schedule
from tests.bot.house import settings
from tests.bot.knock import ANA
from tests.bot.process import WORKSPACE, program, somebody

SIX = micros("2026-11-20T06:00:00Z")
OURS = "U0BOT000001"


@pytest.fixture
def given() -> Settings:
    return settings(SLACK_APP_TOKEN="xapp-local", OPERATOR_CHANNEL="C001")


@pytest.fixture
def changes(database: Database, given: Settings) -> Changes:
    """The operators' channel is C001; another post goes to C7."""
    Scheduling(database, given).arrange(SIX)
    with database.write() as connection:
        (anchor,) = all_schedules(connection)
        put_schedule(connection, anchor._replace(scope="cs", channel_id="C7"))
    return Changes(database, given, OURS)


def queued(database: Database) -> list[Entry]:
    with database.read() as connection:
        return list(outbox.entries(connection))


@pytest.mark.parametrize(
    ("event", "trouble"),
    [
        ({"type": "channel_archive"}, "the channel is archived"),
        ({"type": "channel_shared"}, "the channel is shared with another company"),
        ({"type": "member_left_channel", "user": OURS}, "Fairshare is not in the channel"),
    ],
)
def test_a_channel_that_closes_is_told_once(
    database: Database, changes: Changes, event: dict[str, str], trouble: str
) -> None:
    for _ in range(2):  # Slack may send it again
        changes.take(event | {"channel": "C7"})
    (notice,) = queued(database)
    assert (notice.channel_id, notice.priority) == ("C001", outbox.Priority.NOTICE)
    assert f"Channel C7: {trouble}. Anchor of the log would go there." in notice.content
    with database.read() as connection:
        known = channels.channel(connection, "C7")
    assert known is not None
    assert known.trouble == trouble


def test_a_channel_that_opens_again_is_known_and_not_told(database: Database, changes: Changes) -> None:
    changes.take({"type": "channel_shared", "channel": "C7"})
    changes.take({"type": "channel_unshared", "channel": "C7"})
    assert len(queued(database)) == 1
    with database.read() as connection:
        known = channels.channel(connection, "C7")
    assert known is not None
    assert known.trouble == ""


@pytest.mark.parametrize(
    "event",
    [
        {"type": "member_left_channel", "channel": "C7", "user": "U001"},  # somebody else
        {"type": "channel_archive", "channel": "C8"},  # nothing is posted there
    ],
)
def test_what_concerns_nobody_is_not_told(database: Database, changes: Changes, event: dict[str, str]) -> None:
    changes.take(event)
    assert queued(database) == []


def test_a_channel_with_another_id_is_followed(database: Database, changes: Changes, given: Settings) -> None:
    with database.write() as connection:
        waiting = outbox.enqueue(connection, outbox.Post("card", "cs", "2026-W47", "C001", "{}", SIX), 1)
    changes.take({"type": "channel_id_changed", "old_channel_id": "C001", "new_channel_id": "C002"})
    changes.take({"type": "channel_id_changed", "old_channel_id": "C002", "new_channel_id": "C003"})
    with database.read() as connection:
        assert {each.channel for each in all_schedules(connection)} == {"C003", "C7"}
        entry = outbox.entry(connection, waiting)
        assert entry is not None
        assert entry.channel_id == "C003"
    Scheduling(database, given).arrange(SIX)  # after a restart, with the old id in the settings
    with database.read() as connection:
        assert {each.channel for each in all_schedules(connection)} == {"C003"}
    notices = [each for each in queued(database) if each.kind == "notice"]
    assert any("OPERATOR_CHANNEL" in each.content for each in notices)
    assert {each.channel_id for each in notices} == {"C003"}


def test_a_channel_that_gets_its_old_id_back_is_followed(database: Database, changes: Changes, given: Settings) -> None:
    for old, new in (("C001", "C002"), ("C002", "C001"), ("C001", "C002"), ("C002", "C001")):
        changes.take(
            {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new, "event_ts": f"{new}.1"}
        )
        Scheduling(database, given).arrange(SIX)
        with database.read() as connection:
            assert {each.channel for each in all_schedules(connection)} == {new}


def test_what_was_posted_or_is_held_in_a_channel_follows_its_new_id(database: Database, changes: Changes) -> None:
    """Or the card could not be changed any more, and what is held could never be let out."""
    with database.write() as connection:
        for state in (outbox.SENT, outbox.HELD, outbox.UNCERTAIN):
            outbox.enqueue(connection, outbox.Post("card", "cs", state, "C7", "{}", SIX), 1)
            entry = outbox.claim(connection, "me", 1, 2, outbox.Pace(0, 0))
            assert entry is not None
            outbox.finish(connection, entry, state, conversation="C7" if state == outbox.SENT else "")
    changes.take({"type": "channel_id_changed", "old_channel_id": "C7", "new_channel_id": "C8"})
    cards = [each for each in queued(database) if each.kind == "card"]
    assert {each.channel_id for each in cards} == {"C8"}
    assert {each.conversation for each in cards if each.state == outbox.SENT} == {"C8"}


def test_a_channel_that_one_of_two_companies_left_is_still_shared(database: Database, changes: Changes) -> None:
    changes.take({"type": "channel_shared", "channel": "C7"})
    changes.take({"type": "channel_unshared", "channel": "C7", "is_ext_shared": True})
    with database.read() as connection:
        known = channels.channel(connection, "C7")
    assert known is not None
    assert known.trouble == "the channel is shared with another company"


def test_an_event_that_comes_again_much_later_is_told_once(database: Database, changes: Changes) -> None:
    """Slack sends once more what was not acknowledged; meanwhile a look at the channel may have found it open again."""
    event = {"type": "channel_archive", "channel": "C7", "event_ts": "1796598127.000100"}
    changes.take(event)
    with database.write() as connection:
        channels.see(connection, "C7", 1, trouble="")
    changes.take(event)
    assert len(queued(database)) == 1


async def test_events_of_a_real_socket_are_taken(sqlite_database: Database, tmp_path: Path, given: Settings) -> None:
    """Archived at Slack: the operators hear of it before anything is due there."""
    Scheduling(sqlite_database, given).arrange(SIX)
    with sqlite_database.write() as connection:
        (anchor,) = all_schedules(connection)
        put_schedule(connection, anchor._replace(own_channel="C003"))
    more = [*WORKSPACE["channels"], {"id": "C003", "name": "reports", "members": [ANA, OURS]}]
    async with (
        LocalSlack.start(WORKSPACE | {"channels": more}, manifest(given, Declared())) as slack,
        somebody(slack) as ana,
        program(
            slack.api_url, sqlite_database, tmp_path, FAIRSHARE_CLOCK="2026-11-20T06:00:00Z", OPERATOR_CHANNEL="C001"
        ) as running,
    ):
        async with ana.session.post(f"{slack.url}admin/channels", json={"id": "C003", "is_archived": True}) as answer:
            assert answer.status == 200
        await ana.until_said("Channel C003: the channel is archived.")
        assert await running.stop() == Exit.DONE
