"""Who asks: ids of workspaces and organisations, days of their own, and records that change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.clock import micros, real
from bot.who import Caller, Refused, Workspace, caller_of, identify, may
from commands.declare import Needs
from commands.world import World
from storage.catalogue import Catalogue
from storage.database import Database
from storage.people import Person
from tests.bot.knock import ANA, CORA, GUS, MIA, TEAM
from tests.storage.recording import person, record, stay

HOME = Workspace(TEAM)
NOON = micros("2026-11-20T12:00:00Z")


@pytest.fixture
def world(company: Database) -> World:
    return World(company, Catalogue(), real)


def identified(world: World, caller: Caller, home: Workspace, now: int) -> Person | Refused:
    with world.database.read() as connection:
        return identify(connection, caller, home, now)


def allowed(world: World, who: Person, needs: Needs, now: int) -> bool:
    with world.database.read() as connection:
        return may(connection, world, who, needs, now)


def caller(user_id: str, team_id: str = TEAM, enterprise_id: str = "") -> Caller:
    return Caller((user_id,), team_id, enterprise_id)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"team_id": "T1", "user_id": "U1", "user_name": "boss"}, Caller(("U1",), "T1")),
        ({"team": {"id": "T1"}, "user": {"id": "U1", "name": "boss"}}, Caller(("U1",), "T1")),
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}}, Caller(("U1",), "T2")),
        (
            {"team": None, "enterprise": {"id": "E1"}, "user": {"id": "U1", "team_id": "T1"}},
            Caller(("U1",), "T1", "E1"),
        ),
        (
            {"team_id": "T1", "enterprise_id": "E1", "user_id": "U1", "enterprise_user": {"id": "W1"}},
            Caller(("W1", "U1"), "T1", "E1"),
        ),
        ({}, Caller((), "")),
    ],
)
def test_the_sender_is_read_from_the_signed_payload(body: dict[str, Any], expected: Caller) -> None:
    assert caller_of(body) == expected


def test_an_organisations_workspaces_are_one_home(world: World) -> None:
    grid = Workspace(TEAM, "E1")
    assert identified(world, caller(ANA, "T2", "E1"), grid, NOON) != Refused("another workspace")
    assert identified(world, caller(ANA, "T2", "E2"), grid, NOON) == Refused("another workspace")
    assert identified(world, caller(ANA, "T2", "E1"), HOME, NOON) == Refused("another workspace")


def test_the_organisations_id_is_preferred(world: World) -> None:
    found = identified(world, Caller((MIA, ANA), TEAM), HOME, NOON)
    assert not isinstance(found, Refused)
    assert found.person_id == "mia"
    found = identified(world, Caller(("W_UNKNOWN", ANA), TEAM), HOME, NOON)
    assert not isinstance(found, Refused)
    assert found.person_id == "ana"


def test_two_present_people_with_one_account_are_neither(world: World) -> None:
    with world.database.write() as connection:
        record(connection, person("anna", slack_user_id=ANA), stay("anna"), at=2)
    assert identified(world, caller(ANA), HOME, NOON) == Refused("not enrolled")


def test_a_guest_becomes_a_contact_and_no_longer(world: World) -> None:
    assert identified(world, caller(GUS), HOME, NOON) == Refused("a guest")
    with world.database.write() as connection:
        record(connection, person("gus", slack_user_id=GUS, kind="contact", partner_id="acme"), at=2)
        record(connection, person("cora", slack_user_id=CORA), at=2)
    found = identified(world, caller(GUS), HOME, NOON)
    assert not isinstance(found, Refused)
    assert found.partner_id == "acme"
    assert identified(world, caller(CORA), HOME, NOON) == Refused("a guest")


def test_a_manager_is_one_on_their_own_day(world: World) -> None:
    """Mia leads from 1 December, in Auckland, where that day begins before midday of 30 November in UTC."""
    with world.database.write() as connection:
        record(
            connection,
            person("kiri", slack_user_id="U010"),
            stay("kiri", zone="Pacific/Auckland"),
            person("tane", slack_user_id="U011"),
            stay("tane"),
            stay("tane", date(2026, 12, 1), manager_id="kiri"),
            at=2,
        )
    for instant, leads in (("2026-11-30T10:00:00Z", False), ("2026-11-30T11:30:00Z", True)):
        who = identified(world, caller("U010"), HOME, micros(instant))
        assert not isinstance(who, Refused)
        assert allowed(world, who, Needs.MANAGER, micros(instant)) is leads
        assert allowed(world, who, Needs.PERSON, micros(instant))


def test_what_holds_is_of_the_day_where_the_person_is(world: World) -> None:
    with world.database.write() as connection:
        record(
            connection,
            person("kiri", slack_user_id="U010"),
            stay("kiri", zone="Pacific/Auckland", team_id="old"),
            stay("kiri", date(2026, 12, 1), zone="Pacific/Auckland", team_id="new"),
            at=2,
        )
    for instant, team in (("2026-11-30T10:00:00Z", "old"), ("2026-11-30T11:30:00Z", "new")):
        who = identified(world, caller("U010"), HOME, micros(instant))
        assert not isinstance(who, Refused)
        assert who.team_id == team
