"""The chart of a statement: each part now and at its target. It repeats what the lines say, and adds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from plans.currency import decimals
from plans.number import ZERO
from plans.unit import Unit
from views.lines import Line
from views.message import Bars, Chart, Series
from views.reader import Reader
from views.texts import capital, distinct

_CATEGORY = 20  # characters of a label in a chart
_BAR_LABEL = 11  # and before a bar of text
_FEWEST, _MOST = 2, 6


def picture(lines: Sequence[Line], reader: Reader, *, final: bool) -> Chart | None:
    """A chart for two to six parts that all have a target; None for others. What is final is no longer called `now`."""
    known = [(line, line.amount, line.target_pay) for line in lines]
    if not _FEWEST <= len(known) <= _MOST:
        return None
    values = [
        (line, now, goal) for line, now, goal in known if isinstance(now, Decimal) and goal is not None and goal > ZERO
    ]
    kind = lines[0].kind
    currency = kind.currency if isinstance(kind, Unit) else None
    if len(values) < len(known) or currency is None:
        return None
    titles = [line.title for line, _, _ in values]
    series = (
        _series("Earned" if final else "Now", [now for _, now, _ in values], currency, reader),
        _series("At target", [goal for _, _, goal in values], currency, reader),
    )
    bars = tuple(
        (label, reader.figures.percent(now / goal), _whole(now / goal))
        for label, (_, now, goal) in zip(short(titles, _BAR_LABEL), values, strict=True)
    )
    return Chart(
        f"Each part: {'earned' if final else 'now'} and at target",
        tuple(short(titles, _CATEGORY)),
        series,
        f"Part of {reader.your} pay",
        currency,
        Bars("Per cent of the target pay of each part", bars),
    )


def short(titles: Sequence[str], most: int) -> list[str]:
    """Labels of at most so many characters, each different."""
    return distinct((_fitting(title, most) for title in titles), most)


def _fitting(title: str, most: int) -> str:
    """What stands before a comma or colon, else the last words that fit, or the last of all."""
    if len(title) <= most:
        return title
    head = re.split("[,:]", title)[0]
    words = (head if len(head) <= most else title).split()
    while len(" ".join(words)) > most and len(words) > 1:
        words.pop(0)
    return capital(" ".join(words))


def _series(name: str, values: Sequence[Decimal], currency: str, reader: Reader) -> Series:
    plain: Callable[[Decimal], str] = lambda value: f"{value.quantize(_step(currency), ROUND_HALF_UP):f}"  # noqa: E731
    return Series(name, tuple(map(plain, values)), tuple(reader.figures.amount(value, currency) for value in values))


def _step(currency: str) -> Decimal:
    return Decimal(1).scaleb(-decimals(currency))


def _whole(share: Decimal) -> int:
    return int((share * 100).to_integral_value(ROUND_HALF_UP))
