"""Who looked at one's pay, when and why: nobody reads another's statement unseen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plans.calendar import Period
from views.framing import ONLY_YOU
from views.message import Bold, Form, Heading, Message, Note, Paragraph, Part, Steps
from views.reader import Reader, period_name

MOST = 20


class Glance(NamedTuple):
    """One look at the reader's pay: by whom, at an instant (UTC microseconds), of which period, for what reason."""

    name: str
    at: int
    period: Period | None
    reason: str


def looks_message(glances: Sequence[Glance], reader: Reader) -> Message:
    """The private answer to `/mypay looks`."""
    return Message(_parts(glances, reader))


def looks_form(glances: Sequence[Glance], reader: Reader, key: str) -> Form:
    """The same in a modal."""
    return Form("fs.looks", "Who looked", _parts(glances, reader), key=key)


def _parts(glances: Sequence[Glance], reader: Reader) -> tuple[Part, ...]:
    count = len(glances)
    if not glances:
        told: tuple[Part, ...] = (
            Paragraph(((Bold("Nobody has looked at your pay."), " Looking asks for a reason, and is recorded."),)),
        )
    else:
        many = f"{reader.figures.count(count, 'look')} at your pay {'is' if count == 1 else 'are'}"
        lead = f"The last {reader.figures.count(count, 'look')} at your pay are" if count == MOST else many.capitalize()
        told = (
            Paragraph(((Bold(f"{lead} on record."), " The newest comes first."),)),
            Steps(tuple(_item(glance, reader) for glance in glances), ordered=False),
        )
    return Heading("Who looked at your pay"), *told, Note((f"{ONLY_YOU} No record holds an amount.",))


def _item(glance: Glance, reader: Reader) -> tuple[str, str]:
    """`Ines Moreau looked at Q4 2026, 12 Nov 2026, 09:30 UTC:` `preparing the quarterly talk`."""
    of = f" at {period_name(glance.period, reader.figures)}" if glance.period else ""
    return f"{glance.name} looked{of}, {reader.figures.instant(glance.at)}:", glance.reason
