"""`state.values`: what stands in a view's elements, first as the app set it, then as the person left it."""

import copy
import re
from typing import Any

from sandbox.modals import stateful_elements

JsonObject = dict[str, Any]
Values = dict[str, dict[str, JsonObject]]

KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
"""Element type -> the key of its value, and the key with which the app presets it."""

KINDS: dict[str, type] = {
    "selected_option": dict,
    "selected_options": dict,
    "rich_text_value": dict,
    "selected_date_time": int,
    "files": dict,
}
"""Value keys whose items are no strings."""

FORMS = {
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "Enter an email address."),
    "url_text_input": (r"https?://\S+", "Enter an address that starts with https:// or http://."),
    "number_input": (r"-?\d+(\.\d+)?", "Enter a number."),
}


class BadValuesError(ValueError):
    """Values that no client of Slack could send: an unknown block, a foreign option, a wrong kind."""


def value_key(element: JsonObject) -> str:
    return KEYS[element["type"]][0]


def initial_values(blocks: list[JsonObject]) -> Values:
    """The state of freshly opened blocks."""
    out: Values = {}
    for block in blocks:
        for element in stateful_elements(block):
            key, preset = KEYS[element["type"]]
            many = key.endswith("s")
            value = copy.deepcopy(element.get(preset, [] if many else None))
            out.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], key: value}
    return out


def merged(blocks: list[JsonObject], current: Values, given: JsonObject) -> Values:
    """The current values with what a person's client sent laid over them. Raises `BadValuesError`."""
    elements = {
        (block["block_id"], element["action_id"]): element for block in blocks for element in stateful_elements(block)
    }
    out = copy.deepcopy(current)
    for block_id, actions in given.items():
        if not isinstance(actions, dict):
            raise BadValuesError(f"block {block_id!r} needs an object of values")
        for action_id, value in actions.items():
            element = elements.get((block_id, action_id))
            if element is None:
                raise BadValuesError(f"no element {action_id!r} in block {block_id!r}")
            out[block_id][action_id] = checked_value(element, value)
    return out


def checked_value(element: JsonObject, value: JsonObject) -> JsonObject:
    """One element's value, of the right shape and chosen from what is offered. Raises `BadValuesError`."""
    key = value_key(element)
    if not isinstance(value, dict) or value.get("type") != element["type"] or key not in value:
        raise BadValuesError(f"{element['action_id']} needs a value of type {element['type']} with {key!r}")
    chosen = value[key]
    if key.endswith("s") and not isinstance(chosen, list):
        raise BadValuesError(f"{key} must be an array")
    items = [item for item in (chosen if key.endswith("s") else [chosen]) if item is not None]
    if not all(isinstance(item, KINDS.get(key, str)) for item in items):
        raise BadValuesError(f"{key} is of the wrong kind")
    offered = _offered(element)
    if offered is not None and any(item not in offered for item in items):
        raise BadValuesError(f"{element['action_id']} does not offer this option")
    return {"type": element["type"], key: chosen if chosen != "" else None}


def _offered(element: JsonObject) -> list[JsonObject] | None:
    if "option_groups" in element:
        return [option for group in element["option_groups"] for option in group["options"]]
    return element.get("options")


def complaints(blocks: list[JsonObject], values: Values) -> dict[str, str]:
    """What Slack's clients say before they send a modal: `block_id` -> words."""
    out: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]][value_key(element)]
        words = _complaint(block, element, value)
        if words:
            out[block["block_id"]] = words
    return out


def _complaint(block: JsonObject, element: JsonObject, value: Any) -> str:
    if value in (None, [], ""):
        return "" if block.get("optional", False) else "Please complete this required field."
    for check in (_length, _form, _number, _choices):
        words = check(element, value)
        if words:
            return words
    return ""


def _length(element: JsonObject, value: Any) -> str:
    if element["type"] != "plain_text_input":
        return ""
    if len(value) < element.get("min_length", 0):
        return f"Please write at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please write at most {element.get('max_length', 3000)} characters."
    return ""


def _form(element: JsonObject, value: Any) -> str:
    form, words = FORMS.get(element["type"], ("", ""))
    return words if form and not re.fullmatch(form, value) else ""


def _number(element: JsonObject, value: Any) -> str:
    if element["type"] != "number_input":
        return ""
    if not element["is_decimal_allowed"] and "." in value:
        return "Enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return ""


def _choices(element: JsonObject, value: Any) -> str:
    most = element.get("max_selected_items", element.get("max_files"))
    return f"Choose at most {most}." if most is not None and len(value) > most else ""
