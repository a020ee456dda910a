"""Queries by a timetable, on both databases: each time once, whoever ticks and however often; what failed is tried again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import micros
from jobs.feeds import RETRY, newest_due, take
from storage.database import Database
from storage.feeds import Feed, claim
from storage.imports.mapping import read_mapping
from tests.feeds.mappings import DAILY, MONDAYS, QUERIED, feed
from tests.imports.other_database import deals, filled
from tests.imports.read_back import published


def outcomes(database: Database, of: Feed, at: str, crm: str) -> list[str]:
    return [each.outcome for each in take(database, of, {"CRM": crm}, micros(at), 0, "tests")]


def test_a_query_is_asked_at_once_then_each_morning_once(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path, DAILY)
    with deals(tmp_path, "") as crm:
        assert outcomes(database, of, "2026-11-20T12:00:00Z", crm) == ["taken"]
        assert len(published(database, "fact", "id")) == 3
        assert outcomes(database, of, "2026-11-20T12:00:30Z", crm) == []
        assert outcomes(database, of, "2026-11-21T05:59:59Z", crm) == []
        filled(crm, "UPDATE deals SET amount = 90 WHERE id = 'D-2'")
        assert outcomes(database, of, "2026-11-21T06:00:00Z", crm) == ["taken"]
        assert len(published(database, "fact", "id")) == 4
        assert outcomes(database, of, "2026-11-21T06:00:30Z", crm) == []
        assert outcomes(database, of, "2026-11-25T23:00:00Z", crm) == ["taken"]  # four mornings nobody was there: once
        assert outcomes(database, of, "2026-11-25T23:00:30Z", crm) == []


def test_what_failed_is_tried_again_after_a_while(database: Database, tmp_path: Path) -> None:
    of = feed(tmp_path, DAILY)
    nowhere = f"sqlite:///{tmp_path / 'nowhere.db'}"
    assert outcomes(database, of, "2026-11-20T06:00:00Z", nowhere) == ["refused"]
    assert outcomes(database, of, "2026-11-20T06:14:59Z", nowhere) == []
    with deals(tmp_path, "") as crm:
        assert outcomes(database, of, "2026-11-20T06:15:00Z", crm) == ["taken"]
        assert outcomes(database, of, "2026-11-20T07:00:00Z", crm) == []


def test_one_of_several_processes_asks(database: Database) -> None:
    now, due = micros("2026-11-20T06:00:10Z"), micros("2026-11-20T06:00:00Z")
    assert claim(database, "deals", due, now, RETRY)
    assert not claim(database, "deals", due, now + 1, RETRY)
    assert claim(database, "others", due, now, RETRY)
    assert claim(database, "deals", due, now + RETRY, RETRY)  # whoever asked before has died


@pytest.mark.parametrize(
    ("mapping", "now", "due"),
    [
        (DAILY, "2026-11-20T06:00:00Z", "2026-11-20T06:00:00Z"),
        (DAILY, "2026-11-20T05:59:59Z", "2026-11-19T06:00:00Z"),
        (DAILY, "2026-07-20T05:00:00Z", "2026-07-20T05:00:00Z"),  # Dublin in summer
        (MONDAYS, "2026-11-23T05:59:00Z", "2026-11-16T06:00:00Z"),
        (MONDAYS, "2026-11-29T23:00:00Z", "2026-11-23T06:00:00Z"),
        (DAILY.replace("06:00", "01:30"), "2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"),  # the clocks jump over it
        (DAILY.replace("06:00", "01:30"), "2026-10-25T02:00:00Z", "2026-10-25T00:30:00Z"),  # they show it twice
    ],
)
def test_the_newest_due_instant_follows_the_clocks_of_its_zone(
    tmp_path: Path, mapping: str, now: str, due: str
) -> None:
    timetable = feed(tmp_path, mapping).mapping.timetable
    assert timetable is not None
    found = newest_due(timetable, micros(now))
    assert datetime.fromtimestamp(found / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") == due


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("schedule: daily", "shape"),
        ("schedule: {every: noon, at: 06:00}", "unknown-word"),
        ("schedule: {every: day}", "missing-key"),
        ("schedule: {every: day, at: 25:00}", "hour"),
        ("schedule: {every: day, at: 06:00, zone: Europe/Dubln}", "zone"),
        ("schedule: {every: day, at: 06:00, on: monday}", "unknown-key"),
        ("watch: inbox", "two-ways"),
    ],
)
def test_what_a_timetable_may_not_say(tmp_path: Path, line: str, code: str) -> None:
    (tmp_path / "wrong.yaml").write_text(f"{QUERIED}{line}\n", encoding="utf-8")
    _, problems = read_mapping(tmp_path / "wrong.yaml")
    assert [each.code for each in problems] == [code]


def test_a_watched_folder_has_no_timetable(tmp_path: Path) -> None:
    text = f"{DAILY.partition('database')[0]}watch: inbox\noutputs:{DAILY.partition('outputs:')[2]}"
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    assert [each.code for each in read_mapping(tmp_path / "wrong.yaml")[1]] == ["missing-key"]
