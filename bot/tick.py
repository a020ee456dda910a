"""The heartbeat: every few seconds it looks what is due. The scheduler knows this one job and nothing else."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from apscheduler.jobstores.memory import MemoryJobStore  # type: ignore[import-untyped]  # ships no types
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # ships no types

from bot.clock import real
from bot.wire import FAILURES
from storage.errors import StorageError

log = logging.getLogger(__name__)

DAY_S = 24 * 60 * 60
RETRY_S = 300


@dataclass(slots=True)
class Chore:
    """Something done at the start and then once in a while; after a failure, again a little later."""

    name: str
    work: Callable[[], Awaitable[object]]
    every_s: float = DAY_S
    retry_s: float = RETRY_S
    _next: float = float("-inf")
    _running: bool = False

    def is_due(self, now: float) -> bool:
        return not self._running and now >= self._next

    async def run(self) -> None:
        self._running = True
        try:
            await self.work()
        except (*FAILURES, StorageError) as error:
            log.warning("chore=%s failed: %s", self.name, type(error).__name__)
            self._next = time.monotonic() + self.retry_s
        else:
            self._next = time.monotonic() + self.every_s
        finally:
            self._running = False


@dataclass(slots=True)
class Tick:
    """Calls the chores that are due. `last` is when it last did, in UTC microseconds of the real time."""

    chores: Sequence[Chore]
    last: int | None = None
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self) -> None:
        now = time.monotonic()
        for chore in self.chores:
            if chore.is_due(now):
                task = asyncio.create_task(chore.run())  # a long one must not hold the next tick
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        self.last = real()

    async def first(self, patience_s: float) -> None:
        """The tick at the start: gives its chores some time, and lets those that need more go on."""
        await self()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience_s)

    async def end(self) -> None:
        """Stop what is under way; each chore begins again with the next start."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def scheduled(tick: Tick, every_s: int) -> AsyncIOScheduler:
    """A running scheduler. A tick that comes late is not lost, and several late ones are one."""
    scheduler = AsyncIOScheduler(jobstores={"default": MemoryJobStore()}, timezone="UTC")
    scheduler.add_job(
        tick.__call__, "interval", seconds=every_s, max_instances=1, coalesce=True, misfire_grace_time=None
    )
    scheduler.start()
    return scheduler
