"""A figure's tree as indented lines: each step with its value, and under the leaves the recorded rows with source and line."""

from __future__ import annotations

from collections.abc import Iterator

from plans.export import row_json
from plans.plan import Figure
from plans.statement import node_name
from plans.tree import Missing, Node, missing_in
from plans.words import PLAIN, Shown, say

_MOST_ROWS = 12
_STEP = "  "


def derivation(node: Node) -> Iterator[str]:
    """The lines of a node and of everything below it; what was told already is only named."""
    yield from _lines(node, "", set())


def _lines(node: Node, indent: str, told: set[Node]) -> Iterator[str]:
    yield f"{indent}{_called(node)}: {_value(node)}"
    if node in told:
        if node.parts or node.rows:
            yield f"{indent}{_STEP}(as above)"
        return
    told.add(node)
    inside = indent + _STEP
    if working := _working(node):
        yield f"{inside}{working}"
    for part in node.parts:
        if part.made.op == "literal":
            continue  # it stands in the working
        yield from _lines(part, inside, told)
    shown = node.rows[:_MOST_ROWS]
    if node.decided is not None and node.decided not in shown:
        # The row whose value it is stands among those shown, however many there are.
        shown = (*shown[:-1], node.decided)
    for row in shown:
        said = row_json(row)
        line = f", line {said['line']}" if said["line"] else ""  # what was entered by hand stands on none
        where = f"{said['source']}{line}" if said["source"] else "no source"
        yield f"{inside}{said['id']}, {said['observed']}: {said['value']} ({where}){' <- this one' if row is node.decided else ''}"
    if len(node.rows) > _MOST_ROWS:
        yield f"{inside}and {len(node.rows) - _MOST_ROWS:,} more rows; all of them: --json"


def _working(node: Node) -> str:
    """`8,500 × 20% = …` in numbers, where the verb has such a sentence; a figure that waits has none."""
    if not isinstance(node.made, Figure) or isinstance(node.value, Missing) or missing_in(node.parts):
        return ""
    phrase = node.made.verb.working(node)
    return say(phrase) if phrase else ""


def _called(node: Node) -> str:
    clause = f"{node.made.clause}  " if node.made.clause else ""
    title = node.made.title or node_name(node) or node.made.op
    return f"{clause}{title}{f' [{node.item}]' if node.item else ''}{f', {node.period}' if node.period else ''}"


def _value(node: Node) -> str:
    if isinstance(node.value, Missing):
        return "waits: " + "; ".join(cause.told for cause in node.value.causes)
    return PLAIN.value(Shown(node.value, node.made.kind))
