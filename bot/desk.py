"""Where a request becomes an effect: who asks, whether they may, the use case, and what to say when one of these fails.

Plain functions on a worker thread; nothing here speaks to Slack.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot import words
from bot.clock import Clock
from bot.faults import recorded
from bot.logs import visible
from bot.references import Refusals
from bot.table import HELP, RETRY, Everything, Meant, Table, Unknown
from bot.who import Caller, Refused, Workspace, identify, may
from commands.declare import Ask, Command, Needs, Press, Submission
from commands.world import World
from storage.database import Connection
from views.effects import Effect, FormFaults, Refuse, Reply

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60 * 1_000_000  # microseconds
UNDECLARED = "undeclared"
LONGEST = 1000  # characters of what was typed; no command needs more, and an answer may repeat it


@dataclass(frozen=True, slots=True)
class Typed:
    """A slash command."""

    caller: Caller
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button."""

    caller: Caller
    action: str
    value: str = ""
    key: str = ""  # of the form it was pressed in
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form. Its `inputs` are the ids of its questions; at the first of them stands what went wrong."""

    caller: Caller
    form: str
    key: str = ""
    inputs: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


Request = Typed | Pressed | Sent


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests. Safe to use from several threads at once."""

    world: World
    table: Table
    clock: Clock
    home: Workspace
    refusals: Refusals = field(default_factory=Refusals)

    def answer(self, request: Request) -> Effect:
        """What is to happen. Never raises: whatever goes wrong is recorded, and answered with its reference."""
        try:
            now = self.clock()
            with self.world.database.read() as connection:
                effect = self._answered(request, connection, now)
            if isinstance(effect, Refuse):
                return self._refused(effect.cause, request, now)
        except Exception as error:  # noqa: BLE001 - the last place that can still answer the person
            return self.fault(error, request)
        return effect

    def fault(self, error: Exception, request: Request) -> Effect:
        """Our own fault: recorded, and told with its reference. A form stays open, with what was written in it."""
        reference = recorded(error, _named(request, self.table), request.caller.user_id)
        if isinstance(request, Sent) and request.inputs:
            return FormFaults({request.inputs[0]: words.own_fault_in_form(reference)})
        return Reply(words.own_fault(reference, datetime.now(UTC), _again(request, self.table)))

    def _answered(self, request: Request, connection: Connection, now: int) -> Effect:
        who = identify(connection, request.caller, self.home, now)
        if isinstance(who, Refused):
            return Refuse(who.cause)
        match request:
            case Typed(_, name, text):
                return self._command(self.table.meant(name, text[:LONGEST]), Ask(who, now, connection))
            case Pressed(_, action) if action == RETRY:
                return self._command(self.table.within(request.value[:LONGEST]), Ask(who, now, connection))
            case Pressed(_, action, value, key, answers):
                asked = Ask(who, now, connection, action=action, value=value, key=key, answers=answers)
                return self._permitted(self.table.press(action), asked)
            case Sent(_, form, key, _, answers):
                asked = Ask(who, now, connection, key=key, answers=answers)
                return self._permitted(self.table.submission(form), asked)

    def _command(self, meant: Meant | Everything | Unknown, asked: Ask) -> Effect:
        match meant:
            case Everything():
                return Reply(words.everything(self._open_to(asked)))
            case Unknown(typed, nearest):
                return Reply(words.unknown(typed, nearest, self.table.general))
            case Meant(command, text) if text.lower() == HELP:
                return Reply(words.how(self.table.name_of(command), command))
            case Meant(command, text):
                return self._permitted(command, replace(asked, text=text))

    def _open_to(self, asked: Ask) -> list[tuple[str, Command]]:
        rights = {needs: may(asked.connection, self.world, asked.who, needs, asked.now) for needs in Needs}
        return [(name, command) for name, command in self.table.names.items() if rights[command.needs]]

    def _permitted(self, declared: Command | Press | Submission | None, asked: Ask) -> Effect:
        if declared is None:
            return Reply(words.gone())
        if not may(asked.connection, self.world, asked.who, declared.needs, asked.now):
            return Refuse(f"needs {declared.needs.name.lower()}")
        return declared.handle(asked, self.world)

    def _refused(self, cause: str, request: Request, now: int) -> Reply:
        who = request.caller.user_id
        reference = self.refusals.reference(who, now // DAY)
        log.info("reference=%s refused=%s what=%s who=%s", reference, cause, _named(request, self.table), visible(who))
        return Reply(words.refusal(reference))


def _named(request: Request, table: Table) -> str:
    """What was asked for, as it is declared: neither what was typed nor an id that came with the request reaches the log."""
    match request:
        case Typed(_, name):
            return name if name in table.names or name == table.general else UNDECLARED
        case Pressed(_, action):
            pressed = table.press(action)
            return pressed.id if pressed else RETRY if action == RETRY else UNDECLARED
        case Sent(_, form):
            sent = table.submission(form)
            return sent.id if sent else UNDECLARED


def _again(request: Request, table: Table) -> str:
    """What `Try again` runs: the words of the person's own command, which stand on their own screen only."""
    match request:
        case Typed(_, name, text):
            meant = table.meant(name, text[:LONGEST])
        case Pressed(_, action, value) if action == RETRY:
            meant = table.within(value[:LONGEST])
        case _:
            return ""
    return f"{meant.command.id} {meant.text}".strip() if isinstance(meant, Meant) else ""
