"""All settings, from the environment and from `.env`; the environment stands above the file.

Every problem is found at once, each with what is wrong and what to write. Tokens and the database's address are never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dotenv import dotenv_values

from bot.values import (
    SLACK,
    Reader,
    base_url,
    channel,
    clock,
    command_name,
    database,
    folder,
    host_and_port,
    one_of,
    token,
    whole,
    words,
)

COMMAND = "COMMAND_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `example` stands in `.env.example`; a secret is never shown."""

    name: str
    meaning: str
    read: Reader = words
    default: str = ""
    example: str = ""
    secret: bool = False


SETTINGS = (
    Setting("SLACK_BOT_TOKEN", "The bot's token.", token("xoxb-"), example="xoxb-…", secret=True),
    Setting("SLACK_APP_TOKEN", "The app's token, for socket mode.", token("xapp-"), example="xapp-…", secret=True),
    Setting(
        "SLACK_SIGNING_SECRET",
        "The secret that signs Slack's requests, for http mode.",
        example="8f742231b10e…",
        secret=True,
    ),
    Setting(
        "SLACK_API_URL",
        "Where Slack's Web API is. Addresses that Slack hands out are taken on *.slack.com over TLS, or on this host.",
        base_url,
        default=SLACK,
    ),
    Setting(
        "DATABASE_URL",
        "An SQLite file, or postgresql+psycopg://user@host/name when it grows.",
        database,
        default="sqlite:///fairshare.db",
        secret=True,
    ),
    Setting(
        "FAIRSHARE_MODE",
        "How Slack reaches the bot: socket or http. Empty: socket when SLACK_APP_TOKEN is set, else http.",
        one_of("socket", "http", ""),
    ),
    Setting(
        "FAIRSHARE_HTTP",
        "Where the bot listens: POST /slack/events in http mode, GET /health in both.",
        host_and_port,
        default="127.0.0.1:3000",
    ),
    Setting(
        "FAIRSHARE_CLOCK",
        'Business time, for trials: an instant, or an http address that answers {"now": "…Z"}. Empty: the real time.',
        clock,
        example="2026-11-23T08:00:00Z",
    ),
    Setting("FAIRSHARE_TICK_S", "Seconds between two looks at what is due.", whole(1, 3600), default="30"),
    Setting("FAIRSHARE_POSTS_PER_MIN", "Posts a minute, over all channels, at most.", whole(1, 6000), default="60"),
    Setting(
        "LOG_LEVEL",
        "How much is logged: debug, info, warning or error. No level logs pay, words or secrets.",
        one_of("debug", "info", "warning", "error"),
        default="info",
    ),
    Setting(
        "NATIVE_CHARTS",
        "Slack's own charts: auto asks Slack at start and daily, and leaves them off until it said yes; on; off.",
        one_of("auto", "on", "off"),
        default="auto",
    ),
    Setting("MANAGER_DEPTH", "How many levels down a manager sees.", whole(1, 20), default="1"),
    Setting("COUNCIL_CHANNEL", "The council's private channel.", channel, example="C0123456789"),
    Setting("THANKS_CHANNEL", "The channel for thanks and milestones.", channel, example="C0123456789"),
    Setting(
        "OPERATOR_CHANNEL",
        "The operators' channel. The audit log's anchor is posted there every day.",
        channel,
        example="C0123456789",
    ),
    Setting(
        "FAIRSHARE_SOURCES",
        "The folder of the mappings by which sources are read by themselves: watched folders, and queries by a timetable.",
        folder,
    ),
    Setting("FAIRSHARE_CRM_DATA", "Tests and the worked example only: the folder of the CRM export.", folder),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting, and what to write. Never holds a value."""

    name: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name} {self.remedy}."


class SettingsError(Exception):
    """Settings that cannot be used; `problems` are all of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings say. Secrets do not show in its repr."""

    slack_bot_token: str = field(repr=False)
    slack_app_token: str = field(repr=False)
    slack_signing_secret: str = field(repr=False)
    slack_api_url: str
    database_url: str = field(repr=False)
    fairshare_mode: str
    fairshare_http: tuple[str, int]
    fairshare_clock: str
    fairshare_tick_s: int
    fairshare_posts_per_min: int
    log_level: str
    native_charts: str
    manager_depth: int
    council_channel: str
    thanks_channel: str
    operator_channel: str
    fairshare_sources: Path | None
    fairshare_crm_data: Path | None
    commands: Mapping[str, str] = field(default_factory=dict)
    """Command id -> the name it was given by `COMMAND_<ID>`."""


def read_settings(
    environment: Mapping[str, str],
    file: Path | None = None,
    *,
    commands: Sequence[str] | None = None,
    serving: bool = False,
) -> Settings:
    """The settings, or SettingsError with every problem.

    `file` is a `.env`, which may be missing; `commands` are the ids that can be renamed (None: any); `serving` asks for what only `run` needs.
    """
    written = {name: value for name, value in dotenv_values(file).items() if value} if file else {}
    given = {name: value.strip() for name, value in {**written, **environment}.items() if value.strip()}
    problems = [_misspelt(name, known) for name in written if (known := _nearest(name))]
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        found[setting.name.lower()] = _read(setting, given.get(setting.name, setting.default), problems)
    found["commands"] = MappingProxyType(_command_names(given, commands, problems))
    mode_is_open = not (found["fairshare_mode"] or found["slack_app_token"] or found["slack_signing_secret"])
    found["fairshare_mode"] = found["fairshare_mode"] or ("socket" if found["slack_app_token"] else "http")
    if serving:
        problems += _missing(found, mode_is_open=mode_is_open)
    if problems:
        raise SettingsError(tuple(problems))
    return Settings(**found)


def _read(setting: Setting, text: str, problems: list[Problem]) -> object:
    try:
        return setting.read(text)
    except ValueError as error:
        problems.append(Problem(setting.name, str(error)))
        return ""


def _command_names(given: Mapping[str, str], ids: Sequence[str] | None, problems: list[Problem]) -> dict[str, str]:
    # Other programs have names like COMMAND_MODE; ours hold a slash command.
    asked = sorted(name for name in given if name.startswith(COMMAND) and given[name].startswith("/"))
    if ids is None:
        ids = [name.removeprefix(COMMAND).lower().replace("_", "-") for name in asked]
    known = {setting_of(command): command for command in ids}
    names: dict[str, str] = {}
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, 1) or sorted(known)
            problems.append(Problem(name, f"names no command; there is {', '.join(near)}"))
            continue
        try:
            names[known[name]] = command_name(given[name])
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    return names


def setting_of(command: str) -> str:
    """The setting that renames a command: `COMMAND_MYPAY`."""
    return COMMAND + command.upper().replace("-", "_")


def _missing(found: Mapping[str, Any], *, mode_is_open: bool) -> list[Problem]:
    """What `run` needs besides. While nothing says which mode is meant, either of two secrets would do."""
    by_socket = mode_is_open or found["fairshare_mode"] == "socket"
    needed = ["slack_bot_token", "slack_app_token" if by_socket else "slack_signing_secret"]
    instead = {"slack_app_token": "; or write SLACK_SIGNING_SECRET, to serve by http"} if mode_is_open else {}
    return [
        Problem(
            setting.name,
            f"is missing: write it into the environment or `.env`, as {setting.example}{instead.get(setting.name.lower(), '')}",
        )
        for setting in SETTINGS
        if setting.name.lower() in needed and not found[setting.name.lower()]
    ]


def _nearest(name: str) -> str:
    """The setting that a name in `.env` was probably meant to be; empty if it is one, or none of ours."""
    known = {setting.name for setting in SETTINGS}
    if name in known or name.startswith(COMMAND):
        return ""
    return next(iter(get_close_matches(name, known, 1, 0.85)), "")


def _misspelt(name: str, known: str) -> Problem:
    return Problem(name, f"is no setting; write {known}")


def example_file() -> str:
    """`.env.example`: every setting with its meaning, switched off by a `#`."""
    lines = [
        "# Settings of Fairshare. Copy this file to `.env` and fill in what you need;",
        "# the environment stands above the file.",
    ]
    for setting in SETTINGS:
        lines += ["", f"# {setting.meaning}", f"#{setting.name}={setting.default or setting.example}"]
    lines += [
        "",
        "# A slash command's name; every command is also reachable as `/fairshare <id>`.",
        "#COMMAND_MYPAY=/mypay",
    ]
    return "\n".join(lines) + "\n"
