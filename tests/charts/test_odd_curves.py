"""Curves and steps that nobody would write: the graph says what the engine pays, and nothing is drawn outside of the card."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts.look import LONGEST_DESCRIPTION, MOST_BYTES
from charts.payout_curve import payout_curve
from charts.reading import shape_of
from charts.shape import Shape, Stretch
from plans.number import edge, exactly
from plans.tree import Missing
from plans.words import PLAIN
from tests.charts.made import computed, is_blank_around, opened
from views.figures import figures_for

OUTSIDE = st.sampled_from(["nothing", "flat", "extend", "refuse"])
SIZES = st.sampled_from([1, 100, 10**9, 10**24])
TITLES = st.text(max_size=120)


@st.composite
def rising(draw: st.DrawFn, least: int) -> list[Decimal]:
    """Places in rising order, near to each other or very far."""
    size = draw(SIZES)
    steps = draw(st.lists(st.integers(1, 50), min_size=least, max_size=7))
    start = draw(st.integers(-50, 50))
    return [Decimal(place * size).scaleb(-1) for place in accumulate(steps, initial=start)][1:]


@st.composite
def heights(draw: st.DrawFn, many: int) -> list[Decimal]:
    size = draw(SIZES)
    return [Decimal(draw(st.integers(-100, 100)) * size).scaleb(-2) for _ in range(many)]


@st.composite
def curves(draw: st.DrawFn) -> str:
    places = draw(rising(2))
    values = draw(heights(len(places)))
    points = ", ".join(f"[{x:f} EUR, {y:f} USD]" for x, y in zip(places, values, strict=True))
    return f"curve: {{by: metric.won, points: [{points}], below: {draw(OUTSIDE)}, above: {draw(OUTSIDE)}}}"


@st.composite
def steps(draw: st.DrawFn) -> str:
    starts = draw(rising(1))
    values = draw(heights(len(starts) + 2))
    word = draw(st.sampled_from(["gives", "adds"]))
    gap = draw(st.booleans()) and word == "gives" and len(starts) > 1
    rows = [f"{{from: {x:f} EUR, {word}: {y:f} USD}}" for x, y in zip(starts, values, strict=False)]
    gaps = ""
    if gap:
        end = (starts[0] + starts[1]) / 2
        rows[0] = f"{{from: {starts[0]:f} EUR, to: {end:f} EUR, gives: {values[0]:f} USD}}"
        gaps = f", gaps: {draw(st.sampled_from(['lower band', 'upper band', 'refuse', f'{values[-1]:f} USD']))}"
    below = draw(st.sampled_from(["nothing", "refuse", f"{values[-2]:f} USD"]))
    side = draw(st.sampled_from(["upper", "lower"]))
    return f"lookup: {{by: metric.won, at-edge: {side}, below: {below}, bands: [{', '.join(rows)}]{gaps}}}"


@st.composite
def results(draw: st.DrawFn, shape: Shape) -> Decimal:
    """At a knot, beside one, between two, or far away."""
    near = draw(st.sampled_from(shape.knots))
    span = shape.knots[-1] - shape.knots[0] or Decimal(1)
    return near + span * draw(
        st.sampled_from([Decimal(part) for part in ("0", "0.001", "-0.001", "0.37", "-0.6", "900", "-900")])
    )


@settings(deadline=None)
@given(st.one_of(curves(), steps()), st.data())
def test_the_graph_pays_what_the_engine_pays(body: str, data: st.DataObject) -> None:
    node = computed(body, 0)
    with exactly():
        shape = shape_of(node)
        result = data.draw(results(shape))
    value = computed(body, result).value
    with exactly():
        found = [height for stretch in shape.stretches for height in _paid(stretch, result)]
    if isinstance(value, Missing):
        assert found == []
    else:
        assert isinstance(value, Decimal)
        assert [edge(height) for height in found] == [edge(value)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(curves(), steps()),
    TITLES,
    st.sampled_from([PLAIN, figures_for("de-CH"), figures_for("en-IN")]),
    st.data(),
)
def test_nothing_odd_raises_or_leaves_the_card(body: str, title: str, voice: object, data: st.DataObject) -> None:
    """Warnings are errors here, those of missing signs included."""
    with exactly():
        shape = shape_of(computed(body, 0))
        result = data.draw(st.one_of(st.none(), results(shape)))
    picture = payout_curve(computed(body, result, title), voice, title)
    assert len(picture.png) < MOST_BYTES
    assert 1 <= len(picture.description) <= LONGEST_DESCRIPTION
    assert is_blank_around(opened(picture.png))


def _paid(stretch: Stretch, result: Decimal) -> list[Decimal]:
    """What a stretch pays for a result: one value, or none where it does not reach."""
    first, last = stretch.first, stretch.last
    if result < first.x or (result == first.x and stretch.before is None and not stretch.first_in):
        return [] if stretch.before is None else [first.y + stretch.before * (result - first.x)]
    if result > last.x or (result == last.x and stretch.after is None and not stretch.last_in):
        return [] if stretch.after is None else [last.y + stretch.after * (result - last.x)]
    for here, there in zip(stretch.spots, stretch.spots[1:], strict=False):
        if here.x <= result <= there.x:
            return [here.y + (there.y - here.y) * (result - here.x) / (there.x - here.x)]
    return [first.y]
