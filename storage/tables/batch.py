"""A batch is one import: staged row by row, then published at once or not at all.

Rows of an unpublished batch are invisible. `published` is the instant at which all of its rows became known: it is their recorded time.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.columns import Counter, WholeNumber


class Batch(SQLModel, table=True):
    __tablename__ = "batch"

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)  # type: ignore[call-overload]
    what: str  # people, teams, roles, terms, facts, credits, links
    source: str
    file_hash: str  # SHA-256 of the file's bytes
    rows: int = Field(default=0, sa_type=WholeNumber)
    started: int = Field(sa_type=WholeNumber)  # real time, UTC microseconds
    published: int | None = Field(default=None, sa_type=WholeNumber, index=True)  # business time, UTC microseconds
