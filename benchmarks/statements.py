"""A hundred thousand statements on two cores, against the same arithmetic in bare Decimal on one; and how large a statement is.

A statement has the size of the customer success scenario: five outcomes with targets, a curve and a weight for each, a cap, a gate. Both sides
have their rows in memory. There is no bound: `statement` holds one for a single statement, and this one says what many together come to.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
import tracemalloc
from concurrent.futures import ProcessPoolExecutor

from benchmarks.statement import AS_OF, PERIOD, bare, sample_dossier, sample_scheme
from bot.cli.out import compact
from plans.export import statement_json
from plans.statement import Statement, state

SIZES = {"full": 100_000, "smoke": 400}
CORES = 2
_TURNS = 5  # each side is timed so often, in turn, a part of the whole at a time
_KEPT = 200  # statements held at once, to see what one takes


def run(size: str) -> bool:
    count = SIZES[size] // _TURNS
    with ProcessPoolExecutor(CORES, multiprocessing.get_context("fork")) as pool:
        list(pool.map(_many, [1] * CORES))  # every process has compiled the plan
        mine, other, processor = 0.0, 0.0, 0.0
        for _ in range(_TURNS):
            start = time.perf_counter()
            processor += sum(pool.map(_many, [count // CORES] * CORES))
            between = time.perf_counter()
            _ = [bare(_DOSSIER) for _ in range(count)]
            mine, other = mine + between - start, other + time.perf_counter() - between
    made = count * _TURNS
    written, held = _size()
    print(
        f"{made:,} statements on {CORES} cores / bare Decimal on one         ours {mine:.2f} s   bare {other:.2f} s   ratio {mine / other:.2f}"
        f"\n  {made / mine:,.0f} statements a second; each {processor / made * 1e6:.0f} us of a processor, {written:,} bytes as JSON, {held:,} bytes in memory beside its rows"
    )
    return True


_SCHEME, _DOSSIER = sample_scheme(), sample_dossier()


def _many(count: int) -> float:
    """So many statements, one after the other; the seconds of the processor that they took."""
    start = time.process_time()
    total = sum(int(_one().earned.scaleb(2)) for _ in range(count))  # type: ignore[union-attr]  # the sample waits for nothing
    taken = time.process_time() - start
    if total != count * int(bare(_DOSSIER).scaleb(2)):
        raise ValueError("the two sides compute different things")
    return taken


def _one() -> Statement:
    return state(_SCHEME, _DOSSIER, PERIOD, AS_OF)


def _size() -> tuple[int, int]:
    """Bytes of one statement: written as one line of JSON, and held in memory."""
    written = len(compact(statement_json(_one())).encode())
    gc.collect()
    tracemalloc.start()
    kept = [_one() for _ in range(_KEPT)]
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return written, held // len(kept)
