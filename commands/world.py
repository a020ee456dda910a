"""What a use case may reach: the database, the published plans, and the few settings that shape answers. Handed in, never imported."""

from __future__ import annotations

from dataclasses import dataclass

from storage.catalogue import Catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class World:
    """One for the whole program, shared by all threads."""

    database: Database
    catalogue: Catalogue  # published plans and registries, compiled once a hash
    manager_depth: int = 1
