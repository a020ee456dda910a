"""What teams are called."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.reading import rows

_NAME = """
SELECT t.name FROM team t JOIN batch b ON b.id = t.batch_id
WHERE t.team_id = ? AND b.published IS NOT NULL ORDER BY t.id DESC LIMIT 1
"""


def team_name(connection: Connection, team_id: str) -> str:
    """The name that a team was last given; empty where there is no such team."""
    found = rows(connection, _NAME, (team_id,))
    return str(found[0][0]) if found else ""
