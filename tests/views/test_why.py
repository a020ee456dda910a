"""Why a figure is what it is: steps in computing order, digits that go on, rounding last, and the rows behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.render.plain import plain
from plans.record import Fact, Term
from plans.statement import Statement, state
from tests.views.checking import check
from tests.views.made import made, money, share
from tests.views.northwind import AS_OF, EUR, FIRST_VALUE_DAYS, PAYEE, SAMPLE, dossier, reader, scheme, statement
from tests.views.test_lines import CASH, ROUND
from views.behind import rows_of
from views.message import Steps
from views.rows import Listed, rows_form
from views.why import line_to_explain, why_form

MEASURED = (
    "Days from signing until an account first reached its goal; the median of the accounts that got there."
    " 14 accounts, from 1 Oct to 20 Nov 2026. The median is 28 days: half of them took that long or less."
    " Source: onboarding tracker, read 20 Nov 2026, 05:40 UTC."
)
PURPOSE = "Fewer days are better, so the target is divided by the result."


def why(of: Statement, figure: str, locale: str = "en-IE", name: str = "") -> str:
    line = line_to_explain(of, figure)
    assert line is not None
    form = why_form(line, of, reader(locale, name), "1|k|x")
    check(form)
    return plain(form)


def test_time_to_first_value_step_by_step() -> None:
    said = why(statement(), "ttv")
    steps = [line for line in said.splitlines() if line[:1].isdigit()]
    assert steps == [
        f"1. What was measured. {MEASURED}",
        "2. Your target. 30 days (clause 4.3).",
        f"3. Time to first value against its target. 30 days ÷ 28 days = 107.142857…% (clause 4.3). {PURPOSE}",
        "4. What time to first value pays. 107.142857…% lies between 100% and 125%: 100% + 7.142857… points × 2 = 114.285714…% (clause 4.6).",
        "5. Gate. Too few success plans are current: no, so it is open (41 accounts, against 40 accounts). Nothing is held back by it (clause 5.5).",
        "6. Your target pay for this part. 20% of €6,000.00 = €1,200.00 (clause 7.1).",
        "7. Multiply. €1,200.00 × 114.285714…% = €1,371.428571…",
        "8. Round, once, to the cent. Half or more goes up: €1,371.43 (clause 7.2). It is done once, on the sum of all parts.",
    ]
    assert "€1,371.43. You are at 28 days, where the target is 30 days, and fewer is better." in said
    assert "The dots mean that the digits go on. Fairshare keeps them all until step 8." in said
    assert "See the 14 accounts" in said


def test_two_rows_about_one_account_are_one_account() -> None:
    known = dossier()
    facts = {
        key: tuple(row._replace(item_id="A-01") for row in rows) if key[0].startswith("revenue") else rows
        for key, rows in known.facts.items()
    }
    of = state(scheme(), replace(known, facts=facts), statement().period, AS_OF)
    assert "See the account\n" in why(of, "nrr")
    assert "See the 2 accounts" in why(statement(), "nrr")


def test_a_closed_gate_says_what_counts_instead() -> None:
    said = why(statement(current=(37, 50)), "nrr")
    assert (
        "Too few success plans are current: yes, so it is closed (37 accounts, against 40 accounts). So 104% counts as 100% (clause 5.3)."
        in said
    )
    assert "The dots mean" not in said  # no digits go on here


def test_a_part_that_is_sure_already_is_explained_with_the_amount_that_the_statement_shows() -> None:
    waiting = statement(usage_through=date(2026, 11, 4))
    assert waiting.waits
    said = why(waiting, "nrr")
    assert "€3,120.00. You are at 107.1%, where the target is 105%." in said  # half of 6,000, times 104%
    assert "7. Multiply. €3,000.00 × 104% = €3,120.00." in said
    assert "No figure yet." in why(waiting, "adopt")


def test_a_term_that_changed_within_the_period_says_what_it_was_and_from_when() -> None:
    terms = (
        Term(PAYEE, "target", Decimal(6000), EUR, date(2026, 1, 1), date(2026, 10, 31)),
        Term(PAYEE, "target", Decimal(7000), EUR, date(2026, 11, 1)),
    )
    period = statement().period
    said = why(state(scheme(), replace(dossier(), terms=terms), period, AS_OF), "bonus")
    assert "€7,000.00 (clause 7.1). It was €6,000.00 at first and €7,000.00 from 1 Nov 2026; the last counts." in said


def test_ratios_show_both_sides() -> None:
    assert "57 of 100 count: 57%." in why(statement(), "adopt")
    assert "€1,071,000.00 ÷ €1,000,000.00 = 107.1%." in why(statement(), "nrr")


def test_a_figure_of_the_whole_plan_is_folded_to_twelve_steps() -> None:
    of = statement()
    line = line_to_explain(of, "bonus")
    assert line is not None
    (steps,) = (part for part in why_form(line, of, reader(), "k").parts if isinstance(part, Steps))
    assert len(steps.items) == 12
    assert steps.items[5] == ("In between.", "Seven more steps, among them gate, adoption and your adoption target.")


def test_digits_that_a_rule_brings_along_are_cut_too() -> None:
    figures = f"""
  pays: {{clause: "1", title: What it pays, curve: {{by: metric.growth, points: [[0%, 0%], [30%, 50%]], below: flat, above: flat}}}}
  total: {{clause: "2", title: Score, weigh: {{of: term.target, parts: {{pays: 100%}}}}}}
{ROUND}"""
    said = why(made(figures, CASH, {"growth": share("0.1")}), "pays")
    assert "10 points × 1.666666…" in said


def test_items_are_told_by_their_rules_and_their_rows() -> None:
    figures = f"""
  large: {{clause: "1", title: Large deal, per: credit, test: {{of: credit.amount, at-least: 500 EUR}}}}
  each: {{clause: "2", title: Commission on a deal, per: credit, rate: {{of: credit.amount, at: 10%}}}}
  counts: {{clause: "3", title: Commission on a large deal, per: credit, gate: {{of: each, when: large, otherwise: nothing}}}}
  deals: {{clause: "4", title: Commission on deals, sum: {{each: counts, over: credit}}}}
  other: {{clause: "5", title: Other, rate: {{of: metric.sales, at: 1%}}}}
  total: {{clause: "6", title: All, sum: {{of: [deals, other]}}}}
{ROUND}"""
    of = made(figures, CASH, {"sales": money("0")}, deals={"O-17": Decimal(400), "O-18": Decimal(900)})
    said = why(of, "deals")
    assert "Large deal. For each of the 2 deals: amount is at least €500.00 (clause 1)." in said
    assert (
        "Commission on a large deal. For each of the 2 deals: commission on a deal, if large deal; otherwise nothing (clause 3)."
        in said
    )
    assert "Commission on deals. €0.00 + €90.00 = €90.00 (clause 4)." in said
    assert "See the 2 deals" in said
    one = why(made(figures, CASH, {"sales": money("0")}, deals={"O-18": Decimal(900)}), "deals")
    assert "Large deal. For the one deal: amount is at least €500.00 (clause 1)." in one
    assert "Commission on deals. There is one: €90.00 (clause 4)." in one
    many = made(figures, CASH, {"sales": money("0")}, deals={f"O-{place}": Decimal(600) for place in range(30)})
    assert "Commission on deals. 30 of them come to €1,800.00 (clause 4)." in why(many, "deals")


SO_FAR = f"""
  sold: {{clause: "1", title: Sold so far, per: credit, running: {{of: credit.amount, through: this one}}}}
  each: {{clause: "2", title: Commission on a deal, per: credit, tiers: {{of: credit.amount, by: sold, crossing: whole, at-edge: upper, negative: refuse, bands: [{{from: 0 EUR, rate: 10%}}, {{from: 1000 EUR, rate: 12%}}]}}}}
  deals: {{clause: "3", title: Commission, sum: {{each: each, over: credit}}}}
  total: {{clause: "4", title: At least nothing, floor: {{of: deals, at: 0 EUR}}}}
{ROUND}"""


def test_what_the_deals_so_far_come_to_is_told_with_what_was_added() -> None:
    of = made(SO_FAR, CASH, {}, deals={"O-17": Decimal(400), "O-18": Decimal(500), "O-19": Decimal(300)})
    said = why(of, "each[O-19]")
    assert "Sold so far. €400.00 + €500.00 + €300.00 = €1,200.00 (clause 1)." in said
    assert "Commission on a deal. €1,200.00 reaches 12%: 12% of €300.00 = €36.00 (clause 2)." in said
    assert "See the 3 deals" in said
    assert "See the deal" in why(of, "each[O-17]")
    rule = "Sold so far. For each of the 3 deals: amount, added up over all up to and including this one, in the order in which they enter (clause 1)."
    assert why(of, "deals").count(rule) == 1


@pytest.mark.parametrize("count", [9, 300])
def test_of_many_deals_so_far_their_number_is_told(count: int) -> None:
    """Those for which an earlier total stands are counted, too."""
    of = made(SO_FAR, CASH, {}, deals={f"O-{number:03}": Decimal(10) for number in range(count)})
    line = f"Sold so far. {count} of them come to €{count * 10:,}.00 (clause 1)."
    last = why(of, f"each[O-{count - 1:03}]")
    assert line in last
    assert f"See the {count} deals" in last


def test_of_a_gate_on_a_fixed_sum_its_test_is_told() -> None:
    figures = f"""
  reached: {{clause: "1", title: Growth of at least 80%, test: {{of: metric.growth, at-least: 80%}}}}
  total: {{clause: "2", title: Fixed bonus, gate: {{of: 500 EUR, when: reached, otherwise: nothing}}}}
{ROUND}"""
    said = why(made(figures, CASH, {"growth": share("0.9")}), "total")
    assert "Growth. What growth says." in said
    assert (
        "Gate. Growth of at least 80%: yes, so it is open (90%, against 80%). Nothing is held back by it (clause 2)."
        in said
    )
    assert "See the row" in said


def test_of_somebody_else_the_steps_speak_of_them() -> None:
    said = why(statement(), "ttv", name="Sam Keller")
    assert "The result is 28 days" in said
    assert "2. The target. 30 days (clause 4.3)." in said
    assert "your" not in said.lower()


@pytest.mark.parametrize(
    "document", sorted(path.stem for path in SAMPLE.glob("*.yaml") if path.stem not in {"registry", "calendar"})
)
def test_titles_of_the_sample_fit_whoever_reads_them(document: str) -> None:
    """A manager reads them of somebody else, so none says `your`."""
    used = scheme(document)
    told = [text for figure in used.plan.figures.values() for text in (figure.title, figure.purpose)]
    told += [text for metric in used.registry.metrics.values() for text in (metric.title, metric.definition)]
    assert [text for text in told if re.search(r"\byour?\b", text)] == []


def test_a_figure_that_is_not_there_has_no_reason() -> None:
    assert line_to_explain(statement(), "salary") is None
    assert line_to_explain(statement(), "") is None


def test_rows_say_what_when_how_much_and_from_where() -> None:
    of = statement()
    line = line_to_explain(of, "ttv")
    assert line is not None
    said = plain(rows_form(Listed("Time to first value: 14 rows", rows_of(line.node), str), of, reader(), "k"))
    assert "- A-01. 2 Oct 2026: 20 days. From onboarding tracker, line 2." in said
    assert said.count("From onboarding tracker") == len(FIRST_VALUE_DAYS)


def test_rows_about_one_thing_say_which_measure_they_hold() -> None:
    of = statement()
    line = line_to_explain(of, "nrr")
    assert line is not None
    pair = tuple(row._replace(item_id="A-01") for row in rows_of(line.node) if isinstance(row, Fact))
    said = plain(rows_form(Listed("Two rows", pair, str), of, reader(), "k"))
    assert "- A-01, revenue year ago. 5 Nov 2026: €1,000,000.00." in said
    assert "- A-01, revenue now. 5 Nov 2026: €1,071,000.00." in said
