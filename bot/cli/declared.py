"""`commands` and `manifest`: what people can do in the chat, and what Slack is told of it; both from the declarations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from bot.cli.environment import local_settings, written
from bot.cli.out import pretty
from bot.cli.tables import paragraph, table_of
from bot.cli.verb import Call, verb
from bot.manifest import METHODS, SCOPES, commands_json
from bot.manifest import manifest as manifest_json
from bot.settings import Settings
from bot.table import GENERAL, Declared
from commands import COMMANDS

MODES = ("socket", "http")
_KINDS = ("commands", "actions", "forms")


@verb
def commands(call: Call) -> None:
    """List everything that people can type, press and send in the chat, with the role that each needs."""
    document = commands_json(_settings(), Declared())
    if call.out.is_lines:
        call.out.items(({"kind": kind[:-1], **each} for kind in _KINDS for each in document[kind]), ())
    else:
        call.out.result(document, "\n".join(_lines(document)))


@verb
@click.option(
    "--methods",
    is_flag=True,
    help="List the methods of Slack's Web API that are called, and the scopes, with their reasons.",
)
@click.option("--mode", type=click.Choice(MODES), help="How Slack reaches the bot, instead of FAIRSHARE_MODE.")
@click.option(
    "--url",
    default="",
    metavar="URL",
    help="In http mode: where Slack reaches the bot, such as https://pay.example.com/slack/events.",
)
def manifest(call: Call, *, methods: bool, mode: str | None, url: str) -> None:
    """Print the app manifest, as Slack takes it when an app is made "from a manifest"."""
    if methods:
        calls = [{"kind": "method", "name": name, "why": why} for name, why in METHODS.items()]
        rights = [{"kind": "scope", "name": scope.name, "feature": scope.feature, "why": scope.why} for scope in SCOPES]
        words = table_of([(each["kind"], each["name"], each["why"]) for each in (*calls, *rights)], indent="")
        call.out.items([*calls, *rights], [words])
        return
    settings = replace(_settings(), fairshare_mode=mode or _mode(url))
    document = manifest_json(settings, Declared(), url)
    call.out.result(document, pretty(document))


def _mode(url: str) -> str:
    """A manifest comes before the tokens, so that their absence says nothing: the mode that is written down, else by the address."""
    named = {**written(), **os.environ}.get("FAIRSHARE_MODE", "")
    return named.strip().lower() or ("http" if url else "socket")


def _settings() -> Settings:
    return local_settings(commands=[*(command.id for command in COMMANDS), GENERAL])


def _lines(document: dict[str, Any]) -> Iterator[str]:
    for command in document["commands"]:
        yield f"{command['name']} {command['usage']}".strip()
        yield paragraph(f"{command['summary']} For {command['needs']['means']}.", indent="    ")
    yield ""
    yield table_of(
        [(each["action_id"], each["summary"], each["needs"]["means"]) for each in document["actions"]], indent=""
    )
    yield table_of(
        [(each["callback_id"], each["summary"], each["needs"]["means"]) for each in document["forms"]], indent=""
    )
