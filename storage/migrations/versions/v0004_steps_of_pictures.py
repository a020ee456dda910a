"""An index of how far each picture has come: to look that up must not read the pictures."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_file_step", "outbox_file", ["step", "outbox_id"])
