"""What `GET /health` says: whether this process can serve, and by what one would see that it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.clock import real, rfc3339
from bot.line import DEAD_S
from bot.settings import Settings
from bot.tick import Tick
from bot.workers import Workers
from storage import schema
from storage.database import Database
from storage.errors import StorageError

_TICKS_MISSED = 3


@dataclass(frozen=True, slots=True)
class Health:
    """Asks the database each time; everything else is at hand. `socket_age_s` is None in http mode."""

    settings: Settings
    database: Database
    workers: Workers
    tick: Tick
    socket_age_s: Callable[[], float] | None = None

    async def __call__(self) -> dict[str, Any]:
        version = await self.workers.run(_schema, self.database)
        age = self.socket_age_s() if self.socket_age_s else None
        ticked = (
            self.tick.last is not None
            and real() - self.tick.last < _TICKS_MISSED * self.settings.fairshare_tick_s * 1_000_000
        )
        return {
            "ok": version is not None and ticked and (age is None or age < DEAD_S),
            "mode": self.settings.fairshare_mode,
            "schema": version,
            "last_tick_at": rfc3339(self.tick.last) if self.tick.last is not None else None,
            "oldest_due_age_s": None,
            "socket_age_s": round(age, 1) if age is not None else None,
        }


def _schema(database: Database) -> str | None:
    """The version of the tables; None when the database does not answer, or they are not of this program's version."""
    try:
        if schema.check(database) is not schema.State.CURRENT:
            return None
        with database.read() as connection:
            return schema.version(connection)
    except StorageError:
        return None
