"""A file read by a mapping: every row that meets the conditions of an output becomes a canonical row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as MappingType
from pathlib import Path

from plans.problem import Problems
from storage.imports.kinds import KINDS, Kind
from storage.imports.mapping.cells import CellMaker, Take
from storage.imports.mapping.model import Cell, Condition, FromColumn, Join, Lookup, Mapping, Output
from storage.imports.material import Material
from storage.imports.refusal import CellError, listed
from storage.imports.report import Findings
from storage.imports.row import Row
from storage.imports.rows import RowReader, tidy_rows

Rewrite = Callable[[list[str]], None]


def mapped_rows(
    material: Material, folder: Path, kind: Kind, mapping: Mapping, findings: Findings
) -> Iterator[Row | None]:
    """Every canonical row that the mapping makes of the material; None in place of one that was refused.

    Other files in which values are looked up lie in `folder`.
    """
    wanted = [output for output in mapping.outputs if output.kind == kind.name]
    problems = Problems()
    if not wanted:
        made = listed(sorted({output.kind for output in mapping.outputs}))
        problems.add(
            mapping.outputs[0].place,
            "outputs",
            "no-output",
            f"The mapping {mapping.name} makes {made}, not {kind.name}.",
            "Import one of these, or add an output.",
        )
        findings.reject_mapping(problems)
        return
    header = material.header(sorted(_columns_of(wanted)), mapping.separator)
    maker = CellMaker(mapping, header, folder, problems)
    rewrites = [
        _rewrite(alias.texts, maker.place_of(alias.column, alias.place, alias.path)) for alias in mapping.aliases
    ]
    makers = [_Maker(output, maker, header, findings) for output in wanted]
    if not problems.ok:
        findings.reject_mapping(problems)
        return
    for row in tidy_rows(material, header, findings, named_only=False):
        if row is None:
            yield None
            continue
        for rewrite in rewrites:
            rewrite(row.cells)
        for each in makers:
            if each.wants(row.cells):
                yield each.row(row.line, row.cells)


class _Maker:
    """Makes the rows of one output."""

    def __init__(self, output: Output, maker: CellMaker, header: Sequence[str], findings: Findings) -> None:
        kind = KINDS[output.kind]
        attributes = sorted(name for name in output.columns if name not in kind.header)
        self._distinct = output.distinct
        self._findings = findings
        self._labels = {name: _label(cell) or name for name, cell in output.columns.items()}
        self._reader = RowReader(kind, findings, attributes, self._labels)
        self._tests = [(maker.place_of(each.column, each.place, each.path), each) for each in output.where]
        columns = {column.name: column.holds for column in kind.columns}
        self._takes = [(name, _taker(output.columns.get(name), holds, maker)) for name, holds in columns.items()]
        self._extras = [(name, maker.make(output.columns[name], "prose")) for name in attributes]
        self._header = header

    def wants(self, cells: Sequence[str]) -> bool:
        return all(_meets(cells[place], condition) for place, condition in self._tests)

    def row(self, line: int, cells: Sequence[str]) -> Row | None:
        before = len(self._findings.listed) + self._findings.beyond
        texts = [self._text(line, name, take, cells) for name, take in self._takes]
        extras = [self._text(line, name, take, cells) for name, take in self._extras]
        if len(self._findings.listed) + self._findings.beyond > before:
            return None
        row = self._reader.read(line, texts, extras)
        return row._replace(once=True) if row and self._distinct else row

    def _text(self, line: int, name: str, take: Take, cells: Sequence[str]) -> str:
        try:
            return take(cells)
        except CellError as error:
            label = self._labels[name]
            self._findings.reject(line, label, cells[self._header.index(label)] if label in self._header else "", error)
            return ""


def _nothing(_: Sequence[str]) -> str:
    return ""


def _taker(cell: Cell | None, holds: str, maker: CellMaker) -> Take:
    return maker.make(cell, holds) if cell else _nothing


def _meets(text: str, condition: Condition) -> bool:
    return (text in condition.texts) is not condition.negated


def _rewrite(texts: MappingType[str, str], place: int) -> Rewrite:
    def rewrite(cells: list[str]) -> None:
        cells[place] = texts.get(cells[place], cells[place])

    return rewrite


def _label(cell: Cell) -> str:
    """The column of the file that a person has to look at, if it is one."""
    if isinstance(cell, FromColumn):
        return cell.column
    if isinstance(cell, Lookup):
        return cell.ours
    if isinstance(cell, Join):
        columns = [part.column for part in cell.parts if isinstance(part, FromColumn)]
        return columns[0] if len(columns) == 1 else ""
    return ""


def _columns_of(outputs: Sequence[Output]) -> set[str]:
    labels = {_label(cell) for output in outputs for cell in output.columns.values()}
    return (labels | {each.column for output in outputs for each in output.where}) - {""}
