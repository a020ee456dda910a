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
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\Z")
_SEPARATOR = re.compile(r"(?<=\d)[,_'’\s](?=\d)")
_THOUSAND = re.compile(r"(?P<whole>[+-]?[1-9]\d{0,2})\.(?P<rest>\d\d0)\s+(?P<code>[A-Z]{3})\Z")
_HARDLY_A_SHARE = 100  # 10,000%: whoever writes that without a unit has forgotten it
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
    if text[:1] in _SIGNS:
        return _refuse(text)
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
    if _DAY.match(text):
        raise NotALiteralError(f"`{text}` is no date here: write year, month and day, like `2026-07-31`.")
    decimal = re.match(r"([+-]?\d+),(\d{1,2}|\d{4,})(?!\d|,)(.*)", text)
    if decimal:
        raise NotALiteralError(
            f"`{text}` has a comma: write a decimal with a point, like `{decimal[1]}.{decimal[2]}{decimal[3]}`."
        )
    plain = _SEPARATOR.sub("", text)
    if plain != text:
        raise NotALiteralError(f"`{text}` is no number here: write digits without separators, like `{plain}`.")
    glued = re.match(r"([+-]?\d+(?:\.\d+)?)([A-Za-z]+)\Z", text)
    if glued:
        raise NotALiteralError(f"`{text}` has no space before its unit: write `{glued[1]} {glued[2]}`.")
    signed = re.match(r"(?P<front>[€$£])?\s*(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<back>[€$£])?\Z", text)
    if signed and (sign := signed["front"] or signed["back"]):
        code = _SIGNS[sign]
        raise NotALiteralError(
            f"`{text}` names its currency by a sign: write the code, like `{signed['number']} {code}`."
        )
    raise NotALiteralError(f"`{text}` is no value: write a number with its unit, like `12 months` or `5%`.")


def two_readings(text: str) -> str:
    """What is wrong with an amount such as `10.000 EUR`, ten euros or ten thousand; empty for one that can be read in one way alone."""
    amount = _THOUSAND.match(text.strip())
    if not amount or not is_currency(amount["code"]) or decimals(amount["code"]) >= len("000"):
        return ""
    whole, rest, code = amount["whole"], amount["rest"], amount["code"]
    return f"`{text}` can be read in two ways. Write `{whole}{rest} {code}`, or `{whole}.{rest[:2]} {code}` with two decimals."


def doubtful(text: str, literal: Literal) -> tuple[str, str]:
    """What a value may not be meant to say, and what to write instead: half a cent, or a share of thousands of percent; empty where all is well.

    An amount per something may have any decimals: `0.0125 EUR per call`.
    """
    value, unit = literal.value, literal.kind
    if not isinstance(value, Decimal) or not isinstance(unit, Unit):
        return "", ""
    if unit.currency and not fits_minor_units(value, unit):
        message = f"`{text.strip()}` has more decimals than {unit.currency} has."
        most = f"at most {decimals(unit.currency)}" if decimals(unit.currency) else "none"
        return (
            message,
            f"Write {most}; or, where it is a price of one of something, what it is of: `{text.strip()} per call`.",
        )
    if unit.is_ratio and _NUMBER.match(text.strip()) and abs(value) >= _HARDLY_A_SHARE:
        bare = text.strip()
        message = f"`{bare}` has no unit, so it is a share: {show(value, unit)}."
        return (
            message,
            f"Write what it counts, `{bare} EUR` or `{bare} points`; or `{bare}%`, or `{bare}x` if that is meant.",
        )
    return "", ""


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
