"""Rounding to a step by a named mode. The 50th digit never decides: values are first taken to 20 places, as at edges."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from functools import cache

from plans.currency import decimals
from plans.number import ONE, WIDE, ZERO, edge
from plans.unit import Kind, Unit

_MODES = {
    "half-away": ROUND_HALF_UP,
    "half-even": ROUND_HALF_EVEN,
    "up": ROUND_CEILING,
    "down": ROUND_FLOOR,
    "away-from-zero": ROUND_UP,
    "toward-zero": ROUND_DOWN,
}
MODES = (*_MODES, "half-plus")
_TENS = {ONE.scaleb(place): ONE.scaleb(place) for place in range(-12, 13)}


def rounded(value: Decimal, step: Decimal, mode: str) -> Decimal:
    """The multiple of `step` (above zero) that `mode`, one of MODES, names."""
    near = edge(value)
    rounding = _MODES.get(mode) or (ROUND_HALF_UP if near >= ZERO else ROUND_HALF_DOWN)  # half-plus: halves go up
    ten = _TENS.get(step)
    if ten is not None:
        return near.quantize(ten, rounding, WIDE)
    return WIDE.multiply(WIDE.divide(near, step).to_integral_value(rounding), step)


@cache
def minor_step(currency: str) -> Decimal:
    """The smallest payable amount: 0.01 for EUR, 1 for JPY."""
    return ONE.scaleb(-decimals(currency))


def step_of(to: str | Decimal, kind: Kind) -> Decimal:
    """The step that `to` stands for: `minor unit`, `whole`, or the step itself."""
    if isinstance(to, Decimal):
        return to
    if to == "minor unit" and isinstance(kind, Unit) and kind.money:
        return minor_step(kind.money)
    return ONE
