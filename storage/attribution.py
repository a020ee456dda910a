"""The credits that may count for somebody by a rule, and the links that decide about them: a few statements a way, narrowed to what can matter."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from plans.attribution.relations import OWNER as OWNED
from plans.attribution.relations import links_of
from plans.attribution.who import COLUMN, OWNER, Way
from plans.dossier import CreditNeed
from plans.record import Credit, Link, Origin, Stay
from storage.credits import credits_of_payees, credits_that_name, spans_of
from storage.reading import day, newest, origin, places, rows, some_at_a_time
from storage.stays import stays_below, team_stays

_LINKS = (
    f"SELECT l.object_kind, l.object_id, l.relation, l.payee_id, l.starts, l.ends, {origin('l')} FROM link l"
    " WHERE l.object_kind = ? AND l.relation = ? AND l.object_id IN ({names}) AND "
    + newest("link", "l", "object_kind", "object_id", "relation", "payee_id", "starts")
)
# Anything of which a row once said that one of these owned it: the newest rows then decide.
_EVER_OWNED = "SELECT DISTINCT object_id FROM link WHERE payee_id IN ({names}) AND object_kind = ? AND relation = ?"


class Reached(NamedTuple):
    """Credits by kind and way, and the links that decide about them."""

    credits: Mapping[tuple[str, Way], tuple[Credit, ...]]
    links: tuple[Link, ...]


NOTHING_REACHED = Reached({}, ())


def reached(
    connection: Connection, payee_id: str, own: Sequence[Stay], needs: Sequence[CreditNeed], as_of: int
) -> Reached:
    """What needs of other ways than the payee's own credits find, as published up to `as_of` (UTC microseconds).

    It is all that may count for them on any day: which of it does, the core decides by the links of the day. `own` are the payee's stays.
    """
    line = list(own)
    if levels := max((need.way.levels for need in needs), default=0):
        line += stays_below(connection, payee_id, levels, as_of)
    links = dict.fromkeys(links_of(line))
    found: dict[tuple[str, Way], tuple[Credit, ...]] = {}
    for way in dict.fromkeys(need.way for need in needs):
        spans, people = spans_of(need for need in needs if need.way == way), _below(payee_id, way.levels, line)
        if way.rule == COLUMN:
            by_kind = credits_of_payees(connection, spans, people, as_of)
        else:
            named, deciding = _named(connection, way, people, line, as_of)
            links |= dict.fromkeys(deciding)
            by_kind = credits_that_name(connection, spans, way.of, named, as_of)
        found |= {(kind, way): credits_ for kind, credits_ in by_kind.items()}
    return Reached(found, tuple(links))


def owners_of(connection: Connection, kind: str, objects: Sequence[str], as_of: int) -> list[Link]:
    """Who owned these objects, and when: the links by object and day."""
    found = [
        Link(of, name, relation, payee, date.fromisoformat(starts), day(ends), Origin(*known))
        for some in some_at_a_time(objects)
        for of, name, relation, payee, starts, ends, *known in rows(
            connection, _LINKS.format(names=places(len(some))), (kind, OWNED, *some, as_of)
        )
    ]
    return sorted(found, key=lambda link: (link.object_id, link.start, link.payee_id))


def _below(payee_id: str, levels: int, line: Iterable[Stay]) -> list[str]:
    """Whoever was so many levels below at any time; with no levels the payee alone."""
    people, line = {payee_id}, list(line)
    for _ in range(levels):
        people = {stay.person_id for stay in line if stay.manager_id in people}
    return sorted(people)


def _named(
    connection: Connection, way: Way, people: Sequence[str], line: Iterable[Stay], as_of: int
) -> tuple[list[str], list[Link]]:
    """The objects that these people owned, or the teams that they were in, with all links of those."""
    if way.rule == OWNER:
        objects = {
            name
            for some in some_at_a_time(people)
            for (name,) in rows(connection, _EVER_OWNED.format(names=places(len(some))), (*some, way.of, OWNED))
        }
        return sorted(objects), owners_of(connection, way.of, sorted(objects), as_of)
    wanted = frozenset(people)
    teams = sorted({stay.team_id for stay in line if stay.person_id in wanted and stay.team_id})
    return teams, list(links_of(team_stays(connection, teams, date.min, date.max, as_of)))
