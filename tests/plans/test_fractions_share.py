"""Dividing and spreading, beside a second evaluation in exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans.arithmetic.division import LEFTOVERS, SHORT
from plans.number import exactly
from tests.plans.fractions import shares as second
from tests.plans.operands import Number, computed, near, node, numbers, of, total, weights, with_dust, word

STEPS = ("0.01", "1", "0.05", "7")
WEIGHTS = st.lists(weights(), max_size=6)


def _ids(count: int) -> tuple[Any, ...]:
    return tuple(node(str(place), name="member.id", item=str(place)) for place in range(count))


def _split(pool: Number, parts: list[Number], step: str, leftovers: str, **more: Any) -> Any:
    args = {
        "of": node(pool),
        "among": _ids(len(parts)),
        "by": tuple(map(node, parts)),
        "to": node(of(step)),
        "leftovers": word(leftovers),
        "ties": (word("item order"),),
    }
    return computed("split", {**args, **more})


@given(numbers(), WEIGHTS, st.sampled_from(STEPS), st.sampled_from(LEFTOVERS))
def test_split_by_weight(pool: Number, parts: list[Number], step: str, leftovers: str) -> None:
    result = _split(pool, parts, step, leftovers, negative=word("as it falls"))
    sides = [(weight.exact, Fraction(0), None) for weight in parts]
    expected = second.divided(pool.exact, sides, Fraction(step), range(len(sides)), leftovers)
    assert [Fraction(piece.value) for piece in result.pieces] == expected
    _adds_up(result, pool.exact, Fraction(step), somebody=any(weight.exact for weight in parts))


def _adds_up(result: Any, pool: Fraction, step: Fraction, *, somebody: bool) -> None:
    """To the pool, save what is less than a step; or to nothing, where nobody takes part."""
    assert total(piece.value for piece in result.pieces) == result.value
    assert Fraction(result.value) == (floor(pool / step) * step if somebody else 0)
    assert all(Fraction(piece.value) % step == 0 for piece in result.pieces)


@given(numbers(), WEIGHTS, st.sampled_from(STEPS), st.sampled_from(LEFTOVERS))
def test_the_mirror_of_a_positive_split(pool: Number, parts: list[Number], step: str, leftovers: str) -> None:
    assume(pool.held > 0)
    there = _split(pool, parts, step, leftovers)
    back = _split(Number(-pool.held, -pool.exact), parts, step, leftovers, negative=word("mirror"))
    assert [piece.value for piece in back.pieces] == [-piece.value for piece in there.pieces]


BOUNDS = st.lists(
    st.tuples(st.integers(0, 50), st.sampled_from((0, 7, 50, 120)), st.integers(0, 200)), min_size=1, max_size=6
)


@settings(max_examples=300)
@given(
    st.integers(0, 500), BOUNDS, st.sampled_from(("1", "0.01", "5")), st.sampled_from(LEFTOVERS), st.sampled_from(SHORT)
)
def test_split_within_bounds(pool: int, sides: list[Any], step: str, leftovers: str, short: str) -> None:
    """Everybody has a least and a most of their own."""
    bounds = [(Fraction(weight), Fraction(min(a, b)), Fraction(max(a, b) + 5)) for weight, a, b in sides]
    parts = [of(str(weight)) for weight, _, _ in sides]
    leasts, mosts = (tuple(node(of(str(bound[place]))) for bound in bounds) for place in (1, 2))
    more = {"at-least": leasts, "at-most": mosts, "short": word(short)}
    result = _split(of(str(pool)), parts, step, leftovers, **more)
    expected = second.divided(Fraction(pool), bounds, Fraction(step), range(len(sides)), leftovers, short)
    assert (result is None) == (expected is None)
    if result is None or expected is None:
        return
    assert [Fraction(piece.value) for piece in result.pieces] == expected
    taking_part = [(piece, bound) for piece, bound in zip(result.pieces, bounds, strict=True) if bound[0]]
    if sum(bound[1] for _, bound in taking_part) <= pool - 5 * len(sides):
        assert all(bound[1] <= Fraction(piece.value) <= bound[2] for piece, bound in taking_part)
    if short != "company adds":
        assert result.value <= pool


def test_dust_of_a_third_takes_no_step_from_anybody() -> None:
    """Three by two thirds and one third is two and one; in fifty digits the one is a hair less."""
    with exactly():
        thirds = [Number(Decimal(part) / 3, Fraction(part, 3)) for part in (2, 1)]
    result = _split(of("3"), thirds, "1", "from the first")
    assert [piece.value for piece in result.pieces] == [2, 1]
    nothing = _split(with_dust((of("0"), -1)), thirds, "1", "from the first")
    assert nothing.value == 0, "a hair below zero is no negative pool"


@given(numbers(0), WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(pool: Number, parts: list[Number], random: Any) -> None:
    """With a tie that tells everybody apart, whoever is listed first gets the same."""
    names = [f"m{place}" for place in range(len(parts))]
    order = list(range(len(parts)))
    random.shuffle(order)

    def shares_of(places: list[int]) -> dict[str, Any]:
        among = tuple(node(names[place], item=names[place]) for place in places)
        ties = (tuple(node(names[place]) for place in places),)
        result = _split(pool, [parts[place] for place in places], "0.01", "largest remainder", among=among, ties=ties)
        return {piece.name: piece.value for piece in result.pieces}

    assert shares_of(order) == shares_of(sorted(order))


@given(
    numbers(), st.lists(st.integers(0, 100), min_size=1, max_size=4), st.sampled_from(STEPS), st.sampled_from(LEFTOVERS)
)
def test_split_by_shares(pool: Number, cuts: list[int], step: str, leftovers: str) -> None:
    ends = [0, *sorted(cuts), 100]
    shares = [Fraction(after - before, 100) for before, after in pairwise(ends)]
    args = {
        "shares": {str(place): node(of(str(float(share)))) for place, share in enumerate(shares)},
        "ties": (word("order written"),),
    }
    result = computed(
        "split",
        {"of": node(pool), "to": node(of(step)), "leftovers": word(leftovers), "negative": word("as it falls"), **args},
    )
    sides = [(share, Fraction(0), None) for share in shares]
    assert [Fraction(piece.value) for piece in result.pieces] == second.divided(
        pool.exact, sides, Fraction(step), range(len(sides)), leftovers
    )
    _adds_up(result, pool.exact, Fraction(step), somebody=True)


@given(numbers(), st.integers(1, 52), st.integers(1, 60))
def test_spread_evenly(amount: Number, into: int, number: int) -> None:
    args = {"of": node(amount), "into": node(of(str(into))), "by": word("even"), "number": node(of(str(number)))}
    place = (number - 1) % into + 1
    assert near(computed("spread", args).value, amount.exact / into)
    assert near(computed("spread", {**args, "cumulative": True}).value, amount.exact * place / into)


@given(numbers(), st.lists(st.integers(0, 9), min_size=1, max_size=12).filter(any), st.integers(1, 30))
def test_spread_by_proportions(amount: Number, entries: list[int], number: int) -> None:
    args = {"of": node(amount), "into": node(of(str(len(entries)))), "number": node(of(str(number)))}
    args["by"] = tuple(node(of(str(entry))) for entry in entries)
    place = (number - 1) % len(entries)
    part = Fraction(entries[place], sum(entries))
    upto = Fraction(sum(entries[: place + 1]), sum(entries))
    assert near(computed("spread", args).value, amount.exact * part)
    assert near(computed("spread", {**args, "cumulative": True}).value, amount.exact * upto)
    periods = [computed("spread", {**args, "number": node(of(str(n + 1)))}).value for n in range(len(entries))]
    assert near(total(periods), amount.exact), "the periods are the whole"
