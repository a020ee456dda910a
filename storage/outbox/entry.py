"""What is put into the outbox, and what a row of it says."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_

from storage.outbox.pictures import Picture
from storage.tables import OutboxRow, metadata

PENDING, SENDING, UNCERTAIN, SENT, HELD, SKIPPED = "pending", "sending", "uncertain", "sent", "held", "skipped"
STATES = (PENDING, SENDING, UNCERTAIN, SENT, HELD, SKIPPED)

OUTBOX = metadata.tables[OutboxRow.__tablename__]


class Action(StrEnum):
    """The ways out."""

    POST = "post"  # a message in a channel
    UPDATE = "update"  # another content for a message that was posted
    DIRECT = "direct"  # a message to one person
    HOME = "home"  # one person's Home tab


class Priority(IntEnum):
    """What goes first when several wait: disputes, tasks, envelopes, scorecards, and what can wait longest."""

    DISPUTE = 1
    TASK = 2
    ENVELOPE = 3
    NOTICE = 4
    SCORECARD = 5
    LAST = 9


class Frozen(NamedTuple):
    """What will be sent, as canonical JSON, and the picture in it."""

    content: str
    picture: Picture | None = None


class Post(NamedTuple):
    """What is to be delivered. `content` is canonical JSON as it is sent; `due` and `expires` are business time in UTC microseconds.

    `channel_id` is where to; of a direct message and of a Home tab the person's Slack id. An update names by `target` the row (its id)
    whose message it changes. `again` says whether it is sent once more when it is nowhere; `expires` 0: it never comes too late.
    """

    kind: str
    scope: str
    period: str
    channel_id: str
    content: str
    due: int
    priority: int = Priority.SCORECARD
    action: Action = Action.POST
    target: int = 0
    again: bool = False
    expires: int = 0
    picture: Picture | None = None

    @property
    def slot(self) -> str:
        """What only the newest content may stand in; empty where each delivery stands by itself."""
        if self.action == Action.UPDATE:
            return message_slot(self.target)
        return f"home {self.channel_id}" if self.action == Action.HOME else ""


def message_slot(target: int) -> str:
    """The slot of the message that a row posts."""
    return f"message {target}"


def late(now: int, real: int) -> ColumnElement[bool]:
    """What waits, in nobody's hands at the `real` time, and helps nobody any more by `now`, the business time."""
    free = or_(OUTBOX.c.owner == "", OUTBOX.c.lease <= real)
    return and_(OUTBOX.c.state == PENDING, OUTBOX.c.expires > 0, OUTBOX.c.expires <= now, free)


class Entry(NamedTuple):
    """A row of the outbox; instants are real time in UTC microseconds, but for `due` and `expires`."""

    id: int
    kind: str
    scope: str
    period: str
    key: str
    action: str
    channel_id: str
    content: str
    target: int
    slot: str
    priority: int
    again: bool
    due: int
    expires: int
    queued: int
    state: str
    reason: str
    told: bool
    attempt: int
    not_before: int
    owner: str
    lease: int
    started: int
    looked: int
    conversation: str
    ts: str
