"""From recorded rows to the inputs of a plan: roll-ups, absence, lateness, changed terms, items and members."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plans.absence import FINAL, STANDING
from plans.record import Completeness, Credit, Stay
from plans.statement import state
from plans.tree import Missing, Value
from plans.unit import Unit
from tests.plans.build import AS_OF, dossier, facts, quarter, scheme

DEALS = facts(
    "deal-value", ("d1", "2026-10-05", "100 EUR"), ("d2", "2026-11-01", "50.50 EUR"), ("old", "2026-09-30", "999 EUR")
)


def read(name: str, mode: str = STANDING, **recorded: object) -> Value:
    """The value of one input, read by a figure that only passes it on."""
    rows = recorded.pop("facts", DEALS)
    made = scheme(f"it: {{sum: {{of: [{name}]}}}}")
    statement = state(made, dossier(*rows, **recorded), quarter(), AS_OF, mode)  # type: ignore[arg-type, misc]
    return statement.evaluation.nodes["it"].value


def why(value: Value) -> list[str]:
    assert isinstance(value, Missing)
    return [cause.why for cause in value.causes]


def test_a_sum_and_a_count_take_the_facts_of_the_period() -> None:
    assert read("metric.won") == Decimal("150.50")
    assert read("metric.deals") == 2


def test_a_count_can_be_limited_to_a_value() -> None:
    rows = facts("went-live", ("a", "2026-10-05", "yes"), ("b", "2026-10-06", "no"), ("c", "2026-10-07", "yes"))
    assert read("metric.live", facts=rows) == 2


@pytest.mark.parametrize(
    ("days", "median"), [(["12 days", "30 days", "31 days"], 30), (["12 days", "30 days"], 21), (["5 days"], 5)]
)
def test_a_median_is_the_middle(days: list[str], median: int) -> None:
    rows = facts("first-value", *((f"f{n}", "2026-10-05", value) for n, value in enumerate(days)))
    assert read("metric.days", facts=rows) == median


def test_a_ratio_of_two_counts_keeps_all_digits() -> None:
    rows = facts("user-active", ("a", "2026-10-05", "yes"), ("b", "2026-10-06", "no"), ("c", "2026-10-07", "no"))
    value = read("metric.active", facts=rows)
    assert str(value) == "0." + "3" * 50


def test_a_share_of_nothing_that_arrived_waits_even_of_a_complete_source() -> None:
    value = read("metric.active", facts=[])
    assert why(value) == ["absent"]
    assert isinstance(value, Missing)
    assert value.causes[0].words == "nothing has arrived from CRM for this period"


def test_a_given_value_is_the_newest_reading() -> None:
    rows = facts("mood", ("m1", "2026-10-05", "70%"), ("m2", "2026-11-05", "80%"))
    assert read("metric.mood", facts=rows, complete={"survey": "2026-11-10"}) == Decimal("0.8")


def test_nothing_from_a_complete_source_is_zero() -> None:
    assert read("metric.won", facts=[]) == 0


def test_nothing_from_a_source_that_never_spoke_waits() -> None:
    assert why(read("metric.won", facts=[], complete={})) == ["absent"]


def test_nothing_from_a_source_that_spoke_of_an_earlier_period_waits() -> None:
    assert why(read("metric.mood", facts=[], complete={"survey": "2026-09-30"})) == ["absent"]


def test_a_measured_value_that_is_absent_waits_even_of_a_complete_source() -> None:
    assert why(read("metric.days", facts=[])) == ["absent"]


def test_a_source_without_news_is_late() -> None:
    assert why(read("metric.won", complete={"crm": "2026-11-09"})) == ["late"]
    assert read("metric.won", complete={"crm": "2026-11-15"}) == Decimal("150.50")


def test_final_waits_until_the_source_has_said_that_it_is_complete() -> None:
    assert why(read("metric.won", FINAL)) == ["late"]
    assert read("metric.won", FINAL, complete={"crm": "2026-12-31"}) == Decimal("150.50")


def test_a_fact_in_another_unit_is_a_conflict_and_no_number() -> None:
    rows = facts("deal-value", ("d1", "2026-10-05", "100 USD"))
    assert why(read("metric.won", facts=rows)) == ["conflict"]


@pytest.mark.parametrize(
    ("term", "comes_to"),
    [("quota", Decimal(920 * 31 + 1840 * 61) / 92), ("first-target", Decimal(920)), ("last-target", Decimal(1840))],
    ids=["by day", "first", "last"],
)
def test_a_term_that_changed_within_the_period(term: str, comes_to: Decimal) -> None:
    """920 for the 31 days of October, 1,840 for the 61 days after."""
    agreed = [(term, "2026-01-01", "920 EUR"), (term, "2026-11-01", "1840 EUR")]
    value = read(f"term.{term}", terms=agreed)
    assert isinstance(value, Decimal)
    assert abs(value - comes_to) < Decimal("1e-20")


def test_a_term_that_nobody_agreed_waits() -> None:
    assert why(read("term.quota")) == ["absent"]


def test_a_term_of_the_plan_is_a_constant() -> None:
    assert read("term.rate") == Decimal("0.05")


def test_a_team_is_what_it_recorded_itself_and_what_its_members_did_while_they_were_in_it() -> None:
    stays = (
        Stay("ana", date(2025, 1, 1), team_id="north", function="sales"),
        Stay("ben", date(2025, 1, 1), date(2026, 10, 31), team_id="north"),
        Stay("ben", date(2026, 11, 1), team_id="south"),
    )
    rows = [
        *facts("deal-value", ("d1", "2026-10-05", "100 EUR")),
        *facts("deal-value", ("d2", "2026-10-05", "10 EUR"), ("d3", "2026-11-05", "7 EUR"), subject="person:ben"),
        *facts("deal-value", ("d4", "2026-10-05", "1000 EUR"), subject="team:north"),
        *facts("deal-value", ("d5", "2026-10-05", "5000 EUR"), subject="team:south"),
    ]
    assert read("metric.team-won", facts=rows, stays=stays[:1], members=stays) == 1110
    assert read("metric.all-won", facts=rows, stays=stays[:1], members=stays) == 6117


def test_items_are_the_credits_that_enter_the_period_in_the_order_in_which_they_enter() -> None:
    euro = Unit(("EUR",))
    credited = [
        Credit(
            "c2",
            "deal",
            "ana",
            Decimal("0.5"),
            date(2026, 11, 2),
            Decimal(300),
            euro,
            {"segment": "small", "months": "24 months"},
        ),
        Credit(
            "c1",
            "deal",
            "ana",
            Decimal(1),
            date(2026, 10, 2),
            Decimal(100),
            euro,
            {"segment": "large", "months": "12 months"},
        ),
        Credit("c0", "deal", "ana", Decimal(1), date(2026, 9, 2), Decimal(900), euro, {}),
    ]
    made = scheme(
        """
        pay: {per: credit, rate: {of: credit.amount, at: {according-to: credit.segment, small: 10%, large: 20%}}}
        total: {sum: {each: pay, over: credit}}
        """
    )
    statement = state(made, dossier(*DEALS, credits=credited), quarter(), AS_OF)
    assert [(item, nodes["pay"].value) for item, nodes in statement.evaluation.items["credit"]] == [
        ("c1", Decimal("20.0")),
        ("c2", Decimal("15.00")),
    ]
    assert statement.evaluation.nodes["total"].value == 35


def test_items_of_one_day_stand_as_they_were_recorded() -> None:
    day, euro = date(2026, 10, 2), Unit(("EUR",))
    known = [Credit(name, "deal", "ana", Decimal(1), day, Decimal(1), euro) for name in ("c3", "c1", "c2")]
    known.append(Credit("c0", "deal", "ana", Decimal(1), date(2026, 10, 1), Decimal(1), euro))
    made = scheme("first: {sum: {each: credit.whole, over: credit, at-most: 2, choosing: earliest}}")
    found = state(made, dossier(credits=known), quarter(), AS_OF).evaluation.nodes["first"]
    assert [part.item for part in found.parts if part.item] == ["c0", "c3", "c1", "c2"]


def test_service_is_counted_by_day_and_assumed_to_go_on() -> None:
    stays = (Stay("ana", date(2026, 11, 1), team_id="north", function="sales"),)
    assert read("period.days-served", stays=stays) == 61
    assert read("period.days") == 92
    assert read("period.number") == 4


def test_an_undecided_calibration_is_whole_in_standing_and_waits_in_final() -> None:
    assert read("calibration.quarter") == 1
    assert why(read("calibration.quarter", FINAL, complete={"crm": "2026-12-31"})) == ["undecided"]


def test_standing_names_what_it_assumes() -> None:
    made = scheme("it: {rate: {of: metric.won, at: calibration.quarter}}")
    statement = state(made, dossier(*DEALS, complete={"crm": "2026-11-16"}), quarter(), AS_OF)
    assert [assumption.words for assumption in statement.assumes] == [
        "Deals won: counted through 2026-11-16",
        "The calibration of the quarter is not decided yet and taken as 100%",
    ]


def assumed(figure: str, mode: str = STANDING, **recorded: object) -> list[str]:
    """What a statement takes for granted in which one figure reads this."""
    rows = recorded.pop("facts", DEALS)
    statement = state(scheme(figure), dossier(*rows, **recorded), quarter(), AS_OF, mode)  # type: ignore[arg-type, misc]
    return [assumption.words for assumption in statement.assumes]


WON, MOOD = "it: {sum: {of: [metric.won]}}", "it: {sum: {of: [metric.mood]}}"
SO_FAR = "Deals won: what has arrived from CRM so far is taken as all there is"


def test_what_nobody_declared_complete_is_taken_as_all_there_is_and_says_so() -> None:
    assert assumed(WON, complete={}) == [SO_FAR]
    mood = facts("mood", ("m1", "2026-10-05", "70%"))
    assert assumed(MOOD, facts=mood, complete={}) == [
        "Mood: what has arrived from survey so far is taken as all there is"
    ]
    # What the source said of an earlier period says nothing of this one.
    assert assumed(MOOD, facts=mood, complete={"survey": "2026-09-30"}) == assumed(MOOD, facts=mood, complete={})
    assert assumed(WON, complete={"crm": "2026-11-20"}) == []


def test_what_waits_is_not_assumed_as_well() -> None:
    assert assumed(WON, facts=[], complete={}) == []
    assert assumed(WON, facts=facts("deal-value", ("d1", "2026-10-05", "1 USD")), complete={}) == []
    assert assumed(WON, FINAL, complete={}) == []


def test_items_that_nobody_declared_complete_are_taken_as_all_there_are() -> None:
    made = "each: {per: credit, rate: {of: credit.amount, at: 10%}}\nall: {sum: {each: each, over: credit}}"
    credit = Credit("c1", "deal", "ana", Decimal(1), date(2026, 10, 2), Decimal(100), Unit(("EUR",)))
    words = "Deals: what has arrived from CRM so far is taken as all there is"
    assert assumed(made, credits=[credit], complete={}) == [words]
    assert assumed(made, credits=[credit], complete={"crm": "2026-11-18"}) == ["Deals: counted through 2026-11-18"]
    assert assumed(made, complete={}) == []  # it waits


def test_that_service_goes_on_is_assumed_where_its_days_are_counted() -> None:
    served = "it: {sum: {of: [period.days-served]}}"
    complete = {"crm": "2026-12-31"}
    assert assumed(served, complete=complete) == ["Service is taken to go on through 2026-12-31"]
    leaves = Stay("ana", date(2025, 1, 1), date(2026, 12, 15))
    assert assumed(served, stays=(leaves,)) == ["Service is taken to go on through 2026-12-15"]
    assert assumed(served, stays=(leaves._replace(end=date(2026, 11, 20)),)) == []
    assert assumed(served, FINAL) == []
    assert assumed("it: {sum: {of: [period.days]}}", complete=complete) == []


def test_that_the_service_of_a_team_goes_on_is_assumed_where_a_pool_is_shared_by_it() -> None:
    pool = "it: {split: {of: metric.won, among: member, by: %s, to: minor unit, leftovers: largest remainder, ties: [item order]}}"
    stays = (Stay("ana", date(2025, 1, 1), team_id="north"), Stay("ben", date(2025, 1, 1), team_id="north"))
    known = {"stays": stays[:1], "members": stays, "complete": {"crm": "2026-11-20"}}
    assert assumed(pool % "member.days-served", **known) == ["Service is taken to go on through 2026-12-31"]
    assert assumed(pool % "equal", **known) == []


CREDITED = Credit("c1", "deal", "ana", Decimal("0.5"), date(2026, 10, 2), Decimal(100), Unit(("EUR",)))


def of_credit(field: str, credit: Credit) -> Value:
    """One column of one credit, as a figure reads it."""
    given = {"live": "gate: {of: 1 EUR, when: credit.live}", "months": "rate: {of: credit.months, at: 1 EUR per month}"}
    body = given.get(field, f"rate: {{of: credit.{field}, at: 100%}}")
    statement = state(scheme(f"it: {{per: credit, {body}}}"), dossier(credits=[credit]), quarter(), AS_OF)
    return statement.evaluation.items["credit"][0][1]["it"].value


@pytest.mark.parametrize("field", ["amount", "whole"])
def test_an_amount_in_another_currency_is_a_conflict_and_no_number(field: str) -> None:
    assert of_credit(field, CREDITED) == (50 if field == "amount" else 100)
    value = of_credit(field, CREDITED._replace(unit=Unit(("USD",))))
    assert isinstance(value, Missing)
    assert [(cause.why, cause.words) for cause in value.causes] == [
        ("conflict", "credit c1 is in USD, the registry says EUR")
    ]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("live", "yes", 1), ("live", "no", 0), ("live", "1", None), ("live", "100%", None), ("live", "TRUE", None),
        ("months", "12", 12), ("months", "12 months", 12), ("months", "5%", None), ("months", "2x", None), ("months", "yes", None),
        ("months", "3 EUR", None), ("months", "-", None),
    ],
)  # fmt: skip
def test_a_column_of_an_item_says_what_the_registry_says_or_it_is_a_conflict(field: str, text: str, value: int) -> None:
    found = of_credit(field, CREDITED._replace(attributes={field: text}))
    assert why(found) == ["conflict"] if value is None else found == value


def premium(complete: dict[str, str] | None, mode: str = STANDING) -> Value:
    """The sum of a rate over credits, where no credit is there."""
    made = scheme("each: {per: credit, rate: {of: credit.amount, at: 10%}}\nall: {sum: {each: each, over: credit}}")
    return state(made, dossier(complete=complete), quarter(), AS_OF, mode).evaluation.nodes["all"].value


def test_no_items_from_a_complete_source_are_zero_and_the_declaration_is_the_reason() -> None:
    made = scheme("each: {per: credit, rate: {of: credit.amount, at: 10%}}\nall: {sum: {each: each, over: credit}}")
    node = state(made, dossier(), quarter(), AS_OF).evaluation.nodes["all"]
    assert node.value == 0
    assert [row.through for part in node.parts for row in part.rows if isinstance(row, Completeness)] == [
        date(2026, 11, 19)
    ]


def test_no_items_from_a_source_that_did_not_speak_wait() -> None:
    assert why(premium({})) == ["absent"]
    assert why(premium({"crm": "2026-09-30"})) == ["late"]
    assert why(premium({"crm": "2026-11-19"}, FINAL)) == ["late"]
    assert premium({"crm": "2026-12-31"}, FINAL) == 0
