"""Write the next migration: what the declared tables have beyond the newest step, compared in a temporary SQLite file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.database import Database
from storage.schema import configuration, revisions, unguarded, upgrade


def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'compare.db'}")
        upgrade(database)
        with unguarded(database) as connection:
            number = f"{len(revisions()) + 1:04}"
            command.revision(configuration(connection), message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "change")
