"""What others pay or reach, as surveys published it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import whole

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "benchmark",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("benchmark_id", "about", "population")),
        sa.Column("percentile", sa.BigInteger(), nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("publisher", "reference")),
        sa.CheckConstraint("(minor IS NULL) <> (value IS NULL)", name=op.f("ck_benchmark_one_value")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_benchmark_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_benchmark"),
        *(whole("benchmark", name) for name in ("batch_id", "line")),
        *(whole("benchmark", name, nullable=True) for name in ("percentile", "minor")),
    )
    op.create_index("ix_benchmark_batch_id", "benchmark", ["batch_id"])
    op.create_index("ix_benchmark_benchmark_id_batch_id", "benchmark", ["benchmark_id", "batch_id"])
    op.create_index("ix_benchmark_about", "benchmark", ["about", "observed"])
