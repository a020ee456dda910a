"""Who holds which role on a day, from the dated rows of the roles file."""

# ruff: noqa: S608 - the text is put together from our own names; every value is a parameter

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from storage.reading import newest, rows

OPERATOR = "operator"

_HELD = (
    "SELECT 1 FROM role r WHERE r.person_id = ? AND r.role = ? AND r.starts <= ?"
    " AND (r.ends IS NULL OR (r.ends >= ? AND r.ends >= r.starts)) AND "
    + newest("role", "r", "person_id", "role", "scope", "starts")
    + " LIMIT 1"
)


def holds_role(connection: Connection, person_id: str, role: str, on: date, as_of: int) -> bool:
    """Whether the person holds the role on that day, as known at `as_of`, for whatever scope. A row that ends before it starts was withdrawn."""
    day = on.isoformat()
    return bool(rows(connection, _HELD, (person_id, role, day, day, as_of)))
