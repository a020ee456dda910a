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
from bot.faults import recorded
from bot.wire import FAILURES
from storage.errors import StorageError

log = logging.getLogger(__name__)

DAY_S = 24 * 60 * 60
RETRY_S = 300


@dataclass(slots=True)
class Chore:
    """Something done at the start and then once in a while; after a failure, again a little later.

    `vital`: while it fails, or does not come to an end, the heart does not beat, and `/health` says so.
    """

    name: str
    work: Callable[[], Awaitable[object]]
    every_s: float = DAY_S
    retry_s: float = RETRY_S
    vital: bool = False
    _next: float = float("-inf")
    _running: bool = False
    _failed: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is vital and not done."""
        return self.vital and (self._running or self._failed)

    def is_due(self, now: float) -> bool:
        return not self._running and now >= self._next

    async def run(self) -> None:
        self._running, self._failed = True, True
        rest = self.retry_s
        try:
            await self.work()
            rest, self._failed = self.every_s, False
        except (*FAILURES, StorageError) as error:
            log.warning("chore=%s failed: %s", self.name, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a fault of ours: it is recorded here, where else nobody would hear of it
            recorded(error, f"chore {self.name}", "")
        finally:
            self._next, self._running = time.monotonic() + rest, False


@dataclass(slots=True)
class Tick:
    """Calls the chores that are due. `last` is when it last did, and all was well with the vital ones, in UTC microseconds of the real time."""

    chores: Sequence[Chore]
    last: int | None = None
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(self) -> None:
        now, well = time.monotonic(), not any(chore.holds for chore in self.chores)
        for chore in self.chores:
            if chore.is_due(now):
                task = asyncio.create_task(chore.run())  # a long one must not hold the next tick
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        if well:
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
