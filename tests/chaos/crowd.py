"""The processes of one trial: started, killed without warning, started again at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

from tests.chaos.worker import work

_ENDING_S = 15.0
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

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-_LAST_LINES:])

    def end(self) -> None:
        """SIGTERM; who does not end by it is killed, and told of."""
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
