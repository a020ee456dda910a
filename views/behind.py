"""What a figure was counted from: the recorded rows below it in the tree."""

from __future__ import annotations

from plans.record import Correctable, Credit, Fact, Key, Term, key_of
from plans.tree import Node
from views.measure import grounds
from views.row import Recorded, row_day, row_name


def rows_of(*figures: Node) -> tuple[Recorded, ...]:
    """The facts and credits that figures were counted from, each once, by day."""
    found = [row for row in behind(*figures) if not isinstance(row, Term)]
    return tuple(sorted(found, key=lambda row: (row_day(row), row_name(row))))


def behind(*figures: Node) -> list[Correctable]:
    """All that figures rest on and that can be corrected, each once: facts, credits and agreed terms."""
    found: dict[Key, Correctable] = {}
    seen: set[Node] = set()
    waiting = [*figures]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            found |= {key_of(row): row for row in at.rows if isinstance(row, Fact | Credit | Term)}
            waiting.extend(grounds(at))
    return list(found.values())
