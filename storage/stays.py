"""Dated stays as they are known at an instant: where somebody was, whom they reported to."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from plans.record import Origin, Stay
from storage.reading import Row, day, newest, one_after_another, origin, pairs, places, rows, some_at_a_time

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

# The line down from somebody, and up from some: by any row that once said so, the newest rows then decide. UNION ends at a circle.
_OF_LINE = (
    "WITH RECURSIVE line(person_id, level) AS (SELECT CAST(? AS text), 0 UNION"
    " SELECT s.person_id, line.level + 1 FROM line JOIN stay s ON s.manager_id = line.person_id WHERE line.level < ?) "
    + _SELECT.format(whose="s.person_id IN (SELECT person_id FROM line WHERE level > 0)")
)
_OF_LINE_UP = (
    "WITH RECURSIVE line(person_id, level) AS (SELECT * FROM (VALUES {people}) named UNION"
    " SELECT s.manager_id, line.level + 1 FROM line JOIN stay s ON s.person_id = line.person_id WHERE line.level < ?) "
    + _SELECT.format(whose="s.person_id IN (SELECT person_id FROM line)")
)


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


def stays_below(connection: Connection, person_id: str, levels: int, as_of: int) -> list[Stay]:
    """All stays of everybody who was at any time at most so many levels below this person, by start and person."""
    return _by_person(rows(connection, _OF_LINE, (person_id, levels, as_of)))


def stays_above(connection: Connection, person_ids: Sequence[str], levels: int, as_of: int) -> list[Stay]:
    """All stays of these people, and of whoever was at any time fewer than so many levels above them: who led them, so many levels up."""
    found: dict[Row, None] = {}
    for some in some_at_a_time(person_ids):
        sql = _OF_LINE_UP.format(people=", ".join(["(?, 1)"] * len(some)))
        found |= dict.fromkeys(rows(connection, sql, (*some, levels, as_of)))
    return _by_person(found)


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
