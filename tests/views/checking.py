"""What every view must keep to, whoever's pay it shows: limits, names, words, and an `as of` wherever there is an amount."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.render.blockkit import answer, view
from bot.render.plain import plain
from sandbox.validate import blocks_too_long, check_message_blocks, check_view, is_too_large
from views.message import Actions, Button, Form, Message, Note, Paragraph, Stamp

AVOIDED = (
    "failed", "missed", "you lost", "penalty", "recover", "deserve", "potential", "top performer", "just", "simply", "unfortunately",
    "congratulations", "please note", "resource", "headcount", "ninja", "guys", "whitelist", "sanity check", "blind",
)  # fmt: skip
_AVOIDED = re.compile(rf"\b({'|'.join(AVOIDED)})\b", re.IGNORECASE)
_HYPHEN_MINUS = re.compile(r"(?<![\w.-])-(?=[\d$€£¥₹￥]|[A-Z]{3}\d)")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_AMOUNT = re.compile(r"[$€£¥₹￥]\s?\d|\d[\d.,’\s]*\s?€|\b(KWD|CHF)\s\d")
_PARTED = re.compile(
    r"\d…? (more )?(account|day|deal|demo|line|look|order|point|row)s?\b|\(clauses? |\u2212[^\d\u2060]"
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_HEADING, MOST_TITLE, MOST_NAME = 60, 24, 75


def check(what: Message | Form, *, ours: str | None = None) -> None:
    """Fails with what is wrong. `ours` are the words without what people named themselves; by default all of them."""
    payload = view(what) if isinstance(what, Form) else answer(what, charts=True)
    _check_payload(payload)
    said = plain(what)
    words = said if ours is None else ours
    assert not _AVOIDED.search(words), _AVOIDED.search(words)
    assert not _HYPHEN_MINUS.search(words), _HYPHEN_MINUS.search(words)
    assert not _EMOJI.search(said)
    assert not _ISO_DAY.search(words), "a day is never shown as 2027-01-29"
    if _AMOUNT.search(said):
        assert any(
            isinstance(part, Note) and any(isinstance(word, Stamp) for word in part.text) for part in what.parts
        ), said
    _check_buttons(what)


def buttons_of(what: Message | Form) -> list[Button]:
    """Every button, in the order in which they are read."""
    found: list[Button] = []
    for part in what.parts:
        if isinstance(part, Actions):
            found.extend(part.buttons)
        elif isinstance(part, Paragraph) and part.button:
            found.append(part.button)
    return found


def _check_payload(payload: dict[str, Any]) -> None:
    if payload.get("type") == "modal":
        assert check_view(payload, "modal") == []
        assert not is_too_large(payload)
        assert len(payload["title"]["text"]) <= MOST_TITLE
    else:
        assert payload["response_type"] == "ephemeral"
        assert "text" not in payload, "a screen reader would read it instead of the blocks"
        assert check_message_blocks(payload["blocks"]) == []
        assert not blocks_too_long(payload["blocks"])
        assert len(json.dumps(payload["blocks"], ensure_ascii=False)) < 12_000
    ids = [found["action_id"] for found in _objects(payload) if "action_id" in found]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    for found in _objects(payload):
        for words in found.values():
            assert not (isinstance(words, str) and _PARTED.search(words)), f"a line may end where it must not: {words}"
        assert not isinstance(found.get("text"), str) or found.get("type") != "mrkdwn" or found.get("verbatim") is True


def _check_buttons(what: Message | Form) -> None:
    buttons = buttons_of(what)
    names = [button.says or button.text for button in buttons]
    assert len(set(names)) == len(names), names
    assert all(len(name) <= MOST_NAME for name in names)
    assert not any(_AMOUNT.search(name) for name in names), "a button is named without an amount"
    assert sum(button.primary for button in buttons) <= 1


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
