"""`settings`, `commands`, `manifest`, `run`: what holds here, and what Slack is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SETTINGS
from commands import COMMANDS, PRESSES, SUBMISSIONS
from tests.cli.conftest import Call

TOKEN = "xoxb-1234-of-nobody"


def test_every_setting_is_listed_with_its_source(
    call: Call, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / ".env").write_text(f"SLACK_BOT_TOKEN={TOKEN}\nMANAGER_DEPTH=2\n")
    monkeypatch.setenv("MANAGER_DEPTH", "3")
    done = call("settings", "--json")
    assert done.code == 0
    found = {each["name"]: each for each in done.json()}
    assert list(found) == [setting.name for setting in SETTINGS]
    assert (found["MANAGER_DEPTH"]["value"], found["MANAGER_DEPTH"]["source"]) == ("3", "environment")
    assert (found["SLACK_BOT_TOKEN"]["value"], found["SLACK_BOT_TOKEN"]["source"]) == ("set, not shown", ".env")
    assert found["LOG_LEVEL"]["source"] == "default"
    assert TOKEN not in done.out + call("settings").out


def test_all_bad_settings_are_told_at_once(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANAGER_DEPTH", "many")
    monkeypatch.setenv("FAIRSHARE_CLOCK", "noon")
    for verb in (["settings"], ["commands"], ["manifest"], ["run"], ["init"]):
        done = call(*verb, "--json")
        assert done.code == 4, verb
        assert {"MANAGER_DEPTH", "FAIRSHARE_CLOCK"} <= {each["name"] for each in done.json()["error"]["problems"]}
        assert "noon" not in done.err


@pytest.mark.parametrize("verb", ["settings", "commands", "init", "run"])
def test_a_file_of_settings_that_is_no_text(call: Call, empty_folder: Path, verb: str) -> None:
    (empty_folder / ".env").write_bytes(b"\xff\xfe\x00nonsense")
    done = call(verb)
    assert done.code == 4
    assert ".env cannot be read: it is no text in UTF-8." in done.err


def test_running_says_which_tokens_are_missing(call: Call) -> None:
    done = call("run")
    assert done.code == 4
    assert "SLACK_BOT_TOKEN is missing" in done.err


def test_running_without_a_database_says_so(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-of-nobody")
    done = call("run")
    assert done.code == 5
    assert "bot init" in done.err


def test_everything_that_people_can_do_is_listed_with_the_role_it_needs(call: Call) -> None:
    document = call("commands", "--json").json()
    assert [each["id"] for each in document["commands"]] == [command.id for command in COMMANDS]
    assert {press.id for press in PRESSES} <= {each["action_id"] for each in document["actions"]}
    assert [each["callback_id"] for each in document["forms"]] == [form.id for form in SUBMISSIONS]
    assert all(each["needs"]["role"] for group in ("commands", "actions", "forms") for each in document[group])
    words = call("commands").out
    assert all(command.name in words for command in COMMANDS)


def test_a_renamed_command_is_listed_by_its_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMAND_MYPAY", "/paycheck")
    assert call("commands", "--json").json()["commands"][0]["name"] == "/paycheck"
    assert "/paycheck" in [each["command"] for each in call("manifest", "--json").json()["features"]["slash_commands"]]
    monkeypatch.setenv("COMMAND_MYPAY", "/feedback")
    assert call("manifest").code == 4  # Slack has that one itself
    monkeypatch.delenv("COMMAND_MYPAY")
    monkeypatch.setenv("COMMAND_MYPY", "/paycheck")
    assert call("commands").code == 4


def test_a_manifest_comes_before_the_tokens(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("manifest", "--json").json()["settings"]["socket_mode_enabled"] is True
    url = "https://pay.example.com/slack/events"
    by_http = call("manifest", "--url", url, "--json").json()
    assert by_http["settings"]["socket_mode_enabled"] is False
    assert {command["url"] for command in by_http["features"]["slash_commands"]} == {url}
    monkeypatch.setenv("FAIRSHARE_MODE", "http")
    assert call("manifest", "--json").json()["settings"]["socket_mode_enabled"] is False
    assert call("manifest", "--mode", "socket", "--json").json()["settings"]["socket_mode_enabled"] is True


def test_rights_to_post_are_asked_for_only_where_something_is_posted(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    scopes = call("manifest", "--json").json()["oauth_config"]["scopes"]["bot"]
    assert scopes == ["commands", "users:read"]
    monkeypatch.setenv("OPERATOR_CHANNEL", "C0123456789")
    scopes = call("manifest", "--json").json()["oauth_config"]["scopes"]["bot"]
    assert {"chat:write", "channels:history", "groups:history"} <= set(scopes)


def test_methods_and_scopes_have_their_reasons(call: Call) -> None:
    lines = call("manifest", "--methods", "--jsonl").lines()
    assert {"auth.test", "views.open"} <= {line["name"] for line in lines if line["kind"] == "method"}
    rights = {line["name"]: line["feature"] for line in lines if line["kind"] == "scope"}
    always = {name for name, feature in rights.items() if feature in {"commands", "people"}}
    assert always == {"commands", "users:read"}
    assert all(line["why"] for line in lines)
