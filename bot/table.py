"""What is declared, ready to be looked up: commands by the names they have here, buttons and forms by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from bot.settings import Problem, Settings, SettingsError, setting_of
from commands import COMMANDS, PRESSES, SUBMISSIONS
from commands.declare import Command, Press, Submission

GENERAL = "fairshare"  # the id of the command through which every other can be reached
RETRY = "fs.retry"
HELP = "help"


@dataclass(frozen=True, slots=True)
class Declared:
    """All that people can do. A test hands in declarations of its own."""

    commands: Sequence[Command] = COMMANDS
    presses: Sequence[Press] = PRESSES
    submissions: Sequence[Submission] = SUBMISSIONS


class Meant(NamedTuple):
    """A command that was asked for, with what followed its name."""

    command: Command
    text: str


class Everything(NamedTuple):
    """The list of all commands was asked for."""


class Unknown(NamedTuple):
    """No such command; `nearest` is what was probably meant, as typed."""

    asked: str
    nearest: str


class Table:
    """Every declaration under the ids and names by which payloads ask for it. Raises SettingsError when two commands share a name."""

    def __init__(self, declared: Declared, settings: Settings) -> None:
        self.declared = declared
        self.general = settings.commands.get(GENERAL, f"/{GENERAL}")
        self.names: dict[str, Command] = {}
        for command in declared.commands:
            name = settings.commands.get(command.id, command.name)
            if name in self.names or name == self.general:
                raise SettingsError(
                    (Problem(setting_of(command.id), f"gives the name {name}, which another command has"),)
                )
            self.names[name] = command
        self._ids = {command.id: command for command in declared.commands}
        self._submissions = {submission.id: submission for submission in declared.submissions}
        self._presses = {press.id: press for press in declared.presses}
        stems = ((press.id.removesuffix("*"), press) for press in declared.presses if press.id.endswith(".*"))
        self._stems = sorted(stems, key=lambda stem: -len(stem[0]))

    def name_of(self, command: Command) -> str:
        """The slash command's name here."""
        return next(name for name, each in self.names.items() if each is command)

    def meant(self, name: str, text: str) -> Meant | Everything | Unknown:
        """What a slash command with these words asks for."""
        words = text.strip()
        if name in self.names:
            return Meant(self.names[name], words)
        if name != self.general:
            return Unknown(name, next(iter(get_close_matches(name, self.names, 1)), ""))
        found = self.within(words)
        if isinstance(found, Meant) and not found.command.takes_people:
            return found._replace(text=_typed(found.text))
        return found

    def within(self, words: str) -> Meant | Everything | Unknown:
        """What `/fairshare` is followed by: a command's id or its name, then that command's own words."""
        first, *rest = words.split(maxsplit=1) or [HELP]
        if first.lower() == HELP:
            return Everything()
        command = self._ids.get(first.lower()) or self.names.get(f"/{first.lower().lstrip('/')}")
        if command is not None:
            return Meant(command, rest[0].strip() if rest else "")
        near = get_close_matches(first.lower(), self._ids, 1)
        return Unknown(first, f"{self.general} {near[0]}" if near else "")

    def press(self, action_id: str) -> Press | None:
        """The button of this id, or the one whose `fs.why.*` covers it; of several the longest."""
        exact = self._presses.get(action_id)
        return exact or next((press for stem, press in self._stems if action_id.startswith(stem)), None)

    def submission(self, callback_id: str) -> Submission | None:
        return self._submissions.get(callback_id)


def _typed(text: str) -> str:
    """The characters as they were typed: the general command takes people, so Slack hands over its words escaped."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
