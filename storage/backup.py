"""Back up a database into one file. `storage.restore` shows that it can be restored.

A copy of an SQLite file alone misses what still stands in its write-ahead log (measured: all of it); `VACUUM INTO` does not, and runs
beside writers. Postgres is left to its own tools.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL

from storage import postgres_tools, sqlite
from storage.database import Database
from storage.errors import Kind, StorageError, translated

_NO_ROOM = ("The disk has no room for the backup.", "Free some space, or name another place; nothing was left behind.")


def backup(database: Database, path: Path) -> None:
    """Write a backup to a new file, readable by its owner alone and flushed to disk. An existing file is never overwritten."""
    if path.exists():
        raise StorageError(Kind.FILE, f"{path} exists already.", "Name another file; backups are not overwritten.")
    if not path.parent.is_dir():
        raise StorageError(Kind.FILE, f"There is no folder {path.parent}.", "Create it first.")
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)  # nor what somebody else put there, such as a link to another file
    except FileExistsError:
        message = f"{unfinished} is there: another backup is being written, or one was cut off."
        raise StorageError(Kind.FILE, message, "Wait for it, or delete that file.") from None
    try:
        if database.is_sqlite:
            _copy(database.url, unfinished)
        else:
            postgres_tools.dump(database.url, unfinished)
        _flush(unfinished)
        os.link(unfinished, path)  # unlike a rename, refuses to replace what appeared meanwhile
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(url: URL, path: Path) -> None:
    try:
        sqlite.copy_into(url, path)
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:  # of the copy: the database itself is only read
            raise StorageError(Kind.FULL, *_NO_ROOM) from error
        raise translated(error) or error from error


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
