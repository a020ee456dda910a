"""Messages: what was posted in each conversation, and what only one person sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.files import File
from sandbox.memory import Memory, oldest_out

JsonObject = dict[str, Any]


@dataclass(slots=True, eq=False)
class Message:
    """One message. `only_for` names the person who alone sees it; such a message is in no history."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[JsonObject] | None = None
    attachments: list[JsonObject] | None = None
    bot_id: str = ""
    app_id: str = ""
    team: str = ""
    thread_ts: str = ""
    broadcast: bool = False
    edited: JsonObject | None = None
    metadata: JsonObject | None = None
    only_for: str = ""
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """People by the name of an emoji, in the order in which they came."""
    local_at: int = 0
    """The business time at which it appeared, in seconds since 1970: what a page shows, where `ts` orders."""

    def as_json(self, *, with_metadata: bool = False) -> JsonObject:
        """Slack's message object."""
        out: JsonObject = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": self.team,
        }
        optional = {
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "thread_ts": self.thread_ts,
            "edited": self.edited,
            "metadata": self.metadata if with_metadata else None,
            "files": [file.as_json() for file in self.files],
            "reactions": [
                {"name": name, "users": list(people), "count": len(people)} for name, people in self.reactions.items()
            ],
        }
        out.update({key: value for key, value in optional.items() if value})
        if self.files:
            out["upload"] = True
        if self.broadcast:
            out["subtype"] = "thread_broadcast"
        if self.only_for:
            out["is_ephemeral"] = True
        return out


@dataclass(slots=True)
class Messages:
    """The newest messages by conversation and `ts`, in the order in which they were posted."""

    memory: Memory = field(default_factory=Memory)
    _posted: dict[str, dict[str, Message]] = field(default_factory=dict)
    _ephemeral: dict[str, dict[str, Message]] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        shelf, key = self._shelf(message.only_for, message.channel)
        kept = shelf.setdefault(key, {})
        kept[message.ts] = message
        oldest_out(kept, self.memory.ephemeral if message.only_for else self.memory.messages)

    def find(self, channel: str, ts: str) -> Message | None:
        """A posted message; ephemeral ones cannot be found this way."""
        return self._posted.get(channel, {}).get(ts)

    def find_ephemeral(self, person: str, ts: str) -> Message | None:
        return self._ephemeral.get(person, {}).get(ts)

    def remove(self, message: Message) -> None:
        shelf, key = self._shelf(message.only_for, message.channel)
        shelf.get(key, {}).pop(message.ts, None)

    def posted(self, channel: str) -> list[Message]:
        """Everything posted, oldest first, replies included."""
        return list(self._posted.get(channel, {}).values())

    def everything(self) -> Iterator[Message]:
        """All that is kept, of all conversations, with what only one person sees."""
        for shelf in (self._posted, self._ephemeral):
            for kept in shelf.values():
                yield from kept.values()

    def top_level(self, channel: str) -> list[Message]:
        """What shows in the conversation itself: no replies, unless they were broadcast."""
        return [m for m in self.posted(channel) if m.thread_ts in ("", m.ts) or m.broadcast]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The parent and its replies, oldest first."""
        return [m for m in self.posted(channel) if ts in (m.ts, m.thread_ts)]

    def ephemeral(self, person: str, channel: str) -> list[Message]:
        return [m for m in self._ephemeral.get(person, {}).values() if m.channel == channel]

    def move(self, old: str, new: str) -> None:
        """A conversation got another id; what was said in it goes along."""
        self._posted = {new if channel == old else channel: kept for channel, kept in self._posted.items()}
        for message in self.everything():
            if message.channel == old:
                message.channel = new

    def forget_ephemeral(self, person: str) -> None:
        """What happens to ephemeral messages when a person reloads Slack."""
        self._ephemeral.pop(person, None)

    def with_replies(self, message: Message, *, with_metadata: bool = False, until: str = "") -> JsonObject:
        """A message as history gives it: a parent says how many replies it has, up to a `ts` where one is given."""
        out = message.as_json(with_metadata=with_metadata)
        parent = self.find(message.channel, message.thread_ts)
        if parent is not None and parent is not message:
            out["parent_user_id"] = parent.user
        replies = [
            m for m in self.thread(message.channel, message.ts) if m.ts != message.ts and (not until or m.ts <= until)
        ]
        if replies:
            users = list(dict.fromkeys(m.user for m in replies))
            out.update(
                thread_ts=message.ts,
                reply_count=len(replies),
                reply_users=users,
                reply_users_count=len(users),
                latest_reply=replies[-1].ts,
            )
        return out

    def for_page(self, message: Message) -> JsonObject:
        """A message as people's pages get it: they show its business time, and a file at once, whether or not a block could."""
        out = message.as_json() if message.only_for else self.with_replies(message)
        out["local_at"] = message.local_at
        if message.files:
            out["files"] = [file.as_json(processed=True) for file in message.files]
        return out

    def _shelf(self, only_for: str, channel: str) -> tuple[dict[str, dict[str, Message]], str]:
        return (self._ephemeral, only_for) if only_for else (self._posted, channel)
