"""How it goes with the sources: what keeps one from being read, since when, until when; and when the query of a feed was answered."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import Counter, WholeNumber
from storage.tables.base import Table


class SourceTroubleRow(Table, table=True):
    """From `since` until `ended` (0: still), what a source brought of one kind could not be taken. Instants are business time.

    `code` says what kept it from being taken: refused (rows have to be mended), unreachable (it could not be read at all). `detail` is for
    operators: which file, how many rows.
    """

    __tablename__ = "source_trouble"
    __table_args__ = (
        Index("ix_source_trouble_source", "source", "what", "since"),
        Index("ix_source_trouble_ended", "ended"),  # every statement asks for those that last
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    source: str
    what: str  # people, teams, roles, terms, facts, credits, links, benchmarks
    since: int = Field(sa_type=WholeNumber)
    ended: int = Field(default=0, sa_type=WholeNumber)
    code: str
    detail: str


class FeedRunRow(Table, table=True):
    """A feed that is read by a timetable. `due` is the instant that was last carried out, `tried` when somebody last began to; 0: never.

    Both are business time, in UTC microseconds.
    """

    __tablename__ = "feed_run"

    feed: str = Field(primary_key=True)  # the name of its mapping
    due: int = Field(sa_type=WholeNumber)
    tried: int = Field(sa_type=WholeNumber)
