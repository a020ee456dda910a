"""Bars made of characters, 34 columns wide so that a phone does not wrap them."""

from __future__ import annotations

from views.message import Bars

CELLS = 15
LABEL = 12
FULL, EMPTY = "█", "░"
_AT_TARGET = 100


def bars_text(bars: Bars) -> str:
    """The title, a scale, and one line a row."""
    return "\n".join([bars.title, _scale(bars.full), *(_bar(*row, bars.full) for row in bars.rows)])


def _bar(label: str, shown: str, value: int, full: int) -> str:
    filled = min(max((value * CELLS * 2 + full) // (full * 2), 0), CELLS)
    return f"{label[: LABEL - 1]:<{LABEL}}{FULL * filled}{EMPTY * (CELLS - filled)} {shown}"


def _scale(full: int) -> str:
    """0%, 100% and the end, each above its cell; the target is left out where the end would touch it."""
    line = " " * LABEL + "0%"
    for mark in sorted({_AT_TARGET, full}):
        column = LABEL + mark * CELLS // full
        if len(line) < column and mark <= full:
            line = f"{line:<{column}}{mark}%"
    return line
