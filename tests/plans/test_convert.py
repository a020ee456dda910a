"""`convert`: both directions of one rate, money that comes back as it was, and a rate that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.tree import Missing
from tests.plans.fragments import run_text, values

RATE = "129.53 JPY per EUR"
AMOUNTS = st.decimals("-1000000", "1000000", places=2)


def converted(amount: str, rate: str = RATE) -> Decimal:
    (evaluation,) = run_text(
        f"given: {{metric.a: {amount}}}\nfigures: {{x: {{convert: {{of: metric.a, at: {rate}}}}}}}"
    )
    (value,) = values(evaluation, "x")
    return value


@pytest.mark.parametrize(
    ("amount", "wanted"), [("100 EUR", "12953"), ("12953 JPY", "100"), ("-25906 JPY", "-200"), ("0 EUR", "0")]
)
def test_one_rate_goes_both_ways(amount: str, wanted: str) -> None:
    assert converted(amount) == Decimal(wanted)


@given(AMOUNTS)
def test_there_and_back_is_the_same_money(amount: Decimal) -> None:
    there_and_back = f"x: {{convert: {{of: metric.a, at: {RATE}}}}}, y: {{convert: {{of: x, at: {RATE}}}}}"
    (evaluation,) = run_text(f"given: {{metric.a: {amount} EUR}}\nfigures: {{{there_and_back}}}")
    assert values(evaluation, "y") == [amount]


def test_a_rate_from_outside_that_is_zero_makes_the_line_wait() -> None:
    written = (
        "given: {metric.a: 5 EUR, metric.fx: 0 JPY per EUR}\nfigures: {x: {convert: {of: metric.a, at: metric.fx}}}"
    )
    (evaluation,) = run_text(written)
    value = evaluation.nodes["x"].value
    assert isinstance(value, Missing)
    assert "is not above zero" in str(value)


def test_each_row_is_converted_from_its_own_currency() -> None:
    both = run_text(
        f"rows: 2\ngiven: {{metric.a: [1200 EUR, 12953 JPY]}}\nfigures: {{x: {{convert: {{of: metric.a, at: {RATE}}}}}}}"
    )
    found = [evaluation.nodes["x"] for evaluation in both]
    assert [(node.value, str(node.made.kind)) for node in found] == [(155436, "JPY"), (100, "EUR")]
