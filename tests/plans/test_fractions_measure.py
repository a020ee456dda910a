"""Measuring, combining and bounding, beside a second evaluation in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from plans.arithmetic.rounding import MODES
from plans.params import Weighted
from tests.plans.fractions import steps
from tests.plans.operands import Number, computed, near, node, numbers, of, on_or_near, shares, total, with_dust, word


@given(numbers(), numbers())
def test_difference_and_excess(a: Number, b: Number) -> None:
    assert near(computed("difference", {"of": node(a), "less": node(b)}).value, a.exact - b.exact)
    assert near(computed("excess", {"of": node(a), "over": node(b)}).value, max(a.exact - b.exact, Fraction(0)))


@given(numbers(), numbers(), numbers())
def test_ratio_in_all_its_ways(a: Number, b: Number, instead: Number) -> None:
    args = {"of": node(a), "to": node(b), "if-zero": node(instead)}
    size = {"of": node(a), "to-size-of": node(b), "if-zero": word("refuse")}
    if b.held == 0:
        assert computed("ratio", args).value == instead.held
        assert computed("ratio", size) is None
    else:
        assume(b.exact != 0)
        assert near(computed("ratio", args).value, a.exact / b.exact)
        assert near(computed("ratio", size).value, a.exact / abs(b.exact))


@given(numbers(), shares())
def test_rate(a: Number, share: Number) -> None:
    assert near(computed("rate", {"of": node(a), "at": node(share)}).value, a.exact * share.exact)


@given(st.lists(numbers(), min_size=1, max_size=8), st.integers(1, 8))
def test_sums_averages_and_the_largest_few(of_: list[Number], most: int) -> None:
    nodes = tuple(map(node, of_))
    exact = [number.exact for number in of_]
    assert near(computed("sum", {"of": nodes}).value, sum(exact))
    assert near(computed("average", {"of": nodes}).value, sum(exact) / Fraction(len(exact)))
    few = {"each": nodes, "over": "deal", "at-most": node(of(str(most)))}
    assert near(computed("sum", {**few, "choosing": word("largest")}).value, sum(sorted(exact)[::-1][:most]))
    assert near(computed("sum", {**few, "choosing": word("earliest")}).value, sum(exact[:most]))


def test_nothing_adds_up_to_nothing_and_has_no_average() -> None:
    assert computed("sum", {"each": (), "over": "deal"}).value == 0
    assert computed("average", {"each": (), "over": "deal"}) is None


@given(st.lists(st.booleans(), max_size=6))
def test_count_and_conditions(answers: list[bool]) -> None:
    nodes = tuple(map(node, answers))
    assert computed("count", {"each": nodes, "over": "deal"}).value == answers.count(True)
    assert computed("all", {"of": nodes}).value is (False not in answers)
    assert computed("any", {"of": nodes}).value is (True in answers)
    assert computed("none", {"of": nodes}).value is (True not in answers)


@given(numbers(), st.data())
def test_tests_look_at_twenty_places(edge: Number, data: st.DataObject) -> None:
    value = data.draw(on_or_near([edge], numbers()))
    expected = {
        "at-least": value.exact >= edge.exact,
        "more-than": value.exact > edge.exact,
        "at-most": value.exact <= edge.exact,
        "less-than": value.exact < edge.exact,
    }
    for how, answer in expected.items():
        assert computed("test", {"of": node(value), how: node(edge)}).value is answer


@given(value=numbers(), limit=numbers(), holds=st.booleans())
def test_bounds_and_gates(*, value: Number, limit: Number, holds: bool) -> None:
    args = {"of": node(value), "at": node(limit), "while": node(holds)}
    capped, lifted = computed("cap", args), computed("floor", args)
    assert near(capped.value, min(value.exact, limit.exact) if holds else value.exact)
    assert near(lifted.value, max(value.exact, limit.exact) if holds else value.exact)
    assert near(capped.pieces[0].value, value.exact - min(value.exact, limit.exact) if holds else Fraction(0))
    assert near(lifted.pieces[0].value, max(value.exact, limit.exact) - value.exact if holds else Fraction(0))
    gated = computed("gate", {"of": node(value), "when": node(holds), "otherwise": node(limit)})
    assert gated.value == (value if holds else limit).held


@given(numbers(), st.lists(shares(), min_size=1, max_size=4), numbers())
def test_modify(value: Number, factors: list[Number], target: Number) -> None:
    product = value.exact
    for factor in factors:
        product *= factor.exact
    assert near(computed("modify", {"of": node(value), "multiply": tuple(map(node, factors))}).value, product)
    args = {"of": node(value), "add": tuple(map(node, factors)), "points-of": node(target)}
    points = sum(factor.exact for factor in factors)
    assert near(computed("modify", args).value, value.exact + points * target.exact, target.exact)


@given(numbers(), st.sampled_from(("0.01", "1", "0.001", "50", "0.05", "7", "1000")), st.sampled_from(MODES), st.data())
def test_round(free: Number, step: str, mode: str, data: st.DataObject) -> None:
    half = Fraction(step) / 2
    on_step = Number(of(step).held * 41 / 2, half * 41)
    value = data.draw(on_or_near([on_step, of(step), of("0")], st.just(free)))
    args = {"of": node(value), "to": node(of(step)), "mode": word(mode)}
    once = computed("round", args).value
    assert Fraction(once) == steps.rounded(value.exact, Fraction(step), mode)
    assert computed("round", {**args, "of": node(once)}).value == once, "a second rounding moves nothing"


def test_thirds_of_a_cent_come_back_whole() -> None:
    """Three thirds in fifty digits are a hair below one; rounding down must not take a cent for it."""
    less, more = with_dust((of("1"), -3)), with_dust((of("1"), 3))
    assert less.held < 1 < more.held
    assert computed("round", {"of": node(less), "to": node(of("0.01")), "mode": word("down")}).value == 1
    assert computed("round", {"of": node(more), "to": node(of("0.01")), "mode": word("up")}).value == 1


def _parts(values: list[Number], weights: list[Number]) -> tuple[Weighted, ...]:
    nodes = [node(value, name=f"metric.part-{place}") for place, value in enumerate(values)]
    return tuple(Weighted(part, node(weight)) for part, weight in zip(nodes, weights, strict=True))


@given(st.lists(numbers(), min_size=1, max_size=5), numbers(), st.data())
def test_weigh(values: list[Number], target: Number, data: st.DataObject) -> None:
    weights = _hundred(data, len(values))
    args = {"parts": _parts(values, weights)}
    exact = sum(value.exact * weight.exact for value, weight in zip(values, weights, strict=True))
    size = max(abs(number.exact) for number in (target, *values))
    plain, spread = computed("weigh", args), computed("weigh", {**args, "of": node(target)})
    assert near(plain.value, exact)
    assert near(spread.value, exact * target.exact, size)
    assert total(piece.value for piece in plain.pieces) == plain.value
    for piece, value, weight in zip(spread.pieces, values, weights, strict=True):
        assert piece.at == weight.held
        assert near(piece.amount, target.exact * weight.exact)
        assert near(piece.value, target.exact * weight.exact * value.exact, size)


@given(st.lists(numbers(), min_size=1, max_size=5), st.sampled_from(("rescale", "lose")), st.data())
def test_weigh_drops_what_is_under_an_edge(values: list[Number], then: str, data: st.DataObject) -> None:
    weights = _hundred(data, len(values))
    edge = data.draw(on_or_near(values, numbers()))
    kept = [(v.exact, w.exact) for v, w in zip(values, weights, strict=True) if v.exact >= edge.exact]
    base = sum(weight for _, weight in kept) if then == "rescale" else Fraction(1)
    exact = sum((value * weight / base for value, weight in kept), Fraction(0)) if base else Fraction(0)
    args = {"parts": _parts(values, weights), "drop-below": node(edge), "then": word(then)}
    assert near(computed("weigh", args).value, exact)


def _hundred(data: st.DataObject, count: int) -> list[Number]:
    """Whole percentages that add up to 100%."""
    cuts = sorted(data.draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    ends = [0, *cuts, 100]
    return [of(f"{(after - before) / 100:.2f}") for before, after in pairwise(ends)]
