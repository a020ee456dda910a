"""What buttons carry comes back as it went out, and nothing else comes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.keys import Looked, ModalKey, Own, read_modal_key, read_ref
from plans.calendar import Period, parse_period

Q4 = parse_period("2026-Q4")
assert Q4 is not None


def named(text: str, as_of: int) -> Period | None:  # noqa: ARG001 - as it stands without a company calendar
    return parse_period(text)


@given(
    as_of=st.integers(0, 10**17),
    depth=st.sampled_from([1, 2]),
    figure=st.text(max_size=30),
    first=st.integers(0, 10**17),
)
def test_there_and_back(as_of: int, depth: int, figure: str, first: int) -> None:
    assert Q4 is not None
    for ref in (Own(Q4, as_of), Looked(as_of)):
        assert read_ref(str(ref), named) == ref
        key = ModalKey(depth, ref, figure, first)
        assert read_modal_key(str(key), named) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-Q4",
        "2026-Q4.",
        "2026-Q9.5",
        ".5",
        "look.",
        "look.-1",
        "look.x",
        "look.²",
        "sam.5",
        "2026-Q4." + "9" * 19,
    ],
)
def test_what_fairshare_did_not_write_is_no_key(text: str) -> None:
    assert read_ref(text, named) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1|2026-Q4.5",
        "1|2026-Q4.5|x",
        "3|2026-Q4.5|0|x",
        "1|sam.5|0|x",
        "0|look.1|0|",
        "1|look.1|-60|x",
        "1|look.1|²|x",
        "1|look.1||x",
        "1|look.1|" + "9" * 19 + "|x",
    ],
)
def test_nor_is_it_the_key_of_a_modal(text: str) -> None:
    assert read_modal_key(text, named) is None


@given(text=st.text(max_size=200))
def test_whatever_comes_is_a_key_or_none(text: str) -> None:
    found = read_ref(text, named)
    assert found is None or read_ref(str(found), named) == found
