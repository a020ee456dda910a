"""Units: what a number counts. A product of nouns over a product of nouns; a ratio has neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from plans.currency import is_currency


@dataclass(frozen=True, slots=True)
class Unit:
    """`EUR per demo` is Unit(over=("EUR",), under=("demo",)); nouns are singular and sorted."""

    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    # Asked of every value of every answer, so found out once: the currency of a plain amount of money, and the one that stands in the
    # unit at all (`EUR` of `EUR per hour`); None where there is none.
    currency: str | None = field(init=False, repr=False, compare=False)
    money: str | None = field(init=False, repr=False, compare=False)
    is_ratio: bool = field(init=False, repr=False, compare=False)
    _text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        money = next((noun for noun in self.over if is_currency(noun)), None)
        plain = " x ".join(self.over) or "1" if self.over or self.under else "ratio"
        found = {
            "currency": money if len(self.over) == 1 and not self.under else None,
            "money": money,
            "is_ratio": not self.over and not self.under,
            "_text": " per ".join([plain, *self.under]),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def times(self, other: Unit) -> Unit:
        return _reduced(self.over + other.over, self.under + other.under)

    def per(self, other: Unit) -> Unit:
        return _reduced(self.over + other.under, self.under + other.over)

    def __str__(self) -> str:
        return self._text


class Sort(Enum):
    """Values that are no numbers."""

    YES_NO = "yes/no"
    DATE = "date"
    LABEL = "label"

    def __str__(self) -> str:
        return self.value


Kind = Unit | Sort

RATIO = Unit()


@lru_cache(maxsize=4096)
def _reduced(over: tuple[str, ...], under: tuple[str, ...]) -> Unit:
    up, down = Counter(over), Counter(under)
    common = up & down
    return Unit(tuple(sorted((up - common).elements())), tuple(sorted((down - common).elements())))


def noun(word: str) -> str:
    """The singular under which a counted noun is known: `demos` -> `demo`, `opportunities` -> `opportunity`, `EUR` -> `EUR`."""
    if is_currency(word) or len(word) <= 2:  # noqa: PLR2004 - a word of two letters has no plural to strip
        return word
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending):
            return word[: -len(ending)] + singular
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def plural(word: str) -> str:
    """The plural for display: `demo` -> `demos`, `opportunity` -> `opportunities`; a currency has none."""
    if is_currency(word):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ss", "sh", "ch", "x")) else "s")
