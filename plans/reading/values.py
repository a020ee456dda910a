"""Values and units as a registry writes them, each fault with its remedy."""

from __future__ import annotations

from plans.document import Text, Tree
from plans.literal import Literal, NotALiteralError, parse, parse_kind
from plans.problem import Problems
from plans.reading.form import Form
from plans.unit import RATIO, Kind, Unit


def read_literal(form: Form, key: str, text: str) -> Literal | None:
    """The value with its unit that a text is; None where it is none, which is told."""
    try:
        literal = parse(text)
    except NotALiteralError as error:
        form.fault(key, "literal", str(error))
        return None
    if literal is None:
        form.fault(key, "literal", f"`{text}` is no value.", "Write a value with its unit: `105%`, `30 days`.")
    return literal


def read_kind(tree: Tree, path: str, problems: Problems) -> Kind:
    """The unit that a text is; a ratio, to go on with, where it is none."""
    kind = parse_kind(tree.text) if isinstance(tree, Text) else None
    if kind is None:
        problems.add(
            tree.place, path, "unit", "This is no unit.", "Write a currency, a noun, `%`, `yes/no`, `date` or `label`."
        )
    return kind if kind is not None else RATIO


def read_days(form: Form, key: str) -> int | None:
    """A number of days; None where nothing is said, or none is meant."""
    text = form.text(key)
    literal = read_literal(form, key, text) if text else None
    if literal is None:
        return None
    if literal.kind == Unit(("day",)):
        return int(literal.value)  # type: ignore[arg-type]  # a unit means a Decimal
    form.fault(key, "unit", f"`{text}` is no number of days.", "Write for example `3 days`.")
    return None
