"""What a kind of file holds: its canonical columns, and how a row of cells becomes rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from storage.imports.refusal import CellError

Stored = tuple[Any, ...]  # text, whole numbers and None, as the database driver takes and gives them


class Column(NamedTuple):
    """A canonical column. `read` takes the cell's text (never empty); an empty cell gives `default`, or is refused if `required`.

    `holds` says what a mapping has to put into canonical form first: text, day, number, or prose (text that may have line breaks).
    """

    name: str
    read: Callable[[str], Any]
    required: bool = False
    default: Any = ""
    holds: str = "text"


class Target(NamedTuple):
    """A table that a row goes to. Rows with the same natural `key` are versions of one thing; `by` is its indexed column.

    `repeats`: several rows of a file may state the same (a person, once for each stay) as long as they agree. `dated`: the last part
    of the key is its first day and the value `ends` its last.
    """

    table: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    by: str
    repeats: bool = False
    dated: bool = False


class Published(NamedTuple):
    """What is known of a natural key: the values recorded last, their source, and those that the source which asks recorded last."""

    values: Stored
    source: str
    own: Stored | None


class Record(NamedTuple):
    """What a row says for one target: the natural key and the values, as stored."""

    key: Stored
    values: Stored


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the files that can be imported.

    `records` makes one record for each target from the read values and the attributes (JSON); it raises CellError where columns
    contradict each other. `mentions` names what the row refers to: (`person` or `team`, id). `attributes`: further columns are kept.
    `dated` is the place of the column that puts a row into a period, if one does.
    """

    name: str
    columns: tuple[Column, ...]
    targets: tuple[Target, ...]
    records: Callable[[Sequence[Any], str], tuple[Record, ...]]
    mentions: Callable[[Sequence[Any]], Iterable[tuple[str, str]]] = lambda _: ()
    attributes: bool = False
    dated: int | None = None

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def check_span(start: str, end: str | None, column: str = "to") -> None:
    """Refuses an end before the start; both are ISO days, which sort as days do.

    An end on the day before the start takes back what was recorded by mistake; whether there is anything to take back is seen later.
    """
    if end is None or end >= start or date.fromisoformat(end) + timedelta(days=1) == date.fromisoformat(start):
        return
    raise CellError(
        "end-before-start",
        f"The end, {end}, lies before the start, {start}.",
        "Exchange or correct the two days.",
        column,
    )
