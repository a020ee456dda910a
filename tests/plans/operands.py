"""Operands for property tests: a Decimal as the engine holds it, beside the fraction that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from plans.number import exactly
from plans.syntax import Word
from plans.tree import Input, Node
from plans.unit import RATIO, Kind
from plans.verb import Outcome, WaitsError
from plans.verbs import VERBS

DUST = Decimal(1).scaleb(-34)  # what fifty digits leave of a sum of thirds, for amounts of up to a thousand billions
NEAR = Fraction(1, 10**20)


class Number(NamedTuple):
    """`exact` is what the number stands for; `held` is what fifty digits make of it."""

    held: Decimal
    exact: Fraction


def of(text: str) -> Number:
    return Number(Decimal(text), Fraction(text))


def _third(parts: tuple[int, int]) -> Number:
    with exactly():
        return Number(Decimal(parts[0]) / parts[1], Fraction(*parts))


def _dusty(parts: tuple[Decimal, int]) -> Number:
    with exactly():
        return Number(parts[0] + parts[1] * DUST, Fraction(parts[0]))


@cache
def numbers(least: int = -(10**9), most: int = 10**9) -> st.SearchStrategy[Number]:
    """Whole and broken, huge and tiny, thirds that never end, and amounts with dust in the last digits."""
    plain = st.decimals(least, most, places=2) | st.integers(least, most).map(Decimal)
    tiny = st.integers(0, 10**6).map(lambda count: max(least, 0) + Decimal(count).scaleb(-15))
    huge = st.sampled_from([end for end in (-(10**15), 10**15) if end > least or least < -(10**6)]).map(Decimal)
    thirds = st.tuples(st.integers(least, most), st.sampled_from((3, 7, 9, 11, 13)))
    dusty = st.tuples(plain, st.integers(-9 if least < 0 else 0, 9))
    ends = (plain | tiny | huge).map(lambda value: Number(value, Fraction(value)))
    return ends | thirds.map(_third) | dusty.map(_dusty)


@cache
def weights() -> st.SearchStrategy[Number]:
    """What a pool is divided by: hours, days, thirds of a day; several of them nothing."""
    hours = st.decimals(0, 10**6, places=3).map(lambda value: Number(value, Fraction(value)))
    thirds = st.tuples(st.integers(0, 10**6), st.sampled_from((3, 7, 9))).map(_third)
    return hours | thirds | st.just(of("0"))


@cache
def shares(most: int = 3) -> st.SearchStrategy[Number]:
    """Shares from 0% up, with at most six decimals."""
    return st.decimals(0, most, places=6).map(lambda value: Number(value, Fraction(value)))


@st.composite
def on_or_near(draw: st.DrawFn, edges: list[Number], free: st.SearchStrategy[Number]) -> Number:
    """Every other time an edge, with or without dust; else anything."""
    if draw(st.booleans()):
        return with_dust((draw(st.sampled_from(edges)), draw(st.integers(-9, 9))))
    return draw(free)


def with_dust(pair: tuple[Number, int]) -> Number:
    """The same number, a few of its last digits off."""
    with exactly():
        return Number(pair[0].held + pair[1] * DUST, pair[0].exact)


def total(values: Iterable[Decimal]) -> Decimal:
    """A sum with all its digits."""
    with exactly():
        return sum(values, Decimal(0))


def node(value: Any, kind: Kind = RATIO, name: str = "x", item: str = "") -> Node:
    """A leaf: what is given, with its kind."""
    held = value.held if isinstance(value, Number) else value
    return Node(Input(name, "given", kind, name), held, item=item)


def word(text: str) -> Word:
    return Word(text)


def computed(verb: str, args: Mapping[str, Any]) -> Any:
    """What a verb makes of nodes: an Outcome with its parts; None where it waits."""
    with exactly():
        try:
            result = VERBS[verb].compute(args)
        except WaitsError:
            return None
    return result if isinstance(result, Outcome) else Outcome(result, ())


def near(held: Any, exact: Fraction | int, size: Fraction | int = 1) -> bool:
    """Whether a computed number is the fraction, as far as is promised: twenty places, of what the largest operand is."""
    assert isinstance(held, Decimal)
    return abs(Fraction(held) - exact) <= NEAR * max(1, abs(exact), abs(size))
