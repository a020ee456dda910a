"""One declaration for each thing a person can do: help, manifest, reference page and the table of permissions are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from commands.gathering import payee_of, today_of
from commands.world import World
from storage.database import Connection
from storage.people import Person
from views.effects import Effect


class Needs(Enum):
    """Who may do it. The relation to the payee is checked again by the use case, at the time of reading."""

    PERSON = "anybody enrolled"
    MANAGER = "a manager, for the people they lead"
    OPERATOR = "somebody who holds the role operator today"


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks, what, and when (business time, UTC microseconds). The actor is always the signed one.

    All that is read for the answer comes by the one `connection`: who asks, whether they may and what they see are of one state.
    """

    who: Person
    now: int
    connection: Connection
    text: str = ""  # what was typed after a command
    action: str = ""  # the action id of a press: `fs.why.bonus`
    value: str = ""  # the value of the pressed button
    key: str = ""  # the private key of the form that was sent or pressed in
    answers: Mapping[str, str] = field(default_factory=dict)  # question id -> what was written or chosen

    @property
    def today(self) -> date:
        """The day it is where the asker works."""
        return today_of(self.who, self.now)

    @property
    def payee(self) -> str:
        """Whose statement is the asker's own."""
        return payee_of(self.who)


Handle = Callable[[Ask, World], Effect]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. `name` can be changed by `COMMAND_<ID>`; it is also reachable as `/fairshare <id> …`."""

    id: str
    name: str
    usage: str  # what may follow the name: `[period | help]`
    summary: str  # one line, for Slack's list of commands
    examples: tuple[tuple[str, str], ...]  # (what to type after the name, what it does)
    needs: Needs
    handle: Handle
    takes_people: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A button. An id that ends in `.*` stands for one button a figure."""

    id: str
    summary: str
    needs: Needs
    handle: Handle


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that is sent, by its callback id; `questions` are the block ids of its inputs."""

    id: str
    summary: str
    needs: Needs
    handle: Handle
    questions: tuple[str, ...] = ()
