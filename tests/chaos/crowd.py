"""The processes of one trial: started, killed without warning, started again at once; now and then one stands still."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

from tests.chaos.worker import TENTH, work

_ENDING_S = 15.0
_STILL_S = TENTH.lease / 1_000_000 + 2
"""Seconds: longer than a lease, as a paused machine is."""
_LAST_LINES = 20


def _context() -> ForkServerContext:
    """Processes that begin with everything imported: what is tried here is the work, not the start of Python."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.chaos.worker"])
    return context


@dataclass
class Crowd:
    """So many workers beside each other, each with the same settings."""

    environment: Mapping[str, str]
    log: Path
    context: ForkServerContext = field(default_factory=_context)
    members: list[ForkServerProcess] = field(default_factory=list)
    still: dict[int, float] = field(default_factory=dict)
    kills: int = 0
    problems: list[str] = field(default_factory=list)

    def start(self) -> None:
        member = self.context.Process(target=work, args=(self.environment, self.log))
        self.members.append(member)  # first, so that it is ended whatever interrupts its start
        member.start()

    def kill_one(self, dice: Random) -> None:
        """kill -9, whatever it does just then; another one begins at once."""
        member = self.members.pop(dice.randrange(len(self.members)))
        if member.exitcode is None:
            self.kills += 1
            member.kill()
            member.join()
        else:
            self.problems.append(f"a worker ended by itself, with {member.exitcode}:\n{self._last_words()}")
        self.start()

    def pause_one(self, dice: Random) -> None:
        """It stands still, and goes on where it was when others have taken over what it holds."""
        pid = dice.choice(self.members).pid
        if pid is not None:
            os.kill(pid, signal.SIGSTOP)
            self.still[pid] = time.monotonic() + _STILL_S

    def wake(self, *, everybody: bool = False) -> None:
        """Let those go on who have stood still for long enough."""
        alive = {member.pid for member in self.members}
        for pid, until in list(self.still.items()):
            if everybody or time.monotonic() >= until:
                del self.still[pid]
                if pid in alive:
                    os.kill(pid, signal.SIGCONT)

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-_LAST_LINES:])

    def end(self) -> None:
        """SIGTERM; who does not end by it is killed, and told of."""
        self.wake(everybody=True)
        for member in self.members:
            member.terminate()
        for member in self.members:
            member.join(_ENDING_S)
            if member.exitcode is None:
                member.kill()
                member.join()
            if member.exitcode != 0:
                self.problems.append(f"a worker ended with {member.exitcode} on SIGTERM")
        self.members.clear()


@contextmanager
def crowd(environment: Mapping[str, str], log: Path, count: int) -> Iterator[Crowd]:
    """Started; whatever happens, none is left behind."""
    workers = Crowd(environment, log)
    try:
        for _ in range(count):
            workers.start()
        yield workers
    finally:
        for member in workers.members:
            if member.pid is not None:
                member.kill()
                member.join()
