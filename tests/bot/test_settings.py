"""Settings: all of the contract, all problems at once, and never a secret in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SETTINGS, Settings, SettingsError, example_file, read_settings
from bot.table import Declared, Table
from commands import COMMANDS

ROOT = Path(__file__).parent.parent.parent
CONTRACT = {
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "DATABASE_URL", "FAIRSHARE_MODE", "FAIRSHARE_HTTP",
    "FAIRSHARE_CLOCK", "FAIRSHARE_TICK_S", "FAIRSHARE_POSTS_PER_MIN", "LOG_LEVEL", "NATIVE_CHARTS", "MANAGER_DEPTH", "COUNCIL_CHANNEL",
    "THANKS_CHANNEL", "OPERATOR_CHANNEL", "FAIRSHARE_CRM_DATA",
}  # fmt: skip
EXTENSIONS = {"FAIRSHARE_SOURCES"}  # what the contract has been extended by
SERVING = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def problems(**given: str) -> dict[str, str]:
    with pytest.raises(SettingsError) as raised:
        read_settings(given, commands=("mypay", "team"), serving=True)
    return {problem.name: problem.remedy for problem in raised.value.problems}


def test_the_contract_and_the_code_name_the_same_settings() -> None:
    assert {setting.name for setting in SETTINGS} == CONTRACT | EXTENSIONS
    assert {setting.name.lower() for setting in SETTINGS} | {"commands"} == set(Settings.__slots__)


def test_the_example_file_is_the_code() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example_file()


def test_every_line_of_the_example_can_be_switched_on(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(example_file().replace("\n#", "\n").replace("\n ", "\n# "), encoding="utf-8")
    found = read_settings({}, file, commands=("mypay",), serving=True)
    assert found.slack_bot_token.startswith("xoxb-")
    assert (found.council_channel, found.commands) == ("C0123456789", {"mypay": "/mypay"})


def test_what_is_not_set_has_its_default() -> None:
    found = read_settings(SERVING, serving=True)
    assert found.slack_api_url == "https://slack.com/api/"
    assert found.database_url.startswith("sqlite:///")
    assert (found.fairshare_mode, found.fairshare_http) == ("socket", ("127.0.0.1", 3000))
    assert (found.fairshare_tick_s, found.fairshare_posts_per_min, found.manager_depth) == (30, 60, 1)
    assert (found.native_charts, found.log_level, found.fairshare_clock) == ("auto", "info", "")
    assert read_settings({}).fairshare_mode == "http"


def test_an_address_of_the_web_api_ends_with_a_slash() -> None:
    for written in ("http://127.0.0.1:8910/api", "http://127.0.0.1:8910/api/"):
        assert read_settings({"SLACK_API_URL": written}).slack_api_url == "http://127.0.0.1:8910/api/"


def test_every_problem_is_told_at_once() -> None:
    found = problems(
        SLACK_BOT_TOKEN="123-secret",
        SLACK_API_URL="slack.com",
        DATABASE_URL="mysql://me:hush@db/pay",
        FAIRSHARE_MODE="carrier pigeon",
        FAIRSHARE_HTTP="3000",
        FAIRSHARE_CLOCK="2026-11-23T08:00:00",
        FAIRSHARE_TICK_S="0",
        LOG_LEVEL="loud",
        NATIVE_CHARTS="maybe",
        MANAGER_DEPTH="-1",
        COUNCIL_CHANNEL="#council",
        COMMAND_MYPAI="/pay",
        COMMAND_TEAM="/Team Pay",
    )
    assert set(found) == {
        "SLACK_BOT_TOKEN", "SLACK_API_URL", "DATABASE_URL", "FAIRSHARE_MODE", "FAIRSHARE_HTTP", "FAIRSHARE_CLOCK", "FAIRSHARE_TICK_S", "LOG_LEVEL",
        "NATIVE_CHARTS", "MANAGER_DEPTH", "COUNCIL_CHANNEL", "COMMAND_MYPAI", "COMMAND_TEAM", "SLACK_APP_TOKEN",
    }  # fmt: skip
    assert "COMMAND_MYPAY" in found["COMMAND_MYPAI"]
    assert found["FAIRSHARE_MODE"].endswith("is one of: socket, http")
    assert "123-secret" not in str(found)
    assert "hush" not in str(found)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_BOT_TOKEN"}),
        ({"FAIRSHARE_MODE": "socket"}, {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}),
        ({"FAIRSHARE_MODE": "http"}, {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"}),
        ({"SLACK_SIGNING_SECRET": "hush"}, {"SLACK_BOT_TOKEN"}),
        ({}, {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}),
    ],
)
def test_serving_needs_the_tokens_of_its_mode(given: dict[str, str], missing: set[str]) -> None:
    assert set(problems(**given)) == missing


def test_with_nothing_set_both_ways_to_serve_are_told() -> None:
    """The first thing that a newcomer sees: the README goes by the socket, and so does what it says first."""
    told = problems()
    assert told["SLACK_APP_TOKEN"].endswith("as xapp-…; or write SLACK_SIGNING_SECRET, to serve by http")
    assert "http" not in problems(FAIRSHARE_MODE="socket")["SLACK_APP_TOKEN"]


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=debug\nMANAGER_DEPTH=3\nEDITOR=vi\n")
    found = read_settings({"LOG_LEVEL": "error"}, file)
    assert (found.log_level, found.manager_depth) == ("error", 3)
    assert read_settings({}, tmp_path / "none").log_level == "info"


def test_a_misspelt_name_in_the_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_SIGNING_SECRETS=abc\n")
    with pytest.raises(SettingsError, match="write SLACK_SIGNING_SECRET"):
        read_settings({}, file)


def test_commands_of_other_programs_are_left_alone() -> None:
    assert read_settings({"COMMAND_MODE": "unix2003"}, commands=("mypay",)).commands == {}


def test_two_commands_cannot_have_one_name() -> None:
    renamed = read_settings({"COMMAND_TEAM": "/mypay"}, commands=[command.id for command in COMMANDS])
    with pytest.raises(SettingsError, match="which another command has"):
        Table(Declared(), renamed)


def test_secrets_do_not_show() -> None:
    given = SERVING | {"SLACK_SIGNING_SECRET": "hush", "DATABASE_URL": "postgresql+psycopg://me:hush@db/pay"}
    shown = repr(read_settings(given))
    for secret in ("xoxb-1", "xapp-1", "hush"):
        assert secret not in shown
