"""The ledger: postings, sign-offs, and the sign-off that is being computed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import whole

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "posting",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        *_texts("payee_id", "plan", "version", "payout", "pays_as", "item_id", "period"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("starts", "ends")),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        *_texts("unit"),
        sa.Column("due", sa.Text(), nullable=True),
        *_texts("tree", "hash"),
        sa.CheckConstraint("(minor IS NULL) <> (value IS NULL)", name="one_value"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_posting_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_posting"),
        sa.UniqueConstraint(
            "batch_id", "payee_id", "payout", "item_id", name="uq_posting_batch_id_payee_id_payout_item_id"
        ),
        whole("posting", "batch_id"),
        whole("posting", "minor", nullable=True),
    )
    op.create_index("ix_posting_payee", "posting", ["payee_id", "plan", "starts"])
    op.create_table(
        "sign_off",
        sa.Column("id", COUNTER, nullable=False),
        *_texts("plan", "period"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("starts", "ends")),
        *_texts("what"),
        *_numbers("batch_id", "as_of", "at"),
        *_texts("by", "reason"),
        *_numbers("payees", "postings"),
        *_texts("digest"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_off"),
        *(whole("sign_off", name) for name in ("batch_id", "as_of", "at", "payees", "postings")),
    )
    op.create_index("ix_sign_off_plan", "sign_off", ["plan", "starts", "id"])
    op.create_table(
        "signing",
        *_texts("plan", "period"),
        *_numbers("batch_id", "as_of"),
        *_texts("by"),
        sa.PrimaryKeyConstraint("plan", "period", name="pk_signing"),
        *(whole("signing", name) for name in ("batch_id", "as_of")),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
