"""Material whose header is canonical, read into rows."""

from __future__ import annotations

from collections.abc import Iterator

from storage.imports.kinds import Kind
from storage.imports.layout import canonical_layout
from storage.imports.material import Material
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.rows import RowReader, tidy_rows


def canonical_rows(material: Material, kind: Kind, findings: Findings) -> Iterator[Row | None]:
    """Every row of it; None in place of one that was refused."""
    header = material.header(kind.header)
    layout = canonical_layout(header, kind, material.header_at, findings)
    if layout is None:
        return
    reader = RowReader(kind, findings, layout.attributes)
    for row in tidy_rows(material, header, findings):
        if row is None:
            yield None
            continue
        row.cells.append("")  # what a column that the file leaves out holds
        yield reader.read(row.line, layout.canonical(row.cells), layout.extras(row.cells), plain=row.plain)
