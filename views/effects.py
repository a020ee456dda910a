"""What is to happen, as data: commands and jobs return these, and one module of `bot` performs them. A closed set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from views.message import Form, Message


@dataclass(frozen=True, slots=True)
class Reply:
    """A private answer to the one who asked: the acknowledgement of a command, or an ephemeral message after a press.

    `instead`: after a press, in place of the private answer that holds the button, which says what is no longer so.
    """

    message: Message
    instead: bool = False


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A modal for the one who pressed. Where it cannot be opened in time, the same content comes as a private answer."""

    form: Form


@dataclass(frozen=True, slots=True)
class PushForm:
    """A modal on top of the one that was pressed in."""

    form: Form


@dataclass(frozen=True, slots=True)
class ReplaceForm:
    """The modal that was sent or pressed in shows this instead."""

    form: Form


@dataclass(frozen=True, slots=True)
class FormFaults:
    """A form stays open with its words; each fault stands at its question (by the question's id)."""

    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refuse:
    """The one refusal, worded the same for every cause. The cause is a few fixed words (and ids) for the operator's log, never shown."""

    cause: str


Effect = Reply | OpenForm | PushForm | ReplaceForm | FormFaults | Refuse
