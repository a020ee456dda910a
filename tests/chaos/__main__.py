"""`python -m tests.chaos [smoke] [sqlite|postgres] [SEED…]`: prints a line a trial; 1 when anything was doubled, lost or left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import ExitStack

import psycopg

from tests.chaos.trial import SIZES, WORKERS, trial
from tests.scratch import NO_SERVER

_SEEDS = {"smoke": [7], "full": [7, 1, 2]}


def main(arguments: list[str]) -> int:
    """Both databases side by side, or the one that is named; its seeds one after the other."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # so that everything is ended on the way out
    size = "smoke" if "smoke" in arguments else "full"
    kinds = [kind for kind in WORKERS if kind in arguments] or list(WORKERS)
    if len(kinds) > 1:
        return _side_by_side([[kind, *arguments] for kind in kinds])
    seeds = [int(each) for each in arguments if each.isdecimal()] or _SEEDS[size]
    found = [_tried(kinds[0], seed, size) for seed in seeds]
    return 0 if all(found) else 1


def _side_by_side(commands: list[list[str]]) -> int:
    with ExitStack() as stack:
        processes = []
        for command in commands:
            process = stack.enter_context(subprocess.Popen([sys.executable, "-m", "tests.chaos", *command]))
            stack.callback(process.terminate)
            processes.append(process)
        return max([process.wait() for process in processes])


def _tried(kind: str, seed: int, size: str) -> bool:
    try:
        found = trial(kind, seed, SIZES[size])
    except psycopg.OperationalError:
        print(f"{kind} seed={seed} skipped: {NO_SERVER}", flush=True)
        return True
    print(f"{kind} seed={seed} {found}", flush=True)
    return found.is_fine


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
