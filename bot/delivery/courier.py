"""The courier: claims one post after another, sends it once, and finds out what became of those of which nobody knows.

Slack has no key that would make a second try harmless. So a try is on record before it is made, nothing is retried by the client, and
after an answer that did not come the channel's own history decides: it shows the post's key, or twice it does not.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.outcome import Later, Refused, Unknown, judged
from bot.wire import FAILURES, PATIENCE_S
from bot.workers import Workers
from storage import outbox
from storage.database import Database
from storage.errors import StorageError
from storage.outbox import Entry, Pace

log = logging.getLogger(__name__)

_SECOND = 1_000_000
CHANNEL_PACE = _SECOND
"""Between two posts in one channel: what Slack documents."""

EVENT = "fairshare_post"
LEASE = int(4 * PATIENCE_S) * _SECOND  # longer than three calls may take
SETTLE = 60 * _SECOND  # histories lag: what is not there yet may still come
BETWEEN_LOOKS = 30 * _SECOND
LOOKS = 2
_MARGIN_S = 60  # Slack's clock and ours
_IDLE_S = 1.0
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Courier:
    """One per process. `now` is the real clock in UTC microseconds; `again` says of a kind whether what is nowhere is sent once more."""

    client: AsyncWebClient
    database: Database
    workers: Workers
    pace: Pace
    now: Callable[[], int]
    again: Mapping[str, bool] = field(default_factory=dict)
    owner: str = field(default_factory=lambda: f"{os.getpid()}-{secrets.token_hex(4)}")
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self) -> None:
        """Deliver until `ending` is set; a database that does not answer is asked again a little later."""
        while not self.ending.is_set():
            try:
                busy = await self.one()
            except StorageError as error:
                log.warning("delivery waits: %s", error.kind)
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.ending.wait(), _IDLE_S)

    async def one(self) -> bool:
        """Deliver, or look for, one post; False when there is nothing to do now."""
        entry = await self.workers.run(self._claim)
        if entry is None:
            return False
        await (self._look_for(entry) if entry.state == outbox.UNCERTAIN else self._send(entry))
        return True

    def _claim(self) -> Entry | None:
        now = self.now()
        with self.database.write() as connection:
            outbox.give_up_lost(connection, now, SETTLE)
            found = outbox.claim_uncertain(connection, self.owner, now, now + LEASE)
            return found or outbox.claim(connection, self.owner, now, now + LEASE, self.pace)

    async def _send(self, entry: Entry) -> None:
        refused = await self._closed(entry)
        if refused is not None:
            await self._ended(entry, refused)
            return
        try:
            answer = await self.client.chat_postMessage(
                channel=entry.channel_id,
                metadata={"event_type": EVENT, "event_payload": {"key": entry.key}},
                unfurl_links=False,
                unfurl_media=False,
                **json.loads(entry.content),
            )
        except FAILURES as error:
            await self._ended(entry, judged(error))
        else:
            await self._finish(entry, outbox.SENT, ts=str(answer["ts"]), reason="")

    async def _closed(self, entry: Entry) -> Later | Refused | None:
        """Why nothing may be posted in the channel just now; None when it may."""
        try:
            answer = await self.client.conversations_info(channel=entry.channel_id)
        except FAILURES as error:
            found = judged(error)
            return Later(BETWEEN_LOOKS, found.reason) if isinstance(found, Unknown) else found
        channel = answer.get("channel") or {}
        if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
            return Refused("the channel is shared with another company")
        if channel.get("is_archived"):
            return Refused("the channel is archived")
        if not channel.get("is_member", True) and not channel.get("is_im"):
            return Refused("Fairshare is not in the channel")
        return None

    async def _ended(self, entry: Entry, failure: Later | Refused | Unknown) -> None:
        now = self.now()
        match failure:
            case Later(wait, reason, paced):
                if paced:
                    await self.workers.run(self._pause, now + wait)
                await self._finish(entry, outbox.PENDING, not_before=now + wait, reason=reason)
            case Refused(reason):
                await self._finish(entry, outbox.HELD, reason=reason)
            case Unknown(reason):
                await self._finish(entry, outbox.UNCERTAIN, not_before=entry.started + SETTLE, reason=reason)

    async def _look_for(self, entry: Entry) -> None:
        """Read the channel since the attempt; twice without the post means that it is not there."""
        try:
            ts = await self._found(entry)
        except FAILURES as error:
            failure = judged(error)
            wait = failure.wait if isinstance(failure, Later) else BETWEEN_LOOKS
            if isinstance(failure, Refused):
                await self._finish(entry, outbox.HELD, reason=f"the channel cannot be read: {failure.reason}")
            else:
                await self._finish(entry, outbox.UNCERTAIN, not_before=self.now() + wait)
            return
        if ts:
            await self._finish(entry, outbox.SENT, ts=ts, reason="found in the channel")
        elif entry.looked + 1 < LOOKS:
            await self._finish(entry, outbox.UNCERTAIN, looked=entry.looked + 1, not_before=self.now() + BETWEEN_LOOKS)
        elif self.again.get(entry.kind, False):
            await self._finish(entry, outbox.PENDING, not_before=0, reason="not in the channel, so it is sent again")
        else:
            await self._finish(
                entry, outbox.HELD, looked=LOOKS, reason="Slack did not confirm it, and it is not in the channel"
            )

    async def _found(self, entry: Entry) -> str:
        """The ts of the message that carries the key; empty when the channel does not show it."""
        oldest = str(max(0, entry.started // _SECOND - _MARGIN_S))
        cursor = ""
        while True:
            page = await self.client.conversations_history(
                channel=entry.channel_id, oldest=oldest, include_all_metadata=True, limit=_PAGE, cursor=cursor or None
            )
            for message in page.get("messages") or ():
                if _key_of(message) == entry.key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return ""

    async def _finish(self, entry: Entry, state: str, **changes: Any) -> None:
        mine = await self.workers.run(self._finished, entry, state, changes)
        log.info(
            "post=%s kind=%s attempt=%d state=%s%s",
            entry.id,
            entry.kind,
            entry.attempt,
            state,
            "" if mine else " (lease lost)",
        )

    def _finished(self, entry: Entry, state: str, changes: Mapping[str, Any]) -> bool:
        with self.database.write() as connection:
            return outbox.finish(connection, entry, state, **changes)

    def _pause(self, until: int) -> None:
        with self.database.write() as connection:
            outbox.wait_until(connection, outbox.WORKSPACE, until)


def _key_of(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key") or "")
