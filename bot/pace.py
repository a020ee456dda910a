"""How often one person may ask: a burst, then a steady pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

BURST = 60  # a person types a few a minute and presses some buttons; a script asks hundreds
PER_SECOND = 1.0
_MANY = 10_000


@dataclass(slots=True)
class Pace:
    """Each asker has a store of questions that refills with time. Kept in memory: a restart forgives."""

    burst: float = BURST
    per_second: float = PER_SECOND
    monotonic: Callable[[], float] = time.monotonic
    _stores: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, asker: str) -> bool:
        """Take one question out of the asker's store, if there is one left."""
        now = self.monotonic()
        left = self._left(asker, now)
        if left < 1:
            return False
        if len(self._stores) >= _MANY:
            self._forget_the_full(now)
        self._stores[asker] = (left - 1, now)
        return True

    def _left(self, asker: str, now: float) -> float:
        left, since = self._stores.get(asker, (self.burst, now))
        return min(self.burst, left + (now - since) * self.per_second)

    def _forget_the_full(self, now: float) -> None:
        self._stores = {asker: store for asker, store in self._stores.items() if self._left(asker, now) < self.burst}
