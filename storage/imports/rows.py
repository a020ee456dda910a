"""A row of cells read into values: trimmed, cleaned, each column by its own reader, every problem of the row at once."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from plans.record import NOTHING
from storage.imports.cells import plain as short_enough
from storage.imports.file import ENCODING_REMEDY, LOST
from storage.imports.kinds import Column, Kind
from storage.imports.material import Material
from storage.imports.refusal import CellError, cut
from storage.imports.report import Findings
from storage.imports.row import Row

_SHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#N/V"}
)
_TOO_NARROW = re.compile(r"#{3,}\Z")
_PROSE_BREAKS = "\n\r\t"
_JOINERS = "\u200c\u200d"  # parts of words in several scripts
_SEEN = {"Zs", "Cn"}  # blanks of all widths; letters and signs younger than this Python


class TidyRow(NamedTuple):
    """Cells without blanks around them, one for each column; `plain` when none can hold what no cell should."""

    line: int
    cells: list[str]
    plain: bool


def tidy(cells: list[str]) -> list[str]:
    """The cells without blanks around them, in Unicode's composed form, so that one name has one spelling."""
    return [unicodedata.normalize("NFC", cell).strip() for cell in cells]


def suspicious(cells: Sequence[str]) -> bool:
    """Whether a cell may hold what no cell should; the quick look that nearly every row passes."""
    text = "|".join(cells)
    return not text.isprintable() or "#" in text or LOST in text


def check_cell(text: str, *, prose: bool = False) -> None:
    """Refuses a spreadsheet's error value, a lost character, and characters that cannot be seen."""
    if text in _SHEET_ERRORS or _TOO_NARROW.match(text):
        why = "a column too narrow to show its value" if text.startswith("##") else "a formula that failed"
        raise CellError(
            "sheet-error",
            f"`{cut(text)}` is a spreadsheet's mark for {why}.",
            "Mend it in the spreadsheet and save again.",
        )
    if LOST in text:
        raise CellError(
            "encoding",
            "A character here is not readable in this encoding.",
            ENCODING_REMEDY,
        )
    for letter in text:
        if not (
            letter.isprintable()
            or unicodedata.category(letter) in _SEEN
            or letter in _JOINERS
            or (prose and letter in _PROSE_BREAKS)
        ):
            name = unicodedata.name(letter, "a control character").lower()
            raise CellError(
                "control-character", f"The cell holds {name} (U+{ord(letter):04X}), which cannot be seen.", "Remove it."
            )


def tidy_rows(
    material: Material, header: Sequence[str], findings: Findings, *, named_only: bool = True
) -> Iterator[TidyRow | None]:
    """Every row that holds anything; None in place of a row that cannot be told into cells.

    With `named_only` a column without a name must be empty.
    """
    width = len(header)
    nameless = [place for place, name in enumerate(header) if not name] if named_only else []
    for line, row in material.rows():
        if isinstance(row, CellError):
            findings.reject(line, "", "", row)
            yield None
            continue
        text = "|".join(row)
        plain = text.isascii() and text.isprintable() and "#" not in text
        cells = row if plain and " " not in text else tidy(row)
        if not any(cells):
            continue
        if len(cells) != width or (nameless and any(cells[place] for place in nameless)):
            findings.reject(line, "", material.separator.join(cells), _misfit(cells, header))
            yield None
            continue
        yield TidyRow(line, cells, plain)


def _misfit(cells: Sequence[str], header: Sequence[str]) -> CellError:
    if len(cells) == len(header):
        return CellError(
            "cells", "The row has a value in a column without a name.", "Name the column on line 1, or empty the cell."
        )
    return CellError(
        "cells",
        f"The row has {len(cells)} cells; the header has {len(header)}.",
        'Put text that holds a separator into quotes: "Acme, Inc".',
    )


class RowReader:
    """Reads the canonical texts of one kind of file; problems go to `findings`.

    `attributes` names the further columns; `labels` says how the file itself calls a column, where a mapping renames it.
    """

    def __init__(
        self, kind: Kind, findings: Findings, attributes: Sequence[str] = (), labels: Mapping[str, str] = NOTHING
    ) -> None:
        self._kind = kind
        self._findings = findings
        self._attributes = attributes
        self._labels = labels
        self._readers = [(column.read, column.default) for column in kind.columns]
        self._required = itemgetter(*(place for place, column in enumerate(kind.columns) if column.required))

    def read(self, line: int, texts: Sequence[str], extras: Sequence[str], *, plain: bool = False) -> Row | None:
        """A row from its texts in canonical order and those of its attributes; None after saying what is wrong with it.

        `plain`: the texts need no look at their characters.
        """
        if not plain and (suspicious(texts) or suspicious(extras)) and not self._clean(line, texts, extras):
            return None
        if "" in self._required(texts):
            self._explain(line, texts)
            return None
        try:
            values = [
                read(text) if text else default for text, (read, default) in zip(texts, self._readers, strict=True)
            ]
        except CellError:
            self._explain(line, texts)
            return None
        try:
            return Row(line, values, self._kind.records(values, self._json(extras)))
        except CellError as error:
            value = texts[self._kind.header.index(error.column)] if error.column else ""
            self._reject(line, error.column, value, error)
            return None

    def _json(self, extras: Sequence[str]) -> str:
        """The attributes as the tables hold them; empty cells are left out."""
        if not extras:
            return "{}"
        pairs = {name: short_enough(text) for name, text in zip(self._attributes, extras, strict=True) if text}
        return json.dumps(pairs, sort_keys=True, ensure_ascii=False)

    def _clean(self, line: int, texts: Sequence[str], extras: Sequence[str]) -> bool:
        named = [
            (column.name, text, column.holds == "prose") for column, text in zip(self._kind.columns, texts, strict=True)
        ]
        named += [(name, text, True) for name, text in zip(self._attributes, extras, strict=True)]
        good = True
        for name, text, prose in named:
            try:
                check_cell(text, prose=prose)
            except CellError as error:
                self._reject(line, name, text, error)
                good = False
        return good

    def _explain(self, line: int, texts: Sequence[str]) -> None:
        for column, text in zip(self._kind.columns, texts, strict=True):
            try:
                _read_column(column, text)
            except CellError as error:
                self._reject(line, column.name, text, error)

    def _reject(self, line: int, column: str, value: str, error: CellError) -> None:
        self._findings.reject(line, self._labels.get(column, column), value, error)


def _read_column(column: Column, text: str) -> None:
    if text:
        column.read(text)
    elif column.required:
        raise CellError("empty", f"{column.name} is empty.", "Fill it in.")
