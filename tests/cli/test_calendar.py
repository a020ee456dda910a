"""The company calendar from the command line, on both databases: checked, published once and for good, shown, and counted by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.audit import entries
from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import write
from tests.company.made import IN_ROWS, TEXT, bent

AT = ("--as-of", "2026-01-05T08:00:00Z")
LATER = ("--as-of", "2026-06-05T08:00:00Z")
WHY = ("--effective", "2026-01-01", "--rationale", "One table of days.", "--by", "ana")
PEOPLE = """person_id,name,email,team_id,slack_user_id,manager_id,function,start,end,locale,zone,currency,kind,partner_id,entity_id,from
p1,Ana,,,,,cs,2026-01-01,,en-IE,Europe/Dublin,EUR,person,,ie,
p2,Sven,,,,,cs,2026-01-01,,en-GB,Europe/Stockholm,EUR,person,,see,
"""


@pytest.fixture
def at(database: Database, empty_folder: Path) -> tuple[str, str]:
    write(empty_folder, "calendar.yaml", TEXT)
    return "--database", database.url.render_as_string(hide_password=False)


@pytest.fixture
def published(call: Call, at: tuple[str, str]) -> tuple[str, str]:
    done = call("calendar", "publish", "calendar.yaml", *WHY, *AT, *at)
    assert done.code == 0, done.err
    return at


def test_a_calendar_is_checked_without_a_database(call: Call, empty_folder: Path) -> None:
    good, bad = write(empty_folder, "good.yaml", TEXT), write(empty_folder, "bad.yaml", bent("zone: E", "zone: X"))
    assert call("calendar", "check", good, "--json").json()["ok"] is True
    done = call("calendar", "check", good, bad, "--json")
    assert done.code == 3
    [problem] = done.json()["problems"]
    assert (problem["line"], problem["column"], problem["path"], problem["code"]) == (
        15,
        11,
        "entities.ie.zone",
        "zone",
    )
    assert [each["ok"] for each in done.json()["files"]] == [True, False]
    words = call("calendar", "check", bad)
    assert "Did you mean `Europe/Dublin`?" in words.err
    assert "bad.yaml: 1 problem to mend." in words.err
    assert call("plan", "check", bad, "--json").json()["problems"] == [problem]  # whoever checks all files at once


def test_published_once_and_for_good(call: Call, at: tuple[str, str], database: Database) -> None:
    done = call("calendar", "publish", "calendar.yaml", *WHY, *AT, *at, "--json")
    assert done.json() == {
        "calendar": "northwind",
        "version": "1",
        "hash": call("calendar", "check", "calendar.yaml", "--json").json()["hash"],
        "effective": {"from": "2026-01-01"},
        "published": "2026-01-05T08:00:00Z",
        "published_by": "ana",
        "rationale": "One table of days.",
        "new": True,
    }
    again = call("calendar", "publish", "calendar.yaml", *WHY, *LATER, *at, "--json").json()
    assert again == {**done.json(), "new": False}
    with database.read() as connection:
        [entry] = entries(connection)
    assert entry.payload is not None
    assert (entry.kind, entry.payload["actor"]) == ("publish", "ana")
    assert entry.payload["what"] == {
        "calendar": "northwind", "version": "1", "hash": again["hash"], "effective": "2026-01-01", "rationale": "One table of days.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Easter Monday", "Easter", "northwind 1 is published with another text. Give this one a new version."),
        ("calendar: northwind", "calendar: southwind", "The company calendar is called `northwind`, and there is one."),
        ("from: 2026-01-01", "from: 2026-02-01", "publish it with --effective 2026-02-01"),
        ("zone: Europe/Dublin", "zone: Dublin", "is no time zone"),
        ("calendar: northwind", "registry: northwind", "This is no calendar."),
    ],
)
def test_what_cannot_be_published(
    call: Call, published: tuple[str, str], empty_folder: Path, old: str, new: str, words: str
) -> None:
    write(empty_folder, "calendar.yaml", bent(old, new))
    done = call("calendar", "publish", "calendar.yaml", *WHY, *LATER, *published)
    assert (done.code, words in done.err) == (3, True), done.err


def test_a_later_version_holds_from_its_first_day_and_nothing_is_published_into_the_past(
    call: Call, published: tuple[str, str], empty_folder: Path
) -> None:
    newer = bent('version: "1"', 'version: "2"', bent("{from: 2026-01-01}", "{from: 2026-07-01}"))
    write(empty_folder, "calendar.yaml", newer)
    publish = ("calendar", "publish", "calendar.yaml", "--effective", "2026-07-01", "--rationale", "Summer.")
    early = call(*publish, "--as-of", "2026-01-01T00:00:00Z", *published)
    assert (early.code, "what was known then must not change" in early.err) == (3, True)
    assert call(*publish, *LATER, *published).code == 0

    def version(now: str) -> str:
        return str(call("calendar", "show", "--as-of", now, *published, "--json").json()["version"])

    assert version("2026-06-30T12:00:00Z") == "1"
    assert version("2026-07-01T12:00:00Z") == "2"
    assert call("calendar", "show", "--as-of", "2026-01-01T00:00:00Z", *published).code == 8


def test_it_stands_beside_registries_and_none_is_taken_for_it(
    call: Call, published: tuple[str, str], empty_folder: Path
) -> None:
    write(empty_folder, "registry.yaml", "registry: 2026-01\nsources: {crm: {owner: x}}\n")
    assert call("registry", "publish", "registry.yaml", *LATER, *published).code == 0
    assert call("plan", "publish", "calendar.yaml", *WHY, *LATER, *published).code == 3
    wrong = call("plan", "publish", "calendar.yaml", *WHY, *LATER, *published)
    assert "Use `calendar publish FILE`." in wrong.err


def test_entities_that_only_one_of_both_knows_are_named(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    assert call("import", "people", write(empty_folder, "people.csv", PEOPLE), *AT, *at).code == 0
    done = call("calendar", "publish", "calendar.yaml", *WHY, *AT, *at)
    assert done.code == 0
    assert "Note: nobody in the people file is in the entity `se`. Did you mean `see`?" in done.err
    assert "Note: people are in the entity `see`, of which the calendar says nothing." in done.err
    assert "`ie`" not in done.err


def test_what_a_span_holds(call: Call, published: tuple[str, str]) -> None:
    span = ("--from", "2026-11-01", "--to", "2027-01-31")
    shown = call("calendar", "show", "--entity", "ie", *span, *AT, *published, "--json").json()
    assert [each["name"] for each in shown["periods"]] == [
        "FY2027", "FY2027-H2", "FY2027-Q4", "2026-11", "2026-12", "2027-01",
    ]  # fmt: skip
    assert shown["windows"] == [
        {"kind": "appraisal", "name": "Year-end talks", "from": "2026-11-30", "to": "2026-12-18", "for": "FY2027"},
        {"kind": "calibration", "name": "Ratings", "from": "2027-01-12", "to": "2027-01-12", "for": None},
    ]
    [entity] = shown["entities"]
    assert entity == {
        "id": "ie",
        "title": "Northwind Ireland",
        "zone": "Europe/Dublin",
        "week": ["mon", "tue", "wed", "thu", "fri"],
        "working_days": 64,  # 21 + 23 + 21 weekdays, less Christmas Day
        "listed_through": "2026-12-31",
        "holidays": [{"on": "2026-12-25", "name": "Christmas Day"}],
        "pay_dates": [{"period": "FY2027-Q3", "on": "2026-11-30", "plans": []}],
    }
    words = call("calendar", "show", *span, *AT, *published).out
    assert "Northwind Ireland (ie), Europe/Dublin: 64 working days" in words
    assert "2026-12-25  Christmas Day" in words


def test_how_long_something_may_wait(call: Call, published: tuple[str, str]) -> None:
    """Friday evening in New York is Saturday in Dublin: Tuesday after Easter Monday is the first day that counts."""
    asked = ("calendar", "clock", "--from", "2026-04-03T21:30:00-04:00", "--days", "2", "--entity", "ie")
    done = call(*asked, "--as-of", "2026-04-07T17:00:00Z", *published, "--json").json()
    assert {key: done[key] for key in ("from", "last_day", "due", "used", "left", "over", "late", "beyond")} == {
        "from": "2026-04-04T01:30:00Z",
        "last_day": "2026-04-08",
        "due": "2026-04-08T16:00:00Z",
        "used": 1,
        "left": 1,
        "over": 0,
        "late": False,
        "beyond": False,
    }
    words = call(*asked, "--as-of", "2026-04-10T08:00:00Z", *published).out
    assert (
        words
        == "Due on Wednesday, 2026-04-08, 17:00 in Europe/Dublin (2026-04-08T16:00:00Z). Overdue by 1 working day.\n"
    )
    waits = ("--pause", "2026-04-07T11:00:00Z", "--closes", "12:30")
    assert call(*asked, *waits, *LATER, *published).out == (
        "It waits for somebody else, so no day is named. 2 of 2 working days are left.\n"
    )
    beyond = call(*asked[:3], "2026-12-30T10:00:00Z", *asked[4:], *LATER, *published)
    assert "Holidays are listed by date through 2026-12-31 only: the day may still come later." in beyond.out


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        (("--entity", "iee"), 8, "The calendar has no entity `iee`. Did you mean `ie`?"),
        (("--from", "yesterday"), 2, "is no instant"),
        (("--days", "0"), 2, "0 is not in the range"),
        (("--closes", "5pm"), 2, "`5pm` is no hour. Write it like 17:00."),
        (("--pause", "2026-04-03"), 2, "is no span of time"),
        (("--pause", "2026-04-03T10:00:00Z/2026-04-03T09:00:00Z"), 2, "Swap the two instants."),
        (("--from", "9998-12-20T10:00:00Z", "--days", "1000"), 2, "no calendar counts any more"),
    ],
)
def test_a_clock_that_cannot_be_asked(
    call: Call, published: tuple[str, str], bad: tuple[str, ...], code: int, words: str
) -> None:
    good = ("--from", "2026-04-03T10:00:00Z", "--days", "2", "--entity", "ie")
    done = call("calendar", "clock", *good, *bad, *AT, *published)
    assert (done.code, words in done.err) == (code, True), done.err


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        (("--entity", "mars"), 8, "It has: ie, se."),
        (("--from", "2026-02-01", "--to", "2026-01-01"), 2, "--to lies before --from."),
        (("--from", "2026-02-01", "--to", "2046-01-01"), 2, "Name at most ten years."),
        (("--to", "9999-12-31"), 2, "Name days from 1970 to 9990."),
    ],
)
def test_a_span_that_cannot_be_shown(
    call: Call, published: tuple[str, str], bad: tuple[str, ...], code: int, words: str
) -> None:
    done = call("calendar", "show", *bad, *AT, *published)
    assert (done.code, words in done.err) == (code, True), done.err


def test_published_rows_are_shown_as_they_are(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    write(empty_folder, "calendar.yaml", IN_ROWS)
    assert call("calendar", "publish", "calendar.yaml", *WHY, *AT, *at).code == 0
    shown = json.loads(call("calendar", "show", "--from", "2026-03-29", "--to", "2026-04-30", *AT, *at, "--json").out)
    assert [(each["name"], each["as"], each["part_of"]) for each in shown["periods"]] == [
        ("2026-Q1", "quarter", None), ("2026-Q2", "quarter", None), ("2026-P3", "month", "2026-Q1"),
    ]  # fmt: skip
