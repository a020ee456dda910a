"""What a metric says besides its roll-up: its period, its freshness, the edges of its status, names in any script; and what of it changes a meaning."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from plans.export import statement_json
from plans.load import load_plan
from plans.names import is_name
from plans.past import NO_PAST
from plans.reading.registry import load_registry
from plans.registry import Metric, Registry
from plans.registry_changes import changes
from plans.statement import state
from plans.status import CLOSE, NO_DATA, OFF_TRACK, ON_TRACK
from plans.tree import Missing
from tests.plans.build import AS_OF, REGISTRY, document, dossier, facts, quarter, scheme


def registry(*metrics: str, text: str = REGISTRY) -> Registry:
    loaded = load_registry(text + "".join(f"  {metric}\n" for metric in metrics), "registry.yaml")
    assert loaded.registry is not None, list(map(str, loaded.problems))
    return loaded.registry


def metric(body: str) -> Metric:
    return registry(f"it: {{title: It, source: crm, {body}}}").metrics["it"]


@pytest.mark.parametrize(
    ("body", "value", "status"),
    [
        ('unit: "%", target: 105%, edges: {close: 100%}', "1.05", ON_TRACK),
        ('unit: "%", target: 105%, edges: {close: 100%}', "1.0499", CLOSE),
        ('unit: "%", target: 105%, edges: {close: 100%}', "1", CLOSE),
        ('unit: "%", target: 105%, edges: {close: 100%}', "0.9999", OFF_TRACK),
        ('unit: "%", target: 105%, edges: {on-track: 102%, close: 100%}', "1.03", ON_TRACK),
        ("unit: days, better: lower, target: 30 days, edges: {close: 40 days}", "30", ON_TRACK),
        ("unit: days, better: lower, target: 30 days, edges: {close: 40 days}", "30.5", CLOSE),
        ("unit: days, better: lower, target: 30 days, edges: {close: 40 days}", "40", CLOSE),
        ("unit: days, better: lower, target: 30 days, edges: {close: 40 days}", "41", OFF_TRACK),
    ],
)
def test_a_measure_on_an_edge_has_reached_it(body: str, value: str, status: str) -> None:
    edges = metric(f"{body}, roll-up: {{given: it}}").edges
    assert edges is not None
    assert edges.status(Decimal(value)) == status


def test_three_thirds_reach_what_is_whole_and_what_is_missing_is_neither_good_nor_bad() -> None:
    edges = metric('unit: "%", edges: {on-track: 100%, close: 50%}, roll-up: {given: it}').edges
    assert edges is not None
    assert edges.status(Decimal("0." + "9" * 50)) == ON_TRACK
    assert edges.status(Missing(())) == NO_DATA


def test_the_document_of_a_statement_says_how_it_is_counted_and_how_it_stands() -> None:
    text = REGISTRY.replace("roll-up: {given: mood}", "target: 80%, edges: {close: 60%}, roll-up: {given: mood}")
    made = scheme("it: {sum: {of: [metric.mood, metric.active]}}", registry=text)
    rows = facts("mood", ("m", "2026-10-05", "70%"))
    figures = statement_json(state(made, dossier(*rows, complete={}), quarter(), AS_OF))["figures"]
    assert figures["metric.mood"]["status"] == "close"
    assert figures["metric.mood"]["words"] == "the newest value given for mood in the period"
    assert "status" not in figures["metric.active"]
    assert "status" not in figures["it"]
    assert figures["it"]["words"] == "Mood plus Active users"
    assert figures["metric.active"]["value"]["missing"]


def test_a_metric_can_be_late_earlier_or_later_than_its_source_says() -> None:
    def late(days: str) -> bool:
        text = REGISTRY.replace("source: crm, better: lower", f"source: crm{days}, better: lower")
        made = scheme("it: {sum: {of: [metric.days]}}", registry=text)
        rows = facts("first-value", ("f", "2026-10-05", "3 days"))
        known = dossier(*rows, complete={"crm": "2026-11-14"})  # on the 20th: six days ago
        return isinstance(state(made, known, quarter(), AS_OF).evaluation.nodes["it"].value, Missing)

    assert (late(""), late(", late-after: 6 days"), late(", late-after: 4 days")) == (True, False, True)


def problems(period: str, figure: str = "it: {sum: {of: [metric.monthly]}}") -> list[tuple[str, str, str]]:
    known = registry(
        f"monthly: {{title: M, unit: EUR, period: {period}, owner: research, source: crm, roll-up: {{given: m}}}}"
    )
    loaded = load_plan(document(figure, "pay: {of: it, as: cash, when: 45 days after the quarter}"), "plan.yaml", known)
    return [(problem.code, problem.message, problem.remedy) for problem in loaded.problems]


def test_a_plan_is_refused_whose_metric_is_of_another_length_of_time() -> None:
    assert problems("quarter") == []
    assert problems("month") == [
        (
            "grain",
            "`metric.monthly` is measured by the month, and `it` reads it for a quarter.",
            "Read it in a window, such as `over: each month`, or ask research for a metric of a quarter.",
        )
    ]
    assert problems("month", "it: {sum: {each: metric.monthly, over: each month}}") == []
    assert problems("quarter", "it: {sum: {each: metric.monthly, over: last 4 quarters}}") == []
    assert [code for code, _, _ in problems("quarter", "it: {sum: {each: metric.monthly, over: each month}}")] == [
        "grain"
    ]


@pytest.mark.parametrize(
    ("figure", "code", "message"),
    [
        ("it: {sum: {of: [metric.days, metric.won]}}", "unit", "`metric.won` is in EUR"),
        ("it: {per: company, sum: {of: [metric.won]}}", "scope", "`it` is per company and reads `metric.won`, which is per participant."),
        ("it: {tiers: {of: metric.less, crossing: slab, bands: [{from: 0 EUR, rate: 5%}]}}", "negative", "may be negative"),
    ],
)  # fmt: skip
def test_a_plan_is_refused_whose_metric_does_not_fit_by_unit_scope_or_sign(
    figure: str, code: str, message: str
) -> None:
    change = "{change: {of: {sum: a}, against: 5 EUR, as: difference}}"
    known = registry(f"less: {{title: Less, unit: EUR, may-be-negative: yes, source: crm, roll-up: {change}}}")
    loaded = load_plan(document(figure), "plan.yaml", known)
    told = [(problem.code, problem.message) for problem in loaded.problems if not problem.warning]
    assert any(message in said for _, said in told), told
    assert code in {found for found, _ in told}


@pytest.mark.parametrize(
    "roll_up",
    [
        "{sum: a, over: last 2 weeks}",
        "{ratio: {of: {sum: a, over: 3 weeks before}, to: {sum: a}}}",
        "{sum: a, cohort: {by: b, during: last 2 weeks}}",
    ],
)
def test_a_plan_is_refused_whose_metric_counts_periods_that_its_calendar_does_not_have(roll_up: str) -> None:
    known = registry(f"weekly: {{title: W, unit: EUR, source: crm, roll-up: {roll_up}}}")
    loaded = load_plan(document("it: {sum: {of: [metric.weekly]}}"), "plan.yaml", known)
    assert [(problem.code, problem.message, problem.remedy) for problem in loaded.problems if not problem.warning] == [
        ("period", "`metric.weekly` counts weeks, and the calendar of the plan has none.", "It has: month, quarter, half-year, year."),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["売上-月", "Umsätze", "выручка", "متوسط-الطلب", "एक्टिव"])
def test_metrics_may_have_names_in_any_script(name: str) -> None:
    """However an editor writes an umlaut: as one character or as two, it is one name."""
    text = REGISTRY + unicodedata.normalize("NFD", f"  {name}: {{title: {name}, unit: EUR, source: crm, roll-up: {{sum: {name}}}}}\n")  # fmt: skip
    plan = unicodedata.normalize("NFD", f"it: {{sum: {{of: [metric.{name}]}}}}")
    made = scheme(plan, registry=text)
    composed = unicodedata.normalize("NFC", name)
    rows = facts(composed, ("f", "2026-10-05", "7 EUR"))
    statement = state(made, dossier(*rows), quarter(), AS_OF)
    assert statement.evaluation.nodes["it"].value == 7
    assert [need.metric for need in made.needs(quarter(), NO_PAST).facts] == [composed]


@pytest.mark.parametrize("name", ["", "7", "-a", "\u0301a", "a\ufe0f", "a\u034fb", "a b", "a\u200bb", "_a", "a!", "😀"])
def test_what_nobody_can_see_or_read_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_what_moves_a_value_is_a_change_and_what_people_read_is_none() -> None:
    old = registry()
    same = REGISTRY.replace("title: Deals won", "title: Deals that were won, story: Why.").replace("registry: test", "registry: two")  # fmt: skip
    assert list(changes(old, registry(text=same))) == []
    other = (
        REGISTRY.replace("{sum: deal-value}, source: crm}", "{sum: deal-value, over: last 2 quarters}, source: crm}", 1)
        .replace("late-after: 5 days", "late-after: 9 days")
        .replace("[small, large]", "[small, mid, large]")
        .replace("  mood: {title: Mood", "  temper: {title: Mood")
    )
    told = {change.name: change.words for change in changes(old, registry(text=other))}
    assert told["metric.won"] == (
        "`metric.won`: roll-up was the sum of deal value in the period, and is the sum of deal value in the last 2 quarters;"
        " late-after was 5 days, and is 9 days"
    )
    assert told["metric.deals"] == "`metric.deals`: late-after was 5 days, and is 9 days"
    assert told["metric.mood"] == "`metric.mood` is gone"
    assert told["item.deal"] == "`item.deal`: fields.segment was small, large, and is small, mid, large"
    assert "metric.temper" not in told


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("unit: EUR", "unit: USD", "unit"),
        ("per: person", "per: team", "per"),
        ("period: month", "period: quarter", "period"),
        ("source: crm", "source: survey", "source"),
        ("may-be-negative: no", "may-be-negative: yes", "may-be-negative"),
        ("never-zero: no", "never-zero: yes", "never-zero"),
        ("may-be-missing: no", "may-be-missing: yes", "may-be-missing"),
        ("{given: it}", "{given: that}", "roll-up"),
    ],
)
def test_each_field_that_a_plan_rests_on_is_told(before: str, after: str, field: str) -> None:
    body = "it: {title: It, unit: EUR, per: person, period: month, source: crm, late-after: 3 days, roll-up: {given: it}, may-be-negative: no, never-zero: no, may-be-missing: no}"
    (change,) = changes(registry(body), registry(body.replace(before, after)))
    assert (change.name, list(change.fields)) == ("metric.it", [field])
