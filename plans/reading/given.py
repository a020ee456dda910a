"""Values as a trial gives them: one literal, or the columns of an item."""

from __future__ import annotations

from collections.abc import Mapping

from plans.document import Table, Text, Tree
from plans.given import label
from plans.literal import Literal, NotALiteralError, parse, two_readings
from plans.problem import Problems


def literal_in(tree: Tree, path: str, problems: Problems) -> Literal | None:
    """A value with its unit, or a name; None for a fault, which is named."""
    if not isinstance(tree, Text) or not tree.text:
        message, remedy = "One value is wanted here.", "Write a value with its unit: `5%`, `12 months`, `250 EUR`."
        problems.add(tree.place, path, "literal", message, remedy)
        return None
    if doubt := two_readings(tree.text):
        problems.add(tree.place, path, "literal", doubt)
        return None
    try:
        return parse(tree.text) or label(tree.text)
    except NotALiteralError as error:
        problems.add(tree.place, path, "literal", str(error))
        return None


def columns_in(item: Table, path: str, problems: Problems) -> Mapping[str, Literal]:
    found = ((entry.key, literal_in(entry.value, f"{path}.{entry.key}", problems)) for entry in item)
    return {name: literal for name, literal in found if literal is not None}
