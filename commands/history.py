"""What is known of the rows behind figures beyond what they say now: what they said before, and which of them counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from plans.record import Correctable, Correction, Key, Replaced
from plans.statement import Statement
from plans.tree import Node
from storage.corrections import corrections
from storage.database import Connection
from storage.replaced import replaced
from views.lost import lost_rows


class History(NamedTuple):
    """Corrections by row, the newest first; and the rows that no longer count."""

    corrected: Mapping[Key, tuple[Correction, ...]]
    lost: tuple[Replaced, ...]


def history(connection: Connection, rows: Iterable[Correctable], node: Node, statement: Statement) -> History:
    """Of these rows of a statement, and of those that a correction took from one of its figures; as of the statement's instant."""
    return History(corrections(connection, rows, statement.as_of), lost(connection, node, statement))


def lost(connection: Connection, node: Node, statement: Statement) -> tuple[Replaced, ...]:
    """The rows that counted for a figure once."""
    needs = statement.scheme.needs(statement.period, statement.past)
    return lost_rows(node, statement, replaced(connection, needs, statement.dossier, statement.as_of))
