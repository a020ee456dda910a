"""Text for a terminal: columns as wide as their widest cell, paragraphs of a readable width; no rules, no colours."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

WIDTH = 100


def table_of(rows: Sequence[Sequence[str]], right: Sequence[int] = (), indent: str = "  ") -> str:
    """The rows as text; the columns of `right` hold numbers."""
    widths = [
        max((_width(row[place]) for row in rows if place < len(row)), default=0) for place in range(_columns(rows))
    ]
    lines = []
    for row in rows:
        cells = [_padded(cell, widths[place], at_end=place in right) for place, cell in enumerate(row)]
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)


def paragraph(text: str, indent: str = "", hanging: str | None = None) -> str:
    """The text in lines of a readable width; `hanging` stands before all but the first."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
    )


def _columns(rows: Sequence[Sequence[str]]) -> int:
    return max(map(len, rows), default=0)


def _padded(cell: str, width: int, *, at_end: bool) -> str:
    space = " " * (width - _width(cell))
    return space + cell if at_end else cell + space


def _width(text: str) -> int:
    """Places on a terminal: two for a wide letter, none for a combining mark."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
