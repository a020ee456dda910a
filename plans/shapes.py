"""Compound shapes of parameters: lists, pairs, small tables and lists of them, each made of simpler kinds."""

from __future__ import annotations

import difflib
from typing import Any

from plans.document import Listing, Table, Tree
from plans.params import ParamKind, Reading, either, read_value


def listed(kind: ParamKind) -> ParamKind:
    """A list whose entries are all of one kind."""

    def read(tree: Tree, reading: Reading) -> Any:
        if not isinstance(tree, Listing):
            reading.fault(tree.place, "list", "A list is wanted here.", "Write `[a, b]`.")
            return None
        return tuple(read_value(kind, item, reading) for item in tree)

    return ParamKind(f"a list, each {kind.takes}", read, {"type": "array", "items": kind.schema, "minItems": 1})


def pair(first: ParamKind, second: ParamKind) -> ParamKind:
    """Two values in brackets: a point of a curve."""

    def read(tree: Tree, reading: Reading) -> Any:
        if not isinstance(tree, Listing) or len(tree.items) != 2:  # noqa: PLR2004 - a pair is two
            reading.fault(
                tree.place, "point", "A point is two values: where, and what it gives.", "Write `[90%, 50%]`."
            )
            return None
        return (read_value(first, tree.items[0], reading), read_value(second, tree.items[1], reading))

    return ParamKind("two values in brackets", read, {"type": "array", "minItems": 2, "maxItems": 2})


def rows(shape: type, /, *, optional: tuple[str, ...] = (), **columns: ParamKind) -> ParamKind:
    """A list of small tables, each read into the NamedTuple `shape`; a column `from_` is written `from`, `reaches_back` `reaches-back`."""
    row = record(shape, optional=optional, **columns)

    def read(tree: Tree, reading: Reading) -> Any:
        if not isinstance(tree, Listing) or not tree.items:
            reading.fault(
                tree.place,
                "list",
                "A list of bands is wanted here.",
                f"Write `[{{{_written(next(iter(columns)))}: …}}, …]`.",
            )
            return None
        return tuple(row.read(item, reading) for item in tree)

    return ParamKind(
        f"a list of rows with {either(tuple(map(_written, columns)), 'and')}",
        read,
        {"type": "array", "items": row.schema},
    )


def record(shape: type, /, *, optional: tuple[str, ...] = (), **columns: ParamKind) -> ParamKind:
    """A small table read into the NamedTuple `shape`, whose last field is `place`; an optional column that is not written is None."""

    def read(tree: Tree, reading: Reading) -> Any:
        if not isinstance(tree, Table):
            reading.fault(
                tree.place, "table", "A small table is wanted here.", f"Write `{{{_written(next(iter(columns)))}: …}}`."
            )
            return None
        known = {_written(column): column for column in columns}
        for entry in tree:
            if entry.key not in known:
                near = difflib.get_close_matches(entry.key, known, n=1)
                remedy = f"Did you mean `{near[0]}`?" if near else f"Known are {either(tuple(known), 'and')}."
                reading.fault(entry.place, "column", f"`{entry.key}` does not belong here.", remedy)
        values = []
        for written, column in known.items():
            value = tree.get(written)
            if value is None and column not in optional:
                reading.fault(tree.place, "column", f"`{written}` is missing here.", f"Add `{written}: …`.")
            values.append(None if value is None else read_value(columns[column], value, reading))
        return shape(*values, tree.place)

    properties = {_written(column): kind.schema for column, kind in columns.items()}
    required = [_written(column) for column in columns if column not in optional]
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return ParamKind(f"a table with {either(tuple(properties), 'and')}", read, schema)


def _written(column: str) -> str:
    return column.rstrip("_").replace("_", "-")
