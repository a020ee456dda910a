"""How a file writes numbers: its decimal sign, what separates thousands, a currency sign before or after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from storage.imports.refusal import CellError, cut

DECIMAL_SIGNS = (".", ",")
THOUSANDS = (".", ",", " ", "'", "’")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2212": "-"})


@dataclass(frozen=True)
class NumberStyle:
    """The three signs as the mapping declares them; `declared` is False when it says nothing, and numbers stay as they are."""

    decimal: str = "."
    thousands: str = ""
    currency_sign: str = ""
    declared: bool = False

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        decimal, thousands = re.escape(self.decimal), re.escape(self.thousands)
        whole = rf"\d{{1,3}}(?:{thousands}\d{{3}})+|\d+" if self.thousands else r"\d+"
        sign = rf"(?:{re.escape(self.currency_sign)})?" if self.currency_sign else ""
        return re.compile(
            rf"(?P<minus>[+-]?){sign} ?(?P<minus2>-?)(?P<whole>{whole})(?:{decimal}(?P<fraction>\d+))? ?(?P<percent>%?){sign}",
            re.ASCII,
        )

    def canonical(self, text: str) -> str:
        """The number with digits, a point and a minus at most; declared decimals that are zero go. Raises CellError for any other text."""
        if not self.declared:
            return text
        found = self._shape.fullmatch(text.translate(_BLANKS))
        if found is None or (found["minus"] and found["minus2"]):
            signs = f"decimal `{self.decimal}`" + (f" and thousands `{self.thousands}`" if self.thousands else "")
            raise CellError(
                "number", f"`{cut(text)}` is no number with {signs}.", "Correct the cell, or the signs in the mapping."
            )
        whole = found["whole"].replace(self.thousands, "") if self.thousands else found["whole"]
        fraction = (found["fraction"] or "").rstrip("0")
        minus = "-" if "-" in (found["minus"], found["minus2"]) else ""
        return f"{minus}{whole}{f'.{fraction}' if fraction else ''}{found['percent']}"


def reversed_sign(text: str) -> str:
    """The number with the other sign; empty stays empty."""
    if text.startswith("-"):
        return text[1:]
    return f"-{text.removeprefix('+')}" if text and text.strip("0.%") else text
