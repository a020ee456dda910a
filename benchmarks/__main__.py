"""Runs every benchmark and fails when a figure is over its bound."""

from __future__ import annotations

import sys

from benchmarks import (
    delivery,
    first_answer,
    importing,
    loading,
    reconnecting,
    rollups,
    scale,
    serving,
    statement,
    statements,
    tick,
)

BENCHMARKS = {
    "statement": statement.run,
    "statements": statements.run,
    "loading": loading.run,
    "import": importing.run,
    "scale": scale.run,
    "rollups": rollups.run,
    "serving": serving.run,
    "first": first_answer.run,
    "delivery": delivery.run,
    "tick": tick.run,
    "socket": reconnecting.run,
}


def main() -> int:
    size = "smoke" if "smoke" in sys.argv else "full"
    chosen = [name for name in BENCHMARKS if name in sys.argv] or list(BENCHMARKS)
    fine = [BENCHMARKS[name](size) for name in chosen]
    # A smoke run shows that the benchmarks work; the bounds hold for the full size on a quiet machine.
    return 0 if all(fine) or size == "smoke" else 1


if __name__ == "__main__":
    sys.exit(main())
