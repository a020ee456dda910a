"""Cards, carousels, containers, plans and their tasks, and the small buttons below an answer."""

from collections.abc import Mapping

from sandbox.limits import limit
from sandbox.validate.composition import ACTION_ID, BLOCK_ID, CONFIRM, USER_ID, either, plain
from sandbox.validate.elements import BUTTON, IMAGE
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rich_text import RICH_TEXT
from sandbox.validate.rules import (
    JsonObject,
    at_least_one,
    by_type,
    choice,
    flag,
    listing,
    record,
    text,
    typed,
    url,
)

CARD = typed(
    "card",
    {},
    {
        "block_id": BLOCK_ID,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": either("card.title.max_length"),
        "subtitle": either("card.subtitle.max_length"),
        "body": either("card.body.max_length"),
        "subtext": either("card.subtext.max_length"),
        "actions": listing(BUTTON, 1, "card.actions.max_items"),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)

CAROUSEL = typed(
    "carousel",
    {"elements": listing(CARD, limit("carousel.elements.min_items"), "carousel.elements.max_items")},
    {"block_id": BLOCK_ID},
)

_FEEDBACK = record(
    {"text": plain("feedback_button.text.max_length"), "value": text("feedback_button.value.max_length")},
    {"accessibility_label": text("feedback_button.accessibility_label.max_length")},
)
_SMALL_BUTTONS: dict[str, Rule] = {
    "feedback_buttons": typed(
        "feedback_buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {"action_id": ACTION_ID},
    ),
    "icon_button": typed(
        "icon_button",
        {"icon": choice("trash"), "text": plain()},
        {
            "action_id": ACTION_ID,
            "value": text("icon_button.value.max_length"),
            "confirm": CONFIRM,
            "accessibility_label": text("icon_button.accessibility_label.max_length"),
            "visible_to_user_ids": listing(USER_ID, 0, "icon_button.visible_to_user_ids.max_items"),
        },
    ),
}

_TASK_KEYS: dict[str, Rule] = {
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": listing(typed("url", {"url": url(), "text": text()})),
    "status": choice("pending", "in_progress", "complete", "error"),
    "block_id": BLOCK_ID,
}


def _not_pending(task: JsonObject, place: Place) -> None:
    if task.get("status") == "pending":
        place.at("status").refuse("must not be pending outside a plan", type="enum")


PANELS: dict[str, Rule] = {
    "card": CARD,
    "carousel": CAROUSEL,
    "context_actions": typed(
        "context_actions",
        {"elements": listing(by_type(_SMALL_BUTTONS, "element"), 1, "context_actions.elements.max_items")},
        {"block_id": BLOCK_ID},
    ),
    "task_card": typed("task_card", {"task_id": text(), "title": text()}, _TASK_KEYS, _not_pending),
    "plan": typed(
        "plan",
        {"title": text()},
        {
            "block_id": BLOCK_ID,
            "tasks": listing(
                record({"task_id": text(), "title": text()}, {"type": choice("task_card"), **_TASK_KEYS}),
                0,
                "plan.tasks.max_items",
            ),
        },
    ),
}


def _collapsed_only_if_collapsible(block: JsonObject, place: Place) -> None:
    if block.get("default_collapsed") and not block.get("is_collapsible"):
        place.at("default_collapsed").refuse("must be false unless is_collapsible is true", type="enum")


def container(inside: Mapping[str, Rule]) -> Rule:
    """A wrapper around other blocks; `inside` are the kinds that may stand in it."""
    return typed(
        "container",
        {
            "child_blocks": listing(
                by_type(inside, "block"),
                limit("container.child_blocks.min_items"),
                "container.child_blocks.max_items",
            )
        },
        {
            "block_id": BLOCK_ID,
            "title": plain("container.title.max_length"),
            "rich_text_title": RICH_TEXT,
            "subtitle": either("container.subtitle.max_length"),
            "icon": IMAGE,
            "width": choice("narrow", "standard", "wide", "full"),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        at_least_one("title", "rich_text_title"),
        _collapsed_only_if_collapsible,
    )
