"""Composition objects: texts, options, confirmations, filters."""

from typing import Any

from sandbox.limits import limit
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rules import (
    JsonObject,
    at_least_one,
    by_type,
    choice,
    exactly_one,
    flag,
    listing,
    pattern,
    record,
    text,
    typed,
    url,
)

ACTION_ID = text("action_id.max_length")
BLOCK_ID = text("block_id.max_length")
USER_ID = pattern(r"[UW][A-Z0-9]+", "a valid user ID")
CHANNEL_ID = pattern(r"[CG][A-Z0-9]+", "a valid channel ID")
CONVERSATION_ID = pattern(r"[CDG][A-Z0-9]+", "a valid conversation ID")


def plain(most: str = "text.max_length") -> Rule:
    """A `plain_text` object; `mrkdwn` is refused as an unsupported type."""
    return by_type({"plain_text": typed("plain_text", {"text": text(most)}, {"emoji": flag})}, "text")


def either(most: str = "text.max_length") -> Rule:
    """A `plain_text` or a `mrkdwn` object."""
    return by_type(
        {
            "plain_text": typed("plain_text", {"text": text(most)}, {"emoji": flag}),
            "mrkdwn": typed("mrkdwn", {"text": text(most)}, {"verbatim": flag}),
        },
        "text",
    )


CONFIRM = record(
    {
        "title": plain("confirmation.title.max_length"),
        "text": either("confirmation.text.max_length"),
        "confirm": plain("confirmation.confirm.max_length"),
        "deny": plain("confirmation.deny.max_length"),
    },
    {"style": choice("primary", "danger")},
)


def _option(kind_of_text: Any, *, with_url: bool = False) -> Rule:
    further = {"url": url("option.url.max_length")} if with_url else {}
    return record(
        {"text": kind_of_text("option.text.max_length"), "value": text("option.value.max_length")},
        {"description": kind_of_text("option.description.max_length"), **further},
    )


MENU_OPTION = _option(plain)
"""An option of a select menu: plain text only, no address."""
CHOICE_OPTION = _option(either)
"""An option of checkboxes and radio buttons: `mrkdwn` is allowed."""
OVERFLOW_OPTION = _option(plain, with_url=True)
"""An option of an overflow menu."""

OPTION_GROUP = record(
    {
        "label": plain("option_group.label.max_length"),
        "options": listing(MENU_OPTION, limit("option_group.options.min_items"), "option_group.options.max_items"),
    }
)

CONVERSATION_FILTER = record(
    {},
    {
        "include": listing(
            choice("im", "mpim", "private", "public"),
            limit("conversation_filter.include.min_items"),
            unique=True,
        ),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

DISPATCH_CONFIG = record(
    {
        "trigger_actions_on": listing(
            choice("on_enter_pressed", "on_character_entered"),
            limit("dispatch_action_configuration.trigger_actions_on.min_items"),
            "dispatch_action_configuration.trigger_actions_on.max_items",
            unique=True,
        )
    }
)

SLACK_FILE = record(
    {},
    {"id": pattern(r"F[A-Z0-9]{8,}", "a valid file ID"), "url": url()},
    exactly_one("id", "url"),
)


def unique_options(value: JsonObject, place: Place) -> None:
    """Two options of one element may not carry the same value: a choice could not be told apart."""
    groups = value.get("option_groups")
    lists = (
        [(place.at("option_groups").at(n).at("options"), group["options"]) for n, group in enumerate(groups)]
        if groups is not None
        else [(place.at("options"), value.get("options", []))]
    )
    seen: set[str] = set()
    for where, options in lists:
        for index, option in enumerate(options):
            if option["value"] in seen:
                where.at(index).at("value").refuse("must not repeat the value of another option", type="unique")
            seen.add(option["value"])


def initial_among_options(value: JsonObject, place: Place) -> None:
    """What is chosen at first must be one of the options, word for word."""
    groups = value.get("option_groups")
    options = [o for g in groups for o in g["options"]] if groups is not None else value.get("options", [])
    if "initial_option" in value and value["initial_option"] not in options:
        place.at("initial_option").refuse("must exactly match one of the options", type="among_options")
    for index, chosen in enumerate(value.get("initial_options", [])):
        if chosen not in options:
            place.at("initial_options").at(index).refuse("must exactly match one of the options", type="among_options")
