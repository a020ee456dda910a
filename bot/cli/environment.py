"""The settings that hold where a verb is called: the environment, and `.env` in the folder one is in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dotenv import dotenv_values

from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.settings import Settings, read_settings

ENV_FILE = Path(".env")


def local_settings(*, commands: Sequence[str] | None = None, serving: bool = False) -> Settings:
    """All settings. `commands` and `serving` as `read_settings` has them. Raises SettingsError with every problem."""
    _check_file()
    return read_settings(os.environ, ENV_FILE, commands=commands, serving=serving)


def written() -> Mapping[str, str]:
    """What stands in `.env`, without what is empty there."""
    _check_file()
    return {name: value for name, value in dotenv_values(ENV_FILE).items() if value}


def _check_file() -> None:
    """Raises VerbError when the file is there and cannot be read."""
    if not ENV_FILE.is_file():
        return
    try:
        ENV_FILE.read_text(encoding="utf-8")
    except OSError as error:
        why = (error.strerror or "reading failed").lower()
        raise VerbError(Exit.SETTINGS, "env-file", f".env cannot be read: {why}.", "Check its rights.") from error
    except UnicodeDecodeError as error:
        message = ".env cannot be read: it is no text in UTF-8."
        raise VerbError(Exit.SETTINGS, "env-file", message, "Write one `NAME=value` a line.") from error
