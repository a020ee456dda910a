"""Exact arithmetic: Decimal with 50 digits, compared at edges after rounding to 20 places.

Three thirds at 28 digits are below 1, so that a gate at 100% would shut; 50 digits and 20 places at edges leave none wrong
(a second evaluation in fractions checks it).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from fractions import Fraction

DIGITS = 50
PLACES = 20
_STEP = Decimal(1).scaleb(-PLACES)
_EXACT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, InvalidOperation, Overflow])
WIDE = Context(prec=4 * DIGITS, rounding=ROUND_HALF_EVEN)  # for steps that must keep every digit
_SHORT = 30  # a value with at most this many decimals is printed as it is
_DUST = 5  # the last digits of a value whose digits go on are not to be trusted
_LARGEST_DENOMINATOR = 10**20

ZERO = Decimal(0)
ONE = Decimal(1)


def exactly() -> AbstractContextManager[Context]:
    """The context in which every figure is computed: 50 digits, half even, errors raised."""
    return localcontext(_EXACT)


def edge(value: Decimal) -> Decimal:
    """The value as it is compared with an edge: rounded to 20 places."""
    return value.quantize(_STEP, context=WIDE)


def compared(value: Decimal, head: Decimal) -> int:
    """How a value stands to an edge, both at 20 places: 1 above, 0 on it, -1 below. Rounds only where that can matter."""
    gap = value - head
    if gap > _STEP:
        return 1
    if gap < -_STEP:
        return -1
    at, of = edge(head), edge(value)
    return (of > at) - (of < at)


def shifted(value: Decimal, places: int) -> Decimal:
    """The value with its decimal point moved, every digit kept: `shifted(Decimal("0.05"), 2)` is 5."""
    return value.scaleb(places, context=WIDE)


def canonical(value: Decimal) -> str:
    """One text for one number: `8437.50` -> `8437.5`, `1E+3` -> `1000`, and `1/3` for a third.

    A value whose digits go on is the nearest fraction with a denominator of at most 20 digits, if that is the value to 45 digits;
    a chain of irrational steps cannot arise, since every verb keeps to rational arithmetic.
    """
    if value.is_zero():
        return "0"
    text = str(value)
    if len(text) <= _SHORT and "E" not in text:  # nearly always
        return text.rstrip("0").rstrip(".") if "." in text else text
    plain = value.normalize(WIDE)
    _, digits, exponent = plain.as_tuple()
    if isinstance(exponent, int) and -exponent <= _SHORT and len(digits) <= DIGITS - _DUST:
        return f"{plain:f}"
    fraction = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    near = WIDE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    if abs(near - value) <= abs(value).scaleb(5 - DIGITS, context=WIDE):
        return f"{fraction.numerator}/{fraction.denominator}" if fraction.denominator != 1 else str(fraction)
    return f"{plain:f}"
