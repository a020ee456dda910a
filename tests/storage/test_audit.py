"""The tamper matrix: what verification finds alone, what it finds with an anchor, and what nobody can find."""

# ruff: noqa: S608, DTZ001 - statements are put together from constants here; a time without zone is a case

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Connection, text

from storage import guards
from storage.audit import GENESIS, Head, about, append, entries, erase, head
from storage.audit_check import Verdict, parse_anchor, verify
from storage.canonical import canonical_json, sha256
from storage.database import Database

Tamper = Callable[[Connection], object]


def ten_rows(database: Database) -> Head:
    for number in range(1, 11):
        with database.write() as connection:
            last = append(connection, number, "look", {"figure": f"f{number}"}, actor="max", subject="anna")
    return last


def verdict(database: Database, anchor: Head | None = None) -> Verdict:
    with database.read() as connection:
        return verify(connection, anchor)


def tamper(database: Database, change: Tamper) -> None:
    """As somebody would who owns the database: without triggers and foreign keys."""
    with database.write() as connection:
        guards.remove(connection)
        if not database.is_sqlite:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        change(connection)
        guards.install(connection)


def run(*statements: str) -> Tamper:
    return lambda connection: [connection.exec_driver_sql(statement) for statement in statements]


def rehash(connection: Connection) -> None:
    """Make the whole chain fit again, as somebody would who knows how it is made."""
    rows = connection.exec_driver_sql("SELECT seq, at, kind, digest FROM audit ORDER BY seq").all()
    connection.exec_driver_sql("UPDATE audit SET prev_hash = 'p' || seq, row_hash = 'r' || seq")
    before = GENESIS
    for seq, at, kind, digest in rows:
        row_hash = sha256(before, canonical_json({"seq": seq, "at": at, "kind": kind, "digest": digest}))
        change = text("UPDATE audit SET prev_hash = :before, row_hash = :row_hash WHERE seq = :seq")
        connection.execute(change, {"before": before, "row_hash": row_hash, "seq": seq})
        before = row_hash


