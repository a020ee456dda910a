"""What a figure was counted from: the recorded rows below it in the tree."""

from __future__ import annotations

from collections.abc import Iterator

from plans.record import Correctable, Credit, Fact, Key, Link, Term, key_of
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
    for at in _below(*figures):
        found |= {key_of(row): row for row in at.rows if isinstance(row, Fact | Credit | Term)}
    return list(found.values())


def deciding(*figures: Node) -> tuple[Link, ...]:
    """The links that decided for whom the items behind figures count, each once, by what they are about."""
    found = {row for at in _below(*figures) for row in at.rows if isinstance(row, Link)}
    return tuple(sorted(found, key=lambda link: (link.object_kind, link.object_id, link.start, link.payee_id)))


def _below(*figures: Node) -> Iterator[Node]:
    """The figures and all that they were counted from, each once."""
    seen: set[Node] = set()
    waiting = [*figures]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            yield at
            waiting.extend(grounds(at))
