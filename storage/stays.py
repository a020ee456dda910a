"""Dated stays as they are known at an instant: where somebody was, whom they reported to."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from plans.record import Origin, Stay
from storage.reading import Row, day, newest, one_after_another, origin, pairs, places, rows

_SELECT = (
    "SELECT s.person_id, s.starts, s.ends, s.team_id, s.manager_id, s.function, s.entity_id, s.zone, s.currency, s.attributes,"
    f" {origin('s')} FROM stay s WHERE {{whose}} AND " + newest("stay", "s", "person_id", "starts")
)
_OF_PERSON = _SELECT.format(whose="s.person_id = ?")
_ENTITIES = (
    f"SELECT DISTINCT s.entity_id FROM stay s WHERE s.entity_id <> '' AND {newest('stay', 's', 'person_id', 'starts')}"
)
# Anybody of whom a row once said that they were there: the newest rows then decide.
_OF_TEAMS = "s.person_id IN (SELECT person_id FROM stay WHERE team_id IN ({teams}) AND starts <= ?)"
_OF_MANAGERS = "s.person_id IN (SELECT person_id FROM stay WHERE manager_id IN ({managers}) AND starts <= ?)"


def stays(connection: Connection, person_id: str, as_of: int) -> list[Stay]:
    """All stays of one person, oldest first, none overlapping."""
    return one_after_another([_stay(row) for row in rows(connection, _OF_PERSON, (person_id, as_of))])


def entities(connection: Connection, as_of: int) -> list[str]:
    """The ids of all entities in which anybody has a stay, sorted."""
    return sorted(entity for (entity,) in rows(connection, _ENTITIES, (as_of,)))


def team_stays(connection: Connection, team_ids: Sequence[str], start: date, end: date, as_of: int) -> list[Stay]:
    """The stays in these teams that touch the span, by start and person: who was a member, and when."""
    if not team_ids:
        return []
    sql = _SELECT.format(whose=_OF_TEAMS.format(teams=places(len(team_ids))))
    found = rows(connection, sql, (*team_ids, end.isoformat(), as_of))
    wanted = frozenset(team_ids)
    return [stay for stay in _by_person(found) if stay.team_id in wanted and _touches(stay, start, end)]


def report_stays(connection: Connection, manager_ids: Sequence[str], on: date, as_of: int) -> list[Stay]:
    """The stay on that day of everybody who reports to one of these managers then."""
    if not manager_ids:
        return []
    sql = _SELECT.format(whose=_OF_MANAGERS.format(managers=places(len(manager_ids))))
    found = rows(connection, sql, (*manager_ids, on.isoformat(), as_of))
    wanted = frozenset(manager_ids)
    return [stay for stay in _by_person(found) if stay.manager_id in wanted and stay.holds_on(on)]


def _by_person(found: Iterable[Row]) -> list[Stay]:
    people: dict[str, list[Stay]] = defaultdict(list)
    for row in found:
        people[row[0]].append(_stay(row))
    settled = [stay for person in people.values() for stay in one_after_another(person)]
    return sorted(settled, key=lambda stay: (stay.start, stay.person_id))


def _touches(stay: Stay, start: date, end: date) -> bool:
    return stay.start <= end and (stay.end is None or stay.end >= start)


def _stay(row: Row) -> Stay:
    person_id, starts, ends, team, manager, function, entity, zone, currency, attributes, *origin = row
    start = date.fromisoformat(starts)
    return Stay(
        person_id, start, day(ends), team, manager, function, entity, zone, currency, pairs(attributes), Origin(*origin)
    )
