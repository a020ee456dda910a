"""Whether sources agree: compared by what they say of one thing, whatever the order and the ids of their rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plans.agreement import disagreements
from plans.literal import Scalar
from plans.record import Fact, Origin
from plans.unit import Unit

DAY = date(2026, 10, 5)
EUR = Unit(("EUR",))


def fact(source: str, value: Scalar, *, item: str = "", day: date = DAY, unit: str = "EUR") -> Fact:
    return Fact(f"{source}-{item}-{value}", "won", "person", "ana", day, value, Unit((unit,)), item, Origin(source))


def items(*facts: Fact) -> list[tuple[str, str]]:
    return [(each.item_id, each.other) for each in disagreements(facts, "crm", ("books", "feed"))]


def test_one_amount_twice_is_not_one_amount() -> None:
    five = Decimal(5)
    assert items(fact("crm", five), fact("crm", five), fact("books", five)) == [("", "books")]
    assert items(fact("crm", five), fact("crm", five), fact("books", five), fact("books", five)) == []


def test_one_number_in_two_units_is_two_things_said() -> None:
    assert items(fact("crm", Decimal(5)), fact("books", Decimal(5), unit="USD")) == [("", "books")]
    assert items(fact("crm", Decimal("5.0")), fact("books", Decimal("5.00"))) == []


def test_each_of_several_others_is_compared_with_the_metrics_own_source() -> None:
    said = [fact("crm", Decimal(5)), fact("books", Decimal(6)), fact("feed", Decimal(7)), fact("else", Decimal(8))]
    assert items(*said) == [("", "books"), ("", "feed")]
    assert items(*said[1:]) == []  # the others are not compared with one another


_SAID = st.lists(st.tuples(st.sampled_from(("crm", "books")), st.sampled_from("ab"), st.integers(1, 3)), max_size=12)


@given(_SAID, st.randoms())
def test_it_is_as_two_lists_of_each_thing_compared_by_hand(said: list[tuple[str, str, int]], shuffle: object) -> None:
    facts = [fact(source, Decimal(value), item=item) for source, item, value in said]
    shuffle.shuffle(facts)  # type: ignore[attr-defined]
    by_hand = []
    for item in "ab":
        crm, books = (
            sorted(value for source, of, value in said if (source, of) == (asked, item)) for asked in ("crm", "books")
        )
        if crm and books and crm != books:
            by_hand.append((item, "books"))
    assert items(*facts) == by_hand
