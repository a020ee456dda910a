"""The checks of people and of teams that need the whole file: stays that overlap, lines that run in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from storage.imports.checks.circles import circles
from storage.imports.checks.spans import Span, Spans
from storage.imports.kinds.kind import Published, Stored
from storage.imports.kinds.people import STAY
from storage.imports.kinds.teams import TEAM
from storage.imports.refusal import CellError, cut
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.scratch import Scratch
from storage.imports.tables import TargetTable

Known = Mapping[Stored, Published]  # by natural key
_ENDS, _MANAGER = STAY.values.index("ends"), STAY.values.index("manager_id")
_PARENT = TEAM.values.index("parent_id")
_SHOWN = 6


class StayCheck:
    """Stays of one person that overlap by their own ends, and managers in a circle."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._spans = Spans(scratch)
        self._findings = findings

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:
        self._spans.known(_stays(known[1]))
        self._spans.stated(_stay(record.key, record.values, row.line) for row in rows for record in row.records[1:])

    def finish(self, connection: Connection) -> None:
        for first, second in self._spans.overlapping():
            self._reject_overlap(first, second)
        table = TargetTable(STAY, connection.dialect.name)
        self._spans.complete(lambda ids: _stays(table.newest(connection, ids)))
        for circle in circles(self._spans.entangled()):
            _reject_circle(self._findings, circle, "manager-cycle", "manager_id", "manages")

    def _reject_overlap(self, first: Span, second: Span) -> None:
        late = max(first.line, second.line)
        other = min(first.line, second.line)
        where = f"on line {other}" if other else "known already"
        error = CellError(
            "overlap",
            f"Two stays of {cut(first.below, 40)} overlap: one lasts until {first.ends}, the next begins on {second.starts}. The other is {where}.",
            "End the first before the second begins. A stay recorded by mistake is taken back by an end one day before its start.",
        )
        self._findings.reject(late, "end" if late == first.line else "from", first.ends or "", error)


class TeamCheck:
    """Teams whose parents run in a circle."""

    def __init__(self, scratch: Scratch, findings: Findings) -> None:
        self._spans = Spans(scratch)
        self._findings = findings

    def note(self, rows: Sequence[Row], known: Sequence[Known]) -> None:
        self._spans.known(_teams(known[0]))
        self._spans.stated(
            Span(row.records[0].key[0], "", None, row.records[0].values[_PARENT], row.line) for row in rows
        )

    def finish(self, connection: Connection) -> None:
        table = TargetTable(TEAM, connection.dialect.name)
        self._spans.complete(lambda ids: _teams(table.newest(connection, ids)))
        for circle in circles(self._spans.entangled()):
            _reject_circle(self._findings, circle, "team-cycle", "parent_id", "is the parent of")


def _stay(key: Stored, values: Stored, line: int) -> Span:
    return Span(key[0], key[1], values[_ENDS], values[_MANAGER], line)


def _stays(known: Known) -> Iterable[Span]:
    return (_stay(key, values, 0) for key, (values, *_) in known.items())


def _teams(known: Known) -> Iterable[Span]:
    return (Span(key[0], "", None, values[_PARENT], 0) for key, (values, *_) in known.items())


def _reject_circle(findings: Findings, circle: Sequence[Span], code: str, column: str, verb: str) -> None:
    place = max(range(len(circle)), key=lambda each: circle[each].line)
    closing = circle[place]
    if not closing.line:
        return  # the file has no part in it
    upwards = [span.below for span in (*circle[place:], *circle[:place])]
    downwards = [upwards[0], *reversed(upwards)]
    shown = [cut(name, 30) for name in downwards[:_SHOWN]] + ["…"] * (len(downwards) > _SHOWN)
    message = f"The line runs in a circle: {f' {verb} '.join(shown)}."
    findings.reject(
        closing.line,
        column,
        closing.above,
        CellError(code, message, "Leave the cell of whoever stands at the top empty."),
    )
