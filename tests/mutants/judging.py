"""Judges mutants: does a test that runs the changed line fail?

Where a function is changed, its code is exchanged in a fork of a process that has imported everything. What stands outside of functions, or ran
while the tests were collected, is judged in a process that imports everything anew with the change in it.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

import pytest

from tests.mutants.coverage_map import Map
from tests.mutants.exchange import Instead, exchanged, functions_alive
from tests.mutants.mutant import Mutant
from tests.mutants.session import EndedError, TroubleError, a_test_fails, do, do_all, with_tests

LONGEST = 10.0  # seconds of processor that the tests of one mutant may take; who lives longer has survived
_OFTEN = 250  # mutants after which a line says how far it has come


class Verdict(StrEnum):
    KILLED = "killed"
    SURVIVED = "survived"
    NOT_COVERED = "not covered"


class Trial(NamedTuple):
    """A mutant with the tests that are to notice it, the cheapest of each kind first."""

    mutant: Mutant
    tests: tuple[str, ...]
    imported: bool  # its line runs while files are read


def trial(mutant: Mutant, found: Map) -> Trial:
    """Which tests can notice a mutant.

    Those that run the line, and those of a file that runs it while it is read; of what stands outside of functions, those that run any line of
    the file, and where there are none (a file of tables), all.
    """
    running = found.of(mutant.file, mutant.lines)
    reading = {name for name in running if "::" not in name}
    if mutant.in_function:
        tests = running - reading | found.in_files(reading)
    else:
        tests = found.of_file(mutant.file) & found.costs.keys() or set(found.costs)
    return Trial(mutant, _cheapest_first(tests, found.costs), bool(reading))


def _cheapest_first(names: set[str], costs: dict[str, float]) -> tuple[str, ...]:
    """One case of each test, then a second one of each, and so on: as many as there is time for."""
    by_function = defaultdict(list)
    for name in sorted(names, key=lambda name: (costs[name], name)):
        by_function[name.partition("[")[0]].append(name)
    turns = sorted((turn, costs[name], name) for cases in by_function.values() for turn, name in enumerate(cases))
    chosen, left = [], LONGEST
    for _, cost, name in turns:
        if left > 0:
            chosen.append(name)
            left -= cost
    return tuple(chosen)


def judge(trials: Sequence[Trial], found: Map, lanes: int, tell: Callable[[str], None]) -> list[Verdict]:
    """The verdict on each mutant."""
    verdicts = [Verdict.SURVIVED if each.tests else Verdict.NOT_COVERED for each in trials]
    quick = [place for place, each in enumerate(trials) if each.tests and each.mutant.in_function]
    noticed = (
        do(partial(_in_one_session, [trials[place] for place in quick], found.costs, lanes, tell)) if quick else {}
    )
    for place, number in enumerate(quick):
        if noticed[place]:
            verdicts[number] = Verdict.KILLED
    sure = {number for place, number in enumerate(quick) if noticed[place] is not None and not trials[number].imported}
    slow = [place for place, verdict in enumerate(verdicts) if verdict is Verdict.SURVIVED and place not in sure]
    tell(f"{len(slow)} of them with an import of their own")

    def told(place: int, result: Any) -> None:
        if isinstance(result, EndedError) or result:
            verdicts[slow[place]] = Verdict.KILLED
        else:
            tell(f"not noticed: {trials[slow[place]].mutant}")

    do_all((partial(_with_an_import_of_its_own, trials[place], found.costs) for place in slow), lanes, told)
    return verdicts


def _in_one_session(
    trials: Sequence[Trial], costs: dict[str, float], lanes: int, tell: Callable[[str], None]
) -> dict[int, bool | None]:
    """Whether each mutant was noticed; None where its code could not be exchanged."""
    noticed: dict[int, bool | None] = {}

    def judge_all(items: list[pytest.Item]) -> None:
        by_name = {item.nodeid: item for item in items}
        alive = functions_alive()
        gc.freeze()  # a fork shares what is not touched

        def one(each: Trial) -> bool | None:
            if not exchanged(each.mutant, alive):
                return None
            return a_test_fails([by_name[name] for name in each.tests], costs)

        def told(place: int, result: Any) -> None:
            noticed[place] = True if isinstance(result, EndedError) else result
            if not noticed[place] and not trials[place].imported:
                tell(f"not noticed: {trials[place].mutant}")
            if len(noticed) % _OFTEN == 0:
                tell(f"{len(noticed)} of {len(trials)}")

        do_all((partial(one, each) for each in trials), lanes, told)

    with_tests(sorted({_file(name) for each in trials for name in each.tests}), judge_all)
    return noticed


def _with_an_import_of_its_own(each: Trial, costs: dict[str, float]) -> bool:
    """Whether a mutant is noticed; a test that the change itself brought about is run as well."""
    place = {name: number for number, name in enumerate(each.tests)}

    def wanted(items: list[pytest.Item]) -> list[pytest.Item]:
        of_these = [item for item in items if item.nodeid in place or item.nodeid not in costs]
        return sorted(of_these, key=lambda item: place.get(item.nodeid, -1))

    Instead(each.mutant).install()
    try:
        return bool(with_tests(dict.fromkeys(map(_file, each.tests)), lambda items: a_test_fails(items, costs), wanted))
    except TroubleError:  # it cannot even be imported
        return True


def _file(name: str) -> str:
    return name.partition("::")[0]
