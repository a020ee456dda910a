"""Which posts the settings ask for, and the part of a tick that puts what fell due into the outbox."""

from __future__ import annotations

import logging

from bot.clock import Clock, real
from bot.delivery.frozen import frozen
from bot.settings import Settings
from jobs import JOBS
from jobs.anchor import ANCHOR
from jobs.declare import Wanted
from jobs.due import Ticked, arrange, tick
from storage.database import Database

log = logging.getLogger(__name__)

_COMPANY = "company"
_UTC = "UTC"


def wanted(settings: Settings) -> list[Wanted]:
    """The schedules that these settings ask for."""
    return [Wanted(ANCHOR.kind, _COMPANY, _UTC, settings.operator_channel)] if settings.operator_channel else []


def tick_at(database: Database, settings: Settings, now: int) -> Ticked:
    """Arrange the schedules as the settings ask, and put what fell due by `now` (business time, UTC microseconds) into the outbox."""
    arrange(database, JOBS, wanted(settings), now)
    return tick(database, JOBS, frozen, now, real())


def tick_now(database: Database, settings: Settings, clock: Clock) -> None:
    """The same at the business time that it is, for the heartbeat."""
    done = tick_at(database, settings, clock())
    if done != Ticked():
        log.info("tick: queued=%d skipped=%d", *done)
