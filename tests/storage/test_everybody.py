"""A metric of everybody at once is, for each subject, exactly what the node of a statement says, however it was added up; on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.absence import FINAL, STANDING
from plans.calendar import Period
from plans.dossier import Dossier
from plans.everybody import Asked, Told, facts_behind
from plans.number import canonical
from plans.past import NO_PAST
from plans.record import Fact
from plans.scheme import Scheme
from plans.statement import day_of, state
from plans.tallied import tallied
from plans.tree import Missing, Node, walk
from storage.database import Database
from storage.dossier import load_dossier
from storage.everybody import told_of_everybody
from storage.tables import CompletenessRow
from tests.plans import test_fractions_rolls as drawn
from tests.plans.build import AS_OF, HEAD, REGISTRY, scheme
from tests.storage.recording import fact, person, publish, record, stage, stay

PEOPLE = ("anna", "ben", "cleo", "dan", "eve")
TEAMS = {"anna": "north", "ben": "north", "cleo": "south", "dan": "south", "eve": "south"}
SEGMENTS = {"anna": "small", "ben": "mid", "cleo": "large", "dan": "small", "eve": ""}
START = date(2024, 9, 1)
UNITS = {"price": "ratio", "hours": "ratio", "signed": "yes/no", "live": "yes/no", "fee": "EUR", "stage": "label", "day": "date"}  # fmt: skip
EARLIER = AS_OF - 1_000_000


def rows(seed: int) -> Iterator[Any]:
    """Facts as sources bring them: of people, partners, teams and segments, now and then in another unit, or too long to be added up."""
    chance = Random(seed)  # noqa: S311 - a sample, not a secret
    for number in range(900):
        metric = chance.choice(tuple(UNITS))
        kind = chance.choice(("person", "person", "person", "team", "segment", "segment"))
        subject = chance.choice(
            {"person": PEOPLE, "team": ("north", "south"), "segment": ("small", "mid", "large")}[kind]
        )
        if kind == "person" and subject == "eve":
            kind = chance.choice(("person", "partner"))
        yield fact(
            f"f{number:04}", metric=metric, subject_kind=kind, subject_id=subject,
            observed=START + timedelta(days=chance.randrange(0, 300, 20)), item_id="" if chance.random() < 0.01 else chance.choice("ABC"),
            **said(chance, metric, odd=0.1 if subject in {"ben", "mid"} else 0),
        )  # fmt: skip


def said(chance: Random, metric: str, odd: float) -> dict[str, Any]:
    """A value in its unit; rarely in another one, or with more digits than the others."""
    unit = UNITS[metric]
    if unit == "EUR":
        return {"value": None, "minor": chance.randint(-5000, 9000), "unit": "USD" if chance.random() < odd else unit}
    if unit == "ratio":
        texts = (
            ["1/3", "0." + 30 * "7"]
            if chance.random() < odd * 5
            else [canonical(drawn.Decimal(chance.randint(-300, 500)) / 4)]
        )
        return {"value": chance.choice(texts), "unit": "hour" if chance.random() < odd else unit}
    texts = {"yes/no": ["yes", "yes", "no"], "label": ["small", "mid", "Größe"], "date": ["2025-01-31", "2024-12-01"]}
    return {"value": chance.choice(texts[unit]), "unit": unit}


def fill(database: Database) -> None:
    """Two imports: what came first, and later corrections that say another value, or move a fact to another subject, day or metric."""
    first = list(rows(1))
    chance = Random(2)  # noqa: S311 - a sample, not a secret
    with database.write() as connection:
        record(connection, *(person(name) for name in PEOPLE), *_stays(), at=10, source="hr")
        for turn in (2, 0, 1):  # what came at which instant is no matter of ids
            record(connection, *first[turn::3], at=EARLIER - turn)
        corrected = []
        for old in chance.sample(first, 150):
            new = fact(old.fact_id, **old.model_dump(exclude={"id", "batch_id", "line", "fact_id"}))
            way = chance.choice(("value", "subject", "day", "metric"))
            other = chance.choice([one for one in first if one.subject_kind == old.subject_kind])
            if way == "subject":
                new.subject_id = other.subject_id
            elif way == "day":
                new.observed = other.observed
            elif way == "metric":
                new.metric, new.value, new.minor, new.unit = other.metric, other.value, other.minor, other.unit
            else:
                for name, value in said(chance, old.metric, odd=0).items():
                    setattr(new, name, value)
            corrected.append(new)
        record(connection, *corrected[:100], at=EARLIER)  # at the same instant the row added last holds
        record(
            connection,
            *corrected[100:],
            CompletenessRow(batch_id=0, source="crm", through=date(2025, 12, 31)),
            at=AS_OF,
        )
        others = [one for one in first if one.metric in {"fee", "signed"} and chance.random() < 0.2]
        told = [
            fact(f"s{one.fact_id}", **one.model_dump(exclude={"id", "batch_id", "line", "fact_id"})) for one in others
        ]
        record(connection, *told, at=EARLIER, source="survey")  # of some, the correction above says something else
        stage(connection, *list(rows(3))[:80])  # never published
        later = stage(connection, *list(rows(4))[80:160])
        publish(connection, later, AS_OF + 1)


def _stays() -> Iterator[Any]:
    for name in PEOPLE:
        attributes = {"segment": SEGMENTS[name]} if SEGMENTS[name] else {}
        yield stay(name, START, team_id=TEAMS[name], function="sales", attributes=attributes)
    yield stay("ben", date(2025, 2, 10), team_id="south", function="sales", attributes={"segment": "mid"})


class Case(NamedTuple):
    """A metric, and for which period it is asked."""

    scheme: Scheme
    period: Period
    mode: str
    as_of: int

    def __repr__(self) -> str:
        metric = self.scheme.registry.metrics["it"]
        return f"{metric.roll_up} per {metric.per}, {self.period.name}, {self.mode}, as of {self.as_of}"


def of_values(ops: tuple[str, ...], facts: tuple[str, ...], *more: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda op, name, other, over: {op: name, **other, **over},
        st.sampled_from(ops), st.sampled_from(facts), st.sampled_from(more or ({},)), st.just({}) | drawn.windows().map(lambda window: {"over": window}),
    )  # fmt: skip


OF = ({}, {"of": "item"}, {"of": "subject"})
ROLL_UPS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    '"%"': of_values(("sum", "average", "median", "last", "min", "max", "given"), ("price", "hours")) | drawn.SHARES | drawn.CHANGES,
    '"%" ': of_values(("median",), ("price", "hours")),
    "EUR": of_values(("sum", "average", "median", "last", "min", "max", "given"), ("fee",)),
    "things": of_values(("count",), tuple(UNITS)) | of_values(("distinct",), tuple(UNITS), *OF) | drawn.COUNTS
    | of_values(("count", "distinct"), ("stage",), {"where": "small"}, {"where": "Größe"}) | of_values(("count",), ("day",), {"where": "2025-01-31"})
    | of_values(("count",), ("fee",), {"where": "12 EUR"}) | of_values(("count",), ("signed", "live"), {"where": "yes"}, {"where": "no"}),
    "date": of_values(("min", "max", "last"), ("day",)),
    "yes/no": of_values(("last", "given"), ("signed", "live")),
}  # fmt: skip
NAMED = {"person": "metric.it", "team": "metric.it", "company": "metric.it", "segment": "participant.segment.it"}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    unit = draw(st.sampled_from(tuple(ROLL_UPS)))
    roll_up, per = draw(ROLL_UPS[unit]), draw(st.sampled_from(tuple(NAMED)))
    negative = "" if unit in {"things", "date", "yes/no"} else "may-be-negative: yes, "
    checked = draw(st.sampled_from(("", "", "", "checked-against: survey, ")))
    metric = f"  it: {{title: It, unit: {unit}, {checked} per: {per}, {negative}source: crm, roll-up: {json.dumps(roll_up, ensure_ascii=False)}}}\n"
    period = drawn.period(draw(drawn.GRAINS), draw(drawn.MONTHS))
    head = HEAD.replace("period: quarter", f"period: {period.grain}").replace("role: {junior: learns, senior: leads}", "segment: {small: s, mid: m, large: l}")  # fmt: skip
    of = {"yes/no": "gate: {of: 1 EUR, when: %s}", "date": "elapsed: {from: %s, to: period.end, counting: days}"}.get(unit, "sum: {of: [%s]}")  # fmt: skip
    made = scheme("it: {" + of % NAMED[per] + "}", head=head, registry=REGISTRY + metric)
    return Case(
        made, period, draw(st.sampled_from((FINAL, STANDING))), draw(st.sampled_from((EARLIER, AS_OF, AS_OF, AS_OF)))
    )


def in_statement(database: Database, case: Case, payee: str) -> tuple[str, Node, Dossier]:
    """Whose the metric is in the payee's statement, and its node."""
    with database.read() as connection:
        needs = case.scheme.needs(case.period, NO_PAST)
        dossier = load_dossier(connection, payee, needs, case.period.start, case.period.end, case.as_of)
    statement = state(case.scheme, dossier, case.period, case.as_of, case.mode)
    node = next(node for node in walk(*statement.evaluation.every()) if node.made.name == "metric.it")
    stays = [
        one for one in dossier.stays if one.start <= case.period.end and (one.end or date.max) >= case.period.start
    ]
    per = case.scheme.registry.metrics["it"].per
    last = stays[-1] if stays else None
    whose = {"person": payee, "company": ""}.get(per) if per in {"person", "company"} else None
    if whose is None and last is not None:
        whose = last.team_id if per == "team" else last.attributes.get("segment", "")
    return whose or "", node, dossier


