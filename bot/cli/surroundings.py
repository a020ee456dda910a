"""What surrounds a call: settings, business time and the database, each fetched when a verb asks for it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.environment import local_settings
from bot.cli.verb import Call
from bot.clock import clock_of
from storage.database import Database
from storage.schema import require_current

PATIENCE_S = 10.0  # how long a write waits for others: nobody's answer depends on it


def business_time(call: Call) -> int:
    """The instant of `--as-of`, else of the business clock, in UTC microseconds."""
    return clock_of(local_settings().fairshare_clock)() if call.as_of is None else call.as_of


def address(call: Call) -> str:
    """The database's address: `--database`, else the setting."""
    return call.database_url or local_settings().database_url


def operator() -> str:
    """Who calls, as the operating system knows them: for the audit log, where nobody else is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"uid {os.getuid()}"


@contextmanager
def opened(call: Call) -> Iterator[Database]:
    """The database, whatever the state of its tables."""
    database = Database.open(address(call), patience_s=PATIENCE_S)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def current(call: Call) -> Iterator[Database]:
    """The database with its tables up to date. Raises StorageError, with what to do, when they are not."""
    with opened(call) as database:
        require_current(database)
        yield database
