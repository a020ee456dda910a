"""What was typed and cannot be read: what it was, what was probably meant, and how to write it. No blame, no jargon."""

from __future__ import annotations

from collections.abc import Sequence

from plans.calendar import Period
from views.framing import ONLY_YOU
from views.message import Actions, Bold, Button, Code, Message, Note, Paragraph
from views.past import OPEN
from views.periods import grain_word, period_name
from views.reader import Reader
from views.texts import capital

_LONGEST = 60  # characters of what was typed that are said again


def unclear_period(typed: str, nearest: str, examples: Sequence[str], command: str = "/mypay") -> Message:
    """`"last qarter" is not a period. Did you mean last quarter?` The examples follow the command."""
    shown = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"
    meant = f" Did you mean {nearest}?" if nearest else ""
    ways = tuple(Code(f"{command} {example}") for example in examples)
    said = tuple(piece for way in ways for piece in (way, ", "))[:-1]
    return Message(
        (
            Paragraph(((Bold(f'"{shown}" is not a period.{meant}'),),)),
            Paragraph((("Write it like this: ", *said),)),
            Note((ONLY_YOU,)),
        )
    )


def another_grain(asked: Period, own: Period, key: str, reader: Reader) -> Message:
    """A month was asked for where the plan pays by the quarter, or the like; `key` opens the plan's own period."""
    asked_name, own_name = period_name(asked, reader.figures), period_name(own, reader.figures)
    lead = f"{capital(asked_name)} is a {grain_word(asked)}, and {reader.your} plan pays by the {grain_word(own)}."
    within = f"It begins with {own_name}." if asked.end > own.end else f"It lies in {own_name}."
    return Message(
        (
            Paragraph(((Bold(lead), f" {within}"),)),
            Actions((Button(f"{OPEN}.{own.name}", f"Show {own_name}", key, primary=True),)),
            Note((ONLY_YOU,)),
        )
    )
