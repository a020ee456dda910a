"""Metrics of an account and of a segment: read through the column that says of which one, for each item or for the participant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plans.export import statement_json
from plans.load import load_plan
from plans.past import NO_PAST
from plans.reading.registry import load_registry
from plans.record import Credit, Fact, Stay
from plans.statement import Statement, state
from plans.tree import Missing
from plans.unit import Unit
from tests.plans.build import AS_OF, HEAD, REGISTRY, document, dossier, facts, quarter, scheme

METRICS = (
    REGISTRY.replace("segment: [small, large]", "segment: [small, large], account: label")
    + """
  health: {title: Health of the account, unit: "%", per: account, roll-up: {ratio: {of: {count: used, where: yes}, to: {count: used}}}, source: crm}
  year: {title: Paid by the account, unit: EUR, per: account, roll-up: {sum: paid, over: last 4 quarters}, source: crm}
  churn: {title: Churn of the segment, unit: "%", per: segment, roll-up: {last: churn}, source: crm, period: quarter}
"""
)
WITH_SEGMENT = HEAD.replace("role: {junior: learns, senior: leads}", "role: {junior: learns, senior: leads}\n    segment: {small: few, large: many}")  # fmt: skip
FIGURES = """
each: {per: credit, rate: {of: credit.amount, at: credit.account.health}}
all: {sum: {each: each, over: credit}}
payments: {sum: {each: credit.account.year, over: credit}}
lost: {sum: {of: [participant.segment.churn]}}
"""


def credit(name: str, account: str, segment: str = "small") -> Credit:
    columns = {"segment": segment, "account": account}
    return Credit(name, "deal", "ana", Decimal(1), date(2026, 10, 2), Decimal(100), Unit(("EUR",)), columns)


def recorded() -> dict[tuple[str, str], tuple[Fact, ...]]:
    found: dict[tuple[str, str], tuple[Fact, ...]] = {}
    rows = [
        *facts("used", ("a1", "2026-10-01", "yes"), ("a2", "2026-10-02", "no"), subject="account:A"),
        *facts("used", ("b1", "2026-10-01", "yes"), subject="account:B"),
        *facts("paid", ("p1", "2026-02-01", "70 EUR"), ("p2", "2025-12-31", "1000 EUR"), subject="account:A"),
        *facts("churn", ("s", "2026-10-09", "3%"), subject="segment:small"),
        *facts("churn", ("l", "2026-10-09", "9%"), subject="segment:large"),
    ]
    for fact in sorted(rows, key=lambda fact: (fact.observed, fact.fact_id)):
        key = fact.metric, fact.subject_kind
        found[key] = (*found.get(key, ()), fact)
    return found


def statement(*credited: Credit, segment: str = "small", figures: str = FIGURES) -> Statement:
    made = scheme(figures, head=WITH_SEGMENT, registry=METRICS)
    attributes = {"role": "senior"} | ({"segment": segment} if segment else {})
    stays = (Stay("ana", date(2025, 1, 1), team_id="north", function="sales", attributes=attributes),)
    known = replace(dossier(credits=credited, stays=stays), facts=recorded())
    return state(made, known, quarter(), AS_OF)


def test_each_item_has_the_measure_of_its_own_account() -> None:
    found = statement(credit("c1", "A"), credit("c2", "B"))
    values = {item: nodes["each"].value for item, nodes in found.evaluation.items["credit"]}
    assert values == {"c1": 50, "c2": 100}  # A was used in one of two, B in one of one
    assert found.evaluation.nodes["all"].value == 150
    assert found.evaluation.nodes["payments"].value == 70  # A paid 70 within four quarters, B nothing


def test_the_tree_says_of_which_item_and_from_which_rows() -> None:
    figures = statement_json(statement(credit("c1", "A"), credit("c2", "B")))["figures"]
    assert {name for name in figures if name.startswith("metric.health")} == {
        f"metric.health{side}[{item}]" for side in ("", ".of", ".to") for item in ("c1", "c2")
    }
    assert [fact["id"] for fact in figures["metric.health.to[c1]"]["facts"]] == ["a1", "a2"]
    assert figures["metric.health[c1]"]["title"] == "Health of the account"


def test_a_participant_reads_the_measure_of_the_segment_that_they_belong_to() -> None:
    assert statement(segment="small").evaluation.nodes["lost"].value == Decimal("0.03")
    assert statement(segment="large").evaluation.nodes["lost"].value == Decimal("0.09")
    value = statement(segment="").evaluation.nodes["lost"].value
    assert isinstance(value, Missing)
    assert [cause.words for cause in value.causes] == ["no segment is recorded"]


def test_an_item_that_names_no_account_waits() -> None:
    nodes = dict(statement(credit("c1", "")).evaluation.items["credit"])["c1"]
    value = nodes["each"].value
    assert isinstance(value, Missing)
    assert [(cause.what, cause.why, cause.words) for cause in value.causes] == [("metric.health", "absent", "no account is recorded")]  # fmt: skip


def test_storage_is_asked_for_it() -> None:
    made = scheme(FIGURES, head=WITH_SEGMENT, registry=METRICS)
    asked = {(need.metric, need.per, str(need.start)) for need in made.needs(quarter(), NO_PAST).facts}
    assert asked == {("used", "account", "2026-10-01"), ("paid", "account", "2026-01-01"), ("churn", "segment", "2026-10-01")}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "code", "message"),
    [
        ("it: {sum: {of: [metric.health]}}", "scope", "`metric.health` is per account, and nothing says of which one."),
        ("it: {per: credit, sum: {of: [credit.segment.health]}}", "unknown-name", "`figures.it` reads `credit.segment.health`. There is no such column of `credit`."),
        ("it: {per: credit, sum: {of: [credit.account.helth]}}", "unknown-name", "`figures.it` reads `credit.account.helth`. There is no such column of `credit`."),
        ("it: {sum: {of: [participant.role.churn]}}", "unknown-name", "`figures.it` reads `participant.role.churn`. There is no such attribute."),
        ("it: {sum: {of: [credit.account.year]}}", "scope", "`it` is per participant and reads `credit.account.year`, which is per credit."),
        ("it: {sum: {each: participant.segment.churn, over: each month}}", "grain", "`participant.segment.churn` is measured by the quarter, and `it` reads it for a month."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(figure: str, code: str, message: str) -> None:
    registry = load_registry(METRICS, "registry.yaml").registry
    assert registry is not None
    loaded = load_plan(document(figure, head=WITH_SEGMENT), "plan.yaml", registry)
    told = [(problem.code, problem.message) for problem in loaded.problems if not problem.warning]
    assert (code, message) in [(found, said.partition(" Did")[0]) for found, said in told], told
