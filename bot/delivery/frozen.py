"""Content as it will be sent, frozen into a row: what it says does not change while it waits."""

from __future__ import annotations

import json
from typing import Any

from bot.render import limits
from bot.render.blockkit import message_blocks
from bot.render.mrkdwn import cut
from bot.render.parts import PICTURE
from bot.render.plain import plain
from storage.outbox import Frozen, Picture
from views.message import Image, Message

JsonObject = dict[str, Any]


def frozen(message: Message) -> Frozen:
    """A message for a channel or a person: `text` (the whole of it in words: what a screen reader reads and a phone shows), `blocks`, and its picture.

    Raises ValueError for a second picture: each is an upload that must be accounted for.
    """
    images = [part for part in message.parts if isinstance(part, Image)]
    if len(images) > 1:
        raise ValueError("a post shows one picture")
    text = cut(plain(message, charts=False), limits.POST_TEXT)
    content = {"text": text, "blocks": message_blocks(message.parts, pictures=True)}
    return Frozen(_canonical(content), _picture(images[0]) if images else None)


def with_file(content: str, file_id: str) -> JsonObject:
    """Frozen content, its picture being the file of this id."""
    thawed: JsonObject = json.loads(content)
    for block in thawed["blocks"]:
        if block.get("slack_file") == PICTURE:
            block["slack_file"] = {"id": file_id}
    return thawed


def _picture(image: Image) -> Picture:
    return Picture(image.name, image.title, cut(image.alt, limits.FILE_ALT), image.png)


def _canonical(content: JsonObject) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
