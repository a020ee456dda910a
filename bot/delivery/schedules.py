"""Which posts the settings ask for, and the part of a tick that puts what fell due into the outbox."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.clock import Clock, real
from bot.delivery.frozen import frozen
from bot.faults import recorded
from bot.settings import Settings
from jobs import JOBS
from jobs.anchor import ANCHOR
from jobs.declare import Wanted
from jobs.due import Ticked, arrange, tick
from jobs.telling import tell
from storage.channels import present_id
from storage.database import Connection, Database
from storage.schedules import count_schedules

log = logging.getLogger(__name__)

_COMPANY = "company"
_UTC = "UTC"


def operator_channel(connection: Connection, settings: Settings) -> str:
    """The operators' channel by the id that it has now; empty where there is none."""
    return present_id(connection, settings.operator_channel) if settings.operator_channel else ""


def wanted(connection: Connection, settings: Settings) -> list[Wanted]:
    """The schedules that these settings ask for."""
    channel = operator_channel(connection, settings)
    return [Wanted(ANCHOR.kind, _COMPANY, _UTC, channel)] if channel else []


def _recorded(error: Exception, kind: str) -> str:
    return recorded(error, f"job {kind}", "")


@dataclass(slots=True)
class Scheduling:
    """The ticks of one process. Schedules are arranged when what is asked for has changed, or others than those are there, and not at each tick.

    `drops`: what is not asked for is dropped. Not by a verb: it may be called where other settings hold than where posts are made.
    """

    database: Database
    settings: Settings
    drops: bool = True
    _arranged: Sequence[Wanted] | None = field(default=None, init=False)

    def tick_at(self, now: int) -> Ticked:
        """Put what fell due by `now` (business time, UTC microseconds) into the outbox, and tell the operators what they do not know yet."""
        self.arrange(now)
        done = tick(self.database, JOBS, frozen, _recorded, now, real())
        with self.database.read() as connection:
            channel = operator_channel(connection, self.settings)
        if channel:
            titles = {job.kind: job.title for job in JOBS.values()}
            tell(self.database, titles, channel, frozen, now, real())
        return done

    def arrange(self, now: int) -> None:
        """Let the schedules be those that the settings ask for."""
        with self.database.read() as connection:
            asked = wanted(connection, self.settings)
            there = count_schedules(connection, JOBS)
        if asked != self._arranged or there != len(asked):
            dropped = arrange(self.database, JOBS, asked, now, drop=self.drops)
            self._arranged = asked
            if dropped:
                log.warning("schedules=%d dropped: the settings of this process do not ask for them", dropped)

    def tick_now(self, clock: Clock) -> None:
        """The same at the business time that it is, for the heartbeat."""
        done = self.tick_at(clock())
        if done != Ticked():
            log.info("tick: queued=%d skipped=%d expired=%d", *done)
