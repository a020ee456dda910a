"""The foundation: imports in batches, people, facts, published documents, the audit chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import whole

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _batches()
    _documents()
    _people()
    _facts()
    _audit()


def _batches() -> None:
    op.create_table(
        "batch",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sa.UniqueConstraint("id", "source", name="uq_batch_id_source"),
        whole("batch", "published", nullable=True),
        whole("batch", "rows"),
        whole("batch", "started"),
    )
    op.create_index("ix_batch_source_published_id", "batch", ["source", "published", "id"])


def _documents() -> None:
    op.create_table(
        "registry_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_registry_version"),
        sa.UniqueConstraint("version", name="uq_registry_version_version"),
        whole("registry_version", "published"),
    )
    op.create_table(
        "plan_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("registry_hash", sa.String(), nullable=False),
        sa.Column("effective_from", sa.Text(), nullable=False),
        sa.Column("effective_to", sa.Text(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["registry_hash"], ["registry_version.hash"], name="fk_plan_version_registry_hash"),
        sa.PrimaryKeyConstraint("hash", name="pk_plan_version"),
        sa.UniqueConstraint("plan", "version", name="uq_plan_version_plan_version"),
        whole("plan_version", "published"),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("slack_user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_person_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        whole("person", "batch_id"),
        whole("person", "line"),
    )
    op.create_index("ix_person_batch_id", "person", ["batch_id"])
    op.create_index("ix_person_person_id", "person", ["person_id"])
    op.create_index("ix_person_slack_user_id", "person", ["slack_user_id"])
    op.create_table(
        "stay",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("joined", sa.Text(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("manager_id", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_stay_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stay"),
        whole("stay", "batch_id"),
        whole("stay", "line"),
    )
    op.create_index("ix_stay_batch_id", "stay", ["batch_id"])
    op.create_index("ix_stay_manager_id_starts", "stay", ["manager_id", "starts"])
    op.create_index("ix_stay_person_id_starts", "stay", ["person_id", "starts"])
    op.create_index("ix_stay_team_id_starts", "stay", ["team_id", "starts"])
    op.create_table(
        "team",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_team_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        whole("team", "batch_id"),
        whole("team", "line"),
    )
    op.create_index("ix_team_batch_id", "team", ["batch_id"])
    op.create_index("ix_team_team_id", "team", ["team_id"])
    op.create_table(
        "role",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_role_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        whole("role", "batch_id"),
        whole("role", "line"),
    )
    op.create_index("ix_role_batch_id", "role", ["batch_id"])
    op.create_index("ix_role_person_id_role", "role", ["person_id", "role"])
    op.create_table(
        "slack_user",
        sa.Column("slack_user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("is_ultra_restricted", sa.Boolean(), nullable=False),
        sa.Column("is_stranger", sa.Boolean(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("slack_user_id", name="pk_slack_user"),
        whole("slack_user", "updated"),
    )


def _facts() -> None:
    op.create_table(
        "fact",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.CheckConstraint("(minor IS NULL) <> (value IS NULL)", name=op.f("ck_fact_one_value")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_fact_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
        whole("fact", "batch_id"),
        whole("fact", "line"),
        whole("fact", "minor", nullable=True),
    )
    op.create_index("ix_fact_batch_id", "fact", ["batch_id"])
    op.create_index("ix_fact_fact_id_batch_id", "fact", ["fact_id", "batch_id"])
    op.create_index("ix_fact_metric_observed", "fact", ["metric", "observed"])
    op.create_index("ix_fact_subject", "fact", ["metric", "subject_kind", "subject_id", "observed"])
    op.create_table(
        "credit",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("credit_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payee_id", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("enters", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_credit_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit"),
        whole("credit", "batch_id"),
        whole("credit", "line"),
        whole("credit", "minor"),
    )
    op.create_index("ix_credit_batch_id", "credit", ["batch_id"])
    op.create_index("ix_credit_credit_id_batch_id", "credit", ["credit_id", "batch_id"])
    op.create_index("ix_credit_payee", "credit", ["kind", "payee_id", "enters"])
    op.create_table(
        "term",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("payee_id", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.CheckConstraint("(minor IS NULL) <> (value IS NULL)", name=op.f("ck_term_one_value")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_term_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        whole("term", "batch_id"),
        whole("term", "line"),
        whole("term", "minor", nullable=True),
    )
    op.create_index("ix_term_batch_id", "term", ["batch_id"])
    op.create_index("ix_term_payee", "term", ["payee_id", "term", "starts"])
    op.create_table(
        "link",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("payee_id", sa.String(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_link_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
        whole("link", "batch_id"),
        whole("link", "line"),
    )
    op.create_index("ix_link_batch_id", "link", ["batch_id"])
    op.create_index("ix_link_object", "link", ["object_kind", "object_id", "relation"])
    op.create_index("ix_link_payee_id", "link", ["payee_id"])
    op.create_table(
        "completeness",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("batch_id", COUNTER, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("through", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id", "source"], ["batch.id", "batch.source"], name="fk_completeness_batch_id_source"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_completeness"),
        sa.UniqueConstraint("batch_id", name="uq_completeness_batch_id"),
        whole("completeness", "batch_id"),
    )
    op.create_index("ix_completeness_source", "completeness", ["source"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", COUNTER, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("row_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
        sa.UniqueConstraint("prev_hash", name="uq_audit_prev_hash"),
        sa.UniqueConstraint("row_hash", name="uq_audit_row_hash"),
        whole("audit", "at"),
    )
    op.create_index("ix_audit_kind", "audit", ["kind"])
    op.create_table(
        "audit_payload",
        sa.Column("seq", COUNTER, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["audit.seq"], name="fk_audit_payload_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_payload"),
    )
    op.create_index("ix_audit_payload_actor", "audit_payload", ["actor"])
    op.create_index("ix_audit_payload_subject", "audit_payload", ["subject"])