def changed_and_rehashed(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE audit SET kind = 'other' WHERE seq = 4")
    rehash(connection)


def test_an_untouched_log_is_whole(database: Database) -> None:
    assert verdict(database) == Verdict(0, None, 0)
    last = ten_rows(database)
    assert verdict(database, last) == Verdict(10, last, 0)
    assert verdict(database).whole


@pytest.mark.parametrize(
    ("change", "row", "why"),
    [
        (run("UPDATE audit SET kind = 'other' WHERE seq = 4"), 4, "was changed"),
        (run("UPDATE audit SET at = 99 WHERE seq = 4"), 4, "was changed"),
        (run("UPDATE audit SET digest = 'x' WHERE seq = 4"), 4, "was changed"),
        (run("UPDATE audit SET row_hash = 'x' WHERE seq = 10"), 10, "was changed"),
        (run("UPDATE audit SET prev_hash = 'x' WHERE seq = 4"), 4, "does not follow"),
        (run("DELETE FROM audit_payload WHERE seq = 4", "DELETE FROM audit WHERE seq = 4"), 4, "missing"),
        (run("DELETE FROM audit_payload WHERE seq = 1", "DELETE FROM audit WHERE seq = 1"), 1, "missing"),
        (run("UPDATE audit_payload SET payload = '{}' WHERE seq = 4"), 4, "what happened was changed"),
        (run("UPDATE audit_payload SET salt = '00' WHERE seq = 4"), 4, "what happened was changed"),
        (run("UPDATE audit_payload SET subject = 'ben' WHERE seq = 4"), 4, "filed under another person"),
        (run("UPDATE audit_payload SET actor = 'ben' WHERE seq = 4"), 4, "filed under another person"),
        (run("DELETE FROM audit_payload WHERE seq = 4"), 4, "no erasure says so"),
    ],
)  # fmt: skip
def test_an_edit_is_found_at_its_row(database: Database, change: Tamper, row: int, why: str) -> None:
    ten_rows(database)
    tamper(database, change)
    found = verdict(database)
    assert found.broken
    assert found.broken[0] == row
    assert why in found.broken[1]


def test_two_rows_that_changed_places_are_found(database: Database) -> None:
    ten_rows(database)

    def swap(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM audit_payload WHERE seq IN (4, 5)")
        for old, new in ((4, 99), (5, 4), (99, 5)):
            connection.exec_driver_sql(f"UPDATE audit SET seq = {new} WHERE seq = {old}")

    tamper(database, swap)
    found = verdict(database)
    assert found.broken == (4, "the row does not follow the one before it")


def test_a_log_rewritten_whole_passes_alone_and_fails_against_an_anchor(database: Database) -> None:
    last = ten_rows(database)
    tamper(database, changed_and_rehashed)
    assert verdict(database).whole
    found = verdict(database, last)
    assert found.broken
    assert found.broken[0] == 10
    assert "rewritten" in found.broken[1]


def test_a_cut_end_passes_alone_and_fails_against_an_anchor(database: Database) -> None:
    last = ten_rows(database)
    tamper(database, run("DELETE FROM audit_payload WHERE seq > 7", "DELETE FROM audit WHERE seq > 7"))
    assert verdict(database).whole
    found = verdict(database, last)
    assert found.broken
    assert found.broken[0] == 8
    assert "cut off" in found.broken[1]


def test_rows_after_the_anchor_are_not_protected_by_it(database: Database) -> None:
    """What an anchor cannot do, said plainly: the end after it can be cut."""
    last = ten_rows(database)
    with database.write() as connection:
        append(connection, 11, "look", {})
    tamper(database, run("DELETE FROM audit_payload WHERE seq = 11", "DELETE FROM audit WHERE seq = 11"))
    assert verdict(database, last).whole


def test_an_erased_payload_leaves_the_chain_whole_and_itself_unguessable(database: Database) -> None:
    ten_rows(database)
    with database.write() as connection:
        recorded = erase(connection, [4, 5, 999], 20, actor="operator", reason="asked by the person")
        assert recorded
        assert recorded.seq == 11
        assert erase(connection, [4, 11], 21, actor="operator", reason="again") is None
    found = verdict(database)
    assert (found.rows, found.erased, found.whole) == (11, 2, True)
    with database.read() as connection:
        kept = {entry.seq: entry for entry in entries(connection)}
    assert (kept[4].payload, kept[4].salt) == (None, None)
    assert kept[6].payload == {"actor": "max", "subject": "anna", "what": {"figure": "f6"}}
    assert kept[11].payload
    assert kept[11].payload["what"] == {"seqs": [4, 5], "reason": "asked by the person"}


def test_an_erasure_excuses_only_what_was_there_before_it(database: Database) -> None:
    """Or one record, written ahead, would excuse whatever is taken out later."""
    ten_rows(database)
    with database.write() as connection:
        append(connection, 11, "erase", {"seqs": [12], "reason": "ahead of time"}, actor="max")
        append(connection, 12, "look", {"reason": "curiosity"}, actor="max", subject="anna")
    assert verdict(database).whole
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM audit_payload WHERE seq = 12")
    assert verdict(database).broken == (12, "what happened is gone, and no erasure says so")


def test_the_same_thing_twice_has_two_digests(database: Database) -> None:
    with database.write() as connection:
        append(connection, 1, "look", {"figure": "score"})
        append(connection, 1, "look", {"figure": "score"})
    with database.read() as connection:
        first, second = entries(connection)
        assert first.digest != second.digest
        assert first.salt
        assert len(first.salt) == 32
        assert head(connection) == Head(2, second.row_hash)


def test_a_person_finds_what_is_about_them(database: Database) -> None:
    with database.write() as connection:
        append(connection, 1, "look", {}, actor="max", subject="anna")
        append(connection, 1, "look", {}, actor="max", subject="ben")
        append(connection, 1, "look", {}, actor="anna", subject="ben")
    with database.read() as connection:
        assert about(connection, "anna") == [1, 3]


def test_appends_from_several_threads_make_one_chain(database: Database) -> None:
    def look() -> None:
        for number in range(10):
            with database.write() as connection:
                append(connection, number, "look", {})

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verdict(database)
    assert (found.rows, found.whole) == (40, True)


def test_an_anchor_is_written_as_number_and_hash() -> None:
    anchor = Head(12, "ab" * 32)
    assert parse_anchor(str(anchor)) == anchor
    for wrong in ("", "12", "12:xyz", f"x:{'ab' * 32}", f"0:{'ab' * 32}", f"12:{'AB' * 32}"):
        with pytest.raises(ValueError, match="number and its hash"):
            parse_anchor(wrong)


def test_one_value_has_one_text() -> None:
    noon = datetime(2026, 10, 1, 12, tzinfo=UTC)
    value = {"b": [1, True, None], "a": Decimal("1.00"), "é": noon, "d": noon.date()}
    same = {
        "d": noon.date(),
        "e\u0301": noon.astimezone(timezone(timedelta(hours=2))),
        "a": Decimal(1),
        "b": (1, True, None),
    }
    assert canonical_json(value) == canonical_json(same)
    assert canonical_json(value) == '{"a":"1","b":[1,true,null],"d":"2026-10-01","é":"2026-10-01T12:00:00Z"}'


@pytest.mark.parametrize(
    "value", [1.5, {"a": 0.1}, {1: "a"}, {"é": 1, "e\u0301": 2}, datetime(2026, 1, 1), b"x", {1, 2}]
)
def test_what_has_no_single_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical JSON"):
        canonical_json(value)
