"""One import from beginning to end: read, check, stage in short transactions, publish in one small one."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingType
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from sqlalchemy import Connection

from plans.problem import Problems
from plans.record import REFUSED, UNREACHABLE
from storage.database import Database
from storage.imports.cells import LONGEST_ID
from storage.imports.checks import checks_of
from storage.imports.kinds import Kind
from storage.imports.lately import lately
from storage.imports.material import Material
from storage.imports.refusal import FileError, cut
from storage.imports.report import Findings, ImportReport
from storage.imports.row import Row
from storage.imports.scratch import Scratch
from storage.imports.sorting import Sorting
from storage.imports.staging import Closing, Staging, clean_up, known_through, refuse_the_past
from storage.ledger.sign_offs import closed
from storage.troubles import end_trouble, note_trouble

NOT_THE_SOURCES = {"meanwhile", "time-runs-forward", "no-file", "two-ways"}
# Another import, the clock, or whoever called stood in the way.
_UNREACHABLE = {"no-database", "query", "variable", "driver", "address"}
CHUNK = 2_000  # rows read, looked up and staged at a time; others who write wait no longer than one takes

Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Who does not ask is told nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of one import. `recorded` is the business time at which its rows become known (UTC microseconds), `by` who imports;
    `noted` is what the audit log keeps besides: why somebody entered something by hand."""

    kind: Kind
    source: str
    through: date | None
    recorded: int
    by: str = ""
    dry_run: bool = False
    noted: MappingType[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day (UTC) on which the rows become known."""
        return datetime.fromtimestamp(self.recorded // 1_000_000, UTC).date()


Opened = Callable[[Findings], AbstractContextManager[tuple[Material, Iterable[Row | None]]]]
"""Opens what is to be read, and reads it into rows; problems go to the findings. Raises FileError where it cannot be opened."""


def carry_out(
    database: Database, order: Order, opened: Opened, problems: Problems, progress: Progress = _silent
) -> ImportReport:
    """Imports what `opened` gives: all of it, or nothing. `problems` are those of a mapping; with any of them nothing is opened.

    Problems of the material, of the mapping and of time stand in the report; StorageError is raised when the database cannot serve.
    """
    started = time.time_ns() // 1_000
    clean_up(database, started)
    with Scratch() as scratch, _program_at_rest():
        report = _reported(_Run(database, order, started, scratch), opened, problems, progress)
    if problems.ok and not order.dry_run:
        remember(database, order.source, order.kind.name, order.recorded, report)
    return report


def _reported(run: _Run, opened: Opened, problems: Problems, progress: Progress) -> ImportReport:
    if not problems.ok:
        run.findings.reject_mapping(problems)
        return run.report(None)
    try:
        with opened(run.findings) as (material, rows):
            return run.carry_out(material, rows, progress)
    except FileError as error:
        run.staging.discard()
        run.findings.reject_file(error)
        return run.report(None)
    except BaseException:
        run.staging.discard()
        raise


def remember(database: Database, source: str, what: str, at: int, report: ImportReport) -> None:
    """Notes that a source could not be taken, or that it can be again."""
    codes = {each.code for each in report.rejected}
    if report.ok:
        end_trouble(database, source, what, at)
    elif not codes & NOT_THE_SOURCES:
        first = report.rejected[0]
        code = UNREACHABLE if codes <= _UNREACHABLE else REFUSED
        where = f"line {first.line}: " if first.line else ""
        detail = f"{len(report.rejected):,} to mend; first {where}{first.code}"
        note_trouble(database, source, what, at, code, detail)


class _Run:
    """One import while it runs."""

    def __init__(self, database: Database, order: Order, started: int, scratch: Scratch) -> None:
        with database.read() as connection:
            self._lately = lately(connection, order.today, order.recorded)
        self.findings = Findings()
        self.staging = Staging(database, order.kind, order.source, started)
        self._database = database
        self._order = order
        self._sorting = Sorting(order.kind, order.source, self._lately, order.today.isoformat(), scratch, self.findings)
        self._checks = checks_of(order.kind, scratch, self.findings)
        self._rows = 0

    def carry_out(self, material: Material, rows: Iterable[Row | None], progress: Progress) -> ImportReport:
        """Reads all rows and publishes them, if all are good. Raises FileError where reading or publishing has to end."""
        if not self._order.source.isprintable() or len(self._order.source) > LONGEST_ID:
            raise FileError(
                "source", "The name of the source cannot be stored.", "Name it with --source, like --source crm."
            )
        with self._database.read() as connection:
            refuse_the_past(connection, self._order.recorded)
            self._sorting.closed = closed(connection, self._order.recorded)
            looks_up = not all(table.is_empty(connection) for table in self.staging.tables)
        for chunk in _chunks(rows):
            self._take([row for row in chunk if row is not None], looks_up=looks_up)
            self._rows += len(chunk)
            progress(material.done, material.total)
        with self._database.read() as connection:
            for check in self._checks:
                check.finish(connection)
            through = self._declared(connection)
        self._notice()
        batch = self._publish(material, through)
        progress(material.total, material.total)
        return self.report(batch)

    def report(self, batch: int | None) -> ImportReport:
        counts = self._sorting.counts
        return ImportReport(
            batch,
            self._order.source,
            self._rows,
            counts.accepted,
            counts.unchanged,
            counts.corrected,
            self.findings.rejected(),
            batch is not None,
            tuple(self.findings.warned),
        )

    def _take(self, rows: list[Row], *, looks_up: bool) -> None:
        if looks_up:
            with self._database.read() as connection:
                chunk = self._sorting.sort(rows, self.staging.tables, connection)
        else:
            chunk = self._sorting.sort(rows, self.staging.tables, None)
        for check in self._checks:
            check.note(chunk.rows, chunk.known)
        if self.findings.ok and not self._order.dry_run and any(chunk.staged):
            self.staging.add(chunk.staged)

    def _publish(self, material: Material, through: date | None) -> int | None:
        staged = self.staging.batch is not None
        if not self.findings.ok or self._order.dry_run or not (staged or through):
            self.staging.discard()
            return None
        counts, order = self._sorting.counts, self._order
        new = counts.accepted + counts.corrected
        return self.staging.publish(
            Closing(order.recorded, material.digest(), new, self._rows, through, order.by, order.noted)
        )

    def _declared(self, connection: Connection) -> date | None:
        """The day of a declaration that is new; None when there is none, or it is known. Raises FileError for a day to come."""
        through = self._order.through
        if through is None:
            return None
        if through > self._order.today + timedelta(days=1):  # tomorrow is today somewhere
            raise FileError(
                "complete-through",
                f"A source cannot be complete through {through}: that day has not come.",
                "Declare a day that is over. What is missing by then counts as zero.",
            )
        known = known_through(connection, self._order.source)
        if known and through < known:
            message = f"{self._order.source} was declared complete through {known}; from now on it is {through}."
            self.findings.warn("complete-through", message, "Where this takes something back, lines wait again.")
        return None if known == through else through

    def _notice(self) -> None:
        counts = self._sorting.counts
        if counts.early:
            message = f"{_rows(counts.early)} before {self._lately.period.name}."
            self.findings.warn("earlier-period", message, "Statements of those periods change with them.")
        for (plan, period), count in sorted(counts.closed.items()):
            message = f"{_rows(count)} in {period}, which is signed off for {plan}."
            remedy = "They are kept, and change nothing that was signed. To let them count, reopen the period."
            self.findings.warn("signed-off", message, remedy)
        if counts.late:
            message = f"{_rows(counts.late)} after {self._order.today}, the day of this import."
            self.findings.warn("later-day", message, "Check the years. A row counts in the period of its own day.")
        for source, count in sorted(counts.foreign.items()):
            message = f"{_rows(count, 'correct')} what came from {cut(source)}."
            self.findings.warn("another-source", message, "Check that both sources mean the same thing by the same id.")


@contextmanager
def _program_at_rest() -> Iterator[None]:
    """While rows come and go, the collector of garbage leaves out what was there before: walking the whole program again and again
    takes a fifth of an import's time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _rows(count: int, verb: str = "lie") -> str:
    return f"One row {verb}s" if count == 1 else f"{count:,} rows {verb}"


def _chunks(rows: Iterable[Row | None]) -> Iterator[list[Row | None]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
