"""What a figure reads of other periods: which those are, under which version of the plan, and what is missing of them."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plans.absence import FINAL
from plans.calendar import Period
from plans.dossier import Dossier, FactNeed
from plans.past import Past
from plans.record import Stay
from plans.scheme import Scheme
from plans.statement import Statement, state, supposing
from plans.tree import Missing, Node, Value
from tests.plans.build import AS_OF, HEAD, dossier, facts, quarter, scheme

# By quarter of 2026: 100, 20, 300 and 4 EUR; 7 EUR in the last quarter of 2025.
DEALS = facts(
    "deal-value", ("x", "2025-12-31", "7 EUR"), ("a", "2026-01-01", "100 EUR"), ("b", "2026-05-05", "20 EUR"),
    ("c", "2026-07-01", "250 EUR"), ("d", "2026-09-30", "50 EUR"), ("e", "2026-11-11", "4 EUR"),
)  # fmt: skip
LONG = HEAD.replace("from: 2026-01-01, to: 2026-12-31", "from: 2025-01-01, to: 2026-12-31")
SINCE_2025 = Stay("ana", date(2025, 1, 1), team_id="north", function="sales", attributes={"role": "senior"})


def past_of(*versions: Scheme, first: date = SINCE_2025.start) -> Past:
    """The first of these versions that holds on the last day of a period."""

    def version(period: Period) -> Scheme | None:
        return next((one for one in versions if one.plan.covers(period.end)), None)

    return Past(first, version)


def stated(made: Scheme, period: str = "2026-Q4", past: Past | None = None, known: Dossier | None = None) -> Statement:
    return state(made, known or dossier(*DEALS), quarter(period), AS_OF, past=past or past_of(made))


def computed(figures: str, period: str = "2026-Q4", head: str = LONG) -> Mapping[str, Node]:
    return stated(scheme(figures, head=head), period).evaluation.nodes


def why(value: Value) -> list[str]:
    assert isinstance(value, Missing)
    return [cause.told for cause in value.causes]


@pytest.mark.parametrize(
    ("window", "periods", "total"),
    [
        ("year to date", ["2026-Q1", "2026-Q2", "2026-Q3", ""], 424),
        ("last 2 quarters", ["2026-Q3", ""], 304),
        ("last 5 quarters", ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", ""], 431),
        ("last 99 quarters", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", ""], 431),
        ("ever", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", ""], 431),
        ("each month", ["2026-10", "2026-11"], 4),
        ("last 3 months", ["2026-10", "2026-11"], 4),
        ("last 4 months", ["2026-09", "2026-10", "2026-11"], 54),
    ],
)
def test_windows_over_a_metric(window: str, periods: list[str], total: int) -> None:
    node = computed(f"it: {{sum: {{each: metric.won, over: {window}}}}}")["it"]
    assert [part.period for part in node.parts] == periods
    assert node.value == total


def test_the_year_to_date_begins_anew_each_year() -> None:
    assert computed("it: {sum: {each: metric.won, over: year to date}}", "2026-Q1")["it"].value == 100


def test_a_figure_is_computed_in_each_period_of_the_window() -> None:
    nodes = computed(
        """
        bonus: {tiers: {of: metric.won, crossing: slab, negative: first band, bands: [{from: 0 EUR, rate: 10%}, {from: 50 EUR, rate: 20%}]}}
        to-date: {sum: {each: bonus, over: year to date}}
        """
    )
    each = {part.period: part for part in nodes["to-date"].parts}
    assert [part.value for part in each.values()] == [15, 2, 55, Decimal("0.4")]
    assert each[""] is nodes["bonus"]  # this period's is not computed twice
    assert [row.fact_id for row in each["2026-Q3"].parts[0].rows] == ["c", "d"]  # type: ignore[union-attr]
    assert each["2026-Q3"].parts[0].period == "2026-Q3"


def test_windows_of_windows() -> None:
    nodes = computed(
        """
        to-date: {sum: {each: metric.won, over: year to date}}
        mean: {average: {each: to-date, over: last 3 quarters}}
        """
    )
    assert nodes["mean"].value == Decimal("321." + "3" * 47)


@pytest.mark.parametrize(
    ("back", "period", "value"),
    [
        ("1 quarter", "2026-Q4", 300),
        ("4 quarters", "2026-Q4", 7),
        ("1 year", "2026-Q4", 7),
        ("1 year", "2026-Q1", 0),  # nothing was won, and the source is complete
        ("2 years", "2026-Q4", -1),
        ("1 quarter", "2025-Q1", -1),
        ("1 half-year", "2026-Q3", 100),  # the first quarter of each half
    ],
)
def test_earlier(back: str, period: str, value: int) -> None:
    figure = f"it: {{earlier: {{of: metric.won, back: {back}, before-first: -1 EUR}}}}"
    assert computed(figure, period)["it"].value == value


def test_a_yes_of_an_earlier_period_shuts_a_gate() -> None:
    figures = """
    breach: {test: {of: metric.won, more-than: 250 EUR}}
    breached: {earlier: {of: breach, back: 1 quarter, before-first: no}}
    kept: {none: [breached]}
    pay: {gate: {of: metric.won, when: kept}}
    """
    assert computed(figures, "2026-Q3")["pay"].value == 300
    assert computed(figures, "2026-Q4")["pay"].value == 0


@pytest.mark.parametrize(
    ("streak", "period", "holds", "held"),
    [
        ("holds: 2", "2026-Q4", False, 0),
        ("holds: 1", "2026-Q3", True, 1),
        ("holds: 2, of-last: 3", "2026-Q3", True, 2),  # 100, 20, 300
        ("holds: 2, of-last: 4", "2026-Q4", True, 2),
        ("holds: 3, of-last: 4", "2026-Q4", False, 2),
        ("holds: 1, of-last: 4", "2025-Q1", False, 0),
    ],
)
def test_streak(streak: str, period: str, *, holds: bool, held: int) -> None:
    figures = f"good: {{test: {{of: metric.won, at-least: 100 EUR}}}}\nit: {{streak: {{of: good, {streak}}}}}"
    node = computed(figures, period)["it"]
    assert node.value is holds
    assert node.pieces[0].value == held


def test_what_is_missing_of_another_period_says_of_which() -> None:
    known = dossier(*DEALS, complete={"crm": "2026-08-15"})
    made = scheme("it: {sum: {each: metric.won, over: year to date}}", head=LONG)
    value = state(made, known, quarter("2026-Q3"), AS_OF, FINAL, past_of(made)).evaluation.nodes["it"].value
    assert why(value) == ["CRM holds everything through 2026-08-15"]
    value = state(made, known, quarter("2026-Q4"), AS_OF, FINAL, past_of(made)).evaluation.nodes["it"].value
    assert why(value) == [
        "CRM holds everything through 2026-08-15 (2026-Q3)",
        "CRM holds everything through 2026-08-15",
    ]
    nothing = dossier(complete={})
    made = scheme("it: {earlier: {of: metric.active, back: 1 quarter, before-first: 0%}}", head=LONG)
    value = state(made, nothing, quarter(), AS_OF, past=past_of(made)).evaluation.nodes["it"].value
    assert why(value) == ["nothing has arrived from CRM for 2026-Q3"]


@pytest.mark.parametrize(
    ("rule", "period", "value"),
    [
        ("if-missing: skipped", "2026-Q3", True),  # Q2 is not known: Q1 takes its place
        ("if-missing: breaks", "2026-Q3", False),
        ("if-missing: skipped", "2026-Q1", False),
    ],
)
def test_a_streak_decides_about_what_is_missing(rule: str, period: str, *, value: bool) -> None:
    known = dossier(*facts("mood", ("a", "2026-01-01", "80%"), ("c", "2026-07-01", "90%")), complete={})
    figures = f"good: {{test: {{of: metric.mood, at-least: 50%}}}}\nit: {{streak: {{of: good, holds: 2, {rule}}}}}"
    made = scheme(figures, head=LONG)
    statement = state(made, known, quarter(period), AS_OF, "standing", past_of(made))
    assert statement.evaluation.nodes["it"].value is value


def test_without_a_word_a_streak_waits_for_what_is_missing() -> None:
    known = dossier(*facts("mood", ("c", "2026-10-01", "90%")), complete={})
    made = scheme("good: {test: {of: metric.mood, at-least: 50%}}\nit: {streak: {of: good, holds: 2}}", head=LONG)
    value = state(made, known, quarter(), AS_OF, past=past_of(made)).evaluation.nodes["it"].value
    assert why(value) == ["nothing has arrived from survey for 2026-Q3"]


def test_a_period_that_has_not_begun_is_no_part_of_a_standing() -> None:
    nodes = computed(
        "it: {count: {each: any-won, over: each month}}\nany-won: {each: month, test: {of: metric.won, more-than: 0 EUR}}"
    )
    assert [(part.period, part.value) for part in nodes["it"].parts] == [("2026-10", False), ("2026-11", True)]


def test_a_period_outside_of_the_plan_is_left_out() -> None:
    """Somebody who came into the plan in July has no sales before, whatever they sold then."""
    made = scheme(
        "it: {sum: {each: metric.won, over: year to date}}", head=HEAD.replace("from: 2026-01-01", "from: 2026-07-01")
    )
    node = stated(made).evaluation.nodes["it"]
    assert [part.period for part in node.parts] == ["2026-Q3", ""]
    assert node.value == 304


def test_no_window_reaches_before_the_first_day_of_the_payee() -> None:
    made = scheme("it: {sum: {each: metric.won, over: year to date}}", head=LONG)
    node = stated(made, past=past_of(made, first=date(2026, 5, 1))).evaluation.nodes["it"]
    assert [part.period for part in node.parts] == ["2026-Q2", "2026-Q3", ""]


FIRST = LONG.replace("to: 2026-12-31", "to: 2026-06-30")
SECOND = HEAD.replace("from: 2026-01-01", "from: 2026-07-01").replace('version: "1"', 'version: "2"')
BONUS = "bonus: {rate: {of: metric.won, at: 10%}}"
TO_DATE = "it: {sum: {each: bonus, over: year to date}}"


def two_versions(first: str, second: str) -> Statement:
    old, new = scheme(first, head=FIRST), scheme(f"{second}\n{TO_DATE}", head=SECOND)
    return stated(new, past=past_of(new, old))


def test_each_period_is_computed_under_the_version_then_in_force() -> None:
    node = two_versions(BONUS, "bonus: {rate: {of: metric.won, at: 50%}}").evaluation.nodes["it"]
    assert [part.value for part in node.parts] == [10, 2, 150, 2]


def test_a_version_that_has_no_such_figure_is_left_out() -> None:
    node = two_versions("pay: {rate: {of: metric.won, at: 10%}}", BONUS).evaluation.nodes["it"]
    assert [part.period for part in node.parts] == ["2026-Q3", ""]


def test_a_version_that_counts_something_else_under_the_name_is_named() -> None:
    node = two_versions("bonus: {sum: {of: [metric.deals]}}", BONUS).evaluation.nodes["it"]
    told = "version 1 of the plan has Bonus in deal, not in EUR"
    assert why(node.value) == [f"{told} (2026-Q1)", f"{told} (2026-Q2)"]


def test_inputs_of_earlier_periods_are_read_as_the_plan_defines_them_now() -> None:
    """The registry of the first version counted something else under the name, or had none."""
    old = scheme(BONUS, head=FIRST)
    old = Scheme(old.plan, replace(old.registry, metrics={}))
    new = scheme("it: {sum: {each: metric.won, over: year to date}}", head=SECOND)
    node = stated(new, past=past_of(new, old)).evaluation.nodes["it"]
    assert [part.value for part in node.parts] == [100, 20, 300, 4]
    needs = new.needs(quarter(), past_of(new, old))
    assert len(needs.facts) == 4


def test_who_is_left_out_of_a_figure_in_a_period_is_left_out_of_its_window() -> None:
    """A junior until July: the figure is for seniors."""
    junior = SINCE_2025._replace(end=date(2026, 6, 30), attributes={"role": "junior"})
    known = dossier(*DEALS, stays=(junior, SINCE_2025._replace(start=date(2026, 7, 1))))
    made = scheme(
        "bonus: {for: {role: [senior]}, rate: {of: metric.won, at: 10%}}\nit: {for: {role: [senior]}, sum: {each: bonus, over: year to date}}",
        head=LONG,
    )
    node = stated(made, known=known).evaluation.nodes["it"]
    assert [part.period for part in node.parts] == ["2026-Q3", ""]


MONTHLY = """
capped: {each: month, cap: {of: metric.won, at: 40 EUR}}
it: {sum: {each: capped, over: each month}}
"""


def test_a_figure_of_each_month_within_a_quarter() -> None:
    nodes = computed(MONTHLY, "2026-Q3")
    assert [(part.period, part.value) for part in nodes["it"].parts] == [
        ("2026-07", 40),
        ("2026-08", 0),
        ("2026-09", 40),
    ]
    assert "capped" not in nodes  # of the quarter there is none


YEARLY = """
quarterly: {cap: {of: metric.won, at: 50 EUR}}
rest: {each: year, excess: {of: won-in-year, over: capped-in-year}}
won-in-year: {each: year, sum: {each: metric.won, over: each quarter}}
capped-in-year: {each: year, sum: {each: quarterly, over: each quarter}}
earned: {sum: {of: [quarterly, rest]}}
"""


def test_a_figure_of_each_year_stands_in_its_last_period() -> None:
    """A quarter pays 50 at most; what was above it comes at the end of the year."""
    nodes = computed(YEARLY, "2026-Q3")
    assert "rest" not in nodes
    assert nodes["earned"].value == 50
    nodes = computed(YEARLY, "2026-Q4")
    assert nodes["rest"].value == 424 - (50 + 20 + 50 + 4)
    assert nodes["rest"].period == "2026"
    assert nodes["earned"].value == 4 + 300
    quarters = nodes["rest"].parts[1].parts
    assert [part.period for part in quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", ""]
    assert quarters[-1] is nodes["quarterly"]


def test_the_needs_are_the_periods_that_are_read() -> None:
    made = scheme(
        "old: {earlier: {of: metric.won, back: 1 year, before-first: 0 EUR}}\nnow: {rate: {of: metric.active, at: 1}}",
        head=LONG,
    )
    needs = made.needs(quarter(), past_of(made))
    then, now = (date(2025, 10, 1), date(2025, 12, 31)), (date(2026, 10, 1), date(2026, 12, 31))
    assert set(needs.facts) == {FactNeed("deal-value", "person", *then), FactNeed("user-active", "person", *now)}
    assert needs.since == then[0]
    assert made.looks_back
    assert not scheme(MONTHLY, head=LONG).looks_back


def test_needs_follow_the_version_then_in_force() -> None:
    old = scheme("bonus: {rate: {of: metric.team-won, at: 10%}}", head=FIRST)
    new = scheme(f"{BONUS}\n{TO_DATE}", head=SECOND)
    needs = new.needs(quarter(), past_of(new, old))
    assert {(need.metric, need.per, need.start) for need in needs.facts} == {
        ("deal-value", "team", date(2026, 1, 1)), ("deal-value", "team", date(2026, 4, 1)),
        ("deal-value", "person", date(2026, 7, 1)), ("deal-value", "person", date(2026, 10, 1)),
    }  # fmt: skip
    assert needs.members


def test_needs_are_kept_for_whoever_has_the_same_past_alone() -> None:
    made = scheme("it: {sum: {each: metric.won, over: ever}}", head=LONG)
    other = scheme(BONUS, head=FIRST)
    counts = [
        len(made.needs(quarter(), past).facts)
        for past in (
            past_of(made, first=date(2026, 5, 1)), past_of(made), past_of(made), past_of(made, first=date(2026, 10, 2)),
            past_of(other, made), past_of(made, first=date(2026, 5, 1)),
        )
    ]  # fmt: skip
    assert counts == [3, 8, 8, 1, 8, 3]
    mixed = scheme(f"{BONUS}\n{TO_DATE}", head=SECOND)
    team = scheme("bonus: {rate: {of: metric.team-won, at: 10%}}", head=FIRST)
    for _ in range(2):
        assert not mixed.needs(quarter(), past_of(mixed, other)).members
        assert mixed.needs(quarter(), past_of(mixed, team)).members


def test_what_is_supposed_of_this_period_leaves_the_others() -> None:
    made = scheme(
        "it: {sum: {each: metric.won, over: year to date}}\npay: {round: {of: it, to: minor unit, mode: half-away}}",
        "pay: {of: pay, as: cash, when: 5 days after the quarter}",
        head=LONG,
    )
    statement = supposing(stated(made), {"metric.won": Decimal(1000)})
    assert statement.earned == 1420
    assert statement.evaluation.nodes["it"].parts[-1].value == 1000


def test_the_hash_holds_what_was_read_of_other_periods() -> None:
    made = scheme("it: {sum: {each: metric.won, over: year to date}}", head=LONG)
    less = [fact._replace(value=Decimal(99)) if fact.fact_id == "a" else fact for fact in DEALS]
    more = [fact._replace(value=Decimal(21)) if fact.fact_id == "b" else fact for fact in less]
    hashes = {stated(made, known=dossier(*rows)).hash for rows in (DEALS, less, more)}
    assert len(hashes) == 3
    assert stated(made, known=dossier(*more)).evaluation.nodes["it"].value == 424


JULY = LONG.replace("period: quarter", "period: quarter\nyear-starts: 1 July")


@pytest.mark.parametrize(("period", "number", "total"), [("2026-Q2", 4, 127), ("2026-Q3", 1, 300), ("2026-Q4", 2, 304)])
def test_a_year_that_starts_in_july(period: str, number: int, total: int) -> None:
    nodes = computed(
        "it: {sum: {each: metric.won, over: year to date}}\nplace: {sum: {of: [period.number]}}", period, JULY
    )
    assert nodes["it"].value == total
    assert nodes["place"].value == number


def test_a_figure_of_each_year_stands_in_the_last_quarter_of_its_own_year() -> None:
    assert "rest" not in computed(YEARLY, "2026-Q4", JULY)
    rest = computed(YEARLY, "2026-Q2", JULY)["rest"]
    assert (rest.period, rest.value) == ("2025/26", 127 - (0 + 7 + 50 + 20))


MONTHS = LONG.replace("period: quarter", "period: month")


@pytest.mark.parametrize(
    ("spread", "values"),
    [
        ("into: 3, by: days", [31, 30, 31]),
        ("into: 3, by: days, cumulative: yes", [31, 61, 92]),
        ("into: 3, by: weeks", [Decimal(92) / 3] * 3),  # four whole weeks each
    ],
)
def test_an_amount_spread_by_the_length_of_each_period(spread: str, values: list[object]) -> None:
    """92 EUR over October, November and December."""
    months = ["2026-10", "2026-11", "2026-12"]
    found = [computed(f"it: {{spread: {{of: 92 EUR, {spread}}}}}", month, MONTHS)["it"].value for month in months]
    assert [f"{value:.20f}" for value in found] == [f"{value:.20f}" for value in values]  # type: ignore[str-bytes-safe]


def test_a_statement_that_is_let_go_leaves_nothing_for_the_garbage_collector() -> None:
    made = scheme("total: {sum: {each: metric.won, over: ever}}", head=LONG)
    stated(made)  # what is kept for every statement is made
    gc.collect()
    gc.disable()
    try:
        gross = stated(made).figure("total")
        assert gross is not None
        del gross
        assert gc.collect() == 0
    finally:
        gc.enable()
