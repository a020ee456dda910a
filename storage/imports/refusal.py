"""Why a cell, a row or a file is refused: a code for programs, words for the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

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
    """`Did you mean …?` with the known word that is most like this one, capitals aside; empty when none is near."""
    near = _nearest(cut(word).casefold(), tuple(known))
    return f"Did you mean {near}?" if near else ""


@lru_cache(maxsize=2_000)  # a mistake mostly stands on many rows
def _nearest(word: str, known: tuple[str, ...]) -> str:
    by_small = {each.casefold(): each for each in known}
    near = get_close_matches(word, by_small, n=1, cutoff=0.6)
    return by_small[near[0]] if near else ""


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last
