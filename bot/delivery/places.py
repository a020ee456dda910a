"""Whether anything may be posted in a channel: asked before a post, and remembered for a minute for every process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.answers import part
from bot.delivery.outcome import Later, Refused, Unknown, judged
from bot.wire import FAILURES
from bot.workers import Workers
from storage import channels
from storage.channels import Channel
from storage.database import Database

_SECOND = 1_000_000
FRESH = 60 * _SECOND  # Slack grants fewer questions a minute than posts

ARCHIVED = "the channel is archived"
SHARED = "the channel is shared with another company"
ABSENT = "Fairshare is not in the channel"


@dataclass(frozen=True, slots=True)
class Places:
    """Knows channels from the database, and asks Slack where that is too old. `now` is the real clock in UTC microseconds."""

    client: AsyncWebClient
    database: Database
    workers: Workers
    now: Callable[[], int]

    async def closed(self, channel_id: str) -> Later | Refused | None:
        """Why nothing may be posted in the channel just now; None when it may."""
        known = await self.workers.run(self._known, channel_id)
        if known is not None and self.now() - known.seen < FRESH:
            return Refused(known.trouble) if known.trouble else None
        try:
            channel = part(await self.client.conversations_info(channel=channel_id), "channel")
        except FAILURES as error:
            found = judged(error)
            if isinstance(found, Unknown):
                return Later(found.reason)
            if isinstance(found, Refused):
                await self.workers.run(self._see, channel_id, {"trouble": found.reason})
            return found
        trouble = trouble_of(channel)
        await self.workers.run(self._see, channel_id, {"name": str(channel.get("name") or ""), "trouble": trouble})
        return Refused(trouble) if trouble else None

    def _known(self, channel_id: str) -> Channel | None:
        with self.database.read() as connection:
            return channels.channel(connection, channel_id)

    def _see(self, channel_id: str, changes: Mapping[str, str]) -> None:
        with self.database.write() as connection:
            channels.see(connection, channel_id, self.now(), **changes)


def trouble_of(channel: Mapping[str, Any]) -> str:
    """Why nothing may be posted in a channel, as Slack describes it; empty when it may."""
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return SHARED
    if channel.get("is_archived"):
        return ARCHIVED
    return "" if channel.get("is_member", True) else ABSENT
