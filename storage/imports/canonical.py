"""A file whose header is canonical, read into rows."""

from __future__ import annotations

from collections.abc import Iterator

from storage.imports.file import SourceFile, split_header
from storage.imports.kinds import Kind
from storage.imports.layout import best_separator, canonical_layout
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.rows import RowReader, tidy_rows


def canonical_rows(file: SourceFile, kind: Kind, findings: Findings) -> Iterator[Row | None]:
    """Every row of the file; None in place of one that was refused."""
    first = file.header_line()
    separator = best_separator(first, kind.header)
    header = split_header(first, separator)
    layout = canonical_layout(header, kind, file.header_at, findings)
    if layout is None:
        return
    reader = RowReader(kind, findings, layout.attributes)
    for row in tidy_rows(file, separator, header, findings):
        if row is None:
            yield None
            continue
        row.cells.append("")  # what a column that the file leaves out holds
        yield reader.read(row.line, layout.canonical(row.cells), layout.extras(row.cells), plain=row.plain)