def everybody(database: Database, case: Case) -> dict[str, Told]:
    with database.read() as connection:
        registry, today = case.scheme.registry, day_of(case.as_of)
        asked = Asked(registry, registry.metrics["it"], case.period, case.scheme.plan.cut, case.mode, today)
        told = list(told_of_everybody(connection, asked, case.as_of))
    assert [each.subject for each in told] == sorted({each.subject for each in told})
    return {each.subject: each for each in told}


def test_it_is_what_the_statement_says(database: Database) -> None:
    fill(database)
    ways = set()

    @settings(max_examples=70, suppress_health_check=list(HealthCheck))
    @given(cases())
    def holds(case: Case) -> None:
        told = everybody(database, case)
        metric = case.scheme.registry.metrics["it"]
        for payee in PEOPLE:
            whose, node, _ = in_statement(database, case, payee)
            if not whose and metric.per != "company":
                continue  # eve has no segment
            if metric.per == "segment" and whose not in told:
                assert not any(isinstance(row, Fact) for row in node.rows)  # nobody said anything of it
                continue
            found = told[whose]
            assert found.node.value == node.value, (metric.roll_up, whose)
            assert type(found.node.value) is type(node.value)
            assert found.node.made == node.made
            assert found.facts == facts_behind(node, metric.roll_up)
            ways.add((tallied(metric), isinstance(node.value, Missing), metric.per))

    holds()
    assert {(by_tallies, waits) for by_tallies, waits, _ in ways} == {
        (one, other) for one in (True, False) for other in (True, False)
    }
    assert {(by_tallies, per) for by_tallies, _, per in ways} == {
        (way, per) for way in (True, False) for per in NAMED
    } - {(True, "team")}


