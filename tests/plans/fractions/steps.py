"""Rounding, by the distance to the two nearest steps."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor


def rounded(value: Fraction, step: Fraction, mode: str) -> Fraction:
    below, above = floor(value / step) * step, ceil(value / step) * step
    if below == above:
        return below
    inner, outer = (below, above) if value > 0 else (above, below)  # nearer to zero, farther from it
    if mode in {"up", "down"}:
        return above if mode == "up" else below
    if mode in {"toward-zero", "away-from-zero"}:
        return inner if mode == "toward-zero" else outer
    if value - below != above - value:
        return below if value - below < above - value else above
    if mode == "half-even":
        return below if (below / step) % 2 == 0 else above
    return above if mode == "half-plus" else outer
