"""Small turns of English."""

from __future__ import annotations

import pytest

from views.texts import ordinal, small


@pytest.mark.parametrize(
    ("number", "place"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (22, "22nd"), (33, "33rd"), (112, "112th")],
)
def test_places_stand_in_words_or_with_their_endings(number: int, place: str) -> None:
    assert ordinal(number) == place


def test_small_numbers_stand_in_words() -> None:
    assert [small(number) for number in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]
