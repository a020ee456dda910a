"""Reading `columns` of an output: where the text of each canonical column comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plans.document import Listing, Table, Text, Tree
from plans.problem import Place, Problems
from storage.imports.mapping.days import DayFormatError, day_reader
from storage.imports.mapping.model import Cell, Constant, FromColumn, Join, Lookup
from storage.imports.mapping.reader import TreeReader

TREATMENTS = ("text", "slug", "date", "number")
_WAYS = ("column", "is", "join", "from")
_EXTRA = ("as", "dates", "sign")
_OWN = {"column": (), "is": (), "join": ("with",), "from": ("match", "take", "otherwise")}
_REMEDY = "Write the name of a column, or `{is: text}`, `{join: [a, b]}` or `{from: file.csv, match: a, take: b}`."


def read_cell(tree: Tree, path: str, problems: Problems) -> Cell | None:
    """One column's specification; None after saying what is wrong with it. A text alone is the name of a column of the file."""
    if isinstance(tree, Text) and tree.text:
        return FromColumn(tree.place, path, column=tree.text)
    if not isinstance(tree, Table):
        problems.add(tree.place, path, "shape", f"`{path}` does not say where its text comes from.", _REMEDY)
        return None
    reader = TreeReader(tree, path, problems)
    ways = [way for way in _WAYS if tree.get(way) is not None]
    if len(ways) != 1:
        what = "says in two ways" if ways else "does not say"
        reader.refuse(tree.place, "", "shape", f"`{path}` {what} where its text comes from.", _REMEDY)
        return None
    reader.only((ways[0], *_OWN[ways[0]], *_EXTRA))
    return _MAKERS[ways[0]](reader, tree.place, _treatment(reader))


def read_day_format(reader: TreeReader) -> Callable[[str], str] | None:
    """What stands under `dates`, as a reader of days."""
    pattern = reader.text("dates")
    value = reader.table.get("dates")
    if value is None or not pattern:
        return None
    try:
        return day_reader(pattern)
    except DayFormatError as error:
        reader.refuse(value.place, "dates", "date-format", str(error), error.remedy)
        return None


def _treatment(reader: TreeReader) -> dict[str, Any]:
    return {
        "treat": reader.one_of("as", TREATMENTS),
        "dates": read_day_format(reader),
        "reverse": reader.one_of("sign", ("reverse", "keep"), "keep") == "reverse",
    }


def _column(reader: TreeReader, place: Place, treatment: dict[str, Any]) -> Cell:
    return FromColumn(place, reader.path, column=reader.text("column", required=True), **treatment)


def _constant(reader: TreeReader, place: Place, treatment: dict[str, Any]) -> Cell:
    return Constant(place, reader.path, text=reader.text("is"), **treatment)


def _join(reader: TreeReader, place: Place, treatment: dict[str, Any]) -> Cell:
    parts = [
        read_cell(item, f"{reader.at('join')}[{number}]", reader.problems) for number, item in reader.items("join")
    ]
    if isinstance(reader.table.get("join"), Listing) and not parts:
        reader.refuse(place, "join", "shape", f"`{reader.at('join')}` is empty.", "Name the columns to join.")
    return Join(
        place, reader.path, parts=tuple(part for part in parts if part), between=reader.text("with", "-"), **treatment
    )


def _lookup(reader: TreeReader, place: Place, treatment: dict[str, Any]) -> Cell:
    file = reader.text("from", required=True)
    if "/" in file or "\\" in file or file.startswith("."):
        reader.refuse(
            place,
            "from",
            "lookup-file",
            f"`{reader.at('from')}` names a folder.",
            "Put the file beside the imported one and write its name alone.",
        )
    ours = theirs = ""
    match = reader.table.get("match")
    if isinstance(match, Table) and len(match.entries) == 1 and isinstance(match.entries[0].value, Text):
        ours, theirs = match.entries[0].key, match.entries[0].value.text
    else:
        ours = theirs = reader.text("match", required=True)
    return Lookup(
        place, reader.path, file=file, ours=ours, theirs=theirs, take=reader.text("take", required=True),
        may_miss=reader.one_of("otherwise", ("refuse", "empty"), "refuse") == "empty", **treatment,
    )  # fmt: skip


_MAKERS: dict[str, Callable[[TreeReader, Place, dict[str, Any]], Cell]] = {
    "column": _column,
    "is": _constant,
    "join": _join,
    "from": _lookup,
}
