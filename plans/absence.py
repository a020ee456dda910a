"""What it means that nothing is there: a source that declared itself complete makes a zero; without that, the line waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from plans.agreement import Disagreement
from plans.calendar import Period
from plans.record import REFUSED, UNREACHABLE, Completeness, Trouble
from plans.registry import Source
from plans.roll_days import Span
from plans.tree import COUNTED_THROUGH, SO_FAR, Assumption, Cause

FINAL, STANDING = "final", "standing"
LATE, ABSENT, BROKEN, CONFLICT = "late", "absent", "broken", "conflict"
_TROUBLES = {REFUSED: "what it delivers has to be mended", UNREACHABLE: "it cannot be read"}


def told(trouble: Trouble) -> str:
    """What keeps a source from being read, in a few words for whoever waits for it."""
    return _TROUBLES[trouble.code]


class Arrival(NamedTuple):
    """What has arrived from one source, for one metric or kind of item, in one period, as seen on one day."""

    what: str  # metric.adoption, item.deals
    title: str
    owner: str
    source: Source
    complete: Completeness | None
    period: Period
    mode: str
    until: date  # the last day on which facts of this period can be known by now
    when: str = "this period"  # what the period is called in a sentence
    trouble: Trouble | None = None

    def within(self, late_after: int | None) -> Arrival:
        """The same, late after another number of days without news; with None as the source says."""
        return self if late_after is None else self._replace(source=replace(self.source, late_after=late_after))

    @property
    def declared(self) -> tuple[Completeness, ...]:
        """The declaration on which a zero rests."""
        return (self.complete,) if self.complete else ()

    @property
    def spoke(self) -> bool:
        """Whether the source has declared anything about this period."""
        return self.spoke_since(self.period.start)

    def spoke_since(self, start: date) -> bool:
        """Whether the source has declared anything about this day or a later one."""
        return self.complete is not None and self.complete.through >= start

    @property
    def late(self) -> Cause | None:
        """Why the line waits, if it does: final wants the whole period declared, standing wants news that is not too old."""
        through = self.complete.through if self.complete else None
        if self.mode == FINAL:
            if through is not None and through >= self.period.end:
                return None
            since = (
                f"holds everything through {through}" if through else "never said through which day it holds everything"
            )
            return self._waiting(LATE, f"{self.source.title} {since}")
        days = self.source.late_after
        if through is not None and days is not None and self.until - through > timedelta(days=days):
            return self._waiting(LATE, f"{self.source.title} last arrived through {through}")
        return None

    def open_through(self, end: date) -> Cause | None:
        """Why a final line waits for days after its period: they can still tell who belongs to a cohort."""
        through = self.complete.through if self.complete else None
        if self.mode != FINAL or (through is not None and through >= end):
            return None
        return self._waiting(LATE, f"{self.source.title} does not hold everything through {end} yet")

    @property
    def assumption(self) -> Assumption | None:
        """What a standing takes for granted where it counts what has arrived; None where the source has vouched for all of it."""
        if self.mode == FINAL or (self.complete is not None and self.complete.through >= self.until):
            return None
        if self.complete is None or not self.spoke:
            return Assumption(SO_FAR, self.title, source=self.source.title)
        return Assumption(COUNTED_THROUGH, self.title, self.complete.through)

    def nothing(self, days: Span | None = None, about: str = "") -> Cause:
        """Nothing has arrived (about something), and nothing says that there is nothing. `days` are those of the period where none are said."""
        when = self.when
        if days is not None and days != (self.period.start, self.period.end):
            when = f"{days.start} to {days.end}"
        what = f"nothing {about} has" if about else "nothing has"
        return self._waiting(ABSENT, f"{what} arrived from {self.source.title} for {when}")

    def _waiting(self, why: str, words: str) -> Cause:
        """A wait for the source. Where something keeps it from being read, that is why; what has arrived stays as good as it was."""
        return self.cause(why, words) if self.trouble is None else self.cause(BROKEN, f"{words}; {told(self.trouble)}")

    def disagree(self, found: Sequence[Disagreement], sources: Mapping[str, Source]) -> Cause:
        """Its source and others say different things of the same."""
        first, more = found[0], len({each.observed for each in found}) - 1
        others = dict.fromkeys(sources[each.other].title for each in found)
        days = f", and of {more} more {'day' if more == 1 else 'days'}" if more else ""
        return self.cause(
            CONFLICT, f"{self.source.title} and {' and '.join(others)} say different things of {first.observed}{days}"
        )

    def cause(self, why: str, words: str) -> Cause:
        return Cause(
            self.what, why, words, self.source.name, self.complete.through if self.complete else None, self.owner
        )
