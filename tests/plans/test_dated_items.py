"""Items that count by a date of their own: in which period, with which figures, and what is missing of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from plans.absence import FINAL
from plans.calendar import Period
from plans.dossier import CreditNeed
from plans.past import Past
from plans.record import Credit
from plans.scheme import Scheme
from plans.statement import state
from plans.tree import Missing, Node
from plans.unit import Unit
from tests.plans.build import AS_OF, dossier, quarter, scheme
from tests.plans.fragments import run_text
from tests.plans.test_other_periods import FIRST, LONG, SECOND, past_of, why


def deal(name: str, enters: str, amount: int, day_90: str = "") -> Credit:
    known = {"day-90": day_90} if day_90 else {}
    return Credit(name, "deal", "ana", Decimal(1), date.fromisoformat(enters), Decimal(amount), Unit(("EUR",)), known)


# By day 90: A in the second quarter, B in the third, C in the third, D in none so far, E on the last day of the third.
DEALS = (
    deal("A", "2026-01-10", 1, "2026-04-10"), deal("B", "2026-04-20", 20, "2026-07-19"), deal("C", "2026-05-01", 300, "2026-07-30"),
    deal("D", "2026-06-01", 4000), deal("E", "2026-07-02", 50000, "2026-09-30"),
)  # fmt: skip


def node(figures: str, period: str = "2026-Q3", *versions: Scheme, credits_: Sequence[Credit] = DEALS) -> Node:
    made = versions[0] if versions else scheme(figures, head=LONG)
    known = dossier(credits=credits_, complete={"crm": "2026-11-19"})
    return state(made, known, quarter(period), AS_OF, FINAL, past_of(*(versions or (made,)))).evaluation.nodes["it"]


def items(found: Node) -> list[str]:
    return [part.item for part in found.parts]


@pytest.mark.parametrize(
    ("dated", "period", "counting"),
    [
        ("credit.day-90", "2026-Q1", []),
        ("credit.day-90", "2026-Q2", ["A"]),
        ("credit.day-90", "2026-Q3", ["B", "C", "E"]),
        ("credit.enters", "2026-Q2", ["B", "C", "D"]),
        ("any", "2026-Q2", ["A", "B", "C", "D"]),
        ("{by: credit.day-90, last: 1 day}", "2026-Q3", ["E"]),
        (
            "{by: credit.day-90, last: 63 days}",
            "2026-Q3",
            ["C", "E"],
        ),  # 30 July is the 63rd day, counted back from 30 September
        ("{by: credit.day-90, last: 62 days}", "2026-Q3", ["E"]),
        ("{by: credit.day-90, before: 63 days}", "2026-Q3", ["A", "B"]),
        ("{by: credit.day-90, before: 62 days}", "2026-Q3", ["A", "B", "C"]),
    ],
)
def test_which_items_count(dated: str, period: str, counting: list[str]) -> None:
    found = node(f"it: {{sum: {{each: credit.amount, over: credit, dated: {dated}}}}}", period)
    assert items(found) == counting
    assert found.value == sum(deal.whole for deal in DEALS if deal.credit_id in counting)  # type: ignore[misc]


COMMISSION = """
won: {sum: {each: credit.amount, over: credit}}
reached: {lookup: {by: won, at-edge: upper, below: nothing, bands: [{from: 0 EUR, gives: 1%}, {from: 4000 EUR, gives: 10%}]}}
commission: {per: credit, rate: {of: credit.amount, at: reached}}
it: {sum: {each: commission, over: credit, dated: credit.day-90}}
"""


def test_a_figure_of_an_item_is_that_of_the_period_it_entered() -> None:
    """B and C entered in a quarter that reached 10%, E in one that did as well; A in one that reached 1%."""
    found = node(COMMISSION, "2026-Q3")
    assert [(part.item, part.period, part.value) for part in found.parts] == [
        ("B", "2026-Q2", 2), ("C", "2026-Q2", 30), ("E", "", 5000),
    ]  # fmt: skip
    assert node(COMMISSION, "2026-Q2").value == Decimal("0.01")


def test_the_figure_is_that_of_the_version_then_in_force() -> None:
    old = scheme("commission: {per: credit, rate: {of: credit.amount, at: 50%}}", head=FIRST)
    new = scheme(
        "commission: {per: credit, rate: {of: credit.amount, at: 10%}}\nit: {sum: {each: commission, over: credit, dated: credit.day-90}}",
        head=SECOND,
    )
    found = node("", "2026-Q3", new, old)
    assert [part.value for part in found.parts] == [10, 150, 5000]
    alone = node("", "2026-Q3", new)  # nobody was in the plan before July
    assert items(alone) == ["E"]


def test_an_item_that_enters_only_later_is_waited_for_and_not_lost() -> None:
    early = deal("F", "2026-11-01", 7, "2026-08-01")
    figures = "commission: {per: credit, rate: {of: credit.amount, at: 10%}}\nit: {sum: {each: commission, over: credit, dated: credit.day-90}}"
    found = node(figures, "2026-Q3", credits_=(*DEALS, early))
    assert why(found.value) == ["credit F enters only on 2026-11-01, after this period"]


def test_a_date_that_is_none_waits() -> None:
    odd = deal("F", "2026-07-01", 7, "soon")
    found = node("it: {sum: {each: credit.amount, over: credit, dated: credit.day-90}}", credits_=(*DEALS, odd))
    assert isinstance(found.value, Missing)
    assert why(found.value) == ["day 90 reads `soon`, not date"]


def test_an_item_from_before_the_payee_came_has_no_figure_and_asks_for_no_version() -> None:
    def version(period: Period) -> Scheme | None:
        assert period.end >= date(2026, 5, 1), period
        return made

    made = scheme(COMMISSION, head=LONG)
    known = dossier(credits=DEALS, complete={"crm": "2026-11-19"})
    found = state(made, known, quarter("2026-Q2"), AS_OF, FINAL, Past(date(2026, 5, 1), version)).evaluation.nodes["it"]
    assert items(found) == []  # A is in use since April, and was signed before


def test_all_items_of_the_kind_are_needed_and_all_periods_of_their_figures() -> None:
    made = scheme(COMMISSION, head=LONG)
    needs = made.needs(quarter("2026-Q3"), past_of(made))
    assert CreditNeed("deal", date.min, date.max) in needs.credits
    assert CreditNeed("deal", date(2026, 1, 1), date(2026, 3, 31)) in needs.credits


def test_days_that_are_given_open_and_shut_the_window() -> None:
    """90 days to 31 March begin on 1 January."""
    found = run_text(
        """
periods: 2
given: {period.start: [2026-01-01, 2026-04-01], period.end: [2026-03-31, 2026-06-30]}
items: {award: [{on: 2025-12-31, points: 100 points}, {on: 2026-01-01, points: 50 points}, {on: 2026-05-01, points: 30 points}]}
figures:
  fresh: {sum: {each: award.points, over: award, dated: {by: award.on, last: 90 days}}}
  old: {sum: {each: award.points, over: award, dated: {by: award.on, before: 90 days}}}
"""
    )
    assert [(each.nodes["fresh"].value, each.nodes["old"].value) for each in found] == [(50, 100), (30, 150)]
