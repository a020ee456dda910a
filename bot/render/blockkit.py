"""Messages and forms as Slack's Block Kit. What exceeds a limit is cut with words that say so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.render import limits
from bot.render.elements import marked, plain_text
from bot.render.parts import Surface, blocks_of
from views.message import Form, Message, Part

JsonObject = dict[str, Any]
_ROOM_FOR_THE_NOTE = 300
_JSON = json.JSONEncoder(ensure_ascii=False)
_TEXT = json.JSONEncoder()  # in ASCII, as Bolt sends it


def answer(message: Message, *, charts: bool = False) -> JsonObject:
    """A private answer, as one dictionary for an acknowledgement or a response_url.

    It has no `text`: a screen reader would read that instead of the blocks, and a phone would show it on its locked screen.
    """
    return _in_private(message_blocks(message.parts, charts=charts))


def answer_text(message: Message, *, charts: bool = False) -> str:
    """The same as the JSON text that is sent. It is encoded once, which tells how long it is; only a long one is looked at block by block."""
    blocks = blocks_of(message.parts, _surface(charts=charts))
    text = _TEXT.encode(_in_private(blocks))
    if len(blocks) <= limits.MESSAGE_BLOCKS and len(text) <= limits.MESSAGE_SIZE:
        return text
    return _TEXT.encode(_in_private(_within(blocks, limits.MESSAGE_BLOCKS, limits.MESSAGE_SIZE)))


def message_blocks(parts: Sequence[Part], *, charts: bool = False, pictures: bool = False) -> list[JsonObject]:
    """The blocks of a message; `charts` where the workspace is known to take Slack's own, `pictures` where a file will be there."""
    return _within(
        blocks_of(parts, _surface(charts=charts, pictures=pictures)), limits.MESSAGE_BLOCKS, limits.MESSAGE_SIZE
    )


def _surface(*, charts: bool, pictures: bool = False) -> Surface:
    return Surface(charts=limits.CHARTS if charts else 0, tables=limits.TABLES, pictures=pictures)


def _in_private(blocks: list[JsonObject]) -> JsonObject:
    return {"response_type": "ephemeral", "blocks": blocks}


def view(form: Form) -> JsonObject:
    """A modal."""
    blocks = _within(blocks_of(form.parts, Surface()), limits.VIEW_BLOCKS, limits.VIEW_SIZE)
    out: JsonObject = {"type": "modal", "callback_id": form.id}
    if form.key:
        out["private_metadata"] = form.key
    out["title"] = plain_text(form.title, limits.VIEW_TITLE)
    if form.submit:
        out["submit"] = plain_text(form.submit, limits.VIEW_TITLE)
    return out | {"close": plain_text(form.close, limits.VIEW_TITLE), "blocks": blocks}


def _within(blocks: list[JsonObject], count: int, size: int) -> list[JsonObject]:
    """As many blocks as Slack takes; the last one then says how many parts are missing."""
    if len(blocks) <= count and _size(blocks) <= size:
        return blocks
    sizes = [_size(block) for block in blocks]
    room, kept = size - _ROOM_FOR_THE_NOTE, 0
    while kept < min(len(blocks), count - 1) and sizes[kept] <= room:
        room -= sizes[kept]
        kept += 1
    missing = len(blocks) - kept
    words = f"This is longer than Slack can show. Left out at the end: {missing} {'part' if missing == 1 else 'parts'}."
    return [*blocks[:kept], {"type": "context", "elements": [marked(((words,),))]}]


def _size(what: object) -> int:
    """Bytes, as they are sent."""
    return len(_JSON.encode(what).encode())
