"""Counting days and months, and proration, beside a second evaluation that walks the calendar day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.arithmetic.elapsed import COUNTING
from plans.arithmetic.rounding import MODES
from plans.problem import NOWHERE
from plans.tree import Missing
from plans.verbs.prorate import RoundShare
from tests.plans.fractions import time as second
from tests.plans.fragments import run_text
from tests.plans.operands import Number, computed, near, node, numbers, of, weights, word

DATES = st.dates(date(2019, 1, 1), date(2029, 12, 31))
MONTH_ENDS = st.tuples(st.integers(2019, 2029), st.integers(1, 12), st.integers(-3, 1)).map(
    lambda parts: date(parts[0], parts[1], 1) + timedelta(days=parts[2])
)
TIMES = weights() | st.integers(-10, 400).map(lambda days: of(str(days)))
NEAR_DATES = DATES | MONTH_ENDS


def _count(first: date, last: date, counting: str) -> Decimal | None:
    found = computed("elapsed", {"from": node(first), "to": node(last), "counting": word(counting)})
    return None if found is None else found.value


@given(NEAR_DATES, st.integers(-40, 800), st.sampled_from(COUNTING))
def test_elapsed(first: date, days: int, counting: str) -> None:
    last = first + timedelta(days=days)
    assert _count(first, last, counting) == second.elapsed(first, last, counting)


@given(NEAR_DATES, st.integers(0, 400), st.integers(0, 40), st.sampled_from(COUNTING))
def test_a_later_end_or_an_earlier_start_is_never_less(first: date, days: int, more: int, counting: str) -> None:
    last, further = first + timedelta(days=days), timedelta(days=more)
    count = _count(first, last, counting)
    assert count is not None
    for longer in (_count(first, last + further, counting), _count(first - further, last, counting)):
        assert longer is not None
        assert longer >= count


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [  # days, both ends; completed, whole both ends, started months, odd days from 16
        ("2026-01-31", "2026-02-27", (27, 28, 0, 1, 1, 1)),
        ("2026-01-31", "2026-02-28", (28, 29, 1, 1, 2, 1)),
        ("2028-01-31", "2028-02-28", (28, 29, 0, 1, 1, 1)),
        ("2028-01-31", "2028-02-29", (29, 30, 1, 1, 2, 1)),
        ("2026-01-31", "2026-03-30", (58, 59, 1, 2, 2, 2)),
        ("2024-02-29", "2025-02-28", (365, 366, 12, 12, 13, 12)),
        ("2026-04-01", "2026-12-31", (274, 275, 8, 9, 9, 9)),
        ("2026-05-05", "2026-05-05", (0, 1, 0, 0, 1, 0)),
        ("2026-02-14", "2026-02-27", (13, 14, 0, 0, 1, 0)),
        ("2026-02-14", "2026-02-28", (14, 15, 0, 0, 1, 1)),
        ("2026-03-14", "2026-03-28", (14, 15, 0, 0, 1, 0)),
        ("2026-03-14", "2026-03-29", (15, 16, 0, 0, 1, 1)),
        ("9999-12-01", "9999-12-31", (30, 31, 0, 1, 1, 1)),
    ],
)
def test_the_ends_of_months(first: str, last: str, counts: tuple[int, ...]) -> None:
    found = tuple(_count(date.fromisoformat(first), date.fromisoformat(last), counting) for counting in COUNTING)
    assert found == counts


def test_the_month_of_a_lapse_counts_as_earned() -> None:
    """Started on 1 January, lapsed on 10 April: four of twelve months are earned."""
    assert _count(date(2026, 1, 1), date(2026, 4, 10), "started months") == 4
    assert _count(date(2026, 1, 1), date(2026, 4, 1), "started months") == 4
    assert _count(date(2026, 1, 1), date(2026, 3, 31), "started months") == 3


@given(
    numbers(),
    TIMES,
    TIMES,
    st.sampled_from(("", "0.0001", "0.01", "0.25")),
    st.sampled_from(MODES),
)
def test_prorate(amount: Number, served: Number, out_of: Number, step: str, mode: str) -> None:
    args = {"of": node(amount), "served": node(served), "out-of": node(out_of)}
    if step:
        args["round-share"] = RoundShare(node(of(step)), word(mode), NOWHERE)
    found = computed("prorate", args)
    wanted = second.prorated(amount.exact, served.exact, out_of.exact, Fraction(step) if step else None, mode)
    assert (found is None) == (wanted is None)
    if found is not None and wanted is not None:
        assert near(found.value, wanted[0], amount.exact)
        assert near(found.pieces[0].value, wanted[1])


@pytest.mark.parametrize(
    ("served", "out_of", "why"),
    [
        ("30 days", "0 days", "x: there is zero"),
        ("30 days", "-1 days", "x: there is below zero"),
        ("-1 days", "31 days", "x: here is below zero"),
    ],
)
def test_prorate_waits_where_there_is_no_share(served: str, out_of: str, why: str) -> None:
    assert _waits(f"given: {{metric.here: {served}, metric.there: {out_of}}}", _PRORATE) == why


def test_elapsed_waits_where_the_end_comes_first() -> None:
    given_ = "given: {metric.start: 2026-05-02, metric.end: 2026-05-01}"
    figure = "elapsed: {from: metric.start, to: metric.end, counting: days}"
    assert _waits(given_, figure) == "x: 2026-05-01 is before 2026-05-02, from which it counts"


_PRORATE = "prorate: {of: 100 EUR, served: metric.here, out-of: metric.there}"


def _waits(given_: str, figure: str) -> str:
    (evaluation,) = run_text(f"{given_}\nfigures:\n  x: {{{figure}}}\n")
    value = evaluation.nodes["x"].value
    assert isinstance(value, Missing)
    (cause,) = value.causes
    return cause.words


def test_the_share_can_be_read() -> None:
    (evaluation,) = run_text(
        "figures:\n"
        "  x: {prorate: {of: 12000 EUR, served: 214 days, out-of: 366 days, round-share: {to: 0.01%, mode: half-away}}}\n"
        "  again: {rate: {of: 1000 EUR, at: x.share}}\n"
    )
    assert evaluation.nodes["again"].value == Decimal("584.7")
