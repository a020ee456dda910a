"""What a use case may reach: the database, the published plans, the log's clock, and the few settings that shape answers. Handed in, never imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.catalogue import Catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class World:
    """One for the whole program, shared by all threads."""

    database: Database
    catalogue: Catalogue  # published plans and registries, compiled once a hash
    log_time: Callable[
        [], int
    ]  # real time in UTC microseconds: the log of looks is kept in it, whatever business time it is
    manager_depth: int = 1
