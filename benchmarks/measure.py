"""Timing two ways of doing the same thing in turn, so that a machine whose speed drifts drifts for both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of ours and of the bare one, run by run."""

    ours: Sequence[float]
    bare: Sequence[float]

    @property
    def ratio(self) -> float:
        """The median of the ratios, pair by pair."""
        return statistics.median(mine / other for mine, other in zip(self.ours, self.bare, strict=True))


def in_turn(
    ours: Callable[[], object],
    bare: Callable[[], object],
    *,
    rounds: int,
    warm: int = 2,
    prepare: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.perf_counter,
) -> Pair:
    """Runs both in turn, after a warm-up that is not counted; `prepare` runs before each of them, not timed.

    Work that only computes is timed by the processor's clock (`time.process_time`), which other programs do not disturb.
    """
    mine, other = [], []
    for number in range(warm + rounds):
        prepare()
        first = timed(ours, clock)
        prepare()
        second = timed(bare, clock)
        if number >= warm:
            mine.append(first)
            other.append(second)
    return Pair(mine, other)


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def report(title: str, pair: Pair, *, at_most: float, unit: str = "ms", each: int = 1) -> bool:
    """Prints one line and says whether the ratio is within its bound."""
    scale = {"ms": 1e3, "us": 1e6, "s": 1.0}[unit] / each
    mine, other = statistics.median(pair.ours) * scale, statistics.median(pair.bare) * scale
    fine = pair.ratio <= at_most
    verdict = "" if fine else "  OVER"
    print(
        f"{title:<58} ours {mine:9.3f} {unit}   bare {other:9.3f} {unit}   ratio {pair.ratio:5.2f}   at most {at_most}{verdict}"
    )
    return fine
