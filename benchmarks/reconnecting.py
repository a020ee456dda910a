"""The line to Slack is cut: how long until a command is answered again. At most 3 s, each time."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.neighbours import APP_TOKEN, ask, process
from benchmarks.population import populate, slack_id
from benchmarks.serving import environment, slack

CUTS = {"full": 10, "smoke": 2}
_AT_MOST_S = 3.0
_AGAIN_S = 0.02


def run(size: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "company.db"
        with closing(populate(file, 100, 20)):
            pass
        env = environment(file) | {"FAIRSHARE_MODE": "socket", "SLACK_APP_TOKEN": APP_TOKEN}
        with slack(Path(folder), env), process("-m", "bot", "run", env=env):
            _until_answered()
            deaf = [_deaf() for _ in range(CUTS[size])]
    fine = max(deaf) <= _AT_MOST_S
    title = f"the line is cut, until a command is answered, {len(deaf)} times"
    print(
        f"{title:<58} median {sorted(deaf)[len(deaf) // 2]:.2f} s   longest {max(deaf):.2f} s   at most {_AT_MOST_S:.0f} s{'' if fine else '  OVER'}"
    )
    return fine


def _deaf() -> float:
    """Seconds; the answer comes by another line than the one that was cut."""
    before = _lines()
    start = time.perf_counter()
    ask("admin/disconnect", {"abort": True})
    _until_answered()
    took = time.perf_counter() - start
    if before & _lines():
        raise ValueError("the line was not cut")
    return took


def _lines() -> set[int]:
    return {line["number"] for line in ask("admin/sockets")["sockets"]}


def _until_answered() -> None:
    while not ask("local/say", {"as": slack_id(0), "channel": "C1", "text": "/mypay"})["ok"]:
        time.sleep(_AGAIN_S)
