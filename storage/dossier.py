"""Gather what one statement rests on: at most seven statements to the database, whatever the plan reads; a few more for each rule of attribution."""

# ruff: noqa: S608 - texts are put together from our own names; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection

from plans.attribution.who import DIRECT
from plans.dossier import Dossier, FactNeed, Needs
from plans.record import Completeness, Credit, Fact, Origin, Stay, Term, Trouble
from plans.registry import BY_COLUMN
from storage.attribution import NOTHING_REACHED, reached
from storage.credits import credits_of_payees, spans_of
from storage.reading import day, kind, newest, origin, rows, value
from storage.stays import stays, team_stays

_K = TypeVar("_K")
_Key = tuple[str, str]  # metric, per
Subject = tuple[str, str, str]  # per, subject_kind, subject_id


def load_dossier(
    connection: Connection,
    payee_id: str,
    needs: Needs,
    start: date,
    end: date,
    as_of: int,
    own: Sequence[Stay] | None = None,
) -> Dossier:
    """The rows behind the payee's statement for the span (both days included), as published up to `as_of` (UTC microseconds).

    The span begins earlier where `needs` do. `own` are the payee's stays as known then, from whoever has read them already. Team facts are
    those of each team in which the payee was in the span, and of whoever was a member of one then: which of them count, the day of each decides.
    Facts stand by day and id, credits by the day they enter and then as they first became known: by instant, line and id, whatever was
    corrected since. A payee without any stay (a team, a pool) has the team of its own id.
    """
    start = min(start, needs.since)
    own = stays(connection, payee_id, as_of) if own is None else own
    teams = [stay.team_id for stay in own if stay.team_id and stay.start <= end and (not stay.end or stay.end >= start)]
    if not own:
        teams = [payee_id]
    of_team = [
        need.start for need in needs.facts if need.per == "team"
    ]  # who was in it then, where a metric looks back
    since = min([start, *of_team])
    members = team_stays(connection, sorted(set(teams)), since, end, as_of) if needs.members or of_team else []
    direct = spans_of(need for need in needs.credits if need.way == DIRECT)
    credited = credits_of_payees(connection, direct, (payee_id,), as_of)
    by_rule = [need for need in needs.credits if need.way != DIRECT]
    others = reached(connection, payee_id, own, by_rule, as_of) if by_rule else NOTHING_REACHED
    subjects = _subjects(payee_id, sorted(set(teams)), members) if needs.facts else []
    subjects += _by_column({need.per for need in needs.facts}, own, {**credited, **others.credits})
    complete, troubles = declarations(connection, as_of)
    return Dossier(
        payee_id,
        stays=tuple(own),
        terms=_terms(connection, payee_id, as_of),
        facts=facts_of(connection, needs.facts, subjects, as_of),
        told=facts_of(connection, (need for need in needs.facts if need.compared), subjects, as_of, by_source=True),
        credits=credited,
        members=tuple(members) if needs.members else (),
        completeness=complete,
        troubles=troubles,
        reached=others.credits,
        links=others.links,
    )


# Terms -----------------------------------------------------------------------------------------------------------------------------

_TERMS = (
    f"SELECT t.payee_id, t.term, t.minor, t.value, t.unit, t.starts, t.ends, {origin('t')} FROM term t WHERE t.payee_id = ? AND "
    + newest("term", "t", "payee_id", "term", "starts")
)


def _terms(connection: Connection, payee_id: str, as_of: int) -> tuple[Term, ...]:
    found = [
        Term(payee, term, value(minor, text, unit), kind(unit), date.fromisoformat(starts), day(ends), Origin(*origin))
        for payee, term, minor, text, unit, starts, ends, *origin in rows(connection, _TERMS, (payee_id, as_of))
    ]
    return tuple(sorted(found, key=lambda term: (term.start, term.term)))


# Facts -----------------------------------------------------------------------------------------------------------------------------

_FACT = (
    " need.metric, need.per, f.fact_id, f.subject_kind, f.subject_id, f.observed, f.minor, f.value, f.unit, f.item_id,"
    f" {origin('f')}"
)
_BY_DAY = itemgetter(5, 2)  # observed, then the id: both as texts, which are compared faster than dates
_NEWEST_FACT = " AND f.observed BETWEEN need.since AND need.until AND "
# CROSS JOIN: SQLite then keeps this order, and reads each subject's rows by index.
_OF_SUBJECTS = (
    f"SELECT{_FACT} FROM need CROSS JOIN subject CROSS JOIN fact f"
    " WHERE subject.per = need.per AND f.metric = need.metric AND f.subject_kind = subject.kind AND f.subject_id = subject.id"
    + _NEWEST_FACT
)
_OF_COMPANY = (
    f"SELECT{_FACT} FROM need CROSS JOIN fact f WHERE need.per = 'company' AND f.metric = need.metric" + _NEWEST_FACT
)
_NEWEST = {by_source: newest("fact", "f", "fact_id", by_source=by_source) for by_source in (False, True)}


def _subjects(payee_id: str, teams: Sequence[str], members: Sequence[Stay]) -> list[Subject]:
    found = [("person", "person", payee_id), ("person", "partner", payee_id)]
    found += [("team", "team", team_id) for team_id in teams]
    belonged = sorted({stay.person_id for stay in members}) if teams else []
    return found + [("team", "person", person_id) for person_id in belonged]


