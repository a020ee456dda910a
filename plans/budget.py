"""What a plan may cost: a band of money, from when on somebody is warned, and what follows then. It never changes what anybody is paid."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from plans.literal import Literal, show
from plans.number import ZERO, exactly
from plans.unit import RATIO, Unit

FEWEST = 3  # people whose pay may be told as a sum: of two, each could work out the other's


class Level(Enum):
    """Where a sum stands to its band. `BELOW` is said of a time that is over; before its end there is more to come."""

    BELOW = "below"
    WITHIN = "within"
    NEAR = "near"
    ABOVE = "above"


class Budget(NamedTuple):
    """The band in which the sum of some payouts should lie in each month, quarter or year.

    `low` and `high` are amounts of `currency`, in whole units. `of` names the payouts; empty means all that are paid in cash. `warn_at` is a share of `high`.
    """

    low: Decimal
    high: Decimal
    currency: str
    of: tuple[str, ...]
    each: str
    warn_at: Decimal
    then: str
    who: tuple[str, ...] = ()

    @property
    def line(self) -> Decimal:
        """The sum from which on somebody is warned."""
        with exactly():
            return self.high * self.warn_at

    def counts(self, payout: str, pays_as: str) -> bool:
        return payout in self.of if self.of else pays_as == "cash"

    def level(self, spent: Decimal, *, over: bool) -> Level:
        """Where a sum stands; `over` says that nothing more will come to it."""
        if spent > self.high:
            return Level.ABOVE
        if spent >= self.line:
            return Level.NEAR
        return Level.BELOW if over and spent < self.low else Level.WITHIN

    @property
    def words(self) -> dict[str, str]:
        """What it says, by the names of its entries."""
        return {
            "band": f"{self.shown(self.low)} to {self.shown(self.high)} for each {self.each}, of {self._payouts}",
            "warning": f"from {show(self.warn_at, RATIO)} of the upper end, {self.shown(self.line)}",
            "then": self.then,
            **({"who is warned": ", ".join(self.who)} if self.who else {}),
        }

    def shown(self, amount: Decimal) -> str:
        return str(Literal(amount, Unit((self.currency,))))

    @property
    def _payouts(self) -> str:
        return ", ".join(self.of) if self.of else "all payouts in cash"


def told_together(amounts: Mapping[str, Decimal]) -> Decimal | None:
    """The sum of what people are paid, by their ids; None where so few of them are paid anything that it would tell one person's pay."""
    if sum(amount > ZERO for amount in amounts.values()) < FEWEST:
        return None
    with exactly():
        return sum(amounts.values(), ZERO)
