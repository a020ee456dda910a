"""Who asks, whom they report to and what they may do is known from the database alone, as of an instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from storage.database import Connection, Database
from storage.people import (
    Account,
    direct_reports,
    payees,
    people,
    person,
    person_by_slack,
)
from storage.reading import Row, rows
from storage.slack_users import SlackUser, slack_user, upsert_slack_users
from storage.stays import stays
from tests.storage.recording import person as known
from tests.storage.recording import record, stay

TODAY = date(2026, 6, 1)
NOW = 1_000


def test_a_person_has_the_team_and_manager_of_the_day(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            known("anna", slack_user_id="U1", email="anna@example.com", locale="de-DE"),
            stay(
                "anna", team_id="north", manager_id="max", zone="Europe/Berlin", currency="EUR", ends=date(2026, 5, 31)
            ),
            stay("anna", starts=TODAY, team_id="south", manager_id="mia"),
            at=10,
        )
    with database.read() as connection:
        before = person(connection, "anna", date(2026, 5, 31), NOW)
        found = person_by_slack(connection, "U1", TODAY, NOW)
        early = person(connection, "anna", date(2025, 1, 1), NOW)
    assert before
    assert found
    assert early
    assert (before.team_id, before.manager_id, before.zone, before.locale, before.present) == (
        "north", "max", "Europe/Berlin", "de-DE", True,
    )  # fmt: skip
    assert (found.person_id, found.team_id, found.account.known) == ("anna", "south", False)
    assert (early.present, early.team_id) == (False, "")


def test_who_has_left_keeps_the_last_team_and_is_not_present(database: Database) -> None:
    with database.write() as connection:
        record(connection, known("anna"), stay("anna", team_id="north", ends=date(2026, 3, 31)), at=10)
    with database.read() as connection:
        found = person(connection, "anna", TODAY, NOW)
    assert found
    assert (found.team_id, found.present) == ("north", False)


def test_nobody_is_known_by_an_unknown_or_empty_account(database: Database) -> None:
    with database.write() as connection:
        record(connection, known("anna"), stay("anna"), at=10)
    with database.read() as connection:
        assert person_by_slack(connection, "", TODAY, NOW) is None
        assert person_by_slack(connection, "U404", TODAY, NOW) is None
        assert person(connection, "anna", TODAY, 9) is None


def test_an_account_that_moved_belongs_to_the_new_person_only(database: Database) -> None:
    with database.write() as connection:
        record(connection, known("anna", slack_user_id="U1"), stay("anna"), at=10)
        record(connection, known("anna"), known("ben", slack_user_id="U1"), stay("ben"), at=20)
    with database.read() as connection:
        before = person_by_slack(connection, "U1", TODAY, 10)
        after = person_by_slack(connection, "U1", TODAY, 20)
    assert before
    assert after
    assert (before.person_id, after.person_id) == ("anna", "ben")


def test_an_account_claimed_by_two_present_people_shows_neither_of_them(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            known("anna", slack_user_id="U1"),
            stay("anna"),
            known("ben", slack_user_id="U1"),
            stay("ben"),
            at=10,
        )
    with database.read() as connection:
        assert person_by_slack(connection, "U1", TODAY, NOW) is None


def test_who_came_back_under_a_new_id_is_the_one_who_is_present(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            known("anna", slack_user_id="U1"),
            stay("anna", ends=date(2026, 2, 1)),
            known("anna-2", slack_user_id="U1"),
            stay("anna-2", starts=date(2026, 5, 1)),
            at=10,
        )
    with database.read() as connection:
        found = person_by_slack(connection, "U1", TODAY, NOW)
    assert found
    assert found.person_id == "anna-2"


def test_guests_and_deactivated_accounts_are_known_from_the_mirror(database: Database) -> None:
    users = [
        SlackUser("U1", "anna", 5, tz="Europe/Berlin", locale="de-DE"),
        SlackUser("U2", "ben", 5, deleted=True),
        SlackUser("U3", "cleo", 5, is_ultra_restricted=True),
        SlackUser("U4", "dan", 5, is_stranger=True, is_bot=True),
    ]
    with database.write() as connection:
        upsert_slack_users(connection, users)
        names = ("anna", "ben", "cleo", "dan")
        record(connection, *(known(n, slack_user_id=f"U{i}") for i, n in enumerate(names, 1)), at=10)
    with database.read() as connection:
        accounts = [who.account for who in people(connection, names, TODAY, NOW)]
    assert accounts == [
        Account(known=True, zone="Europe/Berlin", locale="de-DE"),
        Account(known=True, deactivated=True),
        Account(known=True, guest=True),
        Account(known=True, stranger=True, bot=True),
    ]


def test_an_older_description_of_an_account_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        upsert_slack_users(connection, [SlackUser("U1", "anna", 20, deleted=True)])
        upsert_slack_users(connection, [SlackUser("U1", "anna", 10), SlackUser("U2", "ben", 10)])
        upsert_slack_users(connection, [])
    with database.read() as connection:
        assert slack_user(connection, "U1") == SlackUser("U1", "anna", 20, deleted=True)
        assert slack_user(connection, "U2") == SlackUser("U2", "ben", 10)
        assert slack_user(connection, "U3") is None


def test_reports_are_followed_down_to_the_depth_and_not_in_circles(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            stay("ceo", manager_id="anna"),  # a circle
            stay("max", manager_id="ceo"),
            stay("anna", manager_id="max"),
            stay("ben", manager_id="max", ends=date(2026, 5, 31)),
            stay("cleo", manager_id="max", starts=date(2026, 6, 2)),
            at=10,
        )
    with database.read() as connection:
        assert direct_reports(connection, "max", TODAY, NOW) == ["anna"]
        assert direct_reports(connection, "max", date(2026, 5, 31), NOW) == ["anna", "ben"]
        assert direct_reports(connection, "ceo", TODAY, NOW) == ["max"]
        assert direct_reports(connection, "ceo", TODAY, NOW, depth=2) == ["anna", "max"]
        assert direct_reports(connection, "ceo", TODAY, NOW, depth=9) == ["anna", "max"]
        assert direct_reports(connection, "nobody", TODAY, NOW) == []
        assert direct_reports(connection, "max", TODAY, 9) == []


def test_a_former_manager_loses_sight_at_once(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("anna", manager_id="max"), stay("ben", manager_id="max"), at=10)
        record(
            connection, stay("anna", manager_id="mia"), stay("ben", starts=date(2026, 5, 1), manager_id="mia"), at=20
        )
    with database.read() as connection:
        assert direct_reports(connection, "max", TODAY, 10) == ["anna", "ben"]
        assert direct_reports(connection, "max", TODAY, 20) == []
        assert direct_reports(connection, "max", date(2026, 4, 30), 20) == ["ben"]
        assert direct_reports(connection, "mia", TODAY, 20) == ["anna", "ben"]


def test_payees_are_persons_and_partners_with_a_stay_in_the_span(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            *(known(name) for name in ("anna", "ben", "cleo")),
            known("acme", kind="partner"),
            known("carla", kind="contact", partner_id="acme"),
            *(stay(name) for name in ("anna", "acme", "carla", "stranger")),
            stay("ben", ends=date(2026, 3, 31)),
            stay("cleo", starts=date(2026, 7, 1)),
            at=10,
        )
        record(connection, stay("anna", ends=date(2026, 2, 1)), at=20)
    with database.read() as connection:
        assert list(payees(connection, date(2026, 3, 31), date(2026, 6, 30), 10)) == ["acme", "anna", "ben"]
        assert list(payees(connection, date(2026, 3, 31), date(2026, 6, 30), 20)) == ["acme", "ben"]
        assert list(payees(connection, date(2026, 7, 1), date(2026, 9, 30), 20)) == ["acme", "cleo"]
        assert stays(connection, "nobody", NOW) == []


ODD_IDS = ("Zoe", "zoe", "anna", "Anna", "anna-2", "anna 2", "É", "éa", "ß", "10", "9", "_", "😀", "中")


@pytest.mark.parametrize("at_once", [1, 2, 7, len(ODD_IDS), 100])
def test_payees_come_page_by_page_in_one_order(
    database: Database, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By code point, whatever the server's language; no page is larger than asked, and who is no payee tears no hole."""
    read: list[int] = []

    def counted(connection: Connection, sql: str, parameters: Sequence[object]) -> Sequence[Row]:
        found = rows(connection, sql, parameters)
        read.append(len(found))
        return found

    with database.write() as connection:
        everybody = [row for name in ODD_IDS for row in (known(name), stay(name))]
        contacts = [known(f"{name}c", kind="contact", partner_id="anna") for name in ODD_IDS]
        record(connection, *everybody, *contacts, *(known(name, name="Corrected") for name in ODD_IDS), at=10)
    monkeypatch.setattr("storage.people.rows", counted)
    with database.read() as connection:
        one_by_one = payees(connection, TODAY, TODAY, NOW, at_once)
        assert next(one_by_one) == min(ODD_IDS)
        assert len(read) <= 2
        assert [min(ODD_IDS), *one_by_one] == sorted(ODD_IDS)
    assert max(read) <= at_once
    assert sum(read) == 2 * len(ODD_IDS)
