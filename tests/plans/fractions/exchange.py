"""Changing money, as at a counter: a board says what one unit of each currency is worth, and worth is kept."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Board(NamedTuple):
    """One line of the board: so many units of `many` are handed over for one of `one`."""

    count: Fraction
    many: str
    one: str

    def changed(self, amount: Fraction, currency: str) -> tuple[Fraction, str] | None:
        """What is handed over for an amount; None where the line is of no use, or nothing is worth anything on it."""
        if self.count <= 0 or currency not in {self.many, self.one}:
            return None
        worth = {self.many: Fraction(1), self.one: self.count}  # counted in units of `many`
        wanted = self.one if currency == self.many else self.many
        return amount * worth[currency] / worth[wanted], wanted
