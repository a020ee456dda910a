"""What a figure reads of other periods, as people read it: in the steps of *Why?*, and where a part waits."""

from __future__ import annotations

from bot.render.plain import plain
from plans.absence import FINAL
from plans.statement import Statement, state
from tests.plans.build import AS_OF, dossier, quarter, scheme
from tests.plans.test_other_periods import DEALS, LONG, past_of
from tests.views.checking import check
from tests.views.northwind import reader
from views.reach import Unsure, reach_of
from views.statement import statement_message
from views.why import line_to_explain, why_form

CASH = "pay: {of: pay, as: cash, when: 5 days after the quarter}"
ROUND = "pay: {round: {of: it, to: minor unit, mode: half-away}}"
TO_DATE = """
bonus: {rate: {of: metric.won, at: 10%}}
to-date: {sum: {each: bonus, over: year to date}}
before: {earlier: {of: bonus, back: 1 quarter, before-first: 0 EUR}}
it: {sum: {of: [to-date, before]}}
"""


def stated(figures: str, period: str = "2026-Q4", *, through: str = "2026-11-19", mode: str = "") -> Statement:
    made = scheme(f"{figures}\n{ROUND}", CASH, head=LONG)
    known = dossier(*DEALS, complete={"crm": through})
    return state(made, known, quarter(period), AS_OF, mode, past_of(made))


def steps(statement: Statement, figure: str = "pay") -> list[str]:
    line = line_to_explain(statement, figure)
    assert line is not None
    form = why_form(line, statement, reader(), "1|k|x")
    check(form)
    return [line for line in plain(form).splitlines() if line[:1].isdigit()]


def test_each_period_of_a_window_is_a_value_of_one_step() -> None:
    assert steps(stated(TO_DATE)) == [
        "1. Deals won. 1 deal, from 1 Oct to 20 Nov 2026. It is €4.00. Source: CRM, read 20 Nov 2026, 06:00 UTC.",
        "2. Bonus. €4.00 × 10% = €0.40 (clause 1).",
        "3. Bonus, period by period. Q1 2026 €10.00, Q2 2026 €2.00, Q3 2026 €30.00 and Q4 2026 €0.40.",
        "4. To date. €10.00 + €2.00 + €30.00 + €0.40 = €42.40 (clause 2).",
        "5. Before. In Q3 2026 it was €30.00 (clause 3).",
        "6. It. €42.40 + €30.00 = €72.40 (clause 4).",
        "7. Pay. €72.40: nothing to round (clause 5).",
    ]


def test_a_sum_over_periods_is_one_line_and_not_one_for_each() -> None:
    said = plain(statement_message(stated(TO_DATE), reader()))
    assert "To date: €42.40 [Why?]" in said
    assert "Bonus" not in said


def test_many_periods_are_told_by_the_first_and_the_last() -> None:
    monthly = "it: {sum: {each: metric.won, over: last 14 months}}"
    said = next(step for step in steps(stated(monthly, "2026-Q3")) if "period by period" in step)
    assert said == "1. Deals won, period by period. Aug 2025 €0.00, 12 more in between and Sept 2026 €50.00."


def test_months_within_the_quarter() -> None:
    figures = "capped: {each: month, cap: {of: metric.won, at: 40 EUR}}\nit: {sum: {each: capped, over: each month}}"
    assert steps(stated(figures, "2026-Q3"), "it")[0] == (
        "1. Capped, period by period. Jul 2026 €40.00, Aug 2026 €0.00 and Sept 2026 €40.00."
    )


def test_a_gate_says_in_which_periods_its_pattern_held() -> None:
    figures = """
    good: {test: {of: metric.won, at-least: 20 EUR}}
    steady: {streak: {of: good, holds: 3, of-last: 4}}
    it: {gate: {of: metric.won, when: steady}}
    """
    said = steps(stated(figures, "2026-Q3"))
    assert "Gate. Steady: yes, so it is open (Q4 2025 no, Q1 2026 yes, Q2 2026 yes and Q3 2026 yes)." in said[1]


def test_what_waits_for_another_period_says_for_which() -> None:
    waiting = stated(TO_DATE, through="2026-08-15", mode=FINAL)
    said = plain(statement_message(waiting, reader()))
    assert "Deals won, Q3 2026: no figure yet." in said
    assert "Deals won: no figure yet." in said
    assert reach_of(waiting) is Unsure.OTHER
    nothing = stated(
        "it: {earlier: {of: metric.won, back: 1 year, before-first: 0 EUR}}", "2026-Q2", through="2024-12-31"
    )
    said = plain(statement_message(nothing, reader()))
    assert "Deals won, Q2 2025: no figure yet." in said


def test_a_pilot_is_told_to_whom_it_pays() -> None:
    pilot = "  pilot: {unit: the north region, from: 2026-01-01, to: 2026-09-30, beside: everyone else, read-out: 2026-10-15}\n"
    made = scheme(
        "pay: {round: {of: metric.won, to: minor unit, mode: half-away}}",
        CASH,
        head=LONG.replace("  attributes:\n", f"{pilot}  attributes:\n"),
    )
    said = plain(statement_message(state(made, dossier(*DEALS), quarter("2026-Q3"), AS_OF), reader()))
    assert (
        "Plan: Test plan, version 1. It is a pilot in the north region until 30 Sept 2026; what it showed is told on 15 Oct 2026."
        in said
    )
