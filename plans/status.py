"""How a measure stands, in one word, by the edges that its owner published: on track, close, off track; no data where nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plans.number import compared, exactly
from plans.tree import Missing, Value

ON_TRACK, CLOSE, OFF_TRACK, NO_DATA = "on track", "close", "off track", "no data"


@dataclass(frozen=True, slots=True)
class Edges:
    """At or past `on_track` a measure is on track, at or past `close` it is close. Where less is better, past is below."""

    on_track: Decimal
    close: Decimal
    lower_is_better: bool = False

    def status(self, value: Value) -> str:
        """The word for a value; what is missing is neither good nor bad."""
        if isinstance(value, Missing) or not isinstance(value, Decimal):
            return NO_DATA
        if self._reaches(value, self.on_track):
            return ON_TRACK
        return CLOSE if self._reaches(value, self.close) else OFF_TRACK

    def _reaches(self, value: Decimal, edge: Decimal) -> bool:
        with exactly():
            order = compared(value, edge)
        return order <= 0 if self.lower_is_better else order >= 0
