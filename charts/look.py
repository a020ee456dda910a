"""The common look of every picture: sizes in pixels of the file, colours, lettering. A phone shows three of these pixels as one."""

from __future__ import annotations

from typing import NamedTuple

WIDTH = 1080
DPI = 150
MARGIN = 54
INNER = WIDTH - 2 * MARGIN
CORNER = 30
BORDER = 3
MOST_COLOURS = 200
MOST_BYTES = 200_000
LONGEST_DESCRIPTION = 1000  # characters, as alternative text may have

WHITE = "#FFFFFF"
INK = "#1B1F24"  # text, curves
SOFT = "#57606A"  # second text
EDGE = "#868F99"  # dotted guides
RULE = "#D5DAE0"  # separators, the border of the card
BLUE = "#0B5CAD"  # the reader; of the status colours the only one that may be text


class Lettering(NamedTuple):
    """How text is set: its size in pixels and its weight."""

    size: int
    bold: bool = False

    @property
    def line(self) -> int:
        """From one baseline to the next."""
        return round(self.size * 1.24)

    @property
    def ascent(self) -> int:
        """From the top of a capital with its accent to the baseline."""
        return round(self.size * 0.92)


SMALLEST = 33  # 11 px on a phone: the least that is read without effort
TITLE = Lettering(47, bold=True)
BODY = Lettering(37)
STRONG = Lettering(40, bold=True)
SMALL = Lettering(SMALLEST)


class Picture(NamedTuple):
    """A PNG, and the same in words for whoever does not see it: 1 to 1,000 characters that name every value."""

    png: bytes
    description: str
