"""Whose pay a manager may look at: the people who report to them today, as far down as the setting says."""

from __future__ import annotations

from datetime import date

from commands.world import World
from storage.database import Connection
from storage.people import Person, direct_reports

ALL_THAT_IS_KNOWN = 2**63 - 1  # a right follows the newest records, whatever business time it is


def reports_of(connection: Connection, world: World, manager: Person, today: date) -> list[str]:
    """The ids of everybody whom the manager leads today: nobody once they have left, whoever still stands under their name."""
    if not manager.present:
        return []
    return direct_reports(connection, manager.person_id, today, ALL_THAT_IS_KNOWN, world.manager_depth)


def may_look(connection: Connection, world: World, manager: Person, payee_id: str, today: date) -> bool:
    """Whether the payee is among them today."""
    return payee_id in reports_of(connection, world, manager, today)