def test_facts_of_several_currencies_are_looked_at_themselves(database: Database) -> None:
    """Nor does the value of others stand for whoever has another one only."""
    asked = Asked(*_asked_of("{title: It, unit: EUR, source: crm, roll-up: {sum: fee}}"))
    counted = Asked(
        *_asked_of("{title: It, unit: things, per: segment, source: crm, roll-up: {count: live, where: yes}}")
    )
    with database.write() as connection:
        fee = {"metric": "fee", "value": None, "observed": date(2024, 10, 1)}
        live = {"metric": "live", "subject_kind": "segment", "unit": "yes/no", "observed": date(2024, 10, 1)}
        record(
            connection,
            fact("f1", minor=100, unit="EUR", **fee),
            fact("f2", minor=200, unit="USD", **fee),
            fact("f3", minor=300, unit="EUR", subject_id="ben", **fee),
            fact("f4", subject_id="small", value="no", **live),
            fact("f5", subject_id="large", value="yes", **live),
            CompletenessRow(batch_id=0, source="crm", through=date(2024, 12, 31)),
            at=10,
        )
    with database.read() as connection:
        anna, ben = told_of_everybody(connection, asked, AS_OF)
        large, small = told_of_everybody(connection, counted, AS_OF)
    assert isinstance(anna.node.value, Missing)
    assert [cause.words for cause in anna.node.value.causes] == ["fact f2 is in USD, the registry says EUR"]
    assert (anna.facts, ben.node.value, ben.facts) == (2, 3, 1)
    assert [(each.subject, each.node.value, each.facts) for each in (large, small)] == [
        ("large", 1, 1),
        ("small", 0, 0),
    ]


def _asked_of(metric: str) -> Any:
    made = scheme("it: {sum: {of: [1 EUR]}}", registry=f"{REGISTRY}  it: {metric}\n")
    period = drawn.period("quarter", 1)
    return made.registry, made.registry.metrics["it"], period, made.plan.cut, FINAL, day_of(AS_OF)
