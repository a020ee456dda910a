"""One metric of everybody at once: from what the database adds up where that says it all, else from the facts, some subjects at a time."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from sqlalchemy import Connection

from plans.absence import Arrival
from plans.compared import rolled
from plans.dossier import Dossier
from plans.everybody import Asked, Told, facts_behind
from plans.number import exactly
from plans.record import Fact, Stay
from plans.rollup import Reading
from plans.tallied import NeedsFactsError, TalliedReading, tallied
from plans.team_facts import facts_of_team
from plans.tree import Node
from storage.dossier import Subject, declarations, facts_of
from storage.people import payees
from storage.reading import newest, rows
from storage.stays import team_stays
from storage.tallies import SUBJECT_KINDS, Tallies, subjects, tallies

_Facts = Mapping[tuple[str, str], tuple[Fact, ...]]  # by recorded metric and whose
_AT_ONCE = 200  # subjects whose facts are in memory together
_TEAMS = (
    "SELECT DISTINCT s.team_id FROM stay s WHERE s.team_id <> '' AND s.starts <= ? AND (s.ends IS NULL OR s.ends >= ?) AND "
    + newest("stay", "s", "person_id", "starts")
)


def told_of_everybody(connection: Connection, wanted: Asked, as_of: int) -> Iterator[Told]:
    """The metric of each subject, by id, as known at an instant (UTC microseconds): what a statement's node says of it.

    Told are all persons and partners who are there in the period, or all teams with somebody in them; besides, everybody of whom a fact is read. Memory
    grows with the subjects, not with their facts; a metric of the company that does not add up takes all of its facts at once.
    """
    complete, troubles = declarations(connection, as_of)
    arrival = wanted.arrival(complete, troubles)
    if arrival.late is None and tallied(wanted.metric):
        yield from _from_tallies(connection, wanted, arrival, as_of)
        return
    named = sorted(_there(connection, wanted, as_of) | _of_facts(connection, wanted, as_of))
    if arrival.late is None:
        yield from _from_facts(connection, wanted, arrival, named, as_of)
    else:
        yield from (Told(name, Reading(wanted.metric, arrival, {}, wanted.cut).roll(_nothing), 0) for name in named)


def _nothing(_: str) -> Sequence[Fact]:
    return ()


def _there(connection: Connection, wanted: Asked, as_of: int) -> set[str]:
    """Who is there in the period, whether or not anything is known of them."""
    period, per = wanted.period, wanted.metric.per
    if per == "person":
        return set(payees(connection, period.start, period.end, as_of))
    if per == "team":
        return {team for (team,) in rows(connection, _TEAMS, (period.end.isoformat(), period.start.isoformat(), as_of))}
    return {""} if per == "company" else set()


def _of_facts(connection: Connection, wanted: Asked, as_of: int) -> set[str]:
    return subjects(connection, wanted, as_of) if wanted.metric.per in SUBJECT_KINDS else set()


# From tallies ------------------------------------------------------------------------------------------------------------------------


def _from_tallies(connection: Connection, wanted: Asked, arrival: Arrival, as_of: int) -> Iterator[Told]:
    known, leaves = tallies(connection, wanted, as_of), wanted.metric.roll_up.leaves
    named = _there(connection, wanted, as_of) | known.keys()
    if all(leaf.where for leaf in leaves):  # of whom only other values are known, no tally tells
        named |= _of_facts(connection, wanted, as_of)
    for name in sorted(named):
        of_subject = known.get(name, {})
        node = _added_up(wanted, arrival, of_subject)
        if node is None:
            yield from _from_facts(connection, wanted, arrival, (name,), as_of)
        else:
            found = (of_subject.get(leaf) for leaf in leaves)
            yield Told(name, node, sum(tally.times for tally in found if tally))


def _added_up(wanted: Asked, arrival: Arrival, known: Tallies) -> Node | None:
    """The node from tallies; None where the facts themselves are needed."""
    whole = {leaf: tally for leaf, tally in known.items() if tally is not None}
    if len(whole) < len(known):
        return None
    try:
        with exactly():
            return TalliedReading(wanted.metric, arrival, {}, wanted.cut, tallies=whole).told()
    except NeedsFactsError:
        return None


# From facts --------------------------------------------------------------------------------------------------------------------------


def _from_facts(
    connection: Connection, wanted: Asked, arrival: Arrival, named: Iterable[str], as_of: int
) -> Iterator[Told]:
    rest, of_team = iter(named), wanted.metric.per == "team"
    while some := list(islice(rest, 1 if of_team else _AT_ONCE)):
        members = _members(connection, wanted, some[0], as_of) if of_team else []
        for name, dossier in _dossiers(connection, wanted, some, members, as_of).items():
            mine = partial(facts_of_team, team=name, members=members) if of_team else _all
            with exactly():
                reading = Reading(wanted.metric, arrival, {}, wanted.cut)
                node = rolled(reading, dossier, wanted.registry.sources, mine)
            yield Told(name, node, facts_behind(node, wanted.metric.roll_up))


def _all(facts: Sequence[Fact]) -> Sequence[Fact]:
    return facts


def _members(connection: Connection, wanted: Asked, team: str, as_of: int) -> list[Stay]:
    """Who was in the team on any day that the metric reads."""
    needs = wanted.needs
    start = min((need.start for need in needs), default=wanted.period.start)
    end = max((need.end for need in needs), default=wanted.period.end)
    return team_stays(connection, [team], start, end, as_of)


def _dossiers(
    connection: Connection, wanted: Asked, named: Sequence[str], members: Sequence[Stay], as_of: int
) -> dict[str, Dossier]:
    """Of each subject what the metric reads."""
    per, needs = wanted.metric.per, wanted.needs
    asked_for: list[Subject] = [(per, kind, name) for name in named for kind in SUBJECT_KINDS.get(per, ())]
    asked_for += [("team", "person", person) for person in sorted({stay.person_id for stay in members})]
    compared = [need for need in needs if need.compared]
    facts = _by_subject(facts_of(connection, needs, asked_for, as_of), named, per)
    told = _by_subject(facts_of(connection, compared, asked_for, as_of, by_source=True), named, per)
    return {name: Dossier(name, facts=facts.get(name, {}), told=told.get(name, {})) for name in named}


def _by_subject(found: _Facts, named: Sequence[str], per: str) -> Mapping[str, _Facts]:
    """The facts of each subject. A team and the company come alone: all that was found is theirs."""
    if per in {"team", "company"}:
        return {named[0]: found}
    split: dict[str, dict[tuple[str, str], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for key, facts in found.items():
        for fact in facts:
            split[fact.subject_id][key].append(fact)
    return {name: {key: tuple(facts) for key, facts in by_key.items()} for name, by_key in split.items()}
