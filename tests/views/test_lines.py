"""The parts of a total, for plans of other shapes than the sample's: bands, sums, items, several payouts, bounds on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.render.plain import plain
from plans.statement import Statement
from plans.unit import Unit
from tests.views.checking import check
from tests.views.made import made, money, share
from tests.views.northwind import reader
from views.gates import closed_gates
from views.lines import breakdown
from views.many import lines_form
from views.statement import statement_message
from views.why import line_to_explain, why_form

CASH = "  pay: {of: pay, as: cash, when: 30 days after the quarter}"
ROUND = """
  cents: {clause: "9.1", title: Your pay in cents, round: {of: total, to: minor unit, mode: half-away}}
  pay: {clause: "9.2", title: Your pay, floor: {of: cents, at: 0 EUR}}"""


def words(statement: Statement) -> str:
    return plain(statement_message(statement, reader()))


def amounts(statement: Statement) -> dict[str, object]:
    return {line.title: line.amount for line in breakdown(statement).lines}


def test_one_scale_is_told_by_its_bands() -> None:
    figures = f"""
  total:
    clause: "1"
    title: Commission
    tiers:
      of: metric.sales
      crossing: slab
      negative: first band
      bands: [{{as: to quota, from: 0 EUR, rate: 3%}}, {{as: above quota, from: 100000 EUR, rate: 5%}}]
{ROUND}"""
    statement = made(figures, CASH, {"sales": money("140000")})
    assert amounts(statement) == {"To quota": Decimal(3000), "Above quota": Decimal(2000)}
    said = words(statement)
    assert "€5,000.00 earned so far" in said
    assert "To quota: €3,000.00\n€100,000.00 at 3%. [Why?]" in said
    line = line_to_explain(statement, "total~above-quota")
    assert line is not None
    assert "5% of €40,000.00 = €2,000.00 (clause 1)." in plain(why_form(line, statement, reader(), "k"))


def test_what_is_added_twice_is_two_lines() -> None:
    figures = f"""
  total: {{clause: "1", title: Twice, sum: {{of: [metric.sales, metric.sales]}}}}
{ROUND}"""
    statement = made(figures, CASH, {"sales": money("40")})
    message = statement_message(statement, reader())
    check(message)
    assert plain(message).count("Sales: €40.00") == 2
    for line in breakdown(statement).lines:
        assert line_to_explain(statement, line.name.replace(".", "~")) == line
    twice = made(figures, f"{CASH}\n{CASH.replace('  pay', '  more', 1)}", {"sales": money("40")})
    check(statement_message(twice, reader()))


def test_one_band_reached_is_one_line() -> None:
    figures = f"""
  total:
    clause: "1"
    title: Commission
    tiers: {{of: metric.sales, crossing: slab, negative: first band, bands: [{{from: 0 EUR, rate: 3%}}, {{from: 100000 EUR, rate: 5%}}]}}
{ROUND}"""
    statement = made(figures, CASH, {"sales": money("40000")})
    assert amounts(statement) == {"Commission": Decimal(1200)}
    assert "Commission: €1,200.00\nYou: €40,000.00. [Why?]" in words(statement)


def test_a_cap_between_the_lines_and_the_total_is_told() -> None:
    figures = f"""
  a: {{clause: "1", title: First, rate: {{of: metric.sales, at: 3%}}}}
  b: {{clause: "2", title: Second, rate: {{of: metric.renewals, at: 2%}}}}
  both: {{clause: "3", title: Both, sum: {{of: [a, b]}}}}
  total: {{clause: "4", title: After the cap, cap: {{of: both, at: 1000 EUR}}}}
{ROUND}"""
    statement = made(figures, CASH, {"sales": money("30000"), "renewals": money("20000")})
    assert amounts(statement) == {"First": Decimal(900), "Second": Decimal(400)}
    said = words(statement)
    assert "€1,000.00 earned so far" in said
    assert "After the cap: €1,000.00" in said
    assert "(clause 4). [Why?]" in said


def test_several_payouts_stand_for_themselves_with_their_days() -> None:
    figures = f"""
  total: {{clause: "1", title: First, rate: {{of: metric.sales, at: 3%}}}}
{ROUND}
  later: {{clause: "2", title: For renewals, rate: {{of: metric.renewals, at: 2%}}}}
  exact: {{clause: "3", title: In cents, round: {{of: later, to: minor unit, mode: half-away}}}}
  renewed: {{clause: "4", title: Pay for renewals, floor: {{of: exact, at: 0 EUR}}}}"""
    payouts = f"{CASH}\n  more: {{of: renewed, as: cash, when: 60 days after the quarter}}"
    statement = made(figures, payouts, {"sales": money("30000"), "renewals": money("20000")})
    said = words(statement)
    assert "€1,300.00 earned so far" in said
    assert "Due 30 Jan 2027: €900.00\nDue 1 Mar 2027: €400.00" in said
    assert amounts(statement) == {"Your pay": Decimal(900), "Pay for renewals": Decimal(400)}


def test_points_are_no_part_of_the_money() -> None:
    figures = f"""
  total: {{clause: "1", title: First, rate: {{of: metric.sales, at: 3%}}}}
{ROUND}
  points: {{clause: "2", title: Points, rate: {{of: metric.talks, at: 10 points per talk}}}}
  whole: {{clause: "3", title: Whole points, round: {{of: points, to: whole, mode: half-away}}}}"""
    payouts = f"{CASH}\n  extra: {{of: whole, as: points, when: 60 days after the quarter}}"
    counted = "  talks:\n    title: Talks\n    unit: talks\n    roll-up: {count: talk}\n    source: crm\n    definition: Talks.\n"
    said = words(made(figures, payouts, {"sales": money("30000")}, metrics=counted))
    assert "€900.00 earned so far" in said
    assert "Whole points: 0 points" in said
    assert "Nothing is recorded, and CRM holds everything through 20 Nov 2026: so it is zero, not unknown." in said


@pytest.mark.parametrize("count", [7, 40])
def test_many_items_are_told_by_the_largest_and_the_rest_on_asking(count: int) -> None:
    figures = f"""
  each: {{clause: "1", title: Commission on a deal, per: credit, rate: {{of: credit.amount, at: 10%}}}}
  total: {{clause: "2", title: Commission, sum: {{each: each, over: credit}}}}
{ROUND}"""
    deals = {f"D-{place:02}": Decimal(100 * place) for place in range(1, count + 1)}
    statement = made(figures, CASH, {}, deals=deals)
    said = words(statement)
    assert f"Commission on a deal: D-{count:02}: €{10 * count}.00" in said
    assert f"{count - 3} more lines come to" in said
    assert "[Show all]" in said
    assert said.count("[Why?]") == 3
    everything = plain(lines_form(statement, reader(), "k"))
    assert everything.count("[Why?]") == count


def test_a_target_weighed_by_results_is_compared_with_it() -> None:
    figures = f"""
  total: {{clause: "1", title: Score, weigh: {{of: term.target, parts: {{metric.growth: 75%, metric.care: 25%}}}}}}
{ROUND}"""
    said = words(made(figures, CASH, {"growth": share("1.2"), "care": share("0.5")}))
    assert "€6,150.00 earned so far" in said
    assert "That is 102.5% of your €6,000.00 target." in said
    assert "Counts for three quarters of your target pay." in said
    assert "Counts for a quarter of your target pay." in said
    assert "- Growth: Now €5,400.00, At target €4,500.00" in said


def test_a_part_below_zero_has_a_minus_and_what_stops_at_zero_is_told() -> None:
    figures = f"""
  total: {{clause: "1", title: Score, weigh: {{of: term.target, parts: {{metric.growth: 50%, metric.care: 50%}}}}}}
{ROUND}"""
    said = words(made(figures, CASH, {"growth": share("-1.2"), "care": share("0.5")}))
    assert "€0.00 earned so far" in said
    assert "Growth: \u2212€3,600.00\nYou: \u2212120%." in said
    assert "Your pay: €0.00" in said
    assert "Chart:" in said


def test_the_first_gate_of_a_total_shuts_all_of_it() -> None:
    figures = f"""
  reached: {{clause: "1", title: Growth of at least 80%, test: {{of: metric.growth, at-least: 80%}}}}
  score: {{clause: "2", title: Score, weigh: {{of: term.target, parts: {{metric.growth: 50%, metric.care: 50%}}}}}}
  total: {{clause: "3", title: Score behind the gate, gate: {{of: score, when: reached, otherwise: nothing}}}}
{ROUND}"""
    statement = made(figures, CASH, {"growth": share("0.7"), "care": share("0.5")})
    (gate,) = closed_gates(statement)
    assert gate.test.made.name == "reached"
    said = words(statement)
    assert (
        "€0.00 earned so far, if the quarter closed on today's figures. One gate is closed, so €3,600.00 more does not count yet."
        in said
    )
    assert (
        "Gate: growth of at least 80%. Closed.\nGrowth: 70%. The gate opens at 80%. While it is closed, score behind the gate pays nothing (clause 3)."
        in said
    )
    assert said.count("It counts once the gate is open.") == 2


def test_lines_that_add_up_to_another_cent_say_so() -> None:
    figures = f"""
  a: {{clause: "1", title: First, rate: {{of: metric.sales, at: 0.5%}}}}
  b: {{clause: "2", title: Second, rate: {{of: metric.renewals, at: 0.5%}}}}
  total: {{clause: "3", title: Both, sum: {{of: [a, b]}}}}
{ROUND}"""
    said = words(made(figures, CASH, {"sales": money("1"), "renewals": money("1")}))
    assert "€0.01 earned so far" in said
    assert "As shown, the lines add up to €0.02. The total is rounded once, from all their digits." in said


def test_a_plan_that_pays_points_alone_speaks_of_them() -> None:
    figures = """
  points: {clause: "1", title: Points, rate: {of: metric.talks, at: 10 points per talk}}
  whole: {clause: "2", title: Whole points, round: {of: points, to: whole, mode: half-away}}"""
    payouts = "  extra: {of: whole, as: points, when: 60 days after the quarter}"
    counted = "  talks:\n    title: Talks\n    unit: talks\n    roll-up: {count: talk}\n    source: crm\n    definition: Talks.\n"
    assert "0 points earned so far" in words(made(figures, payouts, {}, metrics=counted))


def test_payouts_of_each_item_are_lines_and_without_items_it_is_zero() -> None:
    figures = """
  each: {clause: "1", title: Commission on a deal, per: credit, rate: {of: credit.amount, at: 10%}}
  exact: {clause: "2", title: Commission in cents, per: credit, round: {of: each, to: minor unit, mode: half-away}}
  cents: {clause: "3", title: Commission, per: credit, floor: {of: exact, at: 0 EUR}}"""
    payouts = "  pay: {of: cents, per: credit, as: cash, when: 30 days after the quarter}"
    said = words(made(figures, payouts, {}, deals={"O-17": Decimal(400), "O-18": Decimal(900)}))
    assert "€130.00 earned so far" in said
    assert "Commission: O-17: €40.00 [Why?]" in said
    assert "Due 30 Jan 2027: €130.00" in said
    assert "€0.00 earned so far" in words(made(figures, payouts, {}))


def test_what_a_title_names_already_is_not_named_again() -> None:
    figures = f"""
  share: {{clause: "1", title: Share of talks given, ratio: {{of: metric.given, to: metric.talks, if-zero: refuse}}}}
  total: {{clause: "2", title: Score, weigh: {{of: term.target, parts: {{share: 100%}}}}}}
{ROUND}"""
    counted = (
        "  given:\n    title: Talks that were given\n    unit: talks\n    roll-up: {sum: done}\n    source: crm\n    definition: Given.\n"
        "  talks:\n    title: What was planned\n    unit: talks\n    roll-up: {sum: planned}\n    source: crm\n    definition: All.\n"
    )
    said = words(
        made(
            figures,
            CASH,
            {"done": (Decimal(3), Unit(("talk",))), "planned": (Decimal(4), Unit(("talk",)))},
            metrics=counted,
        )
    )
    assert "Talks that were given: 3. What was planned: 4 talks." in said
