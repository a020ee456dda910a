"""A message as it will be sent, frozen into a row: what it says does not change while it waits."""

from __future__ import annotations

import json

from bot.render.blockkit import message_blocks
from bot.render.plain import plain
from views.message import Message


def frozen(message: Message) -> str:
    """JSON of `text` (the whole message in words: what a screen reader reads and a phone shows) and `blocks`."""
    content = {"text": plain(message, charts=False), "blocks": message_blocks(message.parts)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
