"""The one place where what went wrong becomes words, an exit code and, for our own faults, a reference."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click

from bot.cli.exits import Exit
from bot.cli.fault_record import recorded


class VerbError(Exception):
    """A verb cannot do what it was asked: `message` says what happened, `remedy` what to do; neither holds pay."""

    def __init__(self, code: Exit, word: str, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.code = code
        self.word = word  # a stable word for programs
        self.message = message
        self.remedy = remedy


def unknown(what: str, message: str, remedy: str = "") -> VerbError:
    """There is no such payee, figure or plan: exit 8."""
    return VerbError(Exit.UNKNOWN, f"unknown-{what}", message, remedy)


# Errors of other rooms by where they are declared, so that a verb that needs no database does not load one to be able to fail.
_ELSEWHERE = (
    ("storage.errors", "StorageError", Exit.DATABASE),
    ("bot.settings", "SettingsError", Exit.SETTINGS),
    ("slack_sdk.errors", "SlackClientError", Exit.SLACK),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a failure: `reference` only where the fault is ours."""

    code: Exit
    word: str
    message: str
    remedy: str = ""
    reference: str = ""
    problems: tuple[dict[str, str], ...] = ()  # where there are several: all of them

    def as_json(self) -> dict[str, object]:
        error: dict[str, object] = {"code": self.word, "message": self.message, "remedy": self.remedy}
        more = {"reference": self.reference, "problems": self.problems}
        return {"ok": False, "error": error | {name: value for name, value in more.items() if value}}

    def __str__(self) -> str:
        parts = (self.message, self.remedy, f"Reference {self.reference}." if self.reference else "")
        return " ".join(part for part in parts if part)


def told(error: BaseException) -> Told:
    """The failure behind an exception. What nobody foresaw is recorded for the operator, without a word of data."""
    if isinstance(error, VerbError):
        reference = recorded(error)[0] if error.code is Exit.FAULT else ""
        return Told(error.code, error.word, error.message, error.remedy, reference)
    if isinstance(error, click.ClickException):
        return Told(Exit.USAGE, "usage", _usage(error), _help(error))
    for module, name, code in _ELSEWHERE:
        declared = getattr(sys.modules.get(module), name, None)
        if declared is not None and isinstance(error, declared):
            return _from_elsewhere(error, code)
    reference, where = recorded(error)
    remedy = f"The record of it is in {where}; it holds no data." if where else "No record could be written."
    return Told(Exit.FAULT, "fault", "That did not work, and the fault is on our side.", remedy, reference)


def _from_elsewhere(error: BaseException, code: Exit) -> Told:
    if code is Exit.SLACK:
        return Told(code, "slack", "Slack refused, or cannot be reached.", "Check SLACK_API_URL and the tokens.")
    word = str(getattr(error, "kind", code.name.lower())).replace(" ", "-")
    message = getattr(error, "message", "") or str(error)
    problems = tuple({"name": each.name, "remedy": each.remedy} for each in getattr(error, "problems", ()))
    return Told(code, word, message, getattr(error, "remedy", ""), problems=problems)


def _usage(error: click.ClickException) -> str:
    message = error.format_message().strip()
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"See `{context.command_path} --help`." if context else ""
