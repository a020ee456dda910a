"""What counted for a figure once and does not now: gathered wherever a figure is explained."""

from __future__ import annotations

from plans.record import Replaced
from plans.statement import Statement
from storage.database import Connection
from storage.replaced import replaced
from views.lines import Line
from views.lost import lost_rows


def lost_of(connection: Connection, line: Line, statement: Statement) -> tuple[Replaced, ...]:
    """The rows that a correction took from a line of a statement, as of the statement's instant."""
    needs = statement.scheme.needs(statement.period)
    return lost_rows(line, statement, replaced(connection, needs, statement.dossier, statement.as_of))
