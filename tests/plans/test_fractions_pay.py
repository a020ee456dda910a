"""Tiers, steps, lines and tables, beside a second evaluation in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.problem import NOWHERE
from plans.verbs.grid import Axis
from plans.verbs.lookup_check import Step
from plans.verbs.tiers_check import Band
from tests.plans.fractions import bands as second
from tests.plans.fractions import lines
from tests.plans.operands import Number, computed, near, node, numbers, of, on_or_near, shares, total, with_dust, word

EDGES = ("upper", "lower")
NEGATIVE = ("down the bands", "mirror", "first band")


@st.composite
def bands_of(draw: st.DrawFn, *, back: bool) -> list[tuple[Number, Number, bool]]:
    """Bands that start at zero and rise; with `back` some re-rate what lies below."""
    steps = draw(st.lists(st.integers(1, 30), max_size=4, unique=True).map(sorted))
    starts = [of("0"), *(of(str(step)) for step in steps)]
    return [(start, draw(shares()), back and draw(st.booleans())) for start in starts]


def _exact(bands: list[tuple[Number, Number, bool]], quota: Fraction = Fraction(1)) -> list[second.Band]:
    return [(start.exact * quota, rate.exact, back) for start, rate, back in bands]


def _nodes(bands: list[tuple[Number, Number, bool]]) -> tuple[Band, ...]:
    return tuple(Band(node(start), node(rate), None, back, NOWHERE) for start, rate, back in bands)


@settings(max_examples=300)
@given(bands_of(back=True), st.sampled_from(EDGES), st.sampled_from(NEGATIVE), st.data())
def test_slabs_on_top_of_a_total(bands: list[Any], edge: str, negative: str, data: st.DataObject) -> None:
    starts = [start for start, _, _ in bands]
    among_the_bands = st.integers(-60, 60).map(lambda value: of(str(value))) | numbers()
    before, amount = (data.draw(on_or_near(starts, among_the_bands)) for _ in range(2))
    args = {"of": node(amount), "bands": _nodes(bands), "crossing": word("slab"), "at-edge": word(edge)}
    args |= {"starting-at": node(before), "negative": word(negative)}
    result = computed("tiers", args)
    # A total is a sum of two: on an edge only where the fractions say so, dust or not.
    assert near(result.value, second.slab(_exact(bands), before.exact, amount.exact, edge, negative))
    assert near(total(piece.amount for piece in result.pieces), amount.exact), "the slices are the whole"
    assert total(piece.value for piece in result.pieces) == result.value


@given(bands_of(back=True), shares().filter(lambda quota: quota.exact > 0), st.sampled_from(EDGES), st.data())
def test_slabs_against_a_quota(bands: list[Any], quota: Number, edge: str, data: st.DataObject) -> None:
    exact = _exact(bands, quota.exact)
    amount = data.draw(
        on_or_near([Number(s.held * quota.held, s.exact * quota.exact) for s, _, _ in bands], numbers(0))
    )
    args = {"of": node(amount), "bands": _nodes(bands), "crossing": word("slab"), "at-edge": word(edge)}
    result = computed("tiers", {**args, "against": node(quota)})
    assert near(result.value, second.slab(exact, Fraction(0), amount.exact, edge))


@given(bands_of(back=False), st.sampled_from(EDGES), st.sampled_from(NEGATIVE[1:]), st.data())
def test_the_whole_amount_at_the_rate_reached(bands: list[Any], edge: str, negative: str, data: st.DataObject) -> None:
    starts = [start for start, _, _ in bands]
    amount, by = data.draw(numbers()), data.draw(on_or_near(starts, numbers()))
    args = {"of": node(amount), "by": node(by), "bands": _nodes(bands), "crossing": word("whole")}
    result = computed("tiers", {**args, "at-edge": word(edge), "negative": word(negative)})
    assert near(result.value, second.whole(_exact(bands), amount.exact, by.exact, edge, negative))
    assert total(piece.amount for piece in result.pieces) == amount.held


@given(bands_of(back=True), st.sampled_from(EDGES), st.integers(0, 40).map(str), st.integers(0, 40).map(str))
def test_a_return_undoes_what_was_paid(bands: list[Any], edge: str, sold: str, more: str) -> None:
    """Down the bands, a sale and its return cancel, whatever was sold before and whatever the sale re-rated of itself."""
    before, amount = of(sold), of(more)
    args = {"bands": _nodes(bands), "crossing": word("slab"), "at-edge": word(edge), "negative": word("down the bands")}
    sale = computed("tiers", {**args, "of": node(amount), "starting-at": node(before)})
    after = node(total([before.held, amount.held]))
    back = computed("tiers", {**args, "of": node(-amount.held), "starting-at": after})
    assert near(total([sale.value, back.value]), Fraction(0))


@pytest.mark.parametrize("quota", ["0", "-5"])
def test_a_quota_of_nothing_waits(quota: str) -> None:
    args = {"of": node(of("5")), "bands": _nodes([(of("0"), of("0.1"), False)]), "crossing": word("slab")}
    assert computed("tiers", {**args, "against": node(of(quota))}) is None


@given(bands_of(back=False), st.sampled_from(EDGES), numbers(), st.data())
def test_steps(bands: list[Any], edge: str, below: Number, data: st.DataObject) -> None:
    starts = [start for start, _, _ in bands]
    by = data.draw(on_or_near(starts, numbers()))
    place = second.band_of([start.exact for start in starts], by.exact, edge)
    args = {"by": node(by), "at-edge": word(edge), "below": node(below)}
    gives = tuple(Step(node(start), None, node(rate), None, NOWHERE) for start, rate, _ in bands)
    adds = tuple(Step(node(start), None, None, node(rate), NOWHERE) for start, rate, _ in bands)
    reached = [rate for _, rate, _ in bands[: place + 1]]
    given_, added = computed("lookup", {**args, "bands": gives}), computed("lookup", {**args, "bands": adds})
    assert given_.value == (reached[-1] if reached else below).held
    assert near(added.value, sum(rate.exact for rate in reached) if reached else below.exact)


@given(st.sampled_from(("lower band", "upper band", "refuse", "value")), st.sampled_from(EDGES), st.data())
def test_gaps_between_steps(gaps: str, edge: str, data: st.DataObject) -> None:
    by = data.draw(on_or_near([of("90"), of("99"), of("100")], numbers(85, 105)))
    bands = (
        Step(node(of("90")), node(of("99")), node(of("1")), None, NOWHERE),
        Step(node(of("100")), None, node(of("2")), None, NOWHERE),
    )
    how = node(of("7")) if gaps == "value" else word(gaps)
    result = computed(
        "lookup", {"by": node(by), "bands": bands, "at-edge": word(edge), "below": word("nothing"), "gaps": how}
    )
    in_first = 90 < by.exact <= 99 or (by.exact == 90 and edge == "upper")
    in_second = by.exact > 100 or (by.exact == 100 and edge == "upper")
    in_gap = 99 < by.exact <= 100 and not in_second
    expected = 1 if in_first else 2 if in_second else 0
    if in_gap:
        expected = {"lower band": 1, "upper band": 2, "refuse": None, "value": 7}[gaps]
    assert (None if result is None else result.value) == expected


@st.composite
def points_of(draw: st.DrawFn) -> list[tuple[Number, Number]]:
    places = draw(st.lists(st.integers(0, 300), min_size=2, max_size=5, unique=True).map(sorted))
    return [(of(f"{place / 100:.2f}"), draw(shares())) for place in places]


OUTSIDE = ("nothing", "flat", "extend", "refuse")


@settings(max_examples=200)
@given(points_of(), st.sampled_from(OUTSIDE), st.sampled_from(OUTSIDE), st.data())
def test_curves(points: list[tuple[Number, Number]], below: str, above: str, data: st.DataObject) -> None:
    by = data.draw(on_or_near([x for x, _ in points], numbers(-1, 4)))
    args = {"by": node(by), "points": tuple((node(x), node(y)) for x, y in points)}
    result = computed("curve", {**args, "below": word(below), "above": word(above)})
    expected = lines.curve([(x.exact, y.exact) for x, y in points], by.exact, below, above)
    assert (result is None) == (expected is None)
    assert expected is None or near(result.value, expected)


@given(points_of(), st.sampled_from(("flat", "extend")), st.data())
def test_curves_have_no_jumps(points: list[tuple[Number, Number]], end: str, data: st.DataObject) -> None:
    """A hair to the side of any place moves the result by no more than a hair, unless `nothing` makes a cliff."""
    by = data.draw(on_or_near([x for x, _ in points], numbers(0, 4)))
    args = {"points": tuple((node(x), node(y)) for x, y in points), "below": word(end), "above": word(end)}
    here, aside = (computed("curve", {**args, "by": node(at)}).value for at in (by, with_dust((by, 10**14))))
    assert abs(Fraction(here) - Fraction(aside)) < Fraction(1, 10**15)


def _axis(by: Number, heads: list[Number]) -> Axis:
    return Axis(node(by), tuple(map(node, heads)), NOWHERE)


@given(
    st.sampled_from(("step down", "step up", "straight lines", "refuse")),
    st.sampled_from(("value", "refuse")),
    st.data(),
)
def test_tables(between: str, outside: str, data: st.DataObject) -> None:
    rows, columns = ([x for x, _ in data.draw(points_of())] for _ in range(2))
    gives = [[data.draw(shares()) for _ in columns] for _ in rows]
    across, down = (data.draw(on_or_near(heads, numbers(-1, 4))) for heads in (columns, rows))
    result = computed(
        "grid",
        {
            "rows": _axis(down, rows),
            "columns": _axis(across, columns),
            "between": word(between),
            "gives": tuple(tuple(map(node, line)) for line in gives),
            "outside": node(of("9")) if outside == "value" else word(outside),
        },
    )
    row, column = (
        lines.spot([h.exact for h in heads], by.exact, between) for heads, by in ((rows, down), (columns, across))
    )
    cells = [[value.exact for value in line] for line in gives]
    if row and column:
        assert near(result.value, lines.cell(cells, row, column))
    elif between == "refuse" and _inside(row, down, rows) and _inside(column, across, columns):
        assert result is None, "between printed points the council decides"
    else:
        assert result is None or result.value == 9


@given(st.data())
def test_tables_in_straight_lines_have_no_jumps(data: st.DataObject) -> None:
    heads = [of("0.5"), of("1"), of("2")]
    gives = tuple(tuple(node(data.draw(shares())) for _ in heads) for _ in heads)
    args = {"gives": gives, "between": word("straight lines"), "outside": word("flat")}
    down, across = (data.draw(on_or_near(heads, numbers(0, 4))) for _ in range(2))
    here, aside = (
        computed("grid", {**args, "rows": _axis(at[0], heads), "columns": _axis(at[1], heads)}).value
        for at in ((down, across), (with_dust((down, 10**14)), with_dust((across, 10**14))))
    )
    assert abs(Fraction(here) - Fraction(aside)) < Fraction(1, 10**15)


def _inside(spot: Any, by: Number, heads: list[Number]) -> bool:
    return spot is not None or by.exact > heads[0].exact


@given(st.sampled_from(("step down", "step up", "straight lines")), st.data())
def test_outside_a_table_the_nearest_head_counts(between: str, data: st.DataObject) -> None:
    heads = [of("0.5"), of("1"), of("2")]
    gives = [[data.draw(shares()) for _ in heads] for _ in heads]
    down, across = (data.draw(on_or_near(heads, numbers(-1, 4))) for _ in range(2))
    near_ = [
        of(str(float(min(max(by.exact, Fraction(1, 2)), Fraction(2))))) if not Fraction(1, 2) <= by.exact <= 2 else by
        for by in (down, across)
    ]
    args = {"gives": tuple(tuple(map(node, line)) for line in gives), "between": word(between), "outside": word("flat")}
    first = computed("grid", {**args, "rows": _axis(down, heads), "columns": _axis(across, heads)})
    second_ = computed("grid", {**args, "rows": _axis(near_[0], heads), "columns": _axis(near_[1], heads)})
    assert first.value == second_.value
