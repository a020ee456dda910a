"""Elements one can press or choose from, and images."""

from sandbox.limits import limit
from sandbox.validate.composition import (
    ACTION_ID,
    CHANNEL_ID,
    CHOICE_OPTION,
    CONFIRM,
    CONVERSATION_FILTER,
    CONVERSATION_ID,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    USER_ID,
    initial_among_options,
    plain,
    unique_options,
)
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rules import (
    JsonObject,
    Whole,
    choice,
    exactly_one,
    flag,
    integer,
    listing,
    pattern,
    record,
    text,
    typed,
    url,
)

STYLE = choice("primary", "danger")
COMMON: dict[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": flag}
DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date such as 2026-11-20")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 09:30")

BUTTON = typed(
    "button",
    {"text": plain("button.text.max_length")},
    {
        "action_id": ACTION_ID,
        "url": url("button.url.max_length"),
        "value": text("button.value.max_length"),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": text("button.accessibility_label.max_length"),
    },
)

WORKFLOW_BUTTON = typed(
    "workflow_button",
    {
        "text": plain("workflow_button.text.max_length"),
        "action_id": ACTION_ID,
        "workflow": record(
            {
                "trigger": record(
                    {"url": url()},
                    {"customizable_input_parameters": listing(record({"name": text(), "value": text(least=0)}))},
                )
            }
        ),
    },
    {"style": STYLE, "accessibility_label": text("workflow_button.accessibility_label.max_length")},
)

IMAGE = typed(
    "image",
    {"alt_text": text("image_element.alt_text.max_length")},
    {"image_url": url("image_element.image_url.max_length"), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)


def _choices(kind: str, initial: str, initial_rule: Rule) -> Rule:
    options = listing(CHOICE_OPTION, limit(f"{kind}.options.min_items"), f"{kind}.options.max_items")
    return typed(kind, {"options": options}, {**COMMON, initial: initial_rule}, unique_options, initial_among_options)


def _picker(kind: str, limits: str, further: dict[str, Rule]) -> Rule:
    return typed(kind, {}, {**COMMON, "placeholder": plain(f"{limits}.placeholder.max_length"), **further})


def _select(kind: str, further: dict[str, Rule], *rules: Whole) -> Rule:
    optional = {**COMMON, "placeholder": plain("select.placeholder.max_length"), **further}
    if kind.startswith("multi_"):
        optional["max_selected_items"] = integer(limit("multi_select.max_selected_items.min"))
    return typed(kind, {}, optional, *rules)


def _enough_to_choose(value: JsonObject, place: Place) -> None:
    """What is chosen at first may not exceed what may be chosen."""
    most = value.get("max_selected_items")
    for key in ("initial_options", "initial_users", "initial_channels", "initial_conversations"):
        if most is not None and len(value.get(key, [])) > most:
            place.at(key).refuse(f"no more than {most} items allowed", type="max_items", max=most)


_OPTIONS: dict[str, Rule] = {
    "options": listing(MENU_OPTION, limit("select.options.min_items"), "select.options.max_items"),
    "option_groups": listing(OPTION_GROUP, limit("select.option_groups.min_items"), "select.option_groups.max_items"),
}
_QUERY: dict[str, Rule] = {"min_query_length": integer(limit("select.min_query_length.min"))}
_ONE = exactly_one("options", "option_groups")

SELECTS: dict[str, Rule] = {
    "static_select": _select(
        "static_select",
        {**_OPTIONS, "initial_option": MENU_OPTION},
        _ONE,
        unique_options,
        initial_among_options,
    ),
    "external_select": _select("external_select", {**_QUERY, "initial_option": MENU_OPTION}),
    "users_select": _select("users_select", {"initial_user": USER_ID}),
    "conversations_select": _select(
        "conversations_select",
        {
            "initial_conversation": CONVERSATION_ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "channels_select": _select("channels_select", {"initial_channel": CHANNEL_ID, "response_url_enabled": flag}),
    "multi_static_select": _select(
        "multi_static_select",
        {**_OPTIONS, "initial_options": listing(MENU_OPTION, 1)},
        _ONE,
        unique_options,
        initial_among_options,
        _enough_to_choose,
    ),
    "multi_external_select": _select(
        "multi_external_select", {**_QUERY, "initial_options": listing(MENU_OPTION, 1)}, _enough_to_choose
    ),
    "multi_users_select": _select("multi_users_select", {"initial_users": listing(USER_ID, 1)}, _enough_to_choose),
    "multi_conversations_select": _select(
        "multi_conversations_select",
        {
            "initial_conversations": listing(CONVERSATION_ID, 1),
            "default_to_current_conversation": flag,
            "filter": CONVERSATION_FILTER,
        },
        _enough_to_choose,
    ),
    "multi_channels_select": _select(
        "multi_channels_select", {"initial_channels": listing(CHANNEL_ID, 1)}, _enough_to_choose
    ),
}

PICKERS: dict[str, Rule] = {
    "datepicker": _picker("datepicker", "date_picker", {"initial_date": DATE}),
    "timepicker": _picker("timepicker", "time_picker", {"initial_time": TIME, "timezone": text()}),
    "datetimepicker": typed("datetimepicker", {}, {**COMMON, "initial_date_time": integer(10**9, 10**10 - 1)}),
}

CHOICES: dict[str, Rule] = {
    "checkboxes": _choices("checkboxes", "initial_options", listing(CHOICE_OPTION, 1)),
    "radio_buttons": _choices("radio_buttons", "initial_option", CHOICE_OPTION),
}

OVERFLOW = typed(
    "overflow",
    {"options": listing(OVERFLOW_OPTION, limit("overflow.options.min_items"), "overflow.options.max_items")},
    {"action_id": ACTION_ID, "confirm": CONFIRM},
    unique_options,
)

INTERACTIVE: dict[str, Rule] = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
    **SELECTS,
    **PICKERS,
    **CHOICES,
}
"""Everything that may stand in an `actions` block."""

ACCESSORIES: dict[str, Rule] = {
    **{kind: rule for kind, rule in INTERACTIVE.items() if kind != "datetimepicker"},
    "image": IMAGE,
}
"""Everything that may stand beside a section."""