def _by_column(asked: set[str], own: Sequence[Stay], credited: Mapping[Any, tuple[Credit, ...]]) -> list[Subject]:
    """The accounts and segments that the payee's credits and stays name: of these, metrics are read through their columns."""
    columns = [
        *(stay.attributes for stay in own),
        *(credit.attributes for found in credited.values() for credit in found),
    ]
    named = {(per, said.get(per, "")) for said in columns for per in BY_COLUMN if per in asked}
    return [(per, per, name) for per, name in sorted(named) if name]


def facts_of(
    connection: Connection,
    needs: Iterable[FactNeed],
    subjects: Sequence[Subject],
    as_of: int,
    *,
    by_source: bool = False,
) -> Mapping[_Key, tuple[Fact, ...]]:
    """By need, the newest row of each key about these subjects, by day and id; `by_source`: as each source told it last."""
    spans = _spans(((need.metric, need.per), need.start, need.end) for need in needs)
    if not spans:
        return {}
    asked = {per for _, per in spans}
    named = [subject for subject in subjects if subject[0] in asked]
    if not named and "company" not in asked:  # nobody is asked about: a payee of no segment, say
        return dict.fromkeys(spans, ())
    parameters: list[object] = []
    for (metric, per), (since, until) in spans.items():
        parameters += (metric, per, since.isoformat(), until.isoformat())
    for subject in named:
        parameters += subject
    parameters += [as_of] * (bool(named) + ("company" in asked))
    sql = _fact_sql(len(spans), len(named), company="company" in asked, by_source=by_source)
    found = rows(connection, sql, parameters)
    gathered: dict[_Key, list[Fact]] = {key: [] for key in spans}
    for metric, per, *columns in sorted(found, key=_BY_DAY):
        gathered[metric, per].append(_fact(metric, columns))
    return {key: tuple(facts) for key, facts in gathered.items()}


@lru_cache(maxsize=256)
def _fact_sql(needs: int, subjects: int, *, company: bool, by_source: bool) -> str:
    """One text for each shape of the question, so that the drivers know it again."""
    tables = [f"need(metric, per, since, until) AS (VALUES {', '.join(['(?, ?, ?, ?)'] * needs)})"]
    if subjects:
        tables.append(f"subject(per, kind, id) AS (VALUES {', '.join(['(?, ?, ?)'] * subjects)})")
    selects = [each + _NEWEST[by_source] for each in [_OF_SUBJECTS] * bool(subjects) + [_OF_COMPANY] * company]
    return f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)}"


def _fact(metric: str, columns: Sequence[Any]) -> Fact:
    fact_id, subject_kind, subject_id, observed, minor, text, unit, item_id, *origin = columns
    of = value(minor, text, unit)
    seen = date.fromisoformat(observed)
    return Fact(fact_id, metric, subject_kind, subject_id, seen, of, kind(unit), item_id, Origin(*origin))


def _spans(needs: Iterable[tuple[_K, date, date]]) -> dict[_K, tuple[date, date]]:
    """One span for each key: from the first day that any need of it names to the last."""
    spans: dict[_K, tuple[date, date]] = {}
    for key, start, end in needs:
        since, until = spans.get(key, (start, end))
        spans[key] = min(start, since), max(end, until)
    return spans


# Sources ---------------------------------------------------------------------------------------------------------------------------

# The sources by skipping from one to the next, and of each the newest declaration by way of its newest batches: as quick after
# years of daily imports as after the first. And of each source that could not be read then, since when.
_SOURCES = """
WITH RECURSIVE known(source) AS (
  SELECT min(source) FROM completeness
  UNION ALL
  SELECT (SELECT min(c.source) FROM completeness c WHERE c.source > known.source) FROM known WHERE known.source IS NOT NULL
), declared AS MATERIALIZED (
  SELECT known.source, (
    SELECT b.id FROM batch b
    WHERE b.source = known.source AND b.published <= ? AND (SELECT c.id FROM completeness c WHERE c.batch_id = b.id) IS NOT NULL
    ORDER BY b.published DESC, b.id DESC LIMIT 1
  ) AS batch_id
  FROM known WHERE known.source IS NOT NULL
)
SELECT source, (SELECT c.through FROM completeness c WHERE c.batch_id = declared.batch_id), '',
  (SELECT published FROM batch WHERE batch.id = declared.batch_id)
FROM declared WHERE batch_id IS NOT NULL
UNION ALL
SELECT source, '', code, since FROM source_trouble WHERE since <= ? AND (ended = 0 OR ended > ?)
"""


def declarations(connection: Connection, as_of: int) -> tuple[Mapping[str, Completeness], Mapping[str, Trouble]]:
    """By source, what it declared, and what keeps it from being read; of several such things the one that began first."""
    complete: dict[str, Completeness] = {}
    troubles: dict[str, Trouble] = {}
    for source, through, code, at in rows(connection, _SOURCES, (as_of, as_of, as_of)):
        if not code:
            complete[source] = Completeness(source, date.fromisoformat(through), Origin(source, 0, at))
        elif source not in troubles or at < troubles[source].since:
            troubles[source] = Trouble(source, code, at)
    return complete, troubles
