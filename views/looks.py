"""Who looked at one's pay, when and why: nobody reads another's statement unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plans.calendar import Period
from views.framing import ONLY_YOU
from views.message import Actions, Bold, Button, Form, Heading, Message, Note, Paragraph, Part, Steps
from views.periods import period_name
from views.reader import Reader

MOST = 20  # looks in one answer
OLDER, NEWEST = "fs.mypay.looks.older", "fs.mypay.looks.newest"


class Glance(NamedTuple):
    """One look at the reader's pay: by whom, at an instant (UTC microseconds), of which period, for what reason."""

    name: str
    at: int
    period: Period | None
    reason: str


class Looks(NamedTuple):
    """Some of all looks at the reader's pay, the newest first. `older` is what the button to those before them carries, if there are any."""

    glances: Sequence[Glance]
    total: int
    older: str = ""
    newest: bool = True


def looks_message(looks: Looks, reader: Reader) -> Message:
    """The private answer to `/mypay looks`."""
    return Message(tuple(_parts(looks, reader)))


def looks_form(looks: Looks, reader: Reader, key: str) -> Form:
    """The same in a modal."""
    return Form("fs.looks", "Who looked", tuple(_parts(looks, reader)), key=key)


def _parts(looks: Looks, reader: Reader) -> Iterator[Part]:
    yield Heading("Who looked at your pay")
    yield Paragraph((_lead(looks, reader),))
    if looks.glances:
        yield Steps(tuple(_item(glance, reader) for glance in looks.glances), ordered=False)
    if pages := tuple(_pages(looks)):
        yield Actions(pages)
    yield Note((f"{ONLY_YOU} No record holds an amount.",))


def _lead(looks: Looks, reader: Reader) -> tuple[Bold, str]:
    if not looks.total:
        return Bold("Nobody has looked at your pay."), " Looking asks for a reason, and is recorded."
    many = Bold(f"Your pay was looked at {_times(looks.total, reader)}.")
    if not looks.newest:
        return many, " These are older looks." if looks.glances else " No look is older."
    return many, " The newest look comes first." if looks.total > 1 else ""


def _times(count: int, reader: Reader) -> str:
    return {1: "once", 2: "twice"}.get(count) or reader.figures.count(count, "time")


def _pages(looks: Looks) -> Iterator[Button]:
    if looks.older:
        yield Button(OLDER, "Show older looks", looks.older)
    if not looks.newest:
        yield Button(NEWEST, "Show the newest", says="Show the newest looks")


def _item(glance: Glance, reader: Reader) -> tuple[str, str]:
    """`Ines Moreau looked at Q4 2026 on 12 Nov 2026, 09:30 UTC:` `preparing the quarterly talk`."""
    of = f" at {period_name(glance.period, reader.figures)}" if glance.period else ""
    return f"{glance.name} looked{of} on {reader.figures.instant(glance.at)}:", glance.reason
