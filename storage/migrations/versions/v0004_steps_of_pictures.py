"""Indexes of how far each picture has come, since to look that up must not read the pictures; and of what operators do not know of yet."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_file_step", "outbox_file", ["step", "outbox_id"])
    op.create_index("ix_outbox_told", "outbox", ["told", "state", "id"])
