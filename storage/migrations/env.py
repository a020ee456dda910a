"""Read by Alembic: runs the steps on the connection that `storage.schema` hands over, within its transaction.

No `fileConfig` here: it would disable the loggers that stand already, and with them the filter that keeps pay out of logs.
"""

from __future__ import annotations

from alembic import context

from storage.migrations.rendering import render
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    render_item=render,
    compare_type=True,
)
context.run_migrations()
