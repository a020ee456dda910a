"""What `GET /health` says: whether this process can serve, and by what one would see that it cannot.

Anybody who reaches the port may ask, as often as they like. So the database is asked at most once a second, by one question at a time, on a
thread that answers nobody else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.clock import real, rfc3339
from bot.line import DEAD_S
from bot.settings import Settings
from bot.tick import Tick
from bot.workers import Workers
from storage import schema
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import oldest_queued

FRESH_S = 1.0
PATIENCE_S = 3.0  # a database that takes longer does not serve people either
_TICKS_MISSED = 3


class Found(NamedTuple):
    """What the database says: the version of its tables, and since when (UTC microseconds, real time) the oldest post waits."""

    schema: str
    oldest: int | None


@dataclass(slots=True)
class Health:
    """`thread` is for nothing else. `socket_age_s` is None in http mode."""

    settings: Settings
    database: Database
    thread: Workers
    tick: Tick
    socket_age_s: Callable[[], float] | None = None
    monotonic: Callable[[], float] = time.monotonic
    _asked: float = 0.0
    _question: asyncio.Task[Found | None] | None = None

    async def __call__(self) -> dict[str, Any]:
        found = await self._found()
        age = self.socket_age_s() if self.socket_age_s else None
        ticked = (
            self.tick.last is not None
            and real() - self.tick.last < _TICKS_MISSED * self.settings.fairshare_tick_s * 1_000_000
        )
        return {
            "ok": found is not None and ticked and (age is None or age < DEAD_S),
            "mode": self.settings.fairshare_mode,
            "schema": found and found.schema,
            "last_tick_at": rfc3339(self.tick.last) if self.tick.last is not None else None,
            "oldest_due_age_s": max(0, (real() - found.oldest) // 1_000_000) if found and found.oldest else None,
            "socket_age_s": round(age, 1) if age is not None else None,
        }

    async def _found(self) -> Found | None:
        """What the newest question found, which everybody waits for who asks meanwhile; None when it takes too long."""
        now = self.monotonic()
        if self._question is None or (self._question.done() and now - self._asked >= FRESH_S):
            self._asked = now
            self._question = asyncio.create_task(self.thread.run(_asked_of, self.database))
        question = self._question
        await asyncio.wait({question}, timeout=PATIENCE_S)
        return question.result() if question.done() else None


def _asked_of(database: Database) -> Found | None:
    """None when the database does not answer, or its tables are not of this program's version."""
    try:
        if schema.check(database) is not schema.State.CURRENT:
            return None
        with database.read() as connection:
            return Found(schema.version(connection), oldest_queued(connection))
    except StorageError:
        return None
