"""Telling rows apart: stated before in this file, unchanged, corrected, or new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from storage.imports.checks import Known
from storage.imports.kinds import Kind, Record, Target
from storage.imports.kinds.kind import Stored
from storage.imports.lately import Lately
from storage.imports.refusal import CellError, cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Before, Scratch
from storage.imports.tables import TargetTable
from storage.ledger.sign_offs import SignOff

_JOINT = "\x1f"  # no cell holds it


class Sorted(NamedTuple):
    """A chunk: the rows that were stated for the first time, what was known of their keys, and what is to be staged per target."""

    rows: list[Row]
    known: list[Known]
    staged: list[list[Stored]]


@dataclass(slots=True)
class Counts:
    """Rows by what became of them. `early` change a quarter that was over, `late` after that day; `foreign`
    correct what came from another source."""

    accepted: int = 0
    unchanged: int = 0
    corrected: int = 0
    early: int = 0
    late: int = 0
    foreign: dict[str, int] = field(default_factory=dict)
    closed: dict[tuple[str, str], int] = field(default_factory=dict)  # by plan and period that is signed off


class Sorting:
    """Sorts chunk after chunk of one file. `today` is the day (ISO) on which the rows become known, `recent` the quarter it lies in.

    A quarter is usually read to its end in the days after it; so what is new there is no surprise, but a correction is, and so is
    anything of a quarter longer ago.
    """

    def __init__(
        self, kind: Kind, source: str, recent: Lately, today: str, scratch: Scratch, findings: Findings
    ) -> None:
        self._kind = kind
        self._source = source
        self._since, self._long_ago = recent.period.start.isoformat(), recent.before.isoformat()
        self._today = today
        self._scratch = scratch
        self._findings = findings
        self.counts = Counts()
        self.closed: Sequence[SignOff] = ()
        self._turn = 0

    def sort(self, rows: Sequence[Row], tables: Sequence[TargetTable], connection: Connection | None) -> Sorted:
        """Sorts a chunk against what is published; `connection` is None while nothing is."""
        first, fresh = self._first_stated(rows)
        known: list[Known] = []
        for place, table in enumerate(tables):
            ids = {table.indexed(row.records[place].key) for row in first}
            known.append(table.newest(connection, sorted(ids), self._source) if connection and ids else {})
        staged: list[list[Stored]] = [[] for _ in tables]
        for row, news in zip(first, fresh, strict=True):
            self._sort_row(row, news, known, staged)
        return Sorted(first, known, staged)

    def _first_stated(self, rows: Sequence[Row]) -> tuple[list[Row], list[Sequence[bool]]]:
        """The rows that say something for the first time, and for each of their records whether it is that record."""
        before = [self._before(rows, place, target) for place, target in enumerate(self._kind.targets)]
        self._turn += len(rows)
        if not any(before):
            every = (True,) * len(self._kind.targets)
            return list(rows), [every] * len(rows)
        first: list[Row] = []
        fresh: list[Sequence[bool]] = []
        for place, row in enumerate(rows):
            stated = [found.get(place) for found in before]
            if row.once and all(stated) and all(map(_agrees, row.records, stated)):
                continue
            if self._contradicts(row, stated):
                continue
            first.append(row)
            fresh.append([each is None for each in stated])
        return first, fresh

    def _before(self, rows: Sequence[Row], place: int, target: Target) -> dict[int, Before]:
        entries = []
        for turn, row in enumerate(rows, self._turn):
            key, values = row.records[place]
            said = _said(values) if target.repeats or row.once else ""
            entries.append((key[0] if len(key) == 1 else _JOINT.join(key), turn, row.line, said))
        return self._scratch.seen(target.table, entries)

    def _contradicts(self, row: Row, stated: Sequence[Before | None]) -> bool:
        """Whether the row says again what may stand only once, or says it otherwise; each such thing is told."""
        wrong = False
        for target, record, before in zip(self._kind.targets, row.records, stated, strict=True):
            if before is None or (target.repeats and _agrees(record, before)):
                continue
            wrong = True
            self._findings.reject(row.line, target.key[0], record.key[0], _twice(target, record, before))
        return wrong

    def _sort_row(self, row: Row, news: Sequence[bool], known: Sequence[Known], staged: Sequence[list[Stored]]) -> None:
        changed = corrected = False
        for place, (target, record) in enumerate(zip(self._kind.targets, row.records, strict=True)):
            before = known[place].get(record.key)
            if before and before.values == record.values and before.own in {None, record.values}:
                continue  # a source that said something else before says so: it may have been compared
            if before:
                corrected = True
                if before.values != record.values:
                    self._count_foreign(before.source)
            elif news[place]:
                changed = True
                if target.dated and not self._may_begin(row, target, record):
                    return
            if news[place]:
                staged[place].append((row.line, *record.key, *record.values))
        if corrected:
            self.counts.corrected += 1
        elif changed:
            self.counts.accepted += 1
        else:
            self.counts.unchanged += 1
        if self._kind.dated is not None and (changed or corrected):
            day = row.values[self._kind.dated]
            if self._count_closed(day):
                return
            self.counts.early += day < (self._since if corrected else self._long_ago)
            self.counts.late += day > self._today

    def _count_closed(self, day: str) -> bool:
        """Whether a day (ISO) lies in a period that is signed off, of whichever plan; then it is counted there."""
        signed = [
            (each.plan, each.period) for each in self.closed if each.start.isoformat() <= day <= each.end.isoformat()
        ]
        for each in signed:
            self.counts.closed[each] = self.counts.closed.get(each, 0) + 1
        return bool(signed)

    def _may_begin(self, row: Row, target: Target, record: Record) -> bool:
        """Refuses a new row that ends before it starts: there is nothing yet that it could take back."""
        ends = record.values[target.values.index("ends")]
        if ends is None or ends >= record.key[-1]:
            return True
        message = f"The end, {ends}, lies before the start, {record.key[-1]}, and nothing known begins that day."
        column = "end" if "end" in self._kind.header else "to"
        remedy = "Exchange or correct the two days. Such an end takes back a row that was recorded by mistake."
        self._findings.reject(row.line, column, ends, CellError("end-before-start", message, remedy))
        return False

    def _count_foreign(self, source: str) -> None:
        if source != self._source:
            self.counts.foreign[source] = self.counts.foreign.get(source, 0) + 1


def _said(values: Stored) -> str:
    return _JOINT.join("" if value is None else str(value) for value in values)


def _agrees(record: Record, before: Before | None) -> bool:
    return before is not None and before.said == _said(record.values)


def _twice(target: Target, record: Record, before: Before) -> CellError:
    name = cut(" · ".join(each for each in record.key if each), 60)
    if not target.repeats:
        return CellError("twice", f"{name} stands on line {before.line} already.", "Keep one of the two rows.")
    differing = [
        column
        for column, now, then in zip(
            target.values, _said(record.values).split(_JOINT), before.said.split(_JOINT), strict=True
        )
        if now != then
    ]
    what = ", ".join(differing)
    return CellError(
        "disagrees",
        f"{name} has another {what} than on line {before.line}.",
        "Write the same on every row of one person.",
        differing[0],
    )
