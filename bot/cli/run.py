"""`run`: serve people in the chat until told to end."""

from __future__ import annotations

from dataclasses import replace

from bot.cli.environment import local_settings
from bot.cli.exits import Exit
from bot.cli.verb import Call, verb
from bot.clock import rfc3339
from bot.serve import run as serve
from bot.table import GENERAL
from commands import COMMANDS


@verb
def run(call: Call) -> Exit:
    """Serve people in the chat until SIGTERM or Ctrl-C.

    Prints one line of JSON on standard output when it can answer. Ends with 75 when the socket to Slack was dead for 60 seconds: a
    supervisor starts it again.
    """
    ids = [*(command.id for command in COMMANDS), GENERAL]
    settings = local_settings(commands=ids, serving=True)
    if call.database_url:
        settings = replace(settings, database_url=call.database_url)
    if call.as_of is not None:
        settings = replace(settings, fairshare_clock=rfc3339(call.as_of))
    return serve(settings)
