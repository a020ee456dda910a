"""The smallest objects of Block Kit: text, buttons, fields to write in. Each is cut to Slack's limits."""

from __future__ import annotations

from typing import Any

from bot.render import limits
from bot.render.mrkdwn import label, mrkdwn
from views.message import Button, Choice, Confirm, Option, Question, Words

JsonObject = dict[str, Any]
_FEW = 5  # that many options are shown side by side; more go into a menu


def plain_text(text: str, most: int) -> JsonObject:
    """Words that Slack shows as they are; `emoji: false`, or `:100:` would become a picture."""
    return {"type": "plain_text", "text": label(text, most), "emoji": False}


def marked(lines: tuple[Words, ...], most: int = limits.TEXT) -> JsonObject:
    """Words with marks; `verbatim`, or names and addresses in data would become links."""
    return {"type": "mrkdwn", "text": mrkdwn(lines, most), "verbatim": True}


def button(what: Button) -> JsonObject:
    """A button, with its name for a screen reader where it has one of its own."""
    out: JsonObject = {"type": "button", "action_id": what.id, "text": plain_text(what.text, limits.BUTTON)}
    if what.value:
        out["value"] = what.value
    if what.says:
        out["accessibility_label"] = label(what.says, limits.BUTTON_NAME)
    if what.primary or what.danger:
        out["style"] = "primary" if what.primary else "danger"
    if what.confirm:
        out["confirm"] = _confirm(what.confirm)
    return out


def _confirm(asked: Confirm) -> JsonObject:
    return {
        "title": plain_text(asked.title, limits.CONFIRM_TITLE),
        "text": plain_text(asked.text, limits.CONFIRM_TEXT),
        "confirm": plain_text(asked.confirm, limits.CONFIRM_BUTTON),
        "deny": plain_text(asked.deny, limits.CONFIRM_BUTTON),
    }


def question(asked: Question) -> JsonObject:
    """A field to write in; its action id is its block id, so that answers are found by either."""
    element: JsonObject = {"type": "plain_text_input", "action_id": asked.id}
    if asked.lines > 1:
        element["multiline"] = True
    element["max_length"] = min(asked.most, limits.INPUT_LENGTH)
    if asked.least:
        element["min_length"] = asked.least
    if asked.initial:
        element["initial_value"] = asked.initial[: element["max_length"]]
    return _input(asked, element)


def choice(asked: Choice) -> JsonObject:
    """One of a few. Options beyond Slack's hundred cannot be offered; the hint then says so."""
    kind = "radio_buttons" if len(asked.options) <= _FEW else "static_select"
    offered = [_option(option) for option in asked.options[: limits.OPTIONS]]
    element: JsonObject = {"type": kind, "action_id": asked.id, "options": offered}
    for option in offered:
        if option["value"] == asked.initial:
            element["initial_option"] = option
    missing = len(asked.options) - len(offered)
    left_out = f" {missing} more could not be listed." if missing else ""
    return _input(asked, element, left_out)


def _option(option: Option) -> JsonObject:
    return {"text": plain_text(option.text, limits.OPTION), "value": option.value}


def _input(asked: Question | Choice, element: JsonObject, further: str = "") -> JsonObject:
    out: JsonObject = {"type": "input", "label": plain_text(asked.label, limits.INPUT_LABEL), "element": element}
    out["optional"] = asked.optional
    if hint := f"{asked.hint}{further}".strip():
        out["hint"] = plain_text(hint, limits.INPUT_LABEL)
    return out | {"block_id": asked.id}
