"""The ledger: postings, which a sign-off adds all at once, and the sign-offs themselves.

Postings belong to a batch, as the rows of an import do: staged while they are computed, published at once, never changed.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from storage.columns import Counter, Day, WholeNumber
from storage.tables.base import Table


class PostingRow(Table, table=True):
    """What one payout came to for a payee in one period, or for one item of it. Money is in `minor`, of the currency in `unit`; all else is
    canonical text in `value`. `hash` is over all that the row says."""

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("batch_id", "payee_id", "payout", "item_id"),
        Index("ix_posting_payee", "payee_id", "plan", "starts"),
        CheckConstraint("(minor IS NULL) <> (value IS NULL)", name="one_value"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", sa_type=Counter)
    payee_id: str
    plan: str
    version: str
    payout: str
    pays_as: str
    item_id: str
    period: str
    starts: date = Field(sa_type=Day)
    ends: date = Field(sa_type=Day)
    minor: int | None = Field(default=None, sa_type=WholeNumber)
    value: str | None = None
    unit: str
    due: date | None = Field(default=None, sa_type=Day)
    tree: str  # SHA-256 of the figure with all that it rested on
    hash: str


class SignOffRow(Table, table=True):
    """A period of a plan was signed off, or reopened. The newest row of a period says which of both it is.

    `as_of` is the instant as of which its statements were computed, `at` the one from which it holds (business time). `batch_id` is that of
    its postings; 0 where it was reopened.
    """

    __tablename__ = "sign_off"
    __table_args__ = (Index("ix_sign_off_plan", "plan", "starts", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    plan: str
    period: str
    starts: date = Field(sa_type=Day)
    ends: date = Field(sa_type=Day)
    what: str  # signed, reopened
    batch_id: int = Field(sa_type=WholeNumber)
    as_of: int = Field(sa_type=WholeNumber)
    at: int = Field(sa_type=WholeNumber)
    by: str
    reason: str
    payees: int = Field(sa_type=WholeNumber)
    postings: int = Field(sa_type=WholeNumber)
    digest: str  # over the hashes of its postings


class SigningRow(Table, table=True):
    """A sign-off that has begun and is not published yet: whoever goes on with it computes as of the same instant."""

    __tablename__ = "signing"

    plan: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    batch_id: int = Field(sa_type=WholeNumber)
    as_of: int = Field(sa_type=WholeNumber)
    by: str
