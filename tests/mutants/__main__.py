"""`python -m tests.mutants [smoke|full] [SEED] [plans/…]`: prints who survived; 1 when fewer than 95 in a hundred were noticed."""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.mutants.coverage_map import measured
from tests.mutants.equivalent import EQUIVALENT
from tests.mutants.judging import Verdict, judge, trial
from tests.mutants.mutant import Mutant, mutants
from tests.mutants.session import TroubleError

WANTED = 95  # of a hundred
_GENTLE = 10  # as `nice`: others work on the same machine


class Size(NamedTuple):
    """How many mutants of which files, and the tests that are to notice them."""

    most: int | None
    files: tuple[str, ...]
    tests: tuple[str, ...]


_TESTS = (
    "tests/plans",
    "tests/company",
    "tests/docs/test_language.py",
    "tests/docs/test_reference.py",
    *(
        f"tests/cli/test_{name}.py"
        for name in ("based_on", "conflicts", "gate", "other_periods", "plan_run", "publishing", "sources")
    ),
)
_SIMPLE = ("count", "difference", "excess", "gate", "rate", "ratio")
_SIZES = {
    "smoke": Size(
        None,
        tuple(f"plans/verbs/{name}.py" for name in _SIMPLE),
        tuple(
            f"tests/plans/test_{name}.py"
            for name in (
                "directions",
                "edges",
                "examples_of_verbs",
                "fault_places",
                "fractions_measure",
                "known_before",
                "published_cases",
                "verb_faults",
                "words",
            )
        ),
    ),
    "": Size(2500, ("plans",), _TESTS),
    "full": Size(None, ("plans",), _TESTS),
}


def main(arguments: Sequence[str]) -> int:
    """Makes the mutants, tries them, and tells what became of them."""
    os.nice(_GENTLE)
    since = time.monotonic()
    size = _SIZES[next((name for name in _SIZES if name in arguments), "")]
    seed = next((int(each) for each in arguments if each.isdecimal()), 1)
    files = [each for each in arguments if each.startswith("plans")] or size.files
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")  # the processes that try mutants write nowhere else

    def tell(what: str) -> None:
        print(f"[{time.monotonic() - since:.0f} s] {what}", file=out, flush=True)

    every = [mutant for path in files for file in _python(path) for mutant in mutants(file)]
    left = [mutant for mutant in every if not any(entry.fits(mutant) for entry in EQUIVALENT)]
    some = left if size.most is None or len(left) <= size.most else random.Random(seed).sample(left, size.most)
    tell(
        f"{len(some)} of {len(left)} mutants (seed {seed}); {len(every) - len(left)} that nobody can notice are left out"
    )
    lanes = os.cpu_count() or 1
    try:
        found = measured(size.tests, lanes)
        tell(
            f"{len(found.costs)} tests, {sum(found.costs.values()):.0f} s of processor; which lines each runs is known"
        )
        trials = [trial(mutant, found) for mutant in sorted(some, key=lambda each: (each.file, each.lines))]
        verdicts = judge(trials, found, lanes, tell)
    except TroubleError as error:
        tell(str(error))
        return 2
    return _told(dict(zip((each.mutant for each in trials), verdicts, strict=True)))


def _python(path: str) -> list[str]:
    return sorted(str(file) for file in Path(path).rglob("*.py")) if Path(path).is_dir() else [path]


def _told(verdicts: dict[Mutant, Verdict]) -> int:
    for verdict in (Verdict.NOT_COVERED, Verdict.SURVIVED):
        for mutant, its in verdicts.items():
            if its is verdict:
                print(f"{verdict}: {mutant}")
    count = Counter(verdicts.values())
    judged = count[Verdict.KILLED] + count[Verdict.SURVIVED]
    share = 100 * count[Verdict.KILLED] / judged if judged else 0
    print(
        f"killed {count[Verdict.KILLED]}, survived {count[Verdict.SURVIVED]}, not covered {count[Verdict.NOT_COVERED]}: {share:.1f}% killed"
    )
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
