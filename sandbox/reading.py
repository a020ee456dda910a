"""What each person has read, and so what is new to them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Message, Messages
from sandbox.workspace import Channel, Person

JsonObject = dict[str, Any]
NEVER = "0000000000.000000"
TO_ALL = ("<!channel", "<!here", "<!everyone", '"type": "broadcast"')


@dataclass(slots=True)
class Reading:
    """The `ts` up to which a person has read a conversation."""

    _last: dict[str, dict[str, str]] = field(default_factory=dict)

    def last(self, person: str, channel: str) -> str:
        return self._last.get(person, {}).get(channel, NEVER)

    def mark(self, person: str, channel: str, ts: str) -> bool:
        """Read up to here, never back; whether anything changed. ValueError where `ts` is no timestamp."""
        if not re.fullmatch(r"\d{10}\.\d{6}", ts):
            raise ValueError("ts must be that of a message, such as 1795417200.000100")
        if ts <= self.last(person, channel):
            return False
        self._last.setdefault(person, {})[channel] = ts
        return True

    def move(self, old: str, new: str) -> None:
        """A conversation got another id."""
        for read in self._last.values():
            if old in read:
                read[new] = read.pop(old)

    def unread(self, person: Person, channel: Channel, messages: Messages) -> JsonObject:
        """How many messages are new to this person, and how many of them name the person; in a direct message all do."""
        last = self.last(person.id, channel.id)
        new = [m for m in messages.top_level(channel.id) if m.ts > last and m.user != person.id]
        mentions = [message for message in new if channel.is_im or _names(message, person)]
        return {"count": len(new), "mentions": len(mentions), "last_read": last}


def _names(message: Message, person: Person) -> bool:
    words = json.dumps([message.text, message.blocks, message.attachments])
    own = (f"<@{person.id}>", f"<@{person.id}|", f'"user_id": "{person.id}"')
    return any(mark in words for mark in (*own, *TO_ALL))
