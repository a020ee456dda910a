"""The two processes of a demonstration: started, heard out until they are ready, watched, ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.exits import Exit
from bot.cli.failures import VerbError

READY_S = 60.0
ENDING_S = 12.0  # the bot ends within ten
ROOT = Path(__file__).parents[3]
_OURS = ("SLACK_", "FAIRSHARE_", "COMMAND_")


@dataclass(slots=True)
class Child:
    """A process by the name that people read, with the log of what it said."""

    name: str
    process: Process
    log: Path
    blame: Exit  # how the demonstration ends when this one does not live, and gives no exit code of its own

    async def ready(self) -> dict[str, Any]:
        """What it prints when it can answer. Raises VerbError when it ends before, or stays silent."""
        if self.process.stdout is None:
            raise ValueError("its standard output is read here")
        try:
            line = await asyncio.wait_for(self.process.stdout.readline(), READY_S)
        except TimeoutError:
            raise self.failure(f"{self.name} did not answer within {READY_S:.0f} seconds.") from None
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            await self.end()
            raise self.failure(f"{self.name} did not start.") from None
        return said

    async def died(self) -> VerbError:
        """Waits until it ends by itself: the words for that."""
        await self.process.communicate()
        return self.failure(f"{self.name} ended by itself.")

    def failure(self, message: str) -> VerbError:
        """Why there can be no demonstration, with the last words of the process and, where it gave one, its exit code."""
        last = _last_line(self.log)
        said = f"{message} Its last words: {last}" if last else message
        code = next((code for code in Exit if code == self.process.returncode and code), self.blame)
        return VerbError(code, "child", said, f"All that it said is in {self.log}.")

    async def end(self) -> None:
        """Asks it to end, and does not wait for ever."""
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), ENDING_S)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


async def start(name: str, arguments: list[str], log: Path, settings: Mapping[str, str], blame: Exit) -> Child:
    """Starts `python -m …` with these settings and no others; Ctrl-C reaches it through us alone."""
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=errors,
            env=_environment(settings), cwd=log.parent, start_new_session=True,
        )  # fmt: skip
    return Child(name, process, log, blame)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Ours without the settings of a real workspace. The code is found wherever the process stands."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS) and name != "DATABASE_URL"}
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {**kept, **settings, "PYTHONPATH": path}


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""
