"""Text that fits: measured in the font that is drawn, shrunk, broken, and free of signs that the font does not have.

The font is the one that matplotlib brings along, so that a picture has the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from charts.look import DPI, SMALLEST, Lettering

INCH = 72  # points
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
GOES_ON = "…"
_NO_BREAK = "\u00a0\u202f"
_JOINERS = "\u200c\u200d"  # invisible, and part of how Arabic letters join


class Block(NamedTuple):
    """Lines of text in one lettering."""

    lines: list[str]
    lettering: Lettering

    @property
    def wide(self) -> float:
        return max(width(line, self.lettering) for line in self.lines)

    @property
    def high(self) -> int:
        return len(self.lines) * self.lettering.line


def block(text: str, lettering: Lettering, room: float, most: int) -> Block:
    """The text on one line, shrunk as far as may be; where that is not enough, broken into at most so many lines."""
    text = drawable(text)
    for size in range(lettering.size, SMALLEST - 1, -1):
        smaller = lettering._replace(size=size)
        if width(text, smaller) <= room:
            return Block([text], smaller)
    smallest = lettering._replace(size=SMALLEST)
    return Block(_broken(text, smallest, room, most), smallest)


@cache
def font(lettering: Lettering) -> FontProperties:
    """The font in the size of this lettering."""
    return FontProperties(fname=_file(bold=lettering.bold), size=lettering.size * INCH / DPI)


def drawable(text: str) -> str:
    """The text on one line, with a replacement sign for what the font cannot draw, such as Chinese letters and emoji.

    Marks that turn the direction of writing are dropped: they can make a picture show what does not stand there.
    """
    signs = (" " if sign.isspace() and sign not in _NO_BREAK else sign for sign in unicodedata.normalize("NFC", text))
    kept = (sign for sign in signs if sign in _JOINERS or unicodedata.category(sign) not in {"Cc", "Cf"})
    text = "".join(sign if ord(sign) in _known() else REPLACEMENT for sign in kept)
    return " ".join(word for word in text.split(" ") if word)


@lru_cache(maxsize=4096)
def width(text: str, lettering: Lettering) -> float:
    """How many pixels wide the text is drawn."""
    return float(_ruler().get_text_width_height_descent(text, font(lettering), ismath=False)[0])  # type: ignore[no-untyped-call] # matplotlib does not say its types here


def _broken(text: str, lettering: Lettering, room: float, most: int) -> list[str]:
    """The text in lines of at most `room` pixels, broken between words, long words anywhere. What exceeds `most` lines ends in `…`."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if width(longer, lettering) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        *whole, rest = _chopped(word, lettering, room)
        lines[-1:] = [*whole, rest]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}{GOES_ON}", lettering, room)]
    return lines


def _chopped(word: str, lettering: Lettering, room: float) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, lettering) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _cut(line: str, lettering: Lettering, room: float) -> str:
    while width(line, lettering) > room:
        line = line[:-2] + GOES_ON
    return line


def _file(*, bold: bool) -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _known() -> frozenset[int]:
    """The signs that both weights have."""
    return frozenset.intersection(*(frozenset(FT2Font(_file(bold=bold)).get_charmap()) for bold in (False, True)))


@cache
def _ruler() -> RendererAgg:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call] # nor here
