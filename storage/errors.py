"""What can go wrong with a database, in words for the operator: what happened, and what to do about it.

Errors that a use case answers itself (a UNIQUE that refuses a double) stay SQLAlchemy's IntegrityError.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class Kind(StrEnum):
    """A stable word for programs, one a remedy."""

    LOCKED = "locked"
    NEWER = "newer schema"
    OLDER = "older schema"
    EMPTY = "empty"
    FOREIGN = "foreign"
    FULL = "disk full"
    UNREACHABLE = "unreachable"
    MISSING = "missing"
    REFUSED = "refused"
    READ_ONLY = "read-only"
    NOT_A_DATABASE = "not a database"
    DAMAGED = "damaged"
    IN_MEMORY = "in-memory"
    UNKNOWN_URL = "unknown url"
    RUNNING = "running"
    NO_TOOL = "no tool"
    FILE = "file"


class StorageError(Exception):
    """The database cannot do what it was asked. `str()` gives what happened and the remedy; neither holds data or passwords."""

    def __init__(self, kind: Kind, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.kind = kind
        self.message = message
        self.remedy = remedy


_TOLD: dict[Kind, tuple[str, str]] = {
    Kind.LOCKED: ("The database is busy with another write.", "Try again in a moment."),
    Kind.FULL: ("The disk that holds the database is full.", "Free some space; nothing was written."),
    Kind.UNREACHABLE: ("The database cannot be reached.", "Check DATABASE_URL and whether the server is up."),
    Kind.MISSING: ("There is no database yet at this address.", "Create it with `python -m bot init`."),
    Kind.REFUSED: ("The database server refused the login.", "Check user, password and rights in DATABASE_URL."),
    Kind.READ_ONLY: ("The database can only be read.", "Check the rights of the file and of its folder."),
    Kind.NOT_A_DATABASE: ("The file is not an SQLite database.", "Check DATABASE_URL; the file was left as it is."),
    Kind.DAMAGED: ("The database file is damaged.", "Restore the latest backup; check it with `restore-check`."),
}

_SQLITE = {
    sqlite3.SQLITE_BUSY: Kind.LOCKED,
    sqlite3.SQLITE_LOCKED: Kind.LOCKED,
    sqlite3.SQLITE_FULL: Kind.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Kind.FULL,  # on a disk without room even reading cannot begin: it shares memory by a file
    sqlite3.SQLITE_CANTOPEN: Kind.UNREACHABLE,
    sqlite3.SQLITE_IOERR: Kind.UNREACHABLE,
    sqlite3.SQLITE_PERM: Kind.READ_ONLY,
    sqlite3.SQLITE_READONLY: Kind.READ_ONLY,
    sqlite3.SQLITE_NOTADB: Kind.NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: Kind.DAMAGED,
}

_POSTGRES = {
    "55P03": Kind.LOCKED,  # lock_not_available: lock_timeout passed
    "40P01": Kind.LOCKED,  # deadlock
    "40001": Kind.LOCKED,  # serialization failure
    "53100": Kind.FULL,
    "53300": Kind.UNREACHABLE,  # too many connections
    "57P01": Kind.UNREACHABLE,  # the server is shutting down
    "57P03": Kind.UNREACHABLE,  # the server is starting up
    "3D000": Kind.MISSING,
    "28000": Kind.REFUSED,
    "28P01": Kind.REFUSED,
    "42501": Kind.REFUSED,
    "25006": Kind.READ_ONLY,
    "XX001": Kind.DAMAGED,
    "XX002": Kind.DAMAGED,
}


def trouble(kind: Kind) -> StorageError:
    """The error of this kind in its usual words."""
    return StorageError(kind, *_TOLD[kind])


def translated(error: Exception) -> StorageError | None:
    """The driver's error as one of ours; None when it is no trouble of the database but of what it was asked."""
    if isinstance(error, PoolTimeoutError):
        return trouble(Kind.LOCKED)
    cause = error.orig if isinstance(error, DBAPIError) else error
    kind = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", -1)
        kind = _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    elif isinstance(cause, psycopg.Error):
        kind = _postgres(cause)
    return trouble(kind) if kind else None


def _postgres(cause: psycopg.Error) -> Kind | None:
    if cause.sqlstate is not None:
        return _POSTGRES.get(cause.sqlstate) or (Kind.UNREACHABLE if cause.sqlstate.startswith("08") else None)
    if not isinstance(cause, psycopg.OperationalError):
        return None
    # Before the session stands, libpq gives words only.
    words = str(cause)
    if "does not exist" in words:
        return Kind.MISSING if "database" in words else Kind.REFUSED
    return Kind.REFUSED if "authentication failed" in words or "no password" in words else Kind.UNREACHABLE
