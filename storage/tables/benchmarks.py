"""Benchmarks from outside. A correction is a new row: of rows with the same natural key the one recorded last holds."""

from __future__ import annotations

from datetime import date

from sqlmodel import CheckConstraint, Field, Index

from storage.columns import Counter, Day, WholeNumber
from storage.tables.base import Table


class BenchmarkRow(Table, table=True):
    """One published figure of what others pay or reach. Natural key: benchmark_id. `percentile` is None for a mean; the value is held as that of a fact."""

    __tablename__ = "benchmark"
    __table_args__ = (
        Index("ix_benchmark_benchmark_id_batch_id", "benchmark_id", "batch_id"),
        Index("ix_benchmark_about", "about", "observed"),
        CheckConstraint("(minor IS NULL) <> (value IS NULL)", name="one_value"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Counter)
    batch_id: int = Field(foreign_key="batch.id", index=True, sa_type=Counter)
    line: int = Field(sa_type=WholeNumber)
    benchmark_id: str
    about: str
    population: str
    percentile: int | None = Field(default=None, sa_type=WholeNumber)
    minor: int | None = Field(default=None, sa_type=WholeNumber)
    value: str | None = None
    unit: str
    observed: date = Field(sa_type=Day)
    publisher: str
    reference: str
