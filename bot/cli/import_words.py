"""The report of an import, told: as a document, or in words with every row to mend."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.exits import Exit
from bot.cli.verb import Call
from storage.imports import ImportReport, Rejection

_MOST_LINES = 50  # of rejected rows on a terminal; the document holds all of them


def told(call: Call, report: ImportReport, *, dry_run: bool) -> Exit:
    """Writes the report; the exit code that it comes to."""
    call.out.diagnosis(report.as_json(), lines(report, dry_run=dry_run))
    if not call.out.is_words:
        call.out.tell(outcome(report, dry_run=dry_run))
    return Exit.DONE if report.ok else Exit.PROBLEMS


def lines(report: ImportReport, *, dry_run: bool) -> Iterator[str]:
    """The report in words, line by line."""
    for rejected in report.rejected[:_MOST_LINES]:
        yield _line(rejected)
    if len(report.rejected) > _MOST_LINES:
        yield f"And {len(report.rejected) - _MOST_LINES:,} more. All of them: --json."
    yield from (f"Note: {_line(warning)}" for warning in report.warnings)
    yield outcome(report, dry_run=dry_run)


def _line(rejected: Rejection) -> str:
    """`Line 7, share: 120% is … Write …`, as a person mends it."""
    where = f"Line {rejected.line}" if rejected.line else ""
    column = rejected.column
    place = f"{where}, {column}: " if where and column else f"{where or column}: " if where or column else ""
    return f"{place}{rejected.message} {rejected.remedy}".strip()


def outcome(report: ImportReport, *, dry_run: bool) -> str:
    """What came of it, in a sentence."""
    counts = f"{report.accepted:,} new, {report.corrected:,} corrected, {report.unchanged:,} unchanged"
    if not report.ok:
        rows = "1 row" if report.rows == 1 else f"{report.rows:,} rows"
        return f"Nothing was taken from {report.source}: {len(report.rejected):,} to mend in {rows}."
    if dry_run:
        return f"{report.source} is good: {counts}. Nothing was published, as asked."
    if report.batch is None:
        return f"{report.source} says nothing new: {report.rows:,} rows are known already."
    return f"{report.source} is published as batch {report.batch}: {counts}."
