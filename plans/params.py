"""Kinds of parameters: how each is read from a document, and what an editor is told of it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plans.document import Listing, Table, Text, Tree
from plans.literal import NotALiteralError, doubtful, parse, two_readings
from plans.names import is_name
from plans.problem import DOUBTFUL, Place, Problems
from plans.sheets import NO_FORMULAS, is_formula
from plans.syntax import OTHERS, Cases, Constant, Each, Ref, Word

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a parameter is being read: gathers problems under the path of the figure."""

    problems: Problems
    path: str

    def fault(self, place: Place, code: str, message: str, remedy: str = "") -> None:
        self.problems.add(place, self.path, code, message, remedy)

    def doubt(self, place: Place, message: str, remedy: str) -> None:
        """A warning; nothing where there is no message."""
        if message:
            self.problems.add(place, self.path, DOUBTFUL, message, remedy, warning=True)

    def inside(self, name: str) -> Reading:
        return Reading(self.problems, f"{self.path}.{name}")


@dataclass(frozen=True, slots=True)
class ParamKind:
    """`read` turns a tree into syntax or None after naming the fault; `takes` says in words what may stand there."""

    takes: str
    read: Callable[[Tree, Reading], Any]
    schema: Schema = field(default_factory=dict)
    cases: bool = True  # whether a case table may stand instead


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a verb. Where `needed` depends on the operands, or `checked` is set, the verb's check tells its absence."""

    name: str
    kind: ParamKind
    needed: bool = True
    says: str = ""
    checked: bool = False


def read_value(kind: ParamKind, tree: Tree, reading: Reading) -> Any:
    """A parameter's value, or a case table of such values."""
    if kind.cases and isinstance(tree, Table) and tree.get("according-to") is not None:
        return case_table(kind, tree, reading)
    return kind.read(tree, reading)


def case_table(kind: ParamKind, table: Table, reading: Reading) -> Cases | None:
    """One value of `kind` for each value of an attribute."""
    chooser = table.get("according-to")
    if not isinstance(chooser, Text) or not is_name(chooser.text):
        reading.fault(
            table.place,
            "case-table",
            "`according-to` names no attribute.",
            "Write for example `according-to: participant.role`.",
        )
        return None
    branches = {
        (OTHERS if entry.key == "others" else entry.key): read_value(kind, entry.value, reading)
        for entry in table
        if entry.key != "according-to"
    }
    if not branches:
        reading.fault(
            table.place,
            "case-table",
            f"The case table of `{chooser.text}` has no values.",
            "Add one line a value of the attribute.",
        )
        return None
    return Cases(Ref(chooser.text, chooser.place), branches, table.place)


def _operand(tree: Tree, reading: Reading) -> Any:
    if not isinstance(tree, Text):
        message = (
            "A verb inside a verb has no name to ask about."
            if isinstance(tree, Table)
            else "One value is wanted here, not a list."
        )
        reading.fault(tree.place, "operand", message, "Give it a figure of its own and write that figure's name here.")
        return None
    if doubt := two_readings(tree.text):
        reading.fault(tree.place, "literal", doubt)
        return None
    try:
        literal = parse(tree.text)
    except NotALiteralError as error:
        reading.fault(tree.place, "literal", str(error))
        return None
    if literal is not None:
        reading.doubt(tree.place, *doubtful(tree.text, literal))
        return Constant(literal, tree.place)
    if is_name(tree.text):
        return Ref(tree.text, tree.place)
    if is_formula(tree.text):
        message = f"`{tree.text[:60]}` is a formula, and a plan has none."
        reading.fault(tree.place, "formula", message, NO_FORMULAS)
        return None
    remedy = "Write a value with its unit (`5%`, `12 months`, `250 EUR`), or the name of a figure or an input (`metric.…`, `term.…`)."
    reading.fault(
        tree.place,
        "operand",
        f"`{tree.text[:60]}` is neither a value nor a name." if tree.text else "Nothing stands here.",
        remedy,
    )
    return None


operand = ParamKind("a value with its unit, or a name", _operand, {"$ref": "#/$defs/operand"})


