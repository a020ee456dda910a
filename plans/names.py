"""Names: of figures, parts, inputs and labels. Letters of any script, digits, dashes; dots between a thing and its part."""

from __future__ import annotations

import re

_PART = r"[^\W_][\w-]*"
_NAME = re.compile(rf"[^\W\d_][\w-]*(?:\.(?:{_PART}|\*))*\Z")
_LABEL = re.compile(rf"{_PART}\Z")
_LONGEST = 120

INPUT_ROOTS = ("metric", "term", "participant", "period", "calibration")
LEDGER_ROOTS = ("paid", "held", "released", "owed", "vested", "posted", "late")


def is_name(text: str) -> bool:
    """Whether the text can be a name at all: `expansion-pay`, `metric.net-revenue`, `share.own`."""
    return len(text) <= _LONGEST and bool(_NAME.match(text))


def root(name: str) -> str:
    """What stands before the first dot."""
    return name.partition(".")[0]


def is_label(text: str) -> bool:
    """Whether the text can name a value or a period: like a name, but it may begin with a digit (`2026-P1`)."""
    return len(text) <= _LONGEST and bool(_LABEL.match(text))
