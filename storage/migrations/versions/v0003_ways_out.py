"""Delivery in every way: updates, direct messages, Home tabs and pictures; what operators decide; channels as Slack describes them.
And the company calendar.

`schedule` and `outbox` are made anew, since SQLite cannot add a checked column to a table; nothing refers to either.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import whole

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEW_OF_SCHEDULES = {"weekday": 0, "wall": "", "own_channel": "", "paused": False}
NEW_OF_POSTS = {
    "action": "post",
    "target": 0,
    "slot": "",
    "again": False,
    "expires": 0,
    "told": True,
    "conversation": "",
}


def upgrade() -> None:
    _anew("schedule", _schedule, NEW_OF_SCHEDULES)
    _anew("outbox", _outbox, NEW_OF_POSTS)
    op.create_table(
        "outbox_file",
        sa.Column("outbox_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "title", "alt")),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("step", "file_id")),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_outbox_file_outbox_id"),
        sa.PrimaryKeyConstraint("outbox_id", name="pk_outbox_file"),
    )
    # How far a picture has come is asked often, and must not read the pictures.
    op.create_index("ix_outbox_file_step", "outbox_file", ["step", "outbox_id"])
    op.create_table(
        "slack_channel",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("channel_id", "name", "trouble", "moved_to")),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_slack_channel"),
        whole("slack_channel", "seen"),
    )
    op.create_table(
        "calendar_version",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("hash", "calendar", "version", "document", "text")),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_calendar_version"),
        sa.UniqueConstraint("calendar", "version", name="uq_calendar_version_calendar_version"),
        whole("calendar_version", "published"),
    )


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", COUNTER, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "scope", "zone", "channel_id")),
        sa.Column("next_day", sa.Text(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=False),
        sa.Column("weekday", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("wall", "own_channel")),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint("kind", "scope", name="uq_schedule_kind_scope"),
        *(whole("schedule", name) for name in ("next_due", "weekday")),
    )
    op.create_index("ix_schedule_next_due", "schedule", ["next_due"])


def _outbox() -> None:
    texts = (
        "kind",
        "scope",
        "period",
        "key",
        "action",
        "channel_id",
        "content",
        "slot",
        "state",
        "reason",
        "owner",
        "conversation",
        "ts",
    )
    numbers = ("target", "priority", "due", "expires", "queued", "attempt", "not_before", "lease", "started", "looked")
    op.create_table(
        "outbox",
        sa.Column("id", COUNTER, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in numbers),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("again", "told")),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("kind", "scope", "period", name="uq_outbox_kind_scope_period"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        *(whole("outbox", name) for name in numbers),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "priority", "id"])
    op.create_index("ix_outbox_slot", "outbox", ["slot"])
    op.create_index("ix_outbox_told", "outbox", ["told", "state", "id"])


def _anew(name: str, create: Any, new: dict[str, object]) -> None:
    """Make a table anew with further columns, and carry its rows on."""
    connection = op.get_bind()
    rows = [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id").mappings()]  # noqa: S608 - our own names
    op.drop_table(name)
    create()
    if not rows:
        return
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    op.bulk_insert(table, [row | new for row in rows])
    if connection.dialect.name != "sqlite":  # ids that were given do not make it count on
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608 - as above
