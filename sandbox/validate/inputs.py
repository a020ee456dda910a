"""Elements that stand in an `input` block only, and the block's own choice of elements."""

from decimal import Decimal

from sandbox.limits import limit
from sandbox.validate.composition import ACTION_ID, DISPATCH_CONFIG, plain
from sandbox.validate.elements import CHOICES, PICKERS, SELECTS
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rich_text import RICH_TEXT
from sandbox.validate.rules import JsonObject, Whole, flag, integer, listing, pattern, text, typed

NUMBER = pattern(r"-?\d+(\.\d+)?", "a number written as a string")


def _field(kind: str, limits: str, required: dict[str, Rule], further: dict[str, Rule], *rules: Whole) -> Rule:
    return typed(
        kind,
        required,
        {
            "action_id": ACTION_ID,
            "placeholder": plain(f"{limits}.placeholder.max_length"),
            "dispatch_action_config": DISPATCH_CONFIG,
            "focus_on_load": flag,
            **further,
        },
        *rules,
    )


def _bounds(lower: str, upper: str) -> Whole:
    """The lower bound of a field may not exceed the upper one."""

    def check(value: JsonObject, place: Place) -> None:
        if lower in value and upper in value and Decimal(value[lower]) > Decimal(value[upper]):
            place.at(lower).refuse(f"must not be greater than {upper}", type="bounds")

    return check


def _fits(value: JsonObject, place: Place) -> None:
    """What stands in a field at first must fit its own bounds."""
    initial = value.get("initial_value")
    if initial is None:
        return
    if len(initial) > value.get("max_length", limit("plain_text_input.max_length.max")):
        place.at("initial_value").refuse("must not be longer than max_length", type="max_length")


def _whole(value: JsonObject, place: Place) -> None:
    for key in ("initial_value", "min_value", "max_value"):
        if not value["is_decimal_allowed"] and "." in value.get(key, ""):
            place.at(key).refuse("must be a whole number", type="is_decimal_allowed")


INPUT_ONLY: dict[str, Rule] = {
    "plain_text_input": _field(
        "plain_text_input",
        "plain_text_input",
        {},
        {
            "initial_value": text(least=0),
            "multiline": flag,
            "min_length": integer(limit("plain_text_input.min_length.min"), limit("plain_text_input.min_length.max")),
            "max_length": integer(limit("plain_text_input.max_length.min"), limit("plain_text_input.max_length.max")),
        },
        _bounds("min_length", "max_length"),
        _fits,
    ),
    "email_text_input": _field("email_text_input", "email_input", {}, {"initial_value": text(least=0)}),
    "url_text_input": _field("url_text_input", "url_input", {}, {"initial_value": text(least=0)}),
    "number_input": _field(
        "number_input",
        "number_input",
        {"is_decimal_allowed": flag},
        {"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        _bounds("min_value", "max_value"),
        _whole,
    ),
    "rich_text_input": _field(
        "rich_text_input",
        "rich_text_input",
        {"action_id": ACTION_ID},
        {
            "initial_value": RICH_TEXT,
            "min_lines": integer(limit("rich_text_input.min_lines.min"), limit("rich_text_input.min_lines.max")),
            "max_lines": integer(limit("rich_text_input.max_lines.min"), limit("rich_text_input.max_lines.max")),
        },
        _bounds("min_lines", "max_lines"),
    ),
    "file_input": typed(
        "file_input",
        {},
        {
            "action_id": ACTION_ID,
            "filetypes": listing(text(), 1),
            "max_files": integer(limit("file_input.max_files.min"), limit("file_input.max_files.max")),
        },
    ),
}

INPUT_ELEMENTS: dict[str, Rule] = {**INPUT_ONLY, **SELECTS, **PICKERS, **CHOICES}
"""Everything that may stand in an `input` block."""
