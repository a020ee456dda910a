"""Very many deliveries that wait: they are taken one after another as if they were few, and leave in portions."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import event

from bot.delivery.frozen import frozen
from jobs.due import Ticked, tick
from jobs.telling import tell
from storage import outbox
from storage.database import Connection, Database
from storage.outbox import Entry, Post
from tests.delivery.conftest import picture

MANY = 2_500
VALUES = 1_100  # in one statement: databases take only so many


def pile(database: Database, **more: Any) -> None:
    """So many rows as ever waited, written by the database itself."""
    row = {
        "kind": "'card'", "scope": "''", "period": "CAST(n AS TEXT)", "key": "CAST(n AS TEXT)", "action": "'post'", "channel_id": "'C' || n",
        "content": "'{}'", "target": 0, "slot": "''", "priority": 5, "again": "false", "due": 1, "expires": 0, "queued": 1, "state": "'pending'",
        "reason": "''", "told": "false", "attempt": 0, "not_before": 0, "owner": "''", "lease": 0, "started": 0, "looked": 0, "conversation": "''", "ts": "''",
    } | more  # fmt: skip
    numbers = f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {MANY})"  # noqa: S608 - our own
    with database.write() as connection:
        columns, values = ", ".join(row), ", ".join(map(str, row.values()))
        connection.exec_driver_sql(f"INSERT INTO outbox ({columns}) {numbers} SELECT {values} FROM s")  # noqa: S608 - our own
        if not database.is_sqlite:
            connection.exec_driver_sql("ANALYZE outbox")


@contextmanager
def most_values(database: Database) -> Iterator[list[int]]:
    """How many values each statement of the writer carried."""
    found: list[int] = []

    def count(*arguments: Any) -> None:
        found.append(len(arguments[3]))

    event.listen(database.writer, "before_cursor_execute", count)
    yield found
    event.remove(database.writer, "before_cursor_execute", count)


def test_all_that_came_too_late_is_left_out_and_told_in_one_message(database: Database) -> None:
    pile(database, expires=10)
    with most_values(database) as values:
        assert tick(database, {}, frozen, lambda *_: "", 10, 20) == Ticked(expired=MANY)
        assert tell(database, {"card": "Scorecard"}, "C9", frozen, 10, 20)
        assert not tell(database, {"card": "Scorecard"}, "C9", frozen, 10, 20)
    assert max(values) <= VALUES
    with database.read() as connection:
        newest: Entry = next(outbox.entries(connection))
    assert json.loads(newest.content)["text"].startswith("2,500 posts left out")


def test_what_a_dead_worker_held_is_left_out_too(database: Database) -> None:
    """Its picture was under way when the worker ended, and nobody could go on: all posts were paused."""
    with database.write() as connection:
        outbox.enqueue(connection, Post("card", "", "1", "C1", "{}", 1, expires=10, picture=picture()), 1)
        assert outbox.claim_picture(connection, "dead", 1, 60)
        assert outbox.expire(connection, 10, 59) == 0
        assert outbox.expire(connection, 10, 60) == 1


def test_what_is_let_out_and_held_again_is_told_again(database: Database) -> None:
    for real in (1, 2):
        with database.write() as connection:
            if real == 1:
                outbox.enqueue(connection, Post("card", "", "1", "C1", "{}", 1), 1)
            entry = outbox.claim(connection, "me", real, real + 1, outbox.Pace(0, 0))
            assert entry is not None
            outbox.finish(connection, entry, outbox.HELD, reason="is_archived")
        assert tell(database, {}, "C9", frozen, 10, real)
        with database.write() as connection:
            connection.exec_driver_sql("UPDATE outbox SET state = 'sent' WHERE kind = 'notice'")
            outbox.release(connection, entry)


@contextmanager
def steps(connection: Connection) -> Iterator[list[int]]:
    """How many steps of its machine SQLite takes, in hundreds."""
    taken: list[int] = []
    driver: Any = connection.connection.dbapi_connection
    driver.set_progress_handler(lambda: taken.append(1), 100)
    yield taken
    driver.set_progress_handler(None, 0)


def test_however_much_waits_the_next_one_is_found_without_a_walk(sqlite_database: Database) -> None:
    """Each claim holds the only writer; each look what may go on next is made once a second."""
    pile(sqlite_database)
    with closing(sqlite_database), sqlite_database.write() as connection, steps(connection) as taken:
        outbox.give_up_lost(connection, 1, 1)
        assert outbox.claim_uncertain(connection, "me", 1, 2) is None
        assert outbox.claim_picture(connection, "me", 1, 2) is None
        assert outbox.claim(connection, "me", 1, 2, outbox.Pace(10, 10))
        assert outbox.next_instant(connection, 1) == 11
    assert len(taken) < MANY // 100


def test_however_much_was_left_out_what_is_untold_is_found_without_a_walk(sqlite_database: Database) -> None:
    pile(sqlite_database, state="'skipped'", told="true")
    with closing(sqlite_database), sqlite_database.write() as connection, steps(connection) as taken:
        assert outbox.untold(connection, 1, "notice") == []
    assert len(taken) < MANY // 100
