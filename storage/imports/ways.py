"""The ways in: a file with a header that is canonical or mapped, and one row that somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
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
from storage.imports.query import Answer, answered
from storage.imports.refusal import FileError
from storage.imports.report import Findings, ImportReport
from storage.imports.row import Row
from storage.imports.run import Order, Progress, carry_out
from storage.imports.staging import known_through
from storage.imports.typed import TypedRow

_Read = Iterator[tuple[Material, Iterable[Row | None]]]


def import_file(  # noqa: PLR0913 - one call says all that the command line can say
    database: Database,
    what: str,
    path: Path | None,
    mapping: Path | None = None,
    source: str | None = None,
    complete_through: date | None = None,
    *,
    dry_run: bool = False,
    recorded: int,
    by: str = "",
    environment: MappingType[str, str] = NOTHING,
    written: date | None = None,
    progress: Progress = lambda done, total: None,  # noqa: ARG005 - who does not ask is told nothing
) -> ImportReport:
    """Imports one file; or, without a path, the answer to the query of the mapping, whose address takes its variables from `environment`.

    `what` is people, teams, roles, terms, facts, credits, links or benchmarks; `recorded` the instant of business time at which the rows become
    known (UTC microseconds); `source` defaults to the mapping's, then to the name of the file, or of the mapping; `by` is who imports, for the audit log.
    `written` is the day on which the file was last written, where a mapping's `yesterday` is the day before that.
    `progress` gets bytes (or rows) done and in total. For what is raised and what stands in the report, see `carry_out`.
    """
    kind = KINDS[what]
    mapped, problems = read_mapping(mapping) if mapping else (Mapping(), Problems())

    folder = (path or mapping or Path()).parent  # where other files lie in which values are looked up

    @contextmanager
    def opened(findings: Findings) -> _Read:
        with _material(path, mapped, environment) as material:
            if mapping:
                yield material, mapped_rows(material, folder, kind, mapped, findings)
            else:
                yield material, canonical_rows(material, kind, findings)

    named = source or mapped.source or (path.stem if path else mapped.name)
    order = Order(kind, named, None, recorded, by, dry_run)
    through = complete_through or declared_by(database, mapped, order.source, min(written or order.today, order.today))
    return carry_out(database, replace(order, through=through), opened, problems, progress)


def declared_by(database: Database, mapped: Mapping, source: str, day: date) -> date | None:
    """The day through which a mapping declares its source complete, when it is read on a day. `yesterday` takes nothing back."""
    through = mapped.through_on(day)
    if through is None or mapped.through == through:
        return through
    with database.read() as connection:
        known = known_through(connection, source)
    return through if known is None or known < through else None


def _material(
    path: Path | None, mapped: Mapping, environment: MappingType[str, str]
) -> AbstractContextManager[SourceFile | Answer]:
    """The file, or the answer to the mapping's query."""
    if mapped.database is None:
        if path is None:
            message = "No file is named, and no mapping that names a database."
            raise FileError("no-file", message, "Name the file, or write `database` and `query` into the mapping.")
        return SourceFile(path, mapped.encoding)
    if path is not None:
        message = f"The mapping {mapped.name} reads a database, so {path.name} would not be read."
        raise FileError("two-ways", message, "Leave the file out, or remove `database` and `query` from the mapping.")
    return answered(mapped.database.url(environment), mapped.query, mapped.database.secrets(environment))


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
