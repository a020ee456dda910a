"""What may count for somebody by a rule: all of it, on both databases, and little else."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any

from plans.attribution.who import COLUMN, MEMBERS, OWNER, Way
from plans.dossier import CreditNeed, Dossier, Needs
from plans.record import Link, Origin
from storage.database import Database
from storage.dossier import load_dossier
from storage.stays import stays_above, stays_below
from storage.tables import LinkRow
from tests.storage.recording import credit, record, stay
from tests.storage.test_scale import steps

START, END = date(2026, 1, 1), date(2026, 3, 31)
OWNED, SQUAD = Way(OWNER, "account"), Way(MEMBERS, "team")


def led(levels: int) -> Way:
    return Way(COLUMN, "payee", levels)


def owner(name: str, payee: str, **more: Any) -> LinkRow:
    usual = {"object_kind": "account", "relation": "owner", "starts": START}
    return LinkRow(**({"batch_id": 0, "line": 0, "object_id": name, "payee_id": payee} | usual | more))


def dossier(database: Database, way: Way, payee: str = "anna", as_of: int = 1_000) -> Dossier:
    with database.read() as connection:
        return load_dossier(connection, payee, Needs(credits=(CreditNeed("deal", START, END, way),)), START, END, as_of)


def ids(found: Dossier, way: Way) -> list[str]:
    return [each.credit_id for each in found.reached["deal", way]]


def test_of_objects_that_were_ever_owned_all_credits_and_owners(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            owner("north", "anna", ends=date(2026, 1, 31)),
            owner("north", "ben", starts=date(2026, 2, 1)),
            owner("south", "ben"),
            owner("east", "anna", relation="adviser"),
            owner("west", "anna", object_kind="site"),
            credit("C1", payee_id="", attributes={"account": "north", "note": 'a "quoted" 50% of it'}),
            credit("C2", payee_id="cleo", attributes={"account": "north"}),
            credit("C3", attributes={"account": "south"}),
            credit("C4", attributes={"account": "east", "other": "north"}),
            credit("C5", attributes={"account": "north"}, enters=date(2026, 4, 1)),
            credit("C6", attributes={"account": "north"}, kind="order"),
            credit("C7", attributes={"account": "west"}),
            credit("C8"),
            at=10,
        )
    found = dossier(database, OWNED)
    assert ids(found, OWNED) == ["C1", "C2"]
    assert found.links == (
        Link("account", "north", "owner", "anna", START, date(2026, 1, 31), Origin("crm", 2, 10)),
        Link("account", "north", "owner", "ben", date(2026, 2, 1), None, Origin("crm", 3, 10)),
    )
    assert found.credits == {}
    assert ids(dossier(database, OWNED, "ben"), OWNED) == ["C1", "C2", "C3"]
    assert ids(dossier(database, OWNED, "cleo"), OWNED) == []


def test_what_a_link_and_a_credit_said_before_they_were_corrected_does_not_count(database: Database) -> None:
    with database.write() as connection:
        record(connection, owner("north", "anna"), credit("C1", attributes={"account": "north"}), at=10)
        record(connection, owner("north", "anna", ends=date(2026, 2, 1)), at=20)
        record(connection, credit("C1", attributes={"account": "south"}), at=30)
    assert [link.end for at in (10, 20) for link in dossier(database, OWNED, as_of=at).links] == [
        None,
        date(2026, 2, 1),
    ]
    assert ids(dossier(database, OWNED, as_of=20), OWNED) == ["C1"]
    assert ids(dossier(database, OWNED), OWNED) == []


def test_of_teams_that_somebody_was_in_their_credits_and_members(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            stay("anna", team_id="north", ends=date(2025, 6, 30), starts=date(2025, 1, 1)),
            stay("anna", team_id="south", starts=date(2025, 7, 1)),
            stay("ben", team_id="north"),
            stay("cleo", team_id="east"),
            *(credit(f"C-{team}", payee_id="", attributes={"team": team}) for team in ("east", "north", "south")),
            at=10,
        )
    found = dossier(database, SQUAD)
    assert ids(found, SQUAD) == ["C-north", "C-south"]
    assert {(link.object_id, link.payee_id) for link in found.links if link.relation == "member"} == {
        ("north", "anna"), ("south", "anna"), ("north", "ben"),
    }  # fmt: skip


def test_of_whoever_was_so_many_levels_below_their_credits_and_the_line(database: Database) -> None:
    with database.write() as connection:
        record(
            connection,
            stay("ben", manager_id="anna"),
            stay("cleo", manager_id="ben", ends=date(2026, 1, 31)),
            stay("cleo", manager_id="dan", starts=date(2026, 2, 1)),
            stay("eve", manager_id="cleo"),
            stay("dan", manager_id="zoe"),
            stay("anna", manager_id="eve"),  # a circle
            *(credit(f"C-{who}", payee_id=who) for who in ("anna", "ben", "cleo", "dan", "eve")),
            at=10,
        )
    for levels, wanted in ((1, ["C-ben"]), (2, ["C-cleo"]), (3, ["C-eve"]), (4, ["C-anna"]), (9, ["C-ben"])):
        assert ids(dossier(database, led(levels)), led(levels)) == wanted, levels
    lines = {(link.object_id, link.payee_id) for link in dossier(database, led(2)).links if link.relation == "manager"}
    assert lines == {("ben", "anna"), ("cleo", "ben"), ("cleo", "dan"), ("anna", "eve")}
    with database.read() as connection:
        above = {each.person_id for each in stays_above(connection, ["eve", "dan"], 2, 1_000)}
        assert above == {"eve", "cleo", "dan"}
        assert {each.person_id for each in stays_below(connection, "ben", 2, 1_000)} == {"cleo", "eve"}


def test_of_what_people_below_owned(database: Database) -> None:
    way = OWNED._replace(levels=1)
    with database.write() as connection:
        record(
            connection,
            stay("ben", manager_id="anna"),
            owner("north", "ben"),
            owner("south", "anna"),
            credit("C1", payee_id="", attributes={"account": "north"}),
            credit("C2", payee_id="", attributes={"account": "south"}),
            at=10,
        )
    assert ids(dossier(database, way), way) == ["C1"]


def test_several_ways_are_read_side_by_side(database: Database) -> None:
    with database.write() as connection:
        record(connection, stay("ben", manager_id="anna"), owner("north", "anna"), at=10)
        record(connection, credit("C1"), credit("C2", payee_id="ben", attributes={"account": "north"}), at=10)
    needs = Needs(credits=tuple(CreditNeed("deal", START, END, way) for way in (Way(), OWNED, led(1))))
    with database.read() as connection:
        found = load_dossier(connection, "anna", needs, START, END, 1_000)
    assert [each.credit_id for each in found.credits["deal"]] == ["C1"]
    assert (ids(found, OWNED), ids(found, led(1))) == (["C2"], ["C2"])


def test_what_people_below_have_costs_the_same_among_many(sqlite_database: Database) -> None:
    """Of owned objects and teams the rows of the kind are looked at one by one; what is fetched stays little."""
    with closing(sqlite_database):
        with sqlite_database.write() as connection:
            record(connection, stay("ben", manager_id="anna"), credit("C1", payee_id="ben"), at=10)
        need = Needs(credits=(CreditNeed("deal", START, END, led(2)),))
        costs = []
        for _ in range(2):
            costs.append(
                steps(sqlite_database, lambda connection: load_dossier(connection, "anna", need, START, END, 1_000))
            )
            with sqlite_database.write() as connection:
                others = (credit(f"X{number}", payee_id=f"p{number}") for number in range(500))
                record(connection, *others, *(stay(f"p{number}", manager_id="zoe") for number in range(500)), at=10)
    assert costs[1] < 1.25 * costs[0] + 100
