"""What Slack tells of channels: noted at once, so that the next post knows; and the operators are told where something is posted there."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.clock import real
from bot.delivery.frozen import frozen
from bot.delivery.places import ABSENT, ARCHIVED, SHARED
from bot.delivery.schedules import operator_channel
from bot.settings import Settings
from jobs import JOBS
from jobs.telling import NOTICE
from storage import channels
from storage.database import Connection, Database
from storage.outbox import Post, Priority, enqueue
from storage.schedules import posting_in
from views.channel_news import moved_message, trouble_message
from views.message import Message

log = logging.getLogger(__name__)

_TROUBLES = {
    "channel_archive": ARCHIVED,
    "channel_shared": SHARED,
    "channel_unshared": "",
    "member_left_channel": ABSENT,
}
EVENTS = frozenset({"channel_id_changed", *_TROUBLES})


@dataclass(frozen=True, slots=True)
class Changes:
    """Takes events of channels. `bot_user` is who we are at Slack: only our own leaving concerns us."""

    database: Database
    settings: Settings
    bot_user: str

    def take(self, event: Mapping[str, Any]) -> None:
        """Note what an event says, however often it comes."""
        kind = str(event["type"])
        if kind == "member_left_channel" and event.get("user") != self.bot_user:
            return
        with self.database.write() as connection:
            if kind == "channel_id_changed":
                self._moved(connection, event)
            else:
                self._troubled(connection, event)
        log.info("event=%s: a channel was noted", kind)

    def _moved(self, connection: Connection, event: Mapping[str, Any]) -> None:
        old, new = str(event["old_channel_id"]), str(event["new_channel_id"])
        titles = self._posted_in(connection, old)
        channels.move(connection, old, new, real())
        named = "OPERATOR_CHANNEL" if old == self.settings.operator_channel else ""
        if titles or named:
            self._tell(connection, f"{old} {new} {_when(event)}", moved_message(old, new, titles, named))

    def _troubled(self, connection: Connection, event: Mapping[str, Any]) -> None:
        channel_id, trouble = str(event["channel"]), _TROUBLES[str(event["type"])]
        if event.get("is_ext_shared"):  # one company left it, and another is still there
            trouble = SHARED
        before = channels.hear(connection, channel_id, trouble)
        titles = self._posted_in(connection, channel_id)
        is_news = trouble != (before.trouble if before else "")
        if titles and trouble and is_news:
            self._tell(connection, f"{channel_id} {_when(event)}", trouble_message(channel_id, trouble, titles))

    def _posted_in(self, connection: Connection, channel_id: str) -> list[str]:
        return sorted({JOBS[each.kind].title for each in posting_in(connection, channel_id) if each.kind in JOBS})

    def _tell(self, connection: Connection, period: str, message: Message) -> None:
        channel = operator_channel(connection, self.settings)
        if channel:
            notice = Post(
                NOTICE, "channel", period, channel, frozen(message).content, real(), Priority.NOTICE, again=True
            )
            enqueue(connection, notice, real())


def _when(event: Mapping[str, Any]) -> str:
    """By which an event that comes again is known."""
    return str(event.get("event_ts") or real())
