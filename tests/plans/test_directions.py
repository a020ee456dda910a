"""Where a verb says that a result rises or falls with an operand, it does so all along."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.params import Weighted
from plans.problem import NOWHERE
from plans.tree import Input, Missing, Node
from plans.unit import RATIO
from plans.verb import DOWN, UNKNOWN, UP
from plans.verbs import VERBS
from plans.verbs.grid import Axis
from plans.verbs.lookup_check import Step
from plans.verbs.tiers_check import Band
from tests.plans.operands import Number, computed, node, of, shares, word

PLACES = st.integers(0, 400).map(lambda hundredths: of(f"{hundredths / 100:.2f}"))
RATES = st.lists(st.integers(0, 5).map(lambda rate: of(str(rate))), min_size=3, max_size=3)
EDGES = [of("0"), of("1"), of("2")]


def holds(verb: str, parameter: str, args: dict[str, Any], low: Number, high: Number, put: Any = node) -> str:
    """The direction that the verb claims; fails where two results tell otherwise."""
    claimed = VERBS[verb].rises(Node(Input("x", verb, RATIO), low.held, {**args, parameter: put(low)}), parameter)
    one, other = (computed(verb, {**args, parameter: put(value)}) for value in sorted((low, high)))
    if one is not None and other is not None and claimed != UNKNOWN:
        first, second = Fraction(one.value), Fraction(other.value)
        assert first <= second if claimed == UP else first >= second
    return claimed


@given(shares(), shares(), PLACES, PLACES)
def test_two_operands(a: Number, b: Number, low: Number, high: Number) -> None:
    for verb, pair in {"difference": ("of", "less"), "excess": ("of", "over"), "rate": ("of", "at")}.items():
        for parameter in pair:
            assert holds(verb, parameter, {name: node(a) for name in pair}, low, high) != UNKNOWN
    for verb in ("cap", "floor"):
        assert {holds(verb, name, {"of": node(a), "at": node(b)}, low, high) for name in ("of", "at")} == {UP}
    ratio = {"of": node(a), "to": node(b), "if-zero": word("refuse")}
    assert holds("ratio", "of", ratio, low, high) == UP
    assert holds("ratio", "to", ratio, low, high) == DOWN
    # Where a value stands for a share of nothing, there is a jump at zero.
    assert holds("ratio", "to", {**ratio, "if-zero": node(of("0"))}, low, high) == UNKNOWN
    rounding = {"to": node(of("0.5")), "mode": word("half-even")}
    assert holds("round", "of", rounding, low, high) == UP
    part = {"of": node(a), "served": node(b), "out-of": node(of("2"))}
    assert [holds("prorate", name, part, low, high) for name in ("of", "served", "out-of")] == [UP, UP, DOWN]
    assert holds("spread", "of", {"into": node(of("4")), "by": word("even")}, low, high) == UP


@given(RATES, st.sampled_from(("slab", "whole")), st.booleans(), st.sampled_from(("upper", "lower")), PLACES, PLACES)
def test_tiers(rates: list[Number], crossing: str, back: bool, edge: str, low: Number, high: Number) -> None:  # noqa: FBT001 - drawn
    bands = tuple(Band(node(start), node(rate), None, back, NOWHERE) for start, rate in zip(EDGES, rates, strict=True))
    args = {"bands": bands, "crossing": word(crossing), "at-edge": word(edge)}
    claimed = holds("tiers", "of", args, low, high)
    assert claimed == UP or crossing == "whole" or back
    own = {**args, "of": node(of("1"))}
    holds("tiers", "against", own, low, high)
    holds("tiers", "by" if crossing == "whole" else "starting-at", own, low, high)


@given(RATES, st.sampled_from(("upper", "lower")), PLACES, PLACES)
def test_steps_and_lines(rates: list[Number], edge: str, low: Number, high: Number) -> None:
    gives = tuple(Step(node(start), None, node(rate), None, NOWHERE) for start, rate in zip(EDGES, rates, strict=True))
    adds = tuple(band._replace(gives=None, adds=band.gives) for band in gives)
    args = {"at-edge": word(edge), "below": word("nothing")}
    holds("lookup", "by", {**args, "bands": gives}, low, high)
    assert holds("lookup", "by", {**args, "bands": adds}, low, high) == UP
    points = tuple((node(start), node(rate)) for start, rate in zip(EDGES, rates, strict=True))
    for end in ("nothing", "flat", "extend"):
        holds("curve", "by", {"points": points, "below": word(end), "above": word(end)}, low, high)
        ends = {"by": node(of("3")), "below": word(end), "above": word(end)}
        holds(
            "curve",
            "points",
            {**ends, "points": points},
            low,
            high,
            lambda y: (*points[:1], (points[1][0], node(y)), points[2]),
        )


@given(RATES, RATES, RATES, st.sampled_from(("step down", "step up", "straight lines")), PLACES, PLACES)
def test_tables(a: Any, b: Any, c: Any, between: str, low: Number, high: Number) -> None:
    heads = tuple(map(node, EDGES))
    gives = tuple(tuple(map(node, row)) for row in (a, b, c))
    args = {"gives": gives, "between": word(between), "outside": word("flat")}
    args |= {"rows": Axis(node(of("1.5")), heads, NOWHERE), "columns": Axis(node(of("0.5")), heads, NOWHERE)}
    for side in ("rows", "columns"):
        holds("grid", side, args, low, high, lambda value: Axis(node(value), heads, NOWHERE))


@given(PLACES, PLACES, shares(), st.sampled_from(("rescale", "lose", "")))
def test_weighing(low: Number, high: Number, other: Number, then: str) -> None:
    def parts(value: Number) -> tuple[Weighted, ...]:
        weights = (of("0.4"), of("0.6"))
        return tuple(Weighted(node(x), node(weight)) for x, weight in zip((value, other), weights, strict=True))

    args = {"drop-below": node(of("1")), "then": word(then)} if then else {}
    assert holds("weigh", "parts", args, low, high, parts) == (UNKNOWN if then == "rescale" else UP)


@given(PLACES, PLACES, shares())
def test_answers(low: Number, high: Number, edge: Number) -> None:
    """No comes before yes."""
    for how, way in {"at-least": UP, "more-than": UP, "at-most": DOWN, "less-than": DOWN}.items():
        assert holds("test", "of", {how: node(edge)}, low, high) == way
        assert holds("test", how, {"of": node(edge)}, low, high) == (DOWN if way == UP else UP)


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_claimed_where_the_case_itself_is_not_known(verb: str) -> None:
    """A case table whose attribute is missing leaves no operands to look at."""
    choice = node(Missing(()), name="participant.segment")
    assert VERBS[verb].rises(replace(node(Missing(())), args={"according-to": choice}), "according-to") == UNKNOWN
