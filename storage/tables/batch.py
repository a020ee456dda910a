"""A batch is one import: staged row by row, then published at once or not at all.

Rows of an unpublished batch are invisible. `published` is the instant at which all of its rows became known: it is their recorded time.
"""

from __future__ import annotations

from sqlmodel import Field, Index, UniqueConstraint

from storage.columns import Counter, WholeNumber
from storage.tables.base import Table


class Batch(Table, table=True):
    """One import. Once published it is closed: neither it nor its rows change, and none is added."""

    __tablename__ = "batch"
    __table_args__ = (
        UniqueConstraint("id", "source"),  # what a completeness row points at
        Index("ix_batch_source_published_id", "source", "published", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    what: str  # people, teams, roles, terms, facts, credits, links, benchmarks
    source: str
    file_hash: str  # SHA-256 of the file's bytes
    rows: int = Field(default=0, sa_type=WholeNumber)
    started: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds
    published: int | None = Field(default=None, sa_type=WholeNumber)  # business time, UTC microseconds
