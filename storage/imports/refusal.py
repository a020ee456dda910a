"""Why a cell, a row or a file is refused: a code for programs, words for the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHOWN = 80


class CellError(ValueError):
    """One thing to mend in a row. `column` is empty when the reader of a single cell raises it: the row knows the name."""

    def __init__(self, code: str, message: str, remedy: str = "", column: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.column = column


class FileError(ValueError):
    """The whole file cannot be read on: `line` says where, 0 when no line is to blame."""

    def __init__(self, code: str, message: str, remedy: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.line = line


def cut(text: str, most: int = _SHOWN) -> str:
    """The text as it is shown: at most 80 characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean …?` with the nearest known word, or nothing when none is near."""
    near = get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else ""


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last
