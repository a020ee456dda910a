"""What the way in says by itself: refusals, our own faults, help. Everything else is said by views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commands.declare import Command
from views.framing import ONLY_YOU
from views.message import Actions, Bold, Button, Code, Heading, Message, Note, Paragraph, Words


def _short(lead: str, rest: str) -> Message:
    return Message((_says(Bold(lead), rest), Note((ONLY_YOU,))))


def _says(*words: str | Bold | Code) -> Paragraph:
    return Paragraph((words,))


def refusal(reference: str) -> Message:
    """The one refusal. Its words are the same for every cause, so they tell nothing about anybody."""
    return Message(
        (
            _says(
                Bold("That is not something I can show you."),
                " Fairshare shows people their own pay, and managers the people they lead.",
            ),
            _says(
                "If you should see it, your role record may be out of date."
                " Your HR administrator can check it: reference ",
                Code(reference),
                ".",
            ),
            Note((f"The same answer is given whether or not the person asked about has a plan. {ONLY_YOU}",)),
        )
    )


def own_fault(reference: str, at: datetime, again: str = "") -> Message:
    """Our own fault, at an instant in UTC. `again` is what to run once more, `mypay Q3`; empty where that is not known."""
    retry = (Actions((Button("fs.retry", "Try again", again),)),) if again else ()
    return Message(
        (
            _says(Bold("That did not work, and the fault is on our side."), " Nothing was changed, nothing was lost."),
            _says(
                "Try again in a minute. If it stays, give your administrator this reference: ",
                Code(reference),
                ". It leads to the record and holds nothing about you.",
            ),
            *retry,
            Note((f"{at:%-d %b %Y, %H:%M} UTC. {ONLY_YOU}",)),
        )
    )


def own_fault_in_form(reference: str) -> str:
    """The same at a question of a form, which stays open with what was written."""
    return (
        "That did not work, and the fault is on our side. Nothing was lost: your words are still here."
        f" Send them again in a minute. If it stays, give your administrator this reference: {reference}."
    )


def coming() -> Message:
    """It takes longer than Slack waits."""
    return _short("The answer is coming.", " It takes a moment longer than usual, and will appear here by itself.")


def gone() -> Message:
    """A button or form of an earlier version."""
    return _short("This button no longer does anything.", " Ask again with a command, and you get a fresh answer.")


def not_opened() -> Message:
    return _short("The form could not be opened just now.", " Nothing was changed. Please press the button once more.")


def unknown(asked: str, nearest: str, all_of_it: str) -> Message:
    """A command that does not exist. `nearest` is what was probably meant, as typed; empty if nothing is near."""
    meant: tuple[Words, ...] = (("Did you mean ", Code(nearest), "?"),) if nearest else ()
    return Message(
        (
            Paragraph(((Bold(f'There is no command "{asked}".'),), *meant)),
            _says("See everything you can do: ", Code(all_of_it)),
        )
    )


def everything(commands: Sequence[tuple[str, Command]]) -> Message:
    """What one person can do: each command by the name it has here."""
    lines = [_says(Code(_typed(name, command.usage)), f" {command.summary}") for name, command in commands]
    hint = "Add ", Code("help"), f" to a command for examples. {ONLY_YOU}"
    return Message((Heading("What you can do"), *lines, Note(hint)))


def how(name: str, command: Command) -> Message:
    """One command with its examples."""
    examples = tuple((Code(f"{name} {typed}".strip()), f" {does}") for typed, does in command.examples)
    shown = (Paragraph(examples),) if examples else ()
    usage = _says("Write it like this: ", Code(_typed(name, command.usage)))
    return Message((_says(Bold(command.summary)), usage, *shown, Note((ONLY_YOU,))))


TOO_OFTEN = (
    _short("That was a lot of questions at once.", " Nothing is wrong. Please wait a minute, then ask again."),
    "That was a lot at once. Nothing is wrong, and your words are still here. Please send them again in a minute.",
)
"""As an answer, and at a question of a form."""

_SLOW = "This takes longer than usual, and goes on by itself."
_LOOK = "Please look in a minute whether it has arrived before you send it again."
STILL_SENDING = (_short(_SLOW, f" {_LOOK}"), f"{_SLOW} Your words are still here. {_LOOK}")
"""As an answer, and at a question of a form."""


def _typed(name: str, usage: str) -> str:
    return f"{name} {usage}".strip()
