"""The jobs as those meet them who show, move and preview what they post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from jobs import JOBS
from jobs.declare import Due, Job, Nothing
from jobs.due import rhythm_of
from jobs.rhythm import Weekly, due_at, first_instant, periods
from storage.database import Connection
from storage.schedules import Schedule
from views.message import Message

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class JobKind:
    """One job. Instants are business time, in UTC microseconds; `of` is a schedule of this job."""

    job: Job

    @property
    def title(self) -> str:
        """What people call it."""
        return self.job.title

    def rhythm(self, of: Schedule) -> tuple[int, str]:
        """The day of the week (1 for Monday to 7; 0: every day) and the wall time (`09:00`)."""
        rhythm = rhythm_of(self.job, of)
        return (rhythm.weekday if isinstance(rhythm, Weekly) else 0, f"{rhythm.at:%H:%M}")

    def period(self, of: Schedule) -> str:
        """The key of the period that falls due next."""
        return rhythm_of(self.job, of).key(of.next_day)

    def following(self, of: Schedule) -> int:
        """When the period after the next one falls due."""
        rhythm = rhythm_of(self.job, of)
        return due_at(rhythm, rhythm.day_from(of.next_day + _DAY), ZoneInfo(of.zone))

    def instant(self, of: Schedule, wall: datetime) -> int:
        """The first instant at which clocks of its zone show this wall time or a later one."""
        return first_instant(wall, ZoneInfo(of.zone))

    def changed(self, of: Schedule, weekday: int, wall: str, now: int) -> Schedule:
        """The same with another day of the week and wall time; 0 and empty are the job's own.

        The period that is next stays next, on its new day. Where that has passed it is left out, and the first one after `now` is next. A
        period that has fallen due already, and waits for a tick, waits on.
        """
        changed = of._replace(weekday=weekday, wall=wall)
        rhythm, zone, period = rhythm_of(self.job, changed), ZoneInfo(of.zone), self.period(of)
        day = next(day for day, key, _ in periods(rhythm, of.next_day - _WEEK, zone) if key == period)
        if of.next_due <= now:
            return changed._replace(next_day=day)
        day, due = next((day, due) for day, _, due in periods(rhythm, day, zone) if due > now)
        return changed._replace(next_day=day, next_due=due)

    def preview(self, connection: Connection, of: Schedule) -> Message | str:
        """What would be posted for the next period if it fell due now; else why nothing would be, in a few words."""
        composed = self.job.compose(connection, Due(of.scope, self.period(of), of.next_day, of.next_due))
        return composed.reason if isinstance(composed, Nothing) else composed


def board(jobs: Mapping[str, Job] = JOBS) -> dict[str, JobKind]:
    """All of these jobs, by their kinds."""
    return {kind: JobKind(job) for kind, job in jobs.items()}
