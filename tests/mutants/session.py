"""A pytest session that does something else with its tests than run them all: in a process of its own, silent, without shrinking."""

from __future__ import annotations

import os
import pickle
import resource
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

_OPTIONS = (
    *("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not postgres and not browser and not crm"),
    *(
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ),  # Hypothesis was imported before, so that no process has to do it again
)
_SPARE = 3  # seconds of processor beyond ten times what a test took: then it goes on without end
_MEMORY = 3 << 30  # bytes that a process may take


class TroubleError(Exception):
    """The tests could not be collected, or fail without any change."""


class _Session:
    """The plugin: hands the collected tests over, in place of running them."""

    def __init__(
        self,
        then: Callable[[list[pytest.Item]], Any],
        wanted: Callable[[list[pytest.Item]], list[pytest.Item]],
        at: Callable[[str], object],
    ) -> None:
        self._then, self._wanted, self._at = then, wanted, at
        self.result: Any = None
        self.trouble: TroubleError | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = self._wanted(items)

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        self._at(collector.nodeid.partition("::")[0])

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(self) -> None:
        """Before a file of tests is imported: that one example fails is enough, the smallest one is of no interest."""
        settings.register_profile("found is enough", settings(), phases=(Phase.explicit, Phase.generate))
        settings.load_profile("found is enough")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if session.testsfailed:
                raise TroubleError("Tests cannot be collected. `make test` says why.")  # noqa: TRY301 - told below, as any other
            self.result = self._then(session.items)
        except TroubleError as error:  # pytest would make an error of its own out of it
            self.trouble = error
        return True


def with_tests(
    paths: Iterable[str],
    then: Callable[[list[pytest.Item]], Any],
    wanted: Callable[[list[pytest.Item]], list[pytest.Item]] = lambda items: items,
    at: Callable[[str], object] = lambda _: None,
) -> Any:
    """Collects the tests (`at` hears in which file it is, `wanted` chooses) and returns what `then` makes of them.

    One call a process: what was imported stays.
    """
    plugin = _Session(then, wanted, at)
    code = pytest.main([*_OPTIONS, *paths], plugins=[plugin])
    if plugin.trouble is not None:
        raise plugin.trouble
    if code:
        raise TroubleError(f"The session of tests ended with {code!r}.")
    return plugin.result


class Watch:
    """Runs tests one after the other and notes which fail."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self._items = items
        self.failed: list[str] = []
        items[0].config.pluginmanager.register(self)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def run(self) -> Generator[str]:
        """Gives each name before its test runs; what follows in the caller happens before it, too."""
        for item, after in zip(self._items, [*self._items[1:], None], strict=True):
            yield item.nodeid
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)


def a_test_fails(items: Sequence[pytest.Item], costs: dict[str, float]) -> bool:
    """Whether one of the tests fails. One that goes on without end, or takes all memory, ends this process."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    watch = Watch(items)
    for name in watch.run():
        if watch.failed:
            return True
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = used.ru_utime + used.ru_stime + 10 * costs.get(name, 1) + _SPARE
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, most))
    return bool(watch.failed)


class Errand:
    """Something done in a forked process, with a temporary folder of its own; what it returns comes back."""

    def __init__(self, do: Callable[[], Any]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mutant-"))
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            self._go(do)

    def _go(self, do: Callable[[], Any]) -> None:
        code = 1
        try:
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(self._folder)
            silence = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(silence, number)
            try:
                result = True, do()
            except Exception:  # noqa: BLE001 - it is raised again where the result is asked for
                result = False, traceback.format_exc()
            (self._folder / "result").write_bytes(pickle.dumps(result))
            code = 0
        finally:
            os._exit(code)

    def result(self) -> Any:
        """What came back from the process, which has ended; an EndedError where nothing did."""
        try:
            fine, result = pickle.loads((self._folder / "result").read_bytes())  # noqa: S301 - our own
        except FileNotFoundError:
            raise EndedError from None
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
        if not fine:
            raise TroubleError(result)
        return result


class EndedError(Exception):
    """A process ended before it was done: by its limits, or by a fault that no test reports."""


def do(task: Callable[[], Any]) -> Any:
    """Does something in a forked process and waits for it."""
    errand = Errand(task)
    os.waitpid(errand.pid, 0)
    return errand.result()


def do_all(tasks: Iterable[Callable[[], Any]], lanes: int, done: Callable[[int, Any], None]) -> None:
    """Does tasks in forked processes, some at a time; `done` is told the place and the result of each, or EndedError."""
    running: dict[int, tuple[int, Errand]] = {}

    def wait() -> None:
        pid, _ = os.wait()
        place, errand = running.pop(pid)
        try:
            result = errand.result()
        except EndedError as error:
            result = error
        done(place, result)

    for place, task in enumerate(tasks):
        if len(running) == lanes:
            wait()
        errand = Errand(task)
        running[errand.pid] = (place, errand)
    while running:
        wait()
