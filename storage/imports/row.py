"""A good row on its way into the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from storage.imports.kinds import Record


class Row(NamedTuple):
    """The line on which it starts, the values of its canonical columns, and what it says for each table."""

    line: int
    values: Sequence[Any]
    records: tuple[Record, ...]
    once: bool = False  # a row that says the same again is left out (a mapping's `distinct`)
