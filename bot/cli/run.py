"""`run`: serve people in the chat until told to end."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.verb import Call, verb
from bot.clock import rfc3339
from bot.serve import run as serve
from bot.settings import read_settings
from bot.table import GENERAL
from commands import COMMANDS

ENV_FILE = Path(".env")


@verb
def run(call: Call) -> Exit:
    """Serve people in the chat until SIGTERM or Ctrl-C.

    Prints one line of JSON on standard output when it can answer. Ends with 75 when the socket to Slack was dead for 60 seconds: a
    supervisor starts it again.
    """
    ids = [*(command.id for command in COMMANDS), GENERAL]
    settings = read_settings(os.environ, ENV_FILE, commands=ids, serving=True)
    if call.database_url:
        settings = replace(settings, database_url=call.database_url)
    if call.as_of is not None:
        settings = replace(settings, fairshare_clock=rfc3339(call.as_of))
    return serve(settings)
