"""Chains of conversions, each plan drawn at random, beside a second evaluation in exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.tree import Missing
from plans.unit import Unit
from tests.plans.fractions.exchange import Board
from tests.plans.fragments import problems_of_text, run_text
from tests.plans.operands import near

CURRENCIES = ("EUR", "USD", "JPY", "KWD")
AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
RATES = st.decimals("0.000001", 10**4, places=6).filter(lambda rate: rate > 0)


class Step(NamedTuple):
    """One conversion: the line of the board, and whether the plan writes the rate itself or is given it."""

    board: Board
    rate: Decimal
    written: bool

    @property
    def text(self) -> str:
        return f"{self.rate} {self.board.many} per {self.board.one}"


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Up to six conversions, each from the currency in which the one before it ended; now and then a rate is zero or below."""
    here, found = "EUR", []
    for _ in range(draw(st.integers(1, 6))):
        there = draw(st.sampled_from([each for each in CURRENCIES if each != here]))
        rate, written = draw(RATES), draw(st.booleans())
        if not written and draw(st.integers(0, 9)) == 0:
            rate = -rate + draw(st.sampled_from((rate, Decimal(0))))
        many, one = (here, there) if draw(st.booleans()) else (there, here)
        found.append(Step(Board(Fraction(rate), many, one), rate, written))
        here = there
    return found


def plan(amount: Decimal, chain: list[Step]) -> str:
    """`x0` is the amount in euros, and `x3` what is left of it after three conversions."""
    given_ = [f"metric.x0: {amount} EUR"]
    lines = ["x0: {sum: {of: [metric.x0]}}"]
    for place, step in enumerate(chain):
        at = step.text if step.written else f"metric.rate{place}"
        if not step.written:
            given_.append(f"metric.rate{place}: {step.text}")
        lines.append(f"x{place + 1}: {{convert: {{of: x{place}, at: {at}}}}}")
    return "\n".join([f"given: {{{', '.join(given_)}}}", "figures:", *(f"  {line}" for line in lines)])


@settings(max_examples=250)
@given(AMOUNTS, steps())
def test_a_chain_of_conversions(amount: Decimal, chain: list[Step]) -> None:
    """At each step the same amount in the same currency; once a rate is none, all that follows waits."""
    (evaluation,) = run_text(plan(amount, chain))
    known: tuple[Fraction, str] | None = (Fraction(amount), "EUR")
    for place, step in enumerate(chain, 1):
        known = step.board.changed(*known) if known else None
        node = evaluation.nodes[f"x{place}"]
        if known is None:
            assert isinstance(node.value, Missing)
            continue
        assert near(node.value, known[0], Fraction(amount))
        assert node.made.kind == Unit((known[1],))


@given(st.sampled_from(CURRENCIES), RATES, st.permutations(CURRENCIES))
def test_a_rate_that_names_other_currencies_is_refused_before_anything_is_computed(
    currency: str, rate: Decimal, pair: list[str]
) -> None:
    many, one = pair[:2]
    said = problems_of_text(
        f"given: {{metric.x: 5 {currency}}}\nfigures: {{x: {{convert: {{of: metric.x, at: {rate} {many} per {one}}}}}}}"
    )
    assert said.ok is (Board(Fraction(rate), many, one).changed(Fraction(5), currency) is not None)
