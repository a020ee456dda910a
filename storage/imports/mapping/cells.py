"""A declared cell made into a function: a row of the file in, the text of a canonical column out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from plans.problem import Place, Problems
from storage.imports.cells import slug
from storage.imports.mapping.lookup import read_lookup
from storage.imports.mapping.model import Cell, Constant, FromColumn, Join, Lookup, Mapping
from storage.imports.mapping.numbers import reversed_sign
from storage.imports.refusal import CellError, FileError, cut, did_you_mean

Take = Callable[[Sequence[str]], str]

_TREATMENT_OF = {"day": "date", "number": "number", "text": "text", "prose": "text"}


class CellMaker:
    """Makes the cells of one mapping for one file; a column that the file lacks is a problem of the mapping.

    It remembers every slug it made, since two names that become one id would merge two people unseen.
    """

    def __init__(self, mapping: Mapping, header: Sequence[str], folder: Path, problems: Problems) -> None:
        self._mapping = mapping
        self._header = header
        self._folder = folder
        self._problems = problems
        self._slugs: dict[str, str] = {}
        self._lookups: dict[tuple[str, str, str], dict[str, str]] = {}

    def place_of(self, column: str, place: Place, path: str) -> int:
        """Where the column stands in a row; 0 after saying that it does not, or not only once."""
        count = self._header.count(column)
        if count == 1:
            return self._header.index(column)
        if count:
            message, remedy = (
                f"The file has {count} columns {cut(column)}.",
                "Rename them on line 1, so that one is meant.",
            )
        else:
            names = list(dict.fromkeys(name for name in self._header if name))
            message = f"The file has no column {cut(column)}."
            remedy = did_you_mean(column, names) or f"It has {cut(', '.join(names), 300)}."
        self._problems.add(place, path, "unknown-column", message, remedy)
        return 0

    def make(self, cell: Cell, holds: str) -> Take:
        """The function of a cell whose canonical column holds `text`, `day`, `number` or `prose`.

        It raises CellError for a text that cannot be treated as declared. A constant stands as written.
        """
        raw = self._raw(cell)
        treat = cell.treat or ("text" if isinstance(cell, Constant) else _TREATMENT_OF[holds])
        if treat == "date":
            return _through(raw, cell.dates or self._mapping.dates)
        if treat == "number":
            number = _through(raw, self._mapping.numbers.canonical if self._mapping.numbers.declared else None)
            return _through(number, reversed_sign if cell.reverse else None)
        return _through(raw, self._slug if treat == "slug" else None)

    def _raw(self, cell: Cell) -> Take:
        if isinstance(cell, FromColumn):
            place = self.place_of(cell.column, cell.place, cell.path)
            return lambda cells: cells[place]
        if isinstance(cell, Constant):
            text = cell.text
            return lambda _: text
        if isinstance(cell, Join):
            parts = [self.make(part, "text") for part in cell.parts]
            between = cell.between
            return lambda cells: between.join(part(cells) for part in parts)
        if isinstance(cell, Lookup):
            return self._looked_up(cell)
        raise TypeError(f"{type(cell).__name__} is no cell")

    def _looked_up(self, cell: Lookup) -> Take:
        place = self.place_of(cell.ours, cell.place, cell.path)
        table = self._table(cell)

        def take(cells: Sequence[str]) -> str:
            text = cells[place]
            found = table.get(text)
            if found is not None or not text or cell.may_miss:
                return found or ""
            raise CellError(
                "lookup",
                f"`{cut(text)}` stands in no row of {cell.file} under {cell.theirs}.",
                "Add it there, or write an alias in the mapping.",
            )

        return take

    def _table(self, cell: Lookup) -> dict[str, str]:
        key = (cell.file, cell.theirs, cell.take)
        if key not in self._lookups:
            try:
                self._lookups[key] = read_lookup(self._folder, *key)
            except FileError as error:
                self._problems.add(cell.place, cell.path, error.code, error.message, error.remedy)
                self._lookups[key] = {}
        return self._lookups[key]

    def _slug(self, text: str) -> str:
        made = slug(text)
        if text and not made:
            raise CellError(
                "slug",
                f"`{cut(text)}` has no letter or digit to make an id of.",
                "Correct the cell, or write an alias in the mapping.",
            )
        before = self._slugs.setdefault(made, text)
        if before != text:
            raise CellError(
                "slug", f"`{cut(text, 40)}` and `{cut(before, 40)}` would both become {cut(made, 40)}.",
                "If they are one, write an alias in the mapping; if not, use a column of ids.",
            )  # fmt: skip
        return made


def _through(take: Take, treat: Callable[[str], str] | None) -> Take:
    """What was taken, treated; an empty text stays empty."""
    if treat is None:
        return take

    def taken(cells: Sequence[str]) -> str:
        text = take(cells)
        return treat(text) if text else text

    return taken
