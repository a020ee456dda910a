"""A mapping as it was declared: how one file is written, and which canonical rows are made of each of its rows."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from plans.problem import Place
from storage.imports.mapping.address import Address
from storage.imports.mapping.numbers import NumberStyle


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the text of a canonical column comes from, and what is done with it.

    `treat` is slug, date, number or text; empty: what the canonical column asks for. `dates` reads days instead of the mapping's own.
    """

    place: Place
    path: str
    treat: str = ""
    dates: Callable[[str], str] | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class FromColumn(Cell):
    column: str = ""


@dataclass(frozen=True, slots=True)
class Constant(Cell):
    text: str = ""


@dataclass(frozen=True, slots=True)
class Join(Cell):
    parts: tuple[Cell, ...] = ()
    between: str = "-"


@dataclass(frozen=True, slots=True)
class Lookup(Cell):
    """The value of `take` in the row of `file` whose column `theirs` holds what `ours` holds here."""

    file: str = ""
    ours: str = ""
    theirs: str = ""
    take: str = ""
    may_miss: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column must hold for a row to count: one of `texts`, or, if `negated`, none of them."""

    column: str
    texts: frozenset[str]
    negated: bool
    place: Place
    path: str


@dataclass(frozen=True, slots=True)
class Output:
    """Rows of one kind, made of those rows of the file that meet all conditions. `distinct`: a row made twice counts once."""

    kind: str
    where: tuple[Condition, ...]
    columns: MappingType[str, Cell]
    distinct: bool
    place: Place
    path: str


@dataclass(frozen=True, slots=True)
class Alias:
    column: str
    texts: MappingType[str, str]
    place: Place
    path: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a query is asked: on each day, or on one of the week (1 for Monday to 7; 0: each), at a wall time of a zone."""

    weekday: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """One file, or the answer to one query; one or several outputs."""

    name: str = ""
    source: str = ""
    encoding: str = "utf-8"
    separator: str = ""
    dates: Callable[[str], str] | None = None
    numbers: NumberStyle = field(default_factory=NumberStyle)
    through: date | str | None = None  # a day, or `yesterday`
    database: Address | None = None
    query: str = ""
    watch: str = ""  # a folder from which whole files are taken
    timetable: Timetable | None = None
    aliases: tuple[Alias, ...] = ()
    outputs: tuple[Output, ...] = ()

    def through_on(self, today: date) -> date | None:
        """The day through which the source is declared complete, when it is read on a day."""
        return today - timedelta(days=1) if isinstance(self.through, str) else self.through
