"""What is to be posted: when each thing falls due, and every post with what became of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.columns import Counter, Day, WholeNumber
from storage.tables.base import Table


class ScheduleRow(Table, table=True):
    """When the next period of a kind of post falls due for a scope. `next_due` is indexed, so that a tick asks for what is due alone."""

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("kind", "scope"), Index("ix_schedule_next_due", "next_due"))

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    kind: str
    scope: str
    zone: str
    channel_id: str
    next_day: date = Field(sa_type=Day)  # the day, in the zone, of the next period
    next_due: int = Field(sa_type=WholeNumber)  # business time, UTC microseconds


class OutboxRow(Table, table=True):
    """A post, once for each kind, scope and period. Its content is frozen: a late one shows what its own period said.

    `state` is pending, sending, uncertain, sent, held or skipped. Instants are real time in UTC microseconds, but for `due`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("kind", "scope", "period"),
        Index("ix_outbox_state", "state", "not_before"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    kind: str
    scope: str
    period: str
    key: str = Field(unique=True)  # opaque: in the message's metadata anybody can read it
    channel_id: str
    content: str  # canonical JSON: `text` and `blocks` as they are sent; empty where it was skipped
    priority: int = Field(sa_type=WholeNumber)  # the smaller, the sooner
    due: int = Field(sa_type=WholeNumber)  # business time
    queued: int = Field(sa_type=WholeNumber)
    state: str
    reason: str = ""
    attempt: int = Field(default=0, sa_type=WholeNumber)
    not_before: int = Field(default=0, sa_type=WholeNumber)
    owner: str = ""  # the worker that holds it, while its lease runs
    lease: int = Field(default=0, sa_type=WholeNumber)
    started: int = Field(default=0, sa_type=WholeNumber)  # of the newest attempt
    looked: int = Field(default=0, sa_type=WholeNumber)  # times that the channel was read since, and did not show it
    ts: str = ""  # the message's, once it is known


class PaceRow(Table, table=True):
    """Until when nothing may be sent through a bucket (the workspace, a channel): kept here, so that a restart forgets no Retry-After."""

    __tablename__ = "pace"

    bucket: str = Field(primary_key=True)
    not_before: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds
