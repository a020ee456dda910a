"""Small guards: whose addresses are used, how often one may ask, which names Slack keeps."""

from __future__ import annotations

import json

import pytest

from bot.addresses import ForeignAddressError, check_address
from bot.manifest import EVENTS, METHODS, RESERVED, SCOPES, commands_json, manifest
from bot.pace import Pace
from bot.references import Refusals, fault_reference
from bot.settings import SettingsError, read_settings
from bot.table import Declared, Table
from sandbox.api import METHODS as SLACKS_METHODS
from sandbox.manifest import read_manifest
from tests.bot.house import Commands, settings

SLACK, LOCAL = "https://slack.com/api/", "http://127.0.0.1:8910/api/"


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.slack.com/commands/T1/2/3",
        "wss://wss-primary.slack.com/link/?ticket=a&app_id=b",
        "https://files.slack.com/upload/v1/abc?x=%2F~",
        "https://slack.com:443/x",
        "HTTPS://HOOKS.SLACK.COM/x",
    ],
)
def test_slacks_own_addresses_are_taken(address: str) -> None:
    check_address(address, SLACK)
    check_address(address, LOCAL)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://hooks.slack.com/x",
        "ws://wss-primary.slack.com/x",
        "https://slack.com.evil.example/x",
        "https://notslack.com/x",
        "https://evil.example/slack.com",
        "https://slack.com@evil.example/x",
        "https://evil.example\\@slack.com/x",
        "https://evil.example#@slack.com/",
        "https://slack.com\n.evil.example/",
        "file:///etc/passwd",
        "http://127.0.0.1:8910/respond/x",
        "http://169.254.169.254/latest",
        "//hooks.slack.com/x",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ForeignAddressError):
        check_address(address, SLACK)


def test_the_host_of_the_settings_is_taken_as_it_is() -> None:
    check_address("http://127.0.0.1:9999/respond/x", LOCAL)
    check_address("ws://127.0.0.1:8910/link", LOCAL)
    check_address("https://slack.proxy.example/x", "https://slack.proxy.example/api/")
    for address in ("http://slack.proxy.example/x", "ws://slack.proxy.example/x"):
        with pytest.raises(ForeignAddressError, match=r"slack\.proxy\.example"):
            check_address(address, "https://slack.proxy.example/api/")


def test_a_refused_address_is_named_by_its_host_alone() -> None:
    with pytest.raises(ForeignAddressError) as raised:
        check_address("https://evil.example/secret", SLACK)
    assert str(raised.value) == "an address on evil.example was refused"


def test_a_burst_then_a_steady_pace() -> None:
    now = 0.0
    pace = Pace(burst=3, per_second=0.5, monotonic=lambda: now)
    assert [pace.allows("ana") for _ in range(4)] == [True, True, True, False]
    assert pace.allows("ben")
    now = 2.0
    assert [pace.allows("ana") for _ in range(2)] == [True, False]
    now = 1000.0
    assert [pace.allows("ana") for _ in range(4)] == [True, True, True, False]


def test_the_pace_forgets_those_who_have_rested() -> None:
    now = 0.0
    pace = Pace(burst=2, per_second=1, monotonic=lambda: now)
    for number in range(10_000):
        pace.allows(f"U{number}")
    now = 100.0
    pace.allows("new")
    assert len(pace._stores) == 1


def test_references_can_be_read_aloud_and_do_not_tell() -> None:
    assert len({fault_reference() for _ in range(200)}) == 200
    assert all(len(part) == 4 for part in fault_reference().split("-"))
    ours, others = Refusals(), Refusals()
    assert ours.reference("U1", 20_000) == ours.reference("U1", 20_000)
    assert len({ours.reference("U1", 20_000), ours.reference("U2", 20_000), ours.reference("U1", 20_001)}) == 3
    assert ours.reference("U1", 20_000) != others.reference("U1", 20_000)


def test_the_manifest_is_made_from_the_declarations() -> None:
    declared = Commands().declared()
    made = manifest(settings(SLACK_APP_TOKEN="xapp-1"), declared)
    commands = {command["command"]: command for command in made["features"]["slash_commands"]}
    assert set(commands) == {command.name for command in declared.commands} | {"/fairshare"}
    assert commands["/team"]["should_escape"] is True
    assert commands["/mypay"]["should_escape"] is False
    assert commands["/mypay"]["usage_hint"] == "[period | help]"
    assert made["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in json.dumps(made)
    assert read_manifest(made).commands["/mypay"].description == "Where you stand."


def test_in_http_mode_slack_is_told_where_to_knock() -> None:
    made = manifest(settings(), Commands().declared(), "https://pay.example.com/slack/events")
    assert json.dumps(made).count("https://pay.example.com/slack/events") == 2 + len(Commands().declared().commands) + 1


def test_no_right_is_asked_for_that_nothing_needs() -> None:
    """The local Slack knows which right each method needs; slash commands need one by themselves."""
    needed = {SLACKS_METHODS[name].scope for name in METHODS} - {"", "*:write"}
    called = {right.replace("*", family) for right in needed for family in ("channels", "groups")} | {"im:write"}
    assert sorted(scope.name for scope in SCOPES) == sorted(["commands", *called])
    assert all(scope.why and scope.feature for scope in SCOPES)


def test_only_events_of_the_contract_are_asked_for() -> None:
    assert {event.name for event in EVENTS} <= {
        "app_home_opened", "user_change", "team_join", "channel_id_changed", "channel_archive", "channel_shared", "channel_unshared",
        "member_left_channel", "reaction_added",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["/feedback", "/status", "/remind", "/who"])
def test_names_that_slack_keeps_are_refused(name: str) -> None:
    renamed = read_settings({"COMMAND_MYPAY": name}, commands=("mypay",))
    assert name in RESERVED
    with pytest.raises(SettingsError, match=f"COMMAND_MYPAY gives the name {name}, which Slack keeps for itself"):
        manifest(renamed, Commands().declared())


def test_our_own_names_are_not_slacks() -> None:
    manifest(read_settings({}), Declared())
    assert "/payfeedback" not in RESERVED


def test_everything_one_can_do_is_listed_with_its_role() -> None:
    listed = commands_json(settings(COMMAND_MYPAY="/variable"), Commands().declared())
    mypay = next(command for command in listed["commands"] if command["id"] == "mypay")
    assert (mypay["name"], mypay["through"]) == ("/variable", "/fairshare mypay")
    assert mypay["examples"] == [{"type": "/variable Q3", "does": "an earlier quarter"}]
    team = next(command for command in listed["commands"] if command["id"] == "team")
    assert team["needs"] == {"role": "manager", "means": "a manager, for the people they lead"}
    assert {"fs.why.*", "fs.retry"} <= {action["action_id"] for action in listed["actions"]}
    assert listed["forms"][0]["block_ids"] == ["words", "line"]


def test_a_button_is_found_by_the_longest_id_that_covers_it() -> None:
    table = Table(Commands().declared(), settings())
    for action in ("fs.why.nrr", "fs.why.a.b.c"):
        found = table.press(action)
        assert found is not None
        assert found.id == "fs.why.*"
    assert table.press("fs.whynot") is None
    assert table.press("fs.why") is None
