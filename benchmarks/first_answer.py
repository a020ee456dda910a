"""From starting the bot to its first answer, beside the bare listener's; and that drawing is no part of it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from benchmarks.measure import Pair, report
from benchmarks.neighbours import process
from benchmarks.population import populate
from benchmarks.recording import statements_of
from benchmarks.serving import BARE, OURS, Line, environment, slack

ROUNDS = {"full": 5, "smoke": 1}
_DRAWN = "import sys, bot.serve, commands; sys.exit('matplotlib' in sys.modules)"


def run(size: str) -> bool:
    if subprocess.run([sys.executable, "-c", _DRAWN], check=False).returncode:
        print("matplotlib is loaded before the first answer  OVER")
        return False
    with tempfile.TemporaryDirectory() as folder:
        file, recorded = Path(folder) / "company.db", Path(folder) / "statements.json"
        with closing(populate(file, 100, 20)) as database:
            recorded.write_text(json.dumps(statements_of(database, 1)), encoding="utf-8")
        with slack(Path(folder), environment(file)):
            ours = [
                _seconds(lambda: process("-m", "bot", "run", env=environment(file)), OURS) for _ in range(ROUNDS[size])
            ]
        bare = [
            _seconds(lambda: process("-m", "benchmarks.bare_listener", str(file), str(recorded), str(BARE)), BARE)
            for _ in ours
        ]
    report("from starting to the first answer / bare listener", Pair(ours, bare), at_most=float("inf"), unit="s")
    return True


def _seconds(started: Callable[[], AbstractContextManager[None]], port: int) -> float:
    start = time.perf_counter()
    with started():
        asyncio.run(_ask(port))
        return time.perf_counter() - start


async def _ask(port: int) -> None:
    await (await Line.open(port)).ask(1)
