"""The literal grammar: how a value with its unit is written in a plan, a registry or a file of inputs.

`5%` `1.5x` `1` (a bare number is a ratio) · `250 EUR per reference` · `12 months` · `2473 kUSD` · `2026-07-01` · `yes` `no`.
Everything is read as text; YAML's own guesses are off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.currency import decimals, is_currency
from plans.names import is_word
from plans.number import canonical, shifted
from plans.unit import RATIO, Kind, Sort, Unit, noun, plural

Scalar = Decimal | bool | date | str

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_AMOUNT = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)\s+(?P<unit>\S.*)\Z")
_LONGEST = 60  # digits beyond this are a mistake, and a way to make the program slow


@dataclass(frozen=True, slots=True)
class Literal:
    """A value with its kind. `value` is a Decimal for numbers, in whole units (not minor ones)."""

    value: Scalar
    kind: Kind

    def __str__(self) -> str:
        return show(self.value, self.kind)


class NotALiteralError(ValueError):
    """The text looks like a literal but is none; the message says what to write."""


def parse_unit(text: str) -> tuple[Unit, Decimal] | None:
    """A unit and the scale of its prefix: `kUSD` is 1000 USD, `ratio` and `%` are plain. None when it is no unit."""
    if text in {"ratio", "%", "share"}:
        return RATIO, Decimal(1)
    over, scale, unders = "", Decimal(1), []
    for place, word in enumerate(text.split(" per ")):
        if not is_word(word):
            return None
        if place:
            unders.append(noun(word))
        elif word.startswith("k") and is_currency(word[1:]):
            over, scale = word[1:], Decimal(1000)
        else:
            over = noun(word)
    return Unit((over,)).per(Unit(tuple(sorted(unders)))), scale


def parse_kind(text: str) -> Kind | None:
    """A kind as the registry writes it: a unit, `yes/no`, `date` or `label`."""
    for sort in Sort:
        if text == sort.value:
            return sort
    read = parse_unit(text)
    return read[0] if read and read[1] == 1 else None


def parse(text: str) -> Literal | None:
    """The literal that `text` is, or None when it may be a name. Raises NotALiteralError for half a literal."""
    text = text.strip()
    if text in {"yes", "no"}:
        return Literal(text == "yes", Sort.YES_NO)
    if _DATE.match(text):
        return _date(text)
    if text[:1] not in "+-0123456789" or not text:
        return None
    if text.endswith("%") and _NUMBER.match(text[:-1].strip()):
        return Literal(shifted(_number(text[:-1].strip()), -2), RATIO)
    if text.endswith("x") and _NUMBER.match(text[:-1]):
        return Literal(_number(text[:-1]), RATIO)
    if _NUMBER.match(text):
        return Literal(_number(text), RATIO)
    amount = _AMOUNT.match(text)
    read = parse_unit(amount["unit"]) if amount else None
    if amount and read:
        return Literal(_number(amount["number"]) * read[1], read[0])
    return _refuse(text)


def _number(text: str) -> Decimal:
    if len(text) > _LONGEST:
        raise NotALiteralError(f"`{text[:12]}…` has {len(text)} digits; {_LONGEST} are the most.")
    return Decimal(text)


def _date(text: str) -> Literal:
    try:
        return Literal(date.fromisoformat(text), Sort.DATE)
    except ValueError:
        raise NotALiteralError(f"`{text}` is no date of the calendar.") from None


def _refuse(text: str) -> Literal | None:
    plain = text.replace(",", "").replace("_", "").replace(" ", "")
    if "," in text or "_" in text:
        raise NotALiteralError(f"`{text}` is no number here: write digits without separators, like `{plain}`.")
    glued = re.match(r"([+-]?\d+(?:\.\d+)?)([A-Za-z]+)\Z", text)
    if glued:
        raise NotALiteralError(f"`{text}` has no space before its unit: write `{glued[1]} {glued[2]}`.")
    front = re.match(r"([€$£])?([+-]?\d+(?:\.\d+)?)([€$£])\Z", text)
    if front:
        raise NotALiteralError(f"`{text}` names its currency by a sign: write the code, like `{front[2]} EUR`.")
    raise NotALiteralError(f"`{text}` is no value: write a number with its unit, like `12 months` or `5%`.")


def fits_minor_units(value: Decimal, unit: Unit) -> bool:
    """Whether an amount of money has no more decimals than its currency (the cent per hour of `EUR per hour` included)."""
    code = unit.money
    if code is None:
        return False
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= decimals(code)


def show(value: Scalar, kind: Kind) -> str:
    """A value as the plan language writes it: `5%`, `12 months`, `250 EUR per reference`, `yes`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, Decimal) or isinstance(kind, Sort):
        return str(value)
    if kind.is_ratio:
        return canonical(shifted(value, 2)) + "%"
    if kind.currency:
        places = decimals(kind.currency)
        text = f"{value:.{places}f}" if fits_minor_units(value, kind) else canonical(value)
        return f"{text} {kind.currency}"
    words = [word if value == 1 else plural(word) for word in kind.over] or ["1"]
    return " per ".join([f"{canonical(value)} {' x '.join(words)}", *kind.under])
