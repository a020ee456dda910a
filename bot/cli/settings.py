"""`settings`: what holds here, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cli.environment import local_settings, written
from bot.cli.tables import table_of
from bot.cli.verb import Call, verb
from bot.settings import SETTINGS, Setting


@verb
def settings(call: Call) -> None:
    """List every setting with its value and where it comes from; secrets are not shown. All problems are told at once: exit 4.

    Settings are read from the environment and from `.env` in the folder you are in; the environment stands above the file.
    """
    local_settings()
    of_file = written()
    found = [_shown(setting, of_file) for setting in SETTINGS]
    call.out.items(found, _words(found))


def _shown(setting: Setting, of_file: Mapping[str, str]) -> dict[str, Any]:
    given = os.environ.get(setting.name, "").strip()
    source = "environment" if given else ".env" if setting.name in of_file else "default"
    value = given or of_file.get(setting.name, setting.default)
    if setting.secret and source != "default":
        value = "set, not shown"
    return {
        "name": setting.name,
        "value": value,
        "source": source,
        "secret": setting.secret,
        "meaning": setting.meaning,
    }


def _words(found: list[dict[str, Any]]) -> Iterator[str]:
    yield table_of([(each["name"], each["value"] or "-", each["source"]) for each in found], indent="")
