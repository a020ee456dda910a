"""The ways in: a file with a header that is canonical or mapped, and one row that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from plans.problem import Problems
from plans.record import NOTHING
from storage.database import Database
from storage.imports.canonical import canonical_rows
from storage.imports.file import SourceFile
from storage.imports.kinds import KINDS
from storage.imports.mapping import Mapping, mapped_rows, read_mapping
from storage.imports.material import Material
from storage.imports.report import Findings, ImportReport
from storage.imports.row import Row
from storage.imports.run import Order, Progress, carry_out
from storage.imports.typed import TypedRow

_Read = Iterator[tuple[Material, Iterable[Row | None]]]


def import_file(  # noqa: PLR0913 - one call says all that the command line can say
    database: Database,
    what: str,
    path: Path,
    mapping: Path | None = None,
    source: str | None = None,
    complete_through: date | None = None,
    *,
    dry_run: bool = False,
    recorded: int,
    by: str = "",
    progress: Progress = lambda done, total: None,  # noqa: ARG005 - who does not ask is told nothing
) -> ImportReport:
    """Imports one file.

    `what` is people, teams, roles, terms, facts, credits or links; `recorded` the instant of business time at which the rows become
    known (UTC microseconds); `source` defaults to the mapping's, then to the file's name; `by` is who imports, for the audit log.
    `progress` gets bytes done and in total. For what is raised and what stands in the report, see `carry_out`.
    """
    kind = KINDS[what]
    mapped, problems = read_mapping(mapping) if mapping else (Mapping(), Problems())

    @contextmanager
    def opened(findings: Findings) -> _Read:
        with SourceFile(path, mapped.encoding) as file:
            if mapping:
                yield file, mapped_rows(file, path.parent, kind, mapped, findings)
            else:
                yield file, canonical_rows(file, kind, findings)

    through = complete_through or mapped.through
    order = Order(kind, source or mapped.source or path.stem, through, recorded, by, dry_run)
    return carry_out(database, order, opened, problems, progress)


def import_row(
    database: Database,
    what: str,
    cells: MappingType[str, str],
    source: str,
    *,
    dry_run: bool = False,
    recorded: int,
    by: str = "",
    noted: MappingType[str, str] = NOTHING,
) -> ImportReport:
    """Imports one row, given by its canonical columns, as a file with that one row would be; `noted` goes into the audit log."""
    kind = KINDS[what]

    @contextmanager
    def opened(findings: Findings) -> _Read:
        typed = TypedRow(cells)
        yield typed, canonical_rows(typed, kind, findings)

    return carry_out(database, Order(kind, source, None, recorded, by, dry_run, noted), opened, Problems())
