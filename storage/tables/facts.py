"""Facts, credits, terms and links. A correction is a new row: of rows with the same natural key the one recorded last holds.

Money is an integer of minor units in `minor` with its currency in `unit`; any other value is canonical text in `value`. One of both is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import CheckConstraint, Field, ForeignKeyConstraint, Index

from storage.columns import Counter, Day, Pairs, WholeNumber
from storage.tables.base import Table

_ONE_VALUE = "(minor IS NULL) <> (value IS NULL)"


class FactRow(Table, table=True):
    """One observation. Natural key: fact_id."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_subject", "metric", "subject_kind", "subject_id", "observed"),
        Index("ix_fact_metric_observed", "metric", "observed"),
        Index("ix_fact_fact_id_batch_id", "fact_id", "batch_id"),
        CheckConstraint(_ONE_VALUE, name="one_value"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    fact_id: str
    metric: str
    subject_kind: str
    subject_id: str
    observed: date = Field(sa_type=Day)
    minor: int | None = Field(default=None, sa_type=WholeNumber)
    value: str | None = None
    unit: str
    item_id: str = ""


class CreditRow(Table, table=True):
    """A payee's share of an item. Natural key: credit_id. `share` is a canonical decimal (0.5 for half)."""

    __tablename__ = "credit"
    __table_args__ = (
        Index("ix_credit_payee", "kind", "payee_id", "enters"),
        Index("ix_credit_credit_id_batch_id", "credit_id", "batch_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    credit_id: str
    kind: str
    payee_id: str
    share: str
    enters: date = Field(sa_type=Day)
    minor: int = Field(sa_type=WholeNumber)
    unit: str  # the currency
    attributes: Mapping[str, str] = Field(default_factory=dict, sa_type=Pairs)


class TermRow(Table, table=True):
    """An agreed term. Natural key: payee_id, term, starts."""

    __tablename__ = "term"
    __table_args__ = (
        Index("ix_term_payee", "payee_id", "term", "starts"),
        CheckConstraint(_ONE_VALUE, name="one_value"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    payee_id: str
    term: str
    minor: int | None = Field(default=None, sa_type=WholeNumber)
    value: str | None = None
    unit: str
    starts: date = Field(sa_type=Day)
    ends: date | None = Field(default=None, sa_type=Day)


class LinkRow(Table, table=True):
    """Who stands in which relation to an object (the owner of an account). Natural key: object, relation, payee, starts."""

    __tablename__ = "link"
    __table_args__ = (
        Index("ix_link_object", "object_kind", "object_id", "relation"),
        Index("ix_link_payee_id", "payee_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    object_kind: str
    object_id: str
    relation: str
    payee_id: str
    starts: date = Field(sa_type=Day)
    ends: date | None = Field(default=None, sa_type=Day)


class CompletenessRow(Table, table=True):
    """A source's declaration that it holds everything through a day. The one recorded last holds.

    A batch speaks once, and for its own source only; so the newest declaration of a source is found by way of its newest batches.
    """

    __tablename__ = "completeness"
    __table_args__ = (ForeignKeyConstraint(["batch_id", "source"], ["batch.id", "batch.source"]),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(unique=True, sa_type=Counter)
    source: str = Field(index=True)
    through: date = Field(sa_type=Day)
