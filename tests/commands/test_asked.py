"""Periods in the ways people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.asked import Unclear, Word, read_wanted
from plans.calendar import Period

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026-Q4", "2026-Q4"),
        ("2026-q2", "2026-Q2"),
        ("Q2", "2026-Q2"),
        ("q2 2025", "2025-Q2"),
        ("Q2 2025", "2025-Q2"),
        ("2025 Q3", "2025-Q3"),
        ("2025q3", "2025-Q3"),
        ("2026-10", "2026-10"),
        ("october", "2026-10"),
        ("Oct 2025", "2025-10"),
        ("december", "2025-12"),  # this year's has not begun
        ("H1", "2026-H1"),
        ("h2 2025", "2025-H2"),
        ("2026", "2026"),
    ],
)
def test_a_period(text: str, name: str) -> None:
    found = read_wanted(text, TODAY)
    assert isinstance(found, Period)
    assert found.name == name


def test_a_quarter_that_has_not_begun_is_last_years() -> None:
    found = read_wanted("q4", date(2026, 8, 1))
    assert isinstance(found, Period)
    assert found.name == "2025-Q4"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", Word.NOW),
        ("  ", Word.NOW),
        ("now", Word.NOW),
        ("last", Word.LAST),
        ("Last  Quarter", Word.LAST),
        ("past", Word.PAST),
        ("looks", Word.LOOKS),
    ],
)
def test_a_word(text: str, word: Word) -> None:
    assert read_wanted(text, TODAY) is word


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("last qarter", "last quarter"),
        ("octobr", "october"),
        ("loks", "looks"),
        ("2026-Q5", "2026-Q4"),
        ("banana split with cream", ""),
        ("<@U0SAM> 2026-Q4", "2026-Q4"),
    ],
)
def test_what_was_probably_meant(text: str, nearest: str) -> None:
    assert read_wanted(text, TODAY) == Unclear(text, nearest)


@given(text=st.text(max_size=60), day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_is_read_or_said_again(text: str, day: date) -> None:
    found = read_wanted(text, day)
    assert isinstance(found, Word | Period) or found.text == text.strip()
