"""What people write who come from spreadsheets, and what to write instead: functions, formulas, commas inside a text."""

from __future__ import annotations

import re

from plans.document import Entry, Table, Text

# What a function of a spreadsheet is here, by its name in small letters.
_FUNCTIONS = {
    "if": "Write a `test` and a figure with `gate`; by an attribute `choose`, by steps `lookup`.",
    "ifs": "Write `lookup` for steps, or `choose` for the values of an attribute.",
    "switch": "Write `choose`, with one value for each label.",
    "vlookup": "Write `lookup` for steps, or `curve` for straight lines between points.",
    "xlookup": "Write `lookup` for steps, or `curve` for straight lines between points.",
    "index": "Write `grid`, a table of two results.",
    "min": "The smaller of two is `cap: {of: a, at: b}`.",
    "max": "The larger of two is `floor: {of: a, at: b}`.",
    "sumif": "Give each item a figure with `gate`, and add those up: `sum: {each: …, over: …}`.",
    "sumifs": "Give each item a figure with `gate`, and add those up: `sum: {each: …, over: …}`.",
    "countif": "Write `count: {each: …, over: …}` over a yes or no of each item.",
    "product": "Write `rate: {of: a, at: b}`; several factors are `modify: {of: a, multiply: [b, c]}`.",
    "multiply": "Write `rate: {of: a, at: b}`; several factors are `modify: {of: a, multiply: [b, c]}`.",
    "divide": "Write `ratio: {of: a, to: b}`.",
    "minus": "Write `difference: {of: a, less: b}`.",
    "subtract": "Write `difference: {of: a, less: b}`.",
    "add": "Write `sum: {of: [a, b]}`.",
    "and": "Write `all: [a, b]`.",
    "or": "Write `any: [a, b]`.",
    "not": "Write `none: [a]`.",
    "roundup": "Write `round: {of: a, to: minor unit, mode: away-from-zero}`.",
    "rounddown": "Write `round: {of: a, to: minor unit, mode: toward-zero}`.",
    "datedif": "Write `elapsed: {from: a, to: b, counting: completed months}`.",
    "formula": "There are no formulas: write one verb, such as `rate: {of: a, at: b}`.",
}
NO_FORMULAS = "Give each step a figure and write its name here: `a * b` is `rate: {of: a, at: b}`, `a / b` is `ratio`, `a + b` is `sum`, `a - b` is `difference`."
_FORMULA = re.compile(r"=|.*(?:[*/^<>]|\w\s+[-+]\s+\w|\w\()")


def instead_of(word: str) -> str:
    """What stands here for a function of a spreadsheet; empty for any other word."""
    return _FUNCTIONS.get(word.lower(), "")


def is_formula(text: str) -> bool:
    """Whether the text computes something, as a cell would: `=B2*5%`, `a * b`, `MIN(a; b)`."""
    return _FORMULA.match(text) is not None


def cut_at_comma(table: Table, entry: Entry) -> str:
    """What to write where a comma cut a text or a number in two, so that its rest became an entry without a value; empty where none did.

    `{title: Base, and more, at: 1,000 EUR}` has the entries `and more` and `000 EUR`.
    """
    if not isinstance(entry.value, Text) or entry.value.text:
        return ""
    before = table.entries[table.entries.index(entry) - 1] if table.entries[0] is not entry else None
    if before is None or not isinstance(before.value, Text):
        return ""
    first = before.value.text
    if re.fullmatch(r"[+-]?\d+", first) and (rest := re.match(r"(\d+)(.*)", entry.key)):
        if len(rest[1]) == 3 or "," in entry.key:  # noqa: PLR2004 - digits of a thousand
            return f"A comma parts two entries: write digits without separators, like `{first}{entry.key}`."
        return f"A comma parts two entries: write a decimal with a point, like `{first}.{entry.key}`."
    space = " " if entry.place.column > before.value.place.column + len(first) + 1 else ""
    return f'A comma parts two entries: write `{before.key}: "{first},{space}{entry.key}"`, in quotes.'
