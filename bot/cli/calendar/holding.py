"""The calendar that holds, and an entity of it by its id."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from bot.cli.failures import unknown
from bot.cli.surroundings import business_time, current
from bot.cli.verb import Call
from plans.company.calendar import CompanyCalendar, Entity
from plans.statement import day_of
from storage.catalogue import Catalogue


class Held(NamedTuple):
    """A calendar as known at an instant, in UTC microseconds."""

    calendar: CompanyCalendar
    now: int


def held(call: Call) -> Held:
    """The calendar that holds now. Raises VerbError (no such thing) where none does."""
    with current(call) as database, database.read() as connection:
        now = business_time(call)
        calendar = Catalogue().calendar(connection, day_of(now), now)
    if calendar is None:
        raise unknown(
            "calendar", f"No company calendar holds on {day_of(now)}.", "Publish one: `calendar publish FILE`."
        )
    return Held(calendar, now)


def entity_named(calendar: CompanyCalendar, name: str) -> Entity:
    """Raises VerbError with what was probably meant."""
    entity = calendar.entities.get(name)
    if entity is not None:
        return entity
    near = get_close_matches(name, calendar.entities, n=1)
    remedy = f"Did you mean `{near[0]}`?" if near else f"It has: {', '.join(calendar.entities)}."
    raise unknown("entity", f"The calendar has no entity `{name[:60]}`.", remedy)
