"""What the buttons of `/schedule` carry: which post or which schedule, and how it stood when the button was shown.

Whoever presses is authorised again. How it stood tells the second of two people that the first was quicker.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from storage.outbox import Entry
from storage.schedules import Schedule
from views.effects import Refuse

NOT_OURS = Refuse("a key of no post and no schedule")
_BAR = "|"
_DIGITS = 18  # ids and counts are far shorter; a longer number is none of ours
_DIGEST = 12


class PostRef(NamedTuple):
    """A row of the outbox by its id, and how often it had been tried."""

    id: int
    attempt: int

    def __str__(self) -> str:
        return f"{self.id}{_BAR}{self.attempt}"


class ScheduleRef(NamedTuple):
    """A schedule by its kind and scope, and a digest of all that it said."""

    kind: str
    digest: str
    scope: str

    def __str__(self) -> str:
        return _BAR.join(self)


def ref_of_post(of: Entry) -> PostRef:
    """What stands for a post."""
    return PostRef(of.id, of.attempt)


def ref_of_schedule(of: Schedule) -> ScheduleRef:
    """What stands for a schedule as it is."""
    return ScheduleRef(of.kind, sha256(repr(of).encode()).hexdigest()[:_DIGEST], of.scope)


def read_number(text: str) -> int | None:
    """A whole number of ours; None for anything that Fairshare did not write."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def read_post(text: str) -> PostRef | None:
    """The post that a button names; None for anything that Fairshare did not write."""
    first, _, second = text.partition(_BAR)
    outbox_id, attempt = read_number(first), read_number(second)
    return None if outbox_id is None or attempt is None else PostRef(outbox_id, attempt)


def read_schedule(text: str) -> ScheduleRef | None:
    """The schedule that a button or a form names; None for anything that Fairshare did not write."""
    parts = text.split(_BAR, 2)
    return ScheduleRef(*parts) if len(parts) == len(ScheduleRef._fields) and text.isprintable() else None
