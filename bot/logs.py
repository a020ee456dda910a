"""The log: our own lines carry references and ids; of other libraries only fixed words and places reach it.

slack_sdk writes whole messages at DEBUG, Bolt writes the whole body when a signature is wrong, exceptions quote what they choked on. So
nothing that a library put together is repeated: a known phrase of it at most, then where it was said. Tracebacks keep their frames and the
names of their exceptions, not their messages.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

OURS = frozenset({"bot", "commands", "jobs", "views", "charts", "storage", "plans"})

PHRASES = (
    "Failed to connect",
    "Failed to retrieve WSS URL",
    "Failed to check the current session",
    "Failed to receive or enqueue a message",
    "Failed to run",
    "Failed to send",
    "Invalid request signature detected",
    "Unhandled request",
    "A new session",
    "The session",
    "The old session",
    "Received CLOSE event",
    "Rate limited",
    "Scheduler started",
    "Scheduler has been shut down",
    "Task exception was never retrieved",
    "Unclosed client session",
    "Running upgrade",
)
_QUIET = {"apscheduler": logging.WARNING, "slack_bolt": logging.ERROR, "alembic": logging.WARNING}

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OnlyOurWords(logging.Filter):
    """Leaves our own records as they are, and takes the words out of all others."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in OURS:
            said = next((phrase for phrase in PHRASES if str(record.msg).startswith(phrase)), "said something")
            record.msg = f"{said} ({Path(record.pathname).name}:{record.lineno})"
            record.args = None
        return True


class Lines(logging.Formatter):
    """One line a record, UTC, without line breaks from data; under it, where there is one, a traceback without messages."""

    converter = staticmethod(time.gmtime)
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        line = super().formatMessage(record)
        return visible(line)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        return "\n".join(_frames(ei[1])) if ei[1] is not None else ""


def visible(text: str) -> str:
    """Text whose every character can be printed, and encoded: an id that somebody made up may hold anything."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    """A character as it is, or as an escape where a terminal would obey it rather than show it."""
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def _frames(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)
        ]
        lines = [f"{type(cause).__module__}.{type(cause).__qualname__}", *places, *lines]
        cause = cause.__cause__ or cause.__context__
    return lines


def set_up(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send every record to one stream (standard error), through the filter. Returns the handler, for tests to take away again."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(OnlyOurWords())
    handler.setFormatter(Lines())
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(logging.DEBUG if level == "debug" else least)
    logging.captureWarnings(capture=True)
    return handler
