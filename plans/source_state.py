"""How it goes with a source on one day: fresh, late, broken or in conflict, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from plans.record import Completeness, Trouble
from plans.registry import Source


class State(StrEnum):
    """How a source is."""

    FRESH = "fresh"
    LATE = "late"
    BROKEN = "broken"
    IN_CONFLICT = "in conflict"


class KnownSource(NamedTuple):
    """What is known of a source. `arrived` is when its newest rows became known (UTC microseconds), None: never; `detail` is the
    trouble as operators read it; `disagrees` names the sources that say something else of the same."""

    source: Source
    complete: Completeness | None
    arrived: int | None
    trouble: Trouble | None
    detail: str
    disagrees: Sequence[str]
    today: date

    @property
    def state(self) -> State:
        """The worst that can be said of it: what it says cannot be relied on, or nothing new comes, or nothing new came for too long."""
        if self.disagrees:
            return State.IN_CONFLICT
        if self.trouble is not None:
            return State.BROKEN
        return State.LATE if self._late else State.FRESH

    @property
    def _late(self) -> bool:
        """Its news are counted from the day through which it is complete; one that never says so, from its last delivery."""
        if self.complete is None and self.arrived is None:
            return True
        if self.source.late_after is None:
            return False
        newest = (
            self.complete.through
            if self.complete
            else datetime.fromtimestamp((self.arrived or 0) // 1_000_000, UTC).date()
        )
        return self.today - newest > timedelta(days=self.source.late_after)
