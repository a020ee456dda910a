"""Which version of a plan was in force for a payee in the periods that a statement reads besides its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from plans.calendar import Period

if TYPE_CHECKING:
    from plans.scheme import Scheme


def _nothing_before(period: Period) -> Scheme | None:  # noqa: ARG001 - there was nothing in any period
    return None


@dataclass(frozen=True, slots=True)
class Past:
    """Asked once a period: a statement computes from what was known as it was gathered.

    `first` is the day on which the payee's first stay begins, or the plan's first version: no window reaches further back; without one none reaches back at all. A period in which the payee was not in
    the plan, or was in another one, has no version, and windows leave it out.
    """

    first: date | None = None
    ask: Callable[[Period], Scheme | None] = _nothing_before
    _known: dict[Period, Scheme | None] = field(default_factory=dict)

    @property
    def known(self) -> Mapping[Period, Scheme | None]:
        """What was asked so far."""
        return self._known

    def version(self, period: Period) -> Scheme | None:
        """The version in force in a period of the plan's own length; None where the payee was not in the plan."""
        if self.first is not None and period.end < self.first:
            return None
        if period not in self._known:
            self._known[period] = self.ask(period)
        return self._known[period]


NO_PAST = Past()
