"""Threads for what must not block the loop. They are daemons: one that hangs cannot hold back the end of the process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[[], Any]]


class Workers:
    """A fixed number of threads, started with the first job."""

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns or raises, worked out on a thread."""
        if not self._threads:
            self._threads = [
                Thread(target=self._work, name=f"{self._name}-{n}", daemon=True) for n in range(self._count)
            ]
            for thread in self._threads:
                thread.start()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put((loop, done, partial(function, *arguments)))
        return await done

    def close(self) -> None:
        """Let the threads end after the jobs they have."""
        for _ in self._threads:
            self._jobs.put(None)

    def _work(self) -> None:
        while job := self._jobs.get():
            loop, done, function = job
            try:
                settle = partial(_settle, done, function())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
                settle = partial(_fail, done, error)
            with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
                loop.call_soon_threadsafe(settle)


def _settle(done: asyncio.Future[Any], result: object) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)
