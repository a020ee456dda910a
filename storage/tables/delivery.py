"""What is to be posted: when each thing falls due, and every delivery with what became of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.columns import Counter, Day, WholeNumber
from storage.tables.base import Table


class ScheduleRow(Table, table=True):
    """When the next period of a kind of post falls due for a scope. `next_due` is indexed, so that a tick asks for what is due alone.

    `weekday` (1 to 7), `wall` and `own_channel` are what an operator chose in place of the job's and the scope's own; 0 and empty: nothing.
    """

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("kind", "scope"), Index("ix_schedule_next_due", "next_due"))

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    kind: str
    scope: str
    zone: str
    channel_id: str
    next_day: date = Field(sa_type=Day)  # the day, in the zone, of the next period
    next_due: int = Field(sa_type=WholeNumber)  # business time, UTC microseconds
    weekday: int = Field(default=0, sa_type=WholeNumber)
    wall: str = ""  # `09:00`
    own_channel: str = ""
    paused: bool = False


class OutboxRow(Table, table=True):
    """One delivery, once for each kind, scope and period. Its content is frozen: a late one shows what its own period said.

    `state` is pending, sending, uncertain, sent, held or skipped. Instants are real time in UTC microseconds, but for `due` and `expires`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("kind", "scope", "period"),
        Index("ix_outbox_state", "state", "priority", "id"),
        Index("ix_outbox_slot", "slot"),
        Index("ix_outbox_told", "told", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    kind: str
    scope: str
    period: str
    key: str = Field(unique=True)  # opaque: in the message's metadata anybody can read it
    action: str  # post, update, direct, home
    channel_id: str  # where to; of a direct message or a Home tab the person's Slack id
    content: str  # canonical JSON as it is sent; empty where it was skipped
    target: int = Field(default=0, sa_type=WholeNumber)  # of an update: the row whose message it changes
    slot: str = ""  # what only the newest content may stand in: a message that is updated, a Home tab
    priority: int = Field(sa_type=WholeNumber)  # the smaller, the sooner
    again: bool = False  # sent once more when the channel shows that it is nowhere; else a person decides
    due: int = Field(sa_type=WholeNumber)  # business time
    expires: int = Field(default=0, sa_type=WholeNumber)  # business time after which it helps nobody; 0: never
    queued: int = Field(sa_type=WholeNumber)
    state: str
    reason: str = ""
    told: bool = False  # the operator knows of it
    attempt: int = Field(default=0, sa_type=WholeNumber)
    not_before: int = Field(default=0, sa_type=WholeNumber)
    owner: str = ""  # the worker that holds it, while its lease runs
    lease: int = Field(default=0, sa_type=WholeNumber)
    started: int = Field(default=0, sa_type=WholeNumber)  # of the newest attempt
    looked: int = Field(default=0, sa_type=WholeNumber)  # times that the channel was read since, and did not show it
    conversation: str = ""  # in which the message stands, once it is known
    ts: str = ""  # the message's


class OutboxFileRow(Table, table=True):
    """The picture of a post, until it is sent. Its id at Slack is on record before a byte of it goes there."""

    __tablename__ = "outbox_file"
    __table_args__ = (Index("ix_outbox_file_step", "step", "outbox_id"),)

    outbox_id: int = Field(primary_key=True, foreign_key="outbox.id", sa_type=WholeNumber)
    name: str
    title: str
    alt: str
    data: bytes = Field(sa_type=LargeBinary)
    step: str  # wanted, begun, uploaded, ready
    file_id: str = ""


class PaceRow(Table, table=True):
    """Until when nothing may be sent through a bucket (everything, Home tabs, a channel): kept here, so that a restart forgets no Retry-After."""

    __tablename__ = "pace"

    bucket: str = Field(primary_key=True)
    not_before: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds


class SlackChannelRow(Table, table=True):
    """A channel as Slack last described it. `trouble` says why nothing may be posted there; `moved_to` is the id that it has now."""

    __tablename__ = "slack_channel"

    channel_id: str = Field(primary_key=True)
    name: str = ""
    trouble: str = ""
    moved_to: str = ""
    seen: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds
