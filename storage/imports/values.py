"""A value with its unit, as facts and terms carry it: money becomes whole minor units, anything else canonical text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from plans.currency import DECIMALS, decimals, is_currency
from plans.literal import parse_kind, parse_unit
from plans.number import canonical, exactly, shifted
from plans.unit import Sort, Unit
from storage.imports.cells import day, plain
from storage.imports.refusal import CellError, cut, did_you_mean

LARGEST_MINOR = 2**63 - 1
_MOST_DIGITS = 30
_LONGEST_UNIT = 60
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z", re.ASCII)
_SIGNS = "€$£¥₹₩₽₺₪฿"
_CURRENCY_WORDS = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "dollar": "USD", "dollars": "USD", "usd": "USD", "pound": "GBP", "pounds": "GBP",
    "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "chf": "CHF", "franc": "CHF", "francs": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "inr": "INR", "cad": "CAD", "aud": "AUD",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value counts. `name` is the unit as it is stored; `scale` what a written value is multiplied with (kUSD: 1000);
    `places` the decimals of a plain amount of money, else None."""

    name: str
    scale: Decimal
    places: int | None
    sort: Sort | None = None


@lru_cache(maxsize=2_000)
def measure(text: str) -> Measure:
    """The measure of a unit as people write it: `EUR`, `kUSD`, `demos`, `EUR per demo`, `ratio`, `%`, `yes/no`, `date`, `label`."""
    for sort in Sort:
        if text == sort.value:
            return Measure(sort.value, Decimal(1), None, sort)
    if text == "%":
        return Measure("ratio", Decimal("0.01"), None)
    _refuse_misspelt_money(text)
    read = parse_unit(text)
    if read is None or len(text) > _LONGEST_UNIT or parse_kind(str(read[0])) != read[0]:
        raise CellError(
            "unit",
            f"`{cut(text)}` is no unit.",
            "Write a currency code, a counted noun, or `EUR per hour`; `ratio` for a share.",
        )
    unit, scale = read
    return Measure(str(unit), scale, _places(unit))


def _places(unit: Unit) -> int | None:
    return decimals(unit.currency) if unit.currency else None


def _refuse_misspelt_money(text: str) -> None:
    for part in text.split(" per "):
        code = part[1:] if part[:1] == "k" and part[1:].isupper() else part
        if code in _SIGNS or (code.casefold() in _CURRENCY_WORDS and not is_currency(code)):
            meant = _CURRENCY_WORDS.get(code.casefold(), "EUR")
            raise CellError(
                "unit", f"`{cut(text)}` names its currency by a sign or a word.", f"Write the code, like {meant}."
            )
        if len(code) == 3 and code.isascii() and code.isupper() and not is_currency(code):  # noqa: PLR2004 - ISO 4217
            raise CellError("currency", f"`{code}` is no currency in use.", _nearest_currency(code))


def currency(text: str) -> str:
    """The code of a currency in use."""
    if is_currency(text):
        return text
    meant = _CURRENCY_WORDS.get(text.casefold())
    raise CellError(
        "currency",
        f"`{cut(text)}` is no currency in use.",
        f"Did you mean {meant}?" if meant else _nearest_currency(text),
    )


def _nearest_currency(text: str) -> str:
    in_wide_use = sorted(set(_CURRENCY_WORDS.values()))
    near = did_you_mean(text, in_wide_use) or did_you_mean(text, DECIMALS)
    return near or "Write its code of three letters, like EUR."


def number(text: str) -> Decimal:
    """A number written with digits, a point, and a sign at most."""
    if not _NUMBER.match(text):
        raise no_number(text)
    if len(text) > _MOST_DIGITS:
        raise CellError("number", f"`{cut(text, 30)}` has more than {_MOST_DIGITS} digits.", "Write fewer.")
    return Decimal(text)


def minor_units(text: str, places: int, name: str) -> int:
    """An amount in whole minor units; refused when it has more decimals than its currency, or does not fit into 64 bits."""
    if not _NUMBER.match(text):
        raise no_number(text)
    whole, _, fraction = text.partition(".")
    if len(fraction) > places:
        raise CellError(
            "decimals",
            f"`{cut(text)}` has {len(fraction)} decimals; {name} has {places}.",
            _fewer(whole, fraction, places),
        )
    if len(whole) > _MOST_DIGITS:
        raise _too_large(text)
    minor = int(whole + fraction.ljust(places, "0"))
    if abs(minor) > LARGEST_MINOR:
        raise _too_large(text)
    return minor


def _fewer(whole: str, fraction: str, places: int) -> str:
    fewer = f"Write at most {places} decimals" if places else "Write it without decimals"
    thousands = len(fraction) == 3  # noqa: PLR2004 - the length of a group
    return f"{fewer}; if the point separates thousands, write {whole}{fraction}." if thousands else f"{fewer}."


def _too_large(text: str) -> CellError:
    return CellError(
        "number", f"`{cut(text, 30)}` is too large to be an amount.", "Check the unit and the decimal point."
    )


def stored(text: str, unit: Measure) -> tuple[int | None, str | None]:
    """The value as the tables hold it: (minor units, None) for money, (None, canonical text) for all else."""
    if unit.sort is not None:
        return None, _worded(text, unit.sort)
    if unit.places is None:
        return None, _counted(text, unit)
    if unit.scale == 1:
        return minor_units(text, unit.places, unit.name), None
    with exactly():
        return minor_units(f"{(number(text) * unit.scale).normalize():f}", unit.places, unit.name), None


def _counted(text: str, unit: Measure) -> str:
    share = text.endswith("%") and unit.name == "ratio"
    found = number(text[:-1].rstrip() if share else text)
    with exactly():
        return canonical(shifted(found, -2) if share else found * unit.scale)


def _worded(text: str, sort: Sort) -> str:
    if sort is Sort.DATE:
        return day(text)
    if sort is Sort.YES_NO and text not in {"yes", "no"}:
        raise CellError("yes-no", f"`{cut(text)}` is neither yes nor no.", "Write yes or no.")
    return plain(text)


@lru_cache(maxsize=1_000)
def share(text: str) -> str:
    """A share of a whole as a canonical decimal: `50%` and `0.5` are `0.5`."""
    percent = text.endswith("%")
    found = number(text[:-1].rstrip() if percent else text)
    value = shifted(found, -2) if percent else found
    if not 0 <= value <= 1:
        remedy = (
            "Write 50% or 0.5 for half."
            if percent or value < 0
            else f"Did you mean {cut(text, 20)}%? Write 50% or 0.5 for half."
        )
        raise CellError("share", f"`{cut(text)}` is no share between 0% and 100%.", remedy)
    return canonical(value)


def no_number(text: str) -> CellError:
    """Why the text is no number, by the kind of mistake."""
    if any(sign in text for sign in _SIGNS):
        return CellError(
            "currency-sign",
            f"`{cut(text)}` carries a currency sign.",
            "Write the number alone and the code in its own column.",
        )
    if text.endswith("%"):
        return CellError(
            "number",
            f"`{cut(text)}` is a percentage, and its unit is none.",
            "Write the unit `ratio`, or the number alone.",
        )
    bare = re.sub(r"[\s,.'’_\u00a0\u202f-]", "", text)
    if bare.isascii() and bare.isdigit():
        return CellError(
            "separators",
            f"`{cut(text)}` holds separators, and it is not guessed which.",
            "Write digits and a decimal point, like 1234.56, or name them in a mapping: `thousands` and `decimal`.",
        )
    if re.fullmatch(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+", text, re.ASCII):
        return CellError(
            "number",
            f"`{cut(text)}` is shortened, and digits are lost.",
            "Format the column as a number before you save the file.",
        )
    return CellError("number", f"`{cut(text)}` is no number.", "Write digits and a decimal point, like 1234.56.")
