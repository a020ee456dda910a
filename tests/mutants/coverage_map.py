"""Which tests run a line of `plans/`, and what each costs: the tests once over, under coverage, before anything is changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tests.mutants.session import EndedError, TroubleError, Watch, do, do_all, with_tests

Lines = dict[
    str, dict[int, set[str]]
]  # file -> line -> names of tests; of a file of tests what runs while that is read


@dataclass
class Map:
    """What the tests run: `tests` by file and line, `costs` in seconds of processor by test."""

    tests: Lines = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)

    def of(self, file: str, lines: tuple[int, int]) -> set[str]:
        """The tests that run a line, or the statement that it belongs to."""
        known = self.tests.get(file, {})
        return next((known[line] for line in lines if line in known), set())

    def in_files(self, files: set[str]) -> set[str]:
        """All tests of some files of tests."""
        return {name for name in self.costs if name.partition("::")[0] in files}

    def of_file(self, file: str) -> set[str]:
        """The tests that run any line of a file."""
        return {name for names in self.tests.get(file, {}).values() for name in names}

    def add(self, lines: Lines) -> None:
        for file, by_line in lines.items():
            for line, names in by_line.items():
                self.tests.setdefault(file, {}).setdefault(line, set()).update(names)


def measured(paths: Sequence[str], lanes: int) -> Map:
    """The map of the tests in some files, made by as many processes as there are lanes."""
    found: Map = do(lambda: _collected(paths, lanes))
    return found


def _collected(paths: Sequence[str], lanes: int) -> Map:
    found = Map()
    importing = _coverage()

    def shared_out(items: list[pytest.Item]) -> None:
        found.add(_lines(importing))
        do_all([partial(_run, items[lane::lanes]) for lane in range(lanes)], lanes, told)

    def told(_: int, result: Any) -> None:
        if isinstance(result, EndedError):
            raise TroubleError("The tests could not be run under coverage.")
        lines, costs, failed = result
        if failed:
            raise TroubleError(f"Tests fail without any change: {', '.join(failed[:3])}.")
        found.costs.update(costs)
        found.add(lines)

    with_tests(paths, shared_out, at=importing.switch_context)
    return found


def _run(items: list[pytest.Item]) -> tuple[Lines, dict[str, float], list[str]]:
    coverage, watch = _coverage(), Watch(items)
    costs = {}
    name, since = "", time.process_time()
    for after in watch.run():
        now = time.process_time()
        costs[name], name, since = now - since, after, now
        coverage.switch_context(name)
    costs[name] = time.process_time() - since
    costs.pop("", None)  # before the first test
    return _lines(coverage), costs, watch.failed


def _coverage() -> Coverage:
    coverage = Coverage(data_file=None, source=["plans"], config_file=False)
    coverage.start()
    return coverage


def _lines(coverage: Coverage) -> Lines:
    """What ran until now, as plain data."""
    coverage.stop()
    data = coverage.get_data()
    return {
        str(Path(file).relative_to(Path.cwd())): {
            line: set(names) for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
