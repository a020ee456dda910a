"""Kinds of parameters that several verbs share."""

from __future__ import annotations

import re
from typing import Any

from plans.arithmetic.rounding import MODES
from plans.company.cut import GRAINS
from plans.document import Listing, Table, Text, Tree
from plans.names import is_name
from plans.params import ParamKind, Reading, case_table, operand, operands, plain_name, read_value, word, word_or
from plans.period_inputs import DAYS, WEEKS
from plans.syntax import ITEM_ID, Each, Label, Ref, Word
from plans.windows import ANY, BACK, BEFORE, LAST, MOST, WITHIN, Dated, Window, parse_back, parse_window

step = word_or(operand, "minor unit", "whole")
_modes = word(*MODES)


def _mode(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and tree.text == "half-up":
        remedy = "Write `half-away` (-1.5 becomes -2) or `half-plus` (-1.5 becomes -1)."
        reading.fault(tree.place, "half-up", "`mode: half-up` has two meanings below zero.", remedy)
        return None
    return _modes.read(tree, reading)


mode = ParamKind(_modes.takes, _mode, _modes.schema)


def _label(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and tree.text.strip():
        return Label(tree.text.strip())
    reading.fault(tree.place, "label", "A value of an attribute is wanted here.", "Write for example `is: senior`.")
    return None


label = ParamKind("a value of an attribute", _label, {"type": "string"})


def _cases(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Table) and tree.get("according-to") is not None:
        return case_table(operand, tree, reading)
    remedy = "Write `{according-to: participant.role, junior: 5%, senior: 8%}`."
    reading.fault(tree.place, "case-table", "`choose` is a case table.", remedy)
    return None


cases = ParamKind("a case table", _cases, {"$ref": "#/$defs/cases"}, cases=False)


def _scope(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and is_name(tree.text) and "." not in tree.text:
        return Each(Ref(f"{tree.text}.{ITEM_ID}", tree.place), tree.text, tree.place)
    reading.fault(
        tree.place, "scope", "A scope of items is wanted here.", "Write `member`, or a scope of `attribution`."
    )
    return None


_SHOWN = "`year to date`, `last 4 quarters`, `each month` or `ever`"


def _over(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text):
        if (window := parse_window(tree.text)) is not None:
            return window
        if re.match(r"(year|last|each|ever)\b", tree.text) and " " in tree.text:
            message = f"`over: {tree.text[:60]}` is no window of periods."
            reading.fault(tree.place, "window", message, f"Write {_SHOWN}.")
            return None
    return plain_name.read(tree, reading)


def _back(tree: Tree, reading: Reading) -> Any:
    window = parse_back(tree.text) if isinstance(tree, Text) else None
    if window is not None:
        return window
    written = tree.text[:60] if isinstance(tree, Text) else "this"
    bare = written.isascii() and written.isdigit() and int(written) > 0
    message = f"`back: {written}` has no unit." if bare else f"`back: {written}` is no number of periods."
    remedy = (
        f"Write `{Window(BACK, int(written), 'quarter')}`." if bare else "Write for example `1 quarter` or `1 year`."
    )
    reading.fault(tree.place, "back", message, remedy)
    return None


def _read_name(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text) and is_name(tree.text):
        return Ref(tree.text, tree.place)
    reading.fault(
        tree.place,
        "operand",
        "What is read in other periods has a name.",
        "Write the name of a figure or of an input (`metric.…`, `term.…`).",
    )
    return None


def _count(tree: Tree, reading: Reading) -> Any:
    written = tree.text if isinstance(tree, Text) else ""
    if written.isascii() and written.isdigit() and 0 < int(written) <= MOST:
        return int(written)
    reading.fault(tree.place, "count", "A whole number of periods is wanted here.", f"Write one from 1 to {MOST}.")
    return None


def _dated(tree: Tree, reading: Reading) -> Any:
    if isinstance(tree, Text):
        if tree.text == ANY:
            return Dated(ANY)
        if is_name(tree.text) and "." in tree.text:
            return Dated(WITHIN, tree.text)
    found = _days(tree) if isinstance(tree, Table) else None
    if found is None:
        message = "`dated` names the date of an item that must lie in the period, `any`, or a number of days."
        remedy = "Write `dated: credit.signed-on`, `dated: any`, or `dated: {by: credit.signed-on, last: 90 days}`."
        reading.fault(tree.place, "dated", message, remedy)
    return found


def _days(table: Table) -> Dated | None:
    """`{by: credit.signed-on, last: 90 days}`, or `before` in place of `last`."""
    said = {entry.key: entry.value.text for entry in table if isinstance(entry.value, Text)}
    kind = next((kind for kind in (LAST, BEFORE) if set(said) == {"by", kind}), "")
    days = _DAYS.match(said.get(kind, ""))
    if not days or not is_name(said["by"]) or "." not in said["by"]:
        return None
    return Dated(kind, said["by"], int(days["days"]))


_DAYS = re.compile(r"(?P<days>[1-9]\d{0,3}) days?\Z")
_BY = {"type": "string"}
dated = ParamKind(
    "a date of the item, `any`, or a number of days: `{by: credit.signed-on, last: 90 days}`",
    _dated,
    {
        "anyOf": [
            {"type": "string"},
            *(
                {
                    "type": "object",
                    "properties": {"by": _BY, kind: {"type": "string", "pattern": "^[1-9][0-9]{0,3} days?$"}},
                    "required": ["by", kind],
                    "additionalProperties": False,
                }
                for kind in (LAST, BEFORE)
            ),
        ]
    },
    cases=False,
)
back = ParamKind(
    "a number with its unit, such as `1 quarter`",
    _back,
    {"type": "string", "pattern": rf"^[0-9]+ ({'|'.join(GRAINS)})s?$"},
    cases=False,
)
name_read = ParamKind("the name of a figure or an input", _read_name, {"type": "string"}, cases=False)
periods = ParamKind(
    "a whole number of periods",
    _count,
    {"type": ["integer", "string"], "minimum": 1, "maximum": MOST, "pattern": "^[1-9][0-9]{0,2}$"},
    cases=False,
)
over = ParamKind(
    f"a scope of items, such as `member`; or a window of periods: {_SHOWN}", _over, plain_name.schema, cases=False
)
scope = ParamKind("a scope of items, such as `member`", _scope, {"type": "string"})

ORDERS = ("order written", "item order")


def _ties(tree: Tree, reading: Reading) -> Any:
    items = tuple(tree) if isinstance(tree, Listing) else ()
    texts = [item.text for item in items if isinstance(item, Text)]
    if texts and len(texts) == len(items):
        if all(text in ORDERS for text in texts) and len(texts) == 1:
            return (Word(texts[0]),)
        if all(is_name(text) for text in texts):
            return tuple(Each(Ref(text, item.place), "", item.place) for text, item in zip(texts, items, strict=True))
    remedy = "Write `[item order]`, `[order written]`, or columns of a member, smallest first: `[member.start, member.name]`."
    reading.fault(tree.place, "ties", "`ties` is a list that says who comes first among equals.", remedy)
    return None


ties = ParamKind(
    "a list that says who comes first", _ties, {"type": "array", "items": {"type": "string"}, "minItems": 1}
)


def fixed(kind: ParamKind) -> ParamKind:
    """The same kind, where one value holds for all: no case table may stand instead."""

    def read(tree: Tree, reading: Reading) -> Any:
        if isinstance(tree, Table) and tree.get("according-to") is not None:
            remedy = "Write a figure for each case, and limit it with `for:`."
            reading.fault(
                tree.place, "case-table", "This holds for all items alike: no case table can stand here.", remedy
            )
            return None
        return kind.read(tree, reading)

    return ParamKind(kind.takes, read, kind.schema, cases=False)


def _columns(tree: Tree, reading: Reading) -> Any:
    items = tuple(tree) if isinstance(tree, Listing) else ()
    named = [item for item in items if isinstance(item, Text) and is_name(item.text)]
    if named and len(named) == len(items):
        return tuple(Ref(item.text, item.place) for item in named)
    remedy = "Write for example `[credit.account]`."
    reading.fault(tree.place, "columns", "A list of columns or figures of the item is wanted here.", remedy)
    return None


columns = fixed(
    ParamKind(
        "a list of columns or figures of the item",
        _columns,
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    )
)


_ways = word("even", DAYS, WEEKS)


def _spreading(tree: Tree, reading: Reading) -> Any:
    return _ways.read(tree, reading) if isinstance(tree, Text) else operands.read(tree, reading)


spreading = ParamKind(f"{_ways.takes}, or {operands.takes}", _spreading, {"anyOf": [_ways.schema, operands.schema]})


def _body(tree: Tree, reading: Reading) -> Any:
    return read_value(operands, tree, reading)


conditions = ParamKind("a list of names", _body, operands.schema)
