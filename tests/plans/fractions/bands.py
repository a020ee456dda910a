"""Bands and steps: what a total earns, counted from zero up; a difference of totals for what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Band = tuple[Fraction, Fraction, bool]  # where it starts, its rate, whether it reaches back


def band_of(starts: Sequence[Fraction], value: Fraction, edge: str) -> int:
    """The number of steps that a value has passed, less one."""
    return sum(value > start or (edge == "upper" and value == start) for start in starts) - 1


def slab(bands: Sequence[Band], before: Fraction, amount: Fraction, edge: str, negative: str = "") -> Fraction:
    """What an amount on top of a total earns."""
    if negative in {"mirror", "first band"} and amount < 0:
        if negative == "first band":
            return amount * bands[0][1]
        return -slab(bands, Fraction(0), -amount, edge)
    if negative != "down the bands":
        before = max(before, Fraction(0))
    after = before + amount
    rates = effective(bands, max(abs(before), abs(after)), edge)
    return earned(bands, rates, after) - earned(bands, rates, before)


def effective(bands: Sequence[Band], total: Fraction, edge: str) -> list[Fraction]:
    """The rates once every step that reaches back and was passed has re-rated what lies below it."""
    rates = [rate for _, rate, _ in bands]
    for place, (start, rate, reaches_back) in enumerate(bands):
        if place and reaches_back and (total > start or (total == start and edge == "upper")):
            rates = [rate] * place + rates[place:]
    return rates


def earned(bands: Sequence[Band], rates: Sequence[Fraction], total: Fraction) -> Fraction:
    """What lies between zero and a total, slice by slice; below zero the mirror."""
    if total < 0:
        return -earned(bands, rates, -total)
    sum_, done = Fraction(0), Fraction(0)
    for place in range(len(bands)):
        upto = total if place + 1 == len(bands) else min(total, bands[place + 1][0])
        if upto > done:
            sum_ += (upto - done) * rates[place]
            done = upto
    return sum_


def whole(bands: Sequence[Band], amount: Fraction, by: Fraction, edge: str, negative: str = "") -> Fraction:
    """All of an amount at the rate that `by` reaches."""
    if by < 0 and negative == "first band":
        return amount * bands[0][1]
    place = band_of([start for start, _, _ in bands], -by if by < 0 else by, edge)
    return amount * bands[max(place, 0)][1]
