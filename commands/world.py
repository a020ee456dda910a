"""What a use case may reach: the database, the published plans, what can be scheduled, the real clocks, and the settings that shape answers.

Handed in, never imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from storage.catalogue import Catalogue
from storage.database import Connection, Database
from storage.schedules import Schedule
from views.message import Message


class Kind(Protocol):
    """One kind of scheduled post: what a job is to commands. Instants are business time, in UTC microseconds; `of` is a schedule of it."""

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    def rhythm(self, of: Schedule) -> tuple[int, str]:
        """The day of the week (1 for Monday to 7; 0: every day) and the wall time (`09:00`)."""
        ...

    def period(self, of: Schedule) -> str:
        """The key of the period that falls due next."""
        ...

    def following(self, of: Schedule) -> int:
        """When the period after the next one falls due."""
        ...

    def instant(self, of: Schedule, wall: datetime) -> int:
        """The first instant at which clocks of its zone show this wall time or a later one."""
        ...

    def changed(self, of: Schedule, weekday: int, wall: str, now: int) -> Schedule:
        """The same with another day of the week (0: the usual) and wall time (empty: the usual), from the next period on."""
        ...

    def preview(self, connection: Connection, of: Schedule) -> Message | str:
        """What would be posted for the next period if it fell due now; else why nothing would be, in a few words."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """One for the whole program, shared by all threads. The clocks answer in UTC microseconds of the real time, whatever business time it is."""

    database: Database
    catalogue: Catalogue  # published plans and registries, compiled once a hash
    log_time: Callable[[], int]  # the audit log is kept in it
    manager_depth: int = 1
    posts: Mapping[str, Kind] = field(default_factory=dict)  # all that can be scheduled
    last_tick: Callable[[], int | None] = lambda: None  # when it was last looked what is due; None: not in this process
