"""The common look: contrasts, and text that fits in a font that has its signs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageColor

from charts.colours import reduced
from charts.lettering import Block, block, drawable, width
from charts.look import BLUE, BODY, EDGE, INK, INNER, SMALL, SMALLEST, SOFT, TITLE, WHITE


def contrast(first: str, second: str) -> float:
    """As WCAG 2 defines it: of the relative luminances of two colours."""
    high, low = sorted((_luminance(colour) for colour in (first, second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in ImageColor.getrgb(colour)[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("colour", "ratio"), [(INK, 16.6), (SOFT, 6.4), (BLUE, 6.7), (EDGE, 3.3)])
def test_contrasts_on_white_are_those_of_the_look(colour: str, ratio: float) -> None:
    assert contrast(colour, WHITE) == pytest.approx(ratio, abs=0.06)
    assert contrast(colour, WHITE) >= (3 if colour == EDGE else 4.5)  # for marks, for text


def test_text_shrinks_before_it_breaks() -> None:
    assert block("What adoption pays", TITLE, INNER, 3) == Block(["What adoption pays"], TITLE)
    long = "What adoption pays in the first half of the year"
    smaller = block(long, TITLE, INNER, 3)
    assert smaller.lines == [long]
    assert SMALLEST <= smaller.lettering.size < TITLE.size
    broken = block(f"{long}, and what it pays in the other half of it", TITLE, INNER, 3)
    assert broken.lettering.size == SMALLEST
    assert len(broken.lines) == 2


def test_what_is_too_long_for_every_line_says_that_it_goes_on() -> None:
    cut = block("W" * 500, TITLE, INNER, 3)
    assert len(cut.lines) == 3
    assert cut.lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ünïcödé Привет שלום مرحبا", "Ünïcödé Привет שלום مرحبا"),
        ("报酬 🎉", "�� �"),
        ("a\u202eb\x00c\nd\te", "abc d e"),
        ("1\u00a0234,50\u00a0€ 5\u202f%", "1\u00a0234,50\u00a0€ 5\u202f%"),
        ("$x^2$", "$x^2$"),
    ],
)
def test_signs_that_the_font_does_not_have_are_replaced(text: str, shown: str) -> None:
    assert drawable(text) == unicodedata.normalize("NFC", shown)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from([TITLE, BODY, SMALL]), st.integers(160, INNER), st.integers(1, 4))
def test_every_text_fits(text: str, lettering: object, room: int, most: int) -> None:
    """Warnings are errors here: a sign that the font does not have would raise one."""
    assert isinstance(lettering, type(TITLE))
    made = block(text, lettering, room, most)
    assert 1 <= len(made.lines) <= most
    assert all(width(line, made.lettering) <= room for line in made.lines)
    assert SMALLEST <= made.lettering.size <= lettering.size


def test_frequent_colours_stay_and_rare_ones_become_their_neighbours() -> None:
    white, blue, nearly = b"\xff\xff\xff\xff", b"\x0b\x5c\xad\xff", b"\x0c\x5c\xad\xff"
    image = reduced(white * 4 + blue * 3 + nearly, (4, 2), 2).convert("RGBA")
    assert [image.getpixel((x, 1)) for x in range(4)] == [tuple(blue)] * 4
    assert image.getpixel((0, 0)) == tuple(white)
