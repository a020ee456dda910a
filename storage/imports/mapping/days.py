"""How a file writes days: a small closed grammar of formats, none of which has to guess.

`YYYY` is the year; `M` or `MM` the month, `MMM` its English short name; `D` or `DD` the day; `TIME` a time of day, which is dropped.
One of them stands for one or two digits, two of them for exactly two. Anything else stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from storage.imports.cells import day
from storage.imports.refusal import CellError, cut

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MMM": r"(?P<name>[A-Za-z]{3})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
    "TIME": r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[APap]\.?[Mm]\.?)?(?:Z|[+-]\d{2}:?\d{2})?",
}
_TOKEN = re.compile("TIME|Y+|M+|D+|[^YMDT]+|T")
_EXAMPLES = "Write one like M/D/YYYY, DD.MM.YYYY, D-MMM-YYYY or YYYY-MM-DD TIME."


class DayFormatError(ValueError):
    """The format is none; the message says why, `remedy` what to write."""

    def __init__(self, message: str, remedy: str = _EXAMPLES) -> None:
        super().__init__(message)
        self.remedy = remedy


def day_reader(pattern: str) -> Callable[[str], str]:
    """The reader of a format: text in, ISO day out, CellError for any other text. Raises DayFormatError for an unknown format."""
    shape = _compiled(pattern)

    @lru_cache(maxsize=20_000)
    def read(text: str) -> str:
        found = shape.fullmatch(text)
        parts = found.groupdict() if found else {}
        name = parts.get("name")
        if found is None or (name and name.casefold() not in _MONTHS):
            raise CellError(
                "date", f"`{cut(text)}` is not written as {pattern}.", "Correct the cell, or `dates` in the mapping."
            )
        month = _MONTHS.index(name.casefold()) + 1 if name else int(parts["month"])
        try:
            iso = date(int(parts["year"]), month, int(parts["day"])).isoformat()
        except ValueError:
            raise CellError(
                "date",
                f"`{cut(text)}` is no day of the calendar when read as {pattern}.",
                "Correct the cell, or `dates` in the mapping.",
            ) from None
        return day(iso)

    return read


def _compiled(pattern: str) -> re.Pattern[str]:
    tokens = _TOKEN.findall(pattern)
    wrong = next((token for token in tokens if token[0] in "YMD" and token not in _TOKENS), None)
    if wrong == "YY":
        raise DayFormatError(
            f"`{pattern}` leaves the century open.", "Export the column with years of four digits: YYYY."
        )
    if wrong:
        raise DayFormatError(f"`{wrong}` in `{pattern}` is no part of a date.")
    kinds = sorted(token[0] for token in tokens if token in _TOKENS and token != "TIME")  # noqa: S105 - a token of the grammar
    if kinds != ["D", "M", "Y"]:
        raise DayFormatError(f"`{pattern}` does not name year, month and day once each.")
    return re.compile("".join(_TOKENS.get(token) or re.escape(token) for token in tokens), re.ASCII)
