"""How figures look to one reader: the locale formats, the plan's currency stays, and nothing is said shorter than it is.

Numbers are cut in two places only, and both show it: a share in a list has at most one decimal, and digits that go on end in `…`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import get_currency_symbol, parse_pattern

from plans.company.cut import Cut, Gregorian
from plans.currency import decimals, is_currency
from plans.literal import Scalar, fits_minor_units
from plans.unit import Kind, Sort, Unit, plural
from plans.words import Shown, Title, When
from views.names import in_words
from views.periods import period_name
from views.texts import NO_BREAK, NO_BREAK_HERE, inside, together

HOME = "en-IE"  # where nothing better is known
MINUS = "\u2212"
GOES_ON = "…"
_STEP_DECIMALS = 6  # digits shown of a number that goes on
_MICROS = 1_000_000
_WIDE = Context(prec=400, rounding=ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Figures:
    """The hand of one reader's locale. A `Voice` for `plans.words.say`: there, every digit is shown.

    `several_dollars`: whether the company pays in more than one dollar; then each carries its country.
    """

    tag: str  # of a known locale, such as `de-CH`; what is kept for it goes by this, since a Locale is slow to look up by
    several_dollars: bool = False
    cut: Cut = field(default_factory=Gregorian, compare=False)  # what names of periods within a statement stand for

    # -------------------------------------------------------------- amounts

    def amount(self, value: Decimal, currency: str) -> str:
        """An amount in full precision of its currency: `€4,872.50`; half a cent goes away from zero where a part is not yet rounded."""
        places = decimals(currency)
        return self._money(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE), currency, places)

    def exact_amount(self, value: Decimal, currency: str) -> str:
        """An amount with the digits that it has: `€1,371.428571…`."""
        places = decimals(currency)
        if fits_minor_units(value, Unit((currency,))):
            return self._money(value, currency, places)
        kept, mark = _kept(value)
        return self._money(kept, currency, max(places, _places(kept)), mark)

    # -------------------------------------------------------------- shares and numbers

    def percent(self, share: Decimal, places: int = 1) -> str:
        """A share as a list shows it: `101.1%`, `57%`. Rounding never turns what is short of a whole per cent's edge into it."""
        hundred = share.scaleb(2, _WIDE)
        rounded = hundred.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
        if rounded == rounded.to_integral_value() and rounded != hundred:
            rounded = hundred.quantize(Decimal(1).scaleb(-places), ROUND_DOWN, _WIDE)
        return self._percent(rounded)

    def exact_percent(self, share: Decimal) -> str:
        """A share with the digits that it has: `107.142857…%`."""
        kept, mark = _kept(share.scaleb(2, _WIDE))
        return self._percent(kept, mark)

    def number(self, value: Decimal) -> str:
        """A plain number with the digits that it has: `1,234.5`."""
        kept, mark = _kept(value)
        return self._signed(kept, _places(kept)) + mark

    def count(self, value: Decimal | int, noun: str) -> str:
        """So many of a thing: `14 accounts`, `1 account`."""
        return together(self.number(Decimal(value)), noun if value == 1 else plural(noun))

    def the(self, value: int, noun: str) -> str:
        """All of a few things: `the 14 accounts`, `the account`."""
        return f"the {noun if value == 1 else self.count(value, noun)}"

    # -------------------------------------------------------------- days and instants

    def day(self, day: date) -> str:
        """`29 Jan 2027`, in the reader's order, the month in letters."""
        return _day("yMMMd", day, self.tag)

    def day_of_year(self, day: date) -> str:
        """`9 Nov`: where the year was just said."""
        return _day("MMMd", day, self.tag)

    def weekday(self, day: date) -> str:
        """`Mon 30 Nov`: a day of these weeks."""
        return f"{_day('E', day, self.tag)} {self.day_of_year(day)}"

    def month(self, day: date) -> str:
        """`Oct 2026`."""
        return _day("yMMM", day, self.tag)

    def instant(self, micros: int) -> str:
        """`20 Nov 2026, 06:00 UTC`."""
        moment = datetime.fromtimestamp(micros // _MICROS, UTC)
        return f"{self.day(moment.date())}, {moment:%H:%M} UTC"

    # -------------------------------------------------------------- values of any kind

    def quantity(self, value: Scalar, kind: Kind) -> str:
        """A value as a list shows it: amounts in full, shares to one decimal."""
        if isinstance(value, Decimal) and isinstance(kind, Unit):
            if kind.currency:
                return self.amount(value, kind.currency)
            if kind.is_ratio:
                return self.percent(value)
        return self.value(Shown(value, kind))

    def value(self, shown: Shown) -> str:
        """A value as a step shows it, with the digits that it has."""
        value, kind = shown
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return self.day(value)
        if not isinstance(value, Decimal) or isinstance(kind, Sort):
            return in_words(str(value))
        if kind.is_ratio:
            return self.exact_percent(value)
        return self._counted(value, kind)

    def title(self, title: Title) -> str:
        """A title as it stands within a sentence."""
        return inside(title.text)

    def period(self, when: When) -> str:
        """`Q3 2026`; a company's own period by its name."""
        period = self.cut.named(when.period)
        return period_name(period, self) if period else when.period

    def _counted(self, value: Decimal, unit: Unit) -> str:
        nouns = [noun for noun in unit.over if not is_currency(noun)]
        if unit.money and not nouns:
            shown = self.exact_amount(value, unit.money)
        elif len(unit.over) == 1:
            shown = self.count(value, unit.over[0])
        else:
            shown = together(self.number(value), " ".join(unit.over))
        return " per ".join([shown, *unit.under])

    # -------------------------------------------------------------- how a number is put together

    def _money(self, value: Decimal, currency: str, places: int, mark: str = "") -> str:
        before, after = _around(self.tag, currency, self.several_dollars)
        sign = MINUS if value < 0 else ""
        if sign and before:
            sign += NO_BREAK_HERE  # a line may end between two signs, such as a minus and a euro
        return f"{sign}{before}{self._digits(value, places)}{mark}{after}"

    def _percent(self, hundred: Decimal, mark: str = "") -> str:
        suffix = _percent_sign(self.tag)
        return f"{self._signed(hundred, _places(hundred))}{mark}{suffix}"

    def _signed(self, value: Decimal, places: int) -> str:
        return (MINUS if value < 0 else "") + self._digits(value, places)

    def _digits(self, value: Decimal, places: int) -> str:
        whole, _, rest = f"{abs(value):.{places}f}".partition(".")
        group, point, sizes = _grouping(self.tag)
        return _grouped(whole, group, *sizes) + (point + rest if rest else "")


@lru_cache(maxsize=512)
def figures_for(tag: str, *, several_dollars: bool = False) -> Figures:
    """The figures of a locale such as `de-CH`; an unknown one reads as `en-IE`."""
    try:
        _locale(tag)
    except (UnknownLocaleError, ValueError):
        return Figures(HOME, several_dollars)
    return Figures(tag, several_dollars)


@lru_cache(maxsize=512)
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@lru_cache(maxsize=512)
def is_dollar(currency: str) -> bool:
    """Whether people call the currency a dollar (or a peso): its sign is `$`, alone or after a letter or two."""
    return get_currency_symbol(currency, Locale("en", "001")).endswith("$")


@lru_cache(maxsize=1024)
def _around(tag: str, currency: str, several_dollars: bool) -> tuple[str, str]:  # noqa: FBT001 - a key of the cache
    """What stands before and after the digits of a currency: its sign, or its code with a space that does not break."""
    locale = _locale(tag)
    sign = get_currency_symbol(currency, locale)
    if several_dollars and sign == "$":
        sign = get_currency_symbol(currency, Locale("en", "001"))
    pattern = locale.currency_formats["standard"]
    before, after = (text.replace("¤", sign) for text in (pattern.prefix[0], pattern.suffix[0]))
    if before and before[-1].isalpha():
        before += NO_BREAK
    if after and after[0].isalpha():
        after = NO_BREAK + after
    return before.replace(" ", NO_BREAK), after.replace(" ", NO_BREAK)


@lru_cache(maxsize=4096)
def _day(skeleton: str, day: date, tag: str) -> str:
    """A day by Babel, which looks the pattern up anew each time: most answers of a day name the same few days."""
    return format_skeleton(skeleton, day, locale=_locale(tag))


@lru_cache(maxsize=256)
def _grouping(tag: str) -> tuple[str, str, tuple[int, int]]:
    locale = _locale(tag)
    symbols = locale.number_symbols["latn"]
    pattern = parse_pattern(locale.decimal_formats[None])
    return symbols["group"], symbols["decimal"], pattern.grouping


@lru_cache(maxsize=256)
def _percent_sign(tag: str) -> str:
    pattern = _locale(tag).percent_formats[None]
    return str(pattern.suffix[0] or "%").replace(" ", NO_BREAK)


def _grouped(whole: str, group: str, last: int, others: int) -> str:
    if len(whole) <= last:
        return whole
    head, tail = whole[:-last], [whole[-last:]]
    while head:
        tail.insert(0, head[-others:])
        head = head[:-others]
    return group.join(tail)


def _kept(value: Decimal) -> tuple[Decimal, str]:
    """The digits that are shown, and the mark that more follow."""
    plain = value.normalize(_WIDE)
    if _places(plain) <= _STEP_DECIMALS:
        return plain, ""
    return plain.quantize(Decimal(1).scaleb(-_STEP_DECIMALS), ROUND_DOWN, _WIDE), GOES_ON


def _places(value: Decimal) -> int:
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
