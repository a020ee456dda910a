"""The operators are told of what is held, and of what came too late: all of it, once."""

import json

from bot.delivery.frozen import frozen
from jobs.telling import tell
from storage import outbox
from storage.database import Database
from storage.outbox import Entry, Post
from tests.storage.recording import record, team

TITLES = {"card": "Scorecard"}
OPERATORS = "C9"


def told(database: Database) -> bool:
    return tell(database, TITLES, OPERATORS, frozen, 1000, 2000)


def held(database: Database, period: str, reason: str, kind: str = "card") -> None:
    with database.write() as connection:
        outbox.enqueue(connection, Post(kind, "support", period, "C1", "{}", 1), 1)
        entry = outbox.claim(connection, "me", 1, 2, outbox.Pace(0, 0))
        assert entry is not None
        outbox.finish(connection, entry, outbox.HELD, reason=reason)


def notices(database: Database) -> list[Entry]:
    with database.read() as connection:
        return [each for each in outbox.entries(connection) if each.kind == "notice"]


def words(entry: Entry) -> str:
    return str(json.loads(entry.content)["text"])


def test_what_is_held_is_told_once_by_name(database: Database) -> None:
    with database.write() as connection:
        record(connection, team("support", name="Support"), at=1)
    held(database, "2026-W47", "Slack did not confirm it, and it is not in the channel")
    assert told(database)
    assert not told(database)
    (notice,) = notices(database)
    assert (notice.channel_id, notice.priority, notice.again) == (OPERATORS, outbox.Priority.NOTICE, True)
    assert words(notice).startswith(
        "1 post needs you\n\nHeld: scorecard, Support, week 47 of 2026. Slack did not confirm it, and it is not in the channel."
        " It was not sent again, so it cannot appear twice."
    )


def test_what_came_too_late_is_told_and_what_had_nothing_to_say_is_not(database: Database) -> None:
    late, quiet = Post("card", "support", "2026-W46", "C1", "", 1), Post("card", "support", "2026-W45", "C1", "", 1)
    with database.write() as connection:
        outbox.skip(connection, late, 1, "it fell due while nothing was posted", told=False)
        outbox.skip(connection, quiet, 1, "a quiet week", told=True)
    assert told(database)
    (notice,) = notices(database)
    assert words(notice).startswith(
        "1 post left out\n\nLeft out: scorecard, week 46 of 2026. It fell due while nothing was posted."
    )
    assert "quiet" not in words(notice)


def test_many_are_told_in_one_message(database: Database) -> None:
    for number in range(10, 21):
        held(database, f"2026-W{number}", "is_archived")
    assert told(database)
    (notice,) = notices(database)
    assert words(notice).startswith("11 posts need you")
    assert "And 3 more posts." in words(notice)
    assert words(notice).count("The channel is archived.") == 8


def test_a_notice_that_is_held_makes_no_further_one(database: Database) -> None:
    held(database, "1", "is_archived", kind="notice")
    assert not told(database)
    assert not told(database)
    assert len(notices(database)) == 1
