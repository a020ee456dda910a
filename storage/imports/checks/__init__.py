"""Checks that need more than one row. Each notes every chunk of good rows, and speaks at the end of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from storage.imports.checks.claims import ClaimCheck
from storage.imports.checks.hierarchy import Known, StayCheck, TeamCheck
from storage.imports.checks.identity import SlackCheck
from storage.imports.checks.mentions import Mentions
from storage.imports.checks.shares import ShareCheck
from storage.imports.kinds import Kind
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch


class Check(Protocol):
    """`known` holds, for each target of the kind, the newest published values of the keys of these rows."""

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None: ...

    def finish(self, connection: Connection) -> None: ...


_CHECKS: dict[str, tuple[Callable[[Scratch, Findings], Check], ...]] = {
    "people": (StayCheck, SlackCheck),
    "teams": (TeamCheck,),
    "credits": (ShareCheck, ClaimCheck),
}


def checks_of(kind: Kind, scratch: Scratch, findings: Findings) -> tuple[Check, ...]:
    """The checks that a kind of file asks for."""
    own = (make(scratch, findings) for make in _CHECKS.get(kind.name, ()))
    return (Mentions(kind, scratch, findings), *own)


__all__ = ["Check", "Known", "checks_of"]
