"""A mapping document (YAML) into a Mapping; all its problems at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from plans.document import Listing, Table, Text, Tree, read_document
from plans.problem import Place, Problems
from storage.imports.cells import word
from storage.imports.file import ENCODINGS
from storage.imports.kinds import KINDS, Kind
from storage.imports.mapping.columns import read_cell, read_day_format
from storage.imports.mapping.feed import read_address, read_query, read_through, read_timetable, read_watch
from storage.imports.mapping.model import Alias, Cell, Condition, Mapping, Output
from storage.imports.mapping.numbers import DECIMAL_SIGNS, THOUSANDS, NumberStyle
from storage.imports.mapping.reader import TreeReader
from storage.imports.refusal import CellError, cut, did_you_mean, listed

TOP = (
    "mapping", "describes", "source", "encoding", "separator", "dates", "decimal", "thousands", "currency-sign", "complete-through",
    "watch", "database", "query", "schedule", "aliases", "outputs",
)  # fmt: skip
_SEPARATORS = {",": ",", ";": ";", "tab": "\t", "|": "|"}
_NO_MAPPING = {"empty", "no-table"}  # a remedy for plans would not help here
_CONDITIONS = ("is", "one-of", "not", "none-of", "empty")


def read_mapping(path: Path) -> tuple[Mapping, Problems]:
    """The mapping of this file with everything that is wrong with it; use it only when `problems.ok`."""
    problems = Problems()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
        problems.add(
            Place(path.name),
            "",
            "no-file",
            f"The mapping {path.name} cannot be read: {why}.",
            "Check the path, and save it as UTF-8.",
        )
        return Mapping(), problems
    tree = read_document(text, path.name, problems)
    problems.found = [
        replace(each, remedy="Start with `mapping: its-name`.") if each.code in _NO_MAPPING else each
        for each in problems.found
    ]
    return (_mapping(TreeReader(tree, "", problems)) if tree else Mapping()), problems


def _mapping(reader: TreeReader) -> Mapping:
    reader.only(TOP)
    outputs = tuple(_outputs(reader))
    if not outputs and reader.problems.ok:
        reader.refuse(
            reader.table.place,
            "outputs",
            "missing-key",
            "`outputs` is missing.",
            "Say what is made of a row: `outputs: [{import: facts, columns: …}]`.",
        )
    return Mapping(
        name=reader.text("mapping", required=True),
        source=reader.text("source"),
        encoding=reader.one_of("encoding", tuple(ENCODINGS), "utf-8"),
        separator=_SEPARATORS.get(reader.one_of("separator", tuple(_SEPARATORS)), ""),
        dates=read_day_format(reader),
        numbers=_numbers(reader),
        through=read_through(reader),
        database=read_address(reader),
        query=read_query(reader),
        watch=read_watch(reader),
        timetable=read_timetable(reader),
        aliases=tuple(_aliases(reader)),
        outputs=outputs,
    )


def _numbers(reader: TreeReader) -> NumberStyle:
    decimal = reader.one_of("decimal", DECIMAL_SIGNS, ".")
    thousands = reader.one_of("thousands", THOUSANDS)
    if decimal == thousands:
        reader.refuse(
            reader.table.place,
            "thousands",
            "unknown-word",
            f"`{decimal}` cannot be both signs.",
            "Give `decimal` and `thousands` different signs.",
        )
        thousands = ""
    declared = any(reader.table.get(key) is not None for key in ("decimal", "thousands", "currency-sign"))
    return NumberStyle(decimal, thousands, reader.text("currency-sign"), declared)


def _aliases(reader: TreeReader) -> Iterator[Alias]:
    for entry in reader.entries("aliases"):
        column = TreeReader(Table((entry,), entry.place), reader.at("aliases"), reader.problems)
        texts = {each.key: each.value.text for each in column.entries(entry.key) if isinstance(each.value, Text)}
        yield Alias(entry.key, texts, entry.place, column.at(entry.key))


def _outputs(reader: TreeReader) -> Iterator[Output]:
    for number, item in reader.items("outputs"):
        path = f"outputs[{number}]"
        if not isinstance(item, Table):
            reader.refuse(
                item.place,
                "outputs",
                "shape",
                f"`{path}` must be a table.",
                "Write `import: facts` and `columns:` under it.",
            )
            continue
        output = TreeReader(item, path, reader.problems)
        output.only(("import", "where", "columns", "distinct"))
        name = output.one_of("import", tuple(KINDS))
        if not name:
            if item.get("import") is None:
                output.refuse(
                    item.place, "import", "missing-key", f"`{path}.import` is missing.", f"Write {listed(KINDS)}."
                )
            continue
        yield Output(
            name, tuple(_conditions(output)), _columns(output, KINDS[name]), output.yes("distinct"), item.place, path
        )


def _columns(output: TreeReader, kind: Kind) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for entry in output.entries("columns"):
        path = f"{output.at('columns')}.{entry.key}"
        if entry.key not in kind.header:
            _check_attribute(output, entry.key, kind, entry.place)
        cell = read_cell(entry.value, path, output.problems)
        if cell:
            cells[entry.key] = cell
    written = {entry.key for entry in output.entries("columns")}
    for column in kind.columns:
        if column.required and column.name not in written:
            message = f"{kind.name.capitalize()} need the column {column.name}."
            output.refuse(
                output.table.place,
                "columns",
                "missing-column",
                message,
                f"Say where it comes from: `{column.name}: …`.",
            )
    return cells


def _check_attribute(output: TreeReader, name: str, kind: Kind, place: Place) -> None:
    try:
        if kind.attributes:
            word(name)
            return
        message, remedy = f"{kind.name.capitalize()} have no column {cut(name)}.", f"Known: {', '.join(kind.header)}."
    except CellError as error:
        message, remedy = error.message, error.remedy
    output.refuse(place, f"columns.{name}", "unknown-column", message, did_you_mean(name, kind.header) or remedy)


def _conditions(output: TreeReader) -> Iterator[Condition]:
    for entry in output.entries("where"):
        path = f"{output.at('where')}.{entry.key}"
        texts, negated = _condition(entry.value, path, output.problems)
        if texts is not None:
            yield Condition(entry.key, texts, negated, entry.place, path)


def _condition(tree: Tree, path: str, problems: Problems) -> tuple[frozenset[str] | None, bool]:
    """The texts of a condition and whether none of them may stand there. `Won` alone means `{is: Won}`, a list `{one-of: …}`."""
    if not isinstance(tree, Table):
        return _texts(tree, path, problems), False
    reader = TreeReader(tree, path, problems)
    reader.only(_CONDITIONS)
    known = [entry for entry in tree if entry.key in _CONDITIONS]
    if len(known) != 1:
        reader.refuse(
            tree.place,
            "",
            "shape",
            f"`{path}` needs one condition.",
            f"Write {listed(f'`{each}:`' for each in _CONDITIONS)}.",
        )
        return None, False
    key, value = known[0].key, known[0].value
    if key == "empty":
        return frozenset({""}), not reader.yes("empty")
    return _texts(value, path, problems), key in {"not", "none-of"}


def _texts(tree: Tree, path: str, problems: Problems) -> frozenset[str] | None:
    items = tuple(tree) if isinstance(tree, Listing) else (tree,)
    texts = [item.text for item in items if isinstance(item, Text)]
    if len(texts) != len(items):
        problems.add(
            tree.place,
            path,
            "shape",
            f"`{path}` must be a text or a list of texts.",
            "Write `is: Won` or `one-of: [Won, Lost]`.",
        )
        return None
    return frozenset(texts)
