"""Terms that change within a period: each span between two changes computed by itself, beside the other ways that plans use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.absence import FINAL
from plans.number import exactly
from plans.record import Stay
from plans.statement import Statement, state
from plans.tree import Missing, Node
from tests.plans.build import AS_OF, HEAD, document, dossier, quarter, scheme
from tests.plans.fragments import run_text
from tests.plans.test_loader_faults import said

STINTS = HEAD.replace(
    "terms:\n", "terms:\n  pace: {from: participant, unit: EUR, each: quarter, when-changed: by stint}\n"
)
PACED = """
step: {per: stint, lookup: {by: term.pace, at-edge: upper, below: nothing, bands: [{from: 0 EUR, gives: 100 EUR}, {from: 150 EUR, gives: 500 EUR}]}}
part: {per: stint, prorate: {of: step, served: stint.days, out-of: period.days}}
it: {sum: {each: part, over: stint}}
"""
SINCE = Stay("ana", date(2025, 1, 1), team_id="north", function="sales", attributes={"role": "senior"})


def stated(figures: str, terms: list[tuple[str, str]], *stays: Stay) -> Statement:
    known = dossier(terms=[("pace", start, value) for start, value in terms], stays=stays or (SINCE,))
    made = scheme(figures, head=STINTS)
    return state(made, known, quarter("2026-Q3"), AS_OF, FINAL)


def node(figures: str, terms: list[tuple[str, str]], *stays: Stay) -> Node:
    return stated(figures, terms, *stays).evaluation.nodes["it"]


CHANGED = [("2026-01-01", "100 EUR"), ("2026-08-01", "200 EUR")]  # in force for 31 and 61 of the 92 days


def test_each_stint_is_computed_by_itself() -> None:
    """A step is reached in the second stint only; by day the average, 166, would have reached it for the whole quarter."""
    found = node(PACED, CHANGED)
    assert [part.item for part in found.parts] == ["2026-07-01", "2026-08-01"]
    with exactly():
        assert [part.value for part in found.parts] == [Decimal(100) * 31 / 92, Decimal(500) * 61 / 92]
    assert [row.value for part in found.parts for row in part.parts[0].parts[0].rows] == [100, 200]  # type: ignore[union-attr]


def test_without_a_change_the_period_is_one_stint() -> None:
    assert [part.item for part in node(PACED, CHANGED[:1]).parts] == ["2026-07-01"]


def test_a_gap_in_the_service_parts_two_stints_and_a_move_does_not() -> None:
    moved = (SINCE._replace(end=date(2026, 8, 9)), SINCE._replace(start=date(2026, 8, 10), team_id="south"))
    assert [part.item for part in node(PACED, CHANGED[:1], *moved).parts] == ["2026-07-01"]
    away = (SINCE._replace(end=date(2026, 8, 9)), SINCE._replace(start=date(2026, 9, 1)))
    days = [part.parts[1].value for part in node(PACED, CHANGED[:1], *away).parts]
    assert days == [40, 30]


def test_a_stay_within_another_ends_nothing() -> None:
    short = SINCE._replace(start=date(2026, 7, 20), end=date(2026, 8, 9))
    assert [part.parts[1].value for part in node(PACED, CHANGED[:1], SINCE, short).parts] == [92]


def test_a_stint_without_an_agreed_term_waits() -> None:
    value = node(PACED, [("2026-08-01", "200 EUR")]).value
    assert isinstance(value, Missing)
    assert [cause.words for cause in value.causes] == ["no pace is agreed from 2026-07-01 to 2026-07-31"]


@given(
    st.lists(st.integers(2, 91), unique=True, max_size=5).map(sorted),
    st.lists(st.integers(1, 999), min_size=6, max_size=6),
)
def test_for_what_is_linear_stints_come_to_the_same_as_days(changes: list[int], values: list[int]) -> None:
    """What is only multiplied comes to the average weighed by days."""
    start = date(2026, 7, 1)
    days = [start, *(date.fromordinal(start.toordinal() + offset) for offset in changes)]
    terms = [(day.isoformat(), f"{value} EUR") for day, value in zip(days, values, strict=False)]
    figures = "part: {per: stint, prorate: {of: term.pace, served: stint.days, out-of: period.days}}\nit: {sum: {each: part, over: stint}}"
    by_stint = node(figures, terms).value
    known = dossier(terms=[("quota", day, value) for day, value in terms], stays=(SINCE,))
    by_day = (
        state(scheme("it: {sum: {of: [term.quota]}}", head=STINTS), known, quarter("2026-Q3"), AS_OF, FINAL)
        .evaluation.nodes["it"]
        .value
    )
    assert isinstance(by_stint, Decimal)
    assert isinstance(by_day, Decimal)
    assert f"{by_stint:.20f}" == f"{by_day:.20f}"


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (
            "it: {rate: {of: term.pace, at: 5%}}",
            "scope: `it` is per participant and reads `term.pace`, which is per stint. Use `sum: {each: term.pace, over: stint}`.",
        ),
        (
            "it: {sum: {each: stint.days, over: stint, dated: any}}",
            "dated: `figures.it` (clause 1): stints have no date that puts them into a period. Drop `dated`.",
        ),
    ],
)
def test_what_the_loader_says(figure: str, message: str) -> None:
    assert [line.partition(": ")[2] for line in said(document(figure, head=STINTS))] == [message]


def test_stints_that_are_given() -> None:
    (found,) = run_text(
        """
given: {period.days: 92 days, term.bonus: 920 EUR}
items: {stint: [{days: 31 days, term.quota: 100 EUR}, {days: 61 days, term.quota: 200 EUR}]}
figures:
  part: {per: stint, prorate: {of: term.bonus, served: stint.days, out-of: period.days}}
  quota: {per: stint, prorate: {of: term.quota, served: stint.days, out-of: period.days}}
  it: {sum: {each: part, over: stint}}
  quotas: {sum: {each: quota, over: stint}}
"""
    )
    assert found.nodes["it"].value == 920
    assert f"{found.nodes['quotas'].value:.20f}" == f"{Decimal(100 * 31 + 200 * 61) / 92:.20f}"  # type: ignore[str-bytes-safe]