def _operands(tree: Tree, reading: Reading) -> Any:
    if not isinstance(tree, Listing):
        reading.fault(tree.place, "list", "A list is wanted here.", "Write `[a, b]`.")
        return None
    return tuple(read_value(operand, item, reading) for item in tree)


operands = ParamKind(
    "a list of values or names", _operands, {"type": "array", "items": {"$ref": "#/$defs/operand"}, "minItems": 1}
)


class Weighted(NamedTuple):
    """One line of a table of weights: what is weighed, and how much it counts."""

    of: Any
    weight: Any


def _weights(tree: Tree, reading: Reading) -> Any:
    if not isinstance(tree, Table):
        reading.fault(
            tree.place,
            "table",
            "A table of names and weights is wanted here.",
            "Write `{retention: 60%, adoption: 40%}`.",
        )
        return None
    return tuple(Weighted(Ref(entry.key, entry.place), read_value(operand, entry.value, reading)) for entry in tree)


weights = ParamKind(
    "a table of names and weights", _weights, {"type": "object", "additionalProperties": {"$ref": "#/$defs/operand"}}
)


def _labelled(tree: Tree, reading: Reading) -> Any:
    if not isinstance(tree, Table):
        reading.fault(
            tree.place, "table", "A table of labels and shares is wanted here.", "Write `{sales: 60%, product: 40%}`."
        )
        return None
    return {entry.key: read_value(operand, entry.value, reading) for entry in tree}


labelled = ParamKind(
    "a table of labels and shares", _labelled, {"type": "object", "additionalProperties": {"$ref": "#/$defs/operand"}}
)


def word(*allowed: str) -> ParamKind:
    """One of a closed list of words."""

    def read(tree: Tree, reading: Reading) -> Any:
        if isinstance(tree, Text) and tree.text in allowed:
            return Word(tree.text)
        written = tree.text if isinstance(tree, Text) else "this"
        near = difflib.get_close_matches(written, allowed, n=1)
        remedy = f"Did you mean `{near[0]}`?" if near else f"Write {either(allowed)}."
        reading.fault(tree.place, "word", f"`{written[:60]}` is none of {either(allowed)}.", remedy)
        return None

    return ParamKind(either(allowed), read, {"enum": list(allowed)})


def word_or(kind: ParamKind, *allowed: str) -> ParamKind:
    """One of a closed list of words, or a value of another kind."""

    def read(tree: Tree, reading: Reading) -> Any:
        if isinstance(tree, Text) and tree.text in allowed:
            return Word(tree.text)
        return kind.read(tree, reading)

    return ParamKind(f"{either(allowed)}, or {kind.takes}", read, {"anyOf": [{"enum": list(allowed)}, kind.schema]})


def _flag(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and tree.text in {"yes", "no"}:
        return tree.text == "yes"
    reading.fault(tree.place, "flag", "This is neither yes nor no.", "Write `yes` or `no`.")
    return None


flag = ParamKind("`yes` or `no`", _flag, {"enum": ["yes", "no"]})


def _name(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and is_name(tree.text.replace(" ", "-")):
        return tree.text.strip().replace(" ", "-")
    reading.fault(tree.place, "name", "A name is wanted here.", "Use letters, digits and dashes.")
    return None


plain_name = ParamKind("a name", _name, {"type": "string"})


def _each(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and is_name(tree.text):
        return Each(Ref(tree.text, tree.place), "", tree.place)
    reading.fault(
        tree.place,
        "each",
        "`each` names what is read for each item.",
        "Write the name of a figure or of an input of the item.",
    )
    return None


# `over` is filled in by the loader from the sibling parameter of that name (`among` for members).
each = ParamKind("the name of what is read for each item", _each, {"type": "string"})


def either(allowed: Sequence[str], joint: str = "or") -> str:
    """Words in backquotes, as a list: `a`, `b` or `c`."""
    *others, last = [f"`{text}`" for text in allowed]
    return f"{', '.join(others)} {joint} {last}" if others else last
