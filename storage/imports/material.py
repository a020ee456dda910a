"""What an import reads, wherever it comes from: a header, and rows of texts under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from storage.imports.refusal import CellError


class Material(Protocol):
    """A file, the answer to a query, or one row that somebody typed. The header is asked for first, then the rows, once.

    `done` of `total` says how far the reading is, in whatever it counts; `total` is 0 where nobody knows it beforehand.
    """

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def header_at(self) -> int:
        """The line of the header, once it was read; 0 where there is no such line."""

    @property
    def separator(self) -> str:
        """What stands between the cells of a row where all of it is shown."""

    def header(self, known: Sequence[str], separator: str = "") -> list[str]:
        """The names of the columns. `known` are names that are looked for, `separator` what a mapping says stands between them."""

    def rows(self) -> Iterator[tuple[int, list[str] | CellError]]:
        """Every row with its line; a CellError in place of one that cannot be told into cells."""

    def digest(self) -> str:
        """SHA-256 of all that was read, in hex."""
