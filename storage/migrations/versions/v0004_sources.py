"""How it goes with the sources: what keeps one from being read, and when the query of a feed was answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "source_trouble",
        sa.Column("id", COUNTER, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("source", "what")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("since", "ended")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "detail")),
        sa.PrimaryKeyConstraint("id", name="pk_source_trouble"),
        *(whole("source_trouble", name) for name in ("since", "ended")),
    )
    op.create_index("ix_source_trouble_source", "source_trouble", ["source", "what", "since"])
    op.create_index("ix_source_trouble_ended", "source_trouble", ["ended"])
    op.create_table(
        "feed_run",
        sa.Column("feed", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("due", "tried")),
        sa.PrimaryKeyConstraint("feed", name="pk_feed_run"),
        *(whole("feed_run", name) for name in ("due", "tried")),
    )
