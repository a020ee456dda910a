"""An operator's decision in the audit log: who decided what, in the transaction of the change itself, and never any content."""

from __future__ import annotations

from commands.declare import Ask
from commands.world import World
from storage.audit import append
from storage.database import Connection

SCHEDULE = "schedule"


def log(connection: Connection, ask: Ask, world: World, did: str, **what: object) -> None:
    """Record a decision in the caller's write transaction."""
    append(connection, world.log_time(), SCHEDULE, {"did": did, **what}, actor=ask.who.person_id)
