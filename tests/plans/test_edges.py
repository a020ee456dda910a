"""How a value stands to an edge: both at twenty places, whatever dust the last digits hold."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.number import compared, edge, exactly
from plans.tree import Input, Node
from plans.unit import RATIO
from plans.verbs import VERBS

PLACES = st.integers(-40, 40).map(lambda count: Decimal(count).scaleb(-21))  # tenths of the last place that counts
HEADS = st.decimals(-1000, 1000, places=4)


@given(HEADS, HEADS, PLACES, PLACES)
def test_an_edge_is_an_edge_of_twenty_places(head: Decimal, other: Decimal, aside: Decimal, more: Decimal) -> None:
    with exactly():
        for value, against in ((head + aside, head + more), (head + aside, other + more), (head, head)):
            assert compared(value, against) == (edge(value) > edge(against)) - (edge(value) < edge(against))


def test_three_thirds_are_one() -> None:
    with exactly():
        third = Decimal(1) / 3
        assert third + third + third != 1
        assert compared(third + third + third, Decimal(1)) == 0


def test_the_dust_of_a_division_is_no_excess() -> None:
    with exactly():
        third = Node(Input("third", "given", RATIO), Decimal(1) / 3 * 3)
        whole = Node(Input("whole", "given", RATIO), Decimal(1))
        assert whole.value != third.value
        assert VERBS["excess"].compute({"of": whole, "over": third}) == 0
