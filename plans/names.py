"""Names: of figures, parts, inputs and labels. Letters of any script with their marks, digits, dashes; dots between a thing and its part."""

from __future__ import annotations

import re
import unicodedata

_PART = r"[^\W_][\w-]*"
_NAME = re.compile(rf"[^\W\d_][\w-]*(?:\.(?:{_PART}|\*))*\Z")
_LABEL = re.compile(rf"{_PART}\Z")
_WORD = re.compile(r"[^\W\d][\w-]*\Z")
_LONGEST = 120
_UNSEEN = ("VARIATION SELECTOR", "COMBINING GRAPHEME JOINER", "MONGOLIAN FREE VARIATION")

INPUT_ROOTS = ("metric", "term", "participant", "period", "calibration")
LEDGER_ROOTS = ("paid", "held", "released", "owed", "vested", "posted", "late")


def is_name(text: str) -> bool:
    """Whether the text can be a name at all: `expansion-pay`, `metric.net-revenue`, `share.own`."""
    return len(text) <= _LONGEST and bool(_NAME.match(_without_marks(text)))


def is_word(text: str) -> bool:
    """Whether the text can be a noun that is counted: `demos`."""
    return bool(_WORD.match(_without_marks(text)))


def root(name: str) -> str:
    """What stands before the first dot."""
    return name.partition(".")[0]


def is_label(text: str) -> bool:
    """Whether the text can name a value or a period: like a name, but it may begin with a digit (`2026-P1`)."""
    return len(text) <= _LONGEST and bool(_LABEL.match(_without_marks(text)))


def _without_marks(text: str) -> str:
    """The letters alone: a vowel sign or an accent belongs to the letter before it. Marks that nobody can see stay, and are no letters."""
    if text.isascii() or text.isalnum():
        return text
    return text[:1] + "".join(letter for letter in text[1:] if not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"} and not unicodedata.name(letter, "").startswith(_UNSEEN)
