"""The four ways out: a message in a channel, another content for it, a message to one person, a Home tab. One try each, never two."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.answers import part, word
from bot.delivery.frozen import with_file
from bot.delivery.outcome import Later, Refused, Unknown, judged
from bot.delivery.places import Places
from bot.wire import FAILURES
from bot.workers import Workers
from storage import outbox
from storage.database import Database
from storage.outbox import Action, Entry

EVENT = "fairshare_post"
_HELD_UP = Later("the sender was held up")


class Sent(NamedTuple):
    """Where the message stands now; a Home tab has no `ts`."""

    conversation: str
    ts: str = ""


Outcome = Sent | Later | Refused | Unknown


@dataclass(frozen=True, slots=True)
class Ways:
    """Sends what was claimed. What only prepares a send may fail without doubt; the send itself may not."""

    client: AsyncWebClient
    database: Database
    workers: Workers
    places: Places

    async def send(self, entry: Entry) -> Outcome:
        """The one try, and what is known of it."""
        try:
            match Action(entry.action):
                case Action.POST:
                    return await self._in_channel(entry)
                case Action.DIRECT:
                    return await self._to_person(entry)
                case Action.UPDATE:
                    return await self._updated(entry)
                case Action.HOME if self._is_late(entry):
                    return _HELD_UP
                case Action.HOME:
                    await self.client.views_publish(user_id=entry.channel_id, view=json.loads(entry.content))
                    return Sent(entry.channel_id)
        except FAILURES as error:
            return judged(error)

    async def _in_channel(self, entry: Entry) -> Outcome:
        return await self.places.closed(entry.channel_id) or await self._post(entry, entry.channel_id)

    async def _to_person(self, entry: Entry) -> Outcome:
        try:
            opened = await self.client.conversations_open(users=entry.channel_id)
            conversation = word(part(opened, "channel"), "id")
        except FAILURES as error:
            failure = judged(error)  # opening it twice is as good as once
            return Later(failure.reason) if isinstance(failure, Unknown) else failure
        return await self._post(entry, conversation)

    async def _post(self, entry: Entry, conversation: str) -> Outcome:
        file_id = await self.workers.run(self._file_id, entry)
        if self._is_late(entry):
            return _HELD_UP
        answer = await self.client.chat_postMessage(
            channel=conversation,
            metadata=_metadata(entry),
            unfurl_links=False,
            unfurl_media=False,
            **with_file(entry.content, file_id),
        )
        return Sent(word(answer, "channel"), word(answer, "ts"))

    async def _updated(self, entry: Entry) -> Outcome:
        message = await self.workers.run(self._target, entry)
        if message is None or not message.ts:
            return Refused("the message that it changes was never posted")
        if message.action == Action.POST and (closed := await self.places.closed(message.conversation)):
            return closed
        if self._is_late(entry):
            return _HELD_UP
        await self.client.chat_update(
            channel=message.conversation, ts=message.ts, metadata=_metadata(message), **json.loads(entry.content)
        )
        return Sent(message.conversation, message.ts)

    def _is_late(self, entry: Entry) -> bool:
        """Whether this process stood still for longer than its lease, as a paused machine does: somebody else may have sent it since."""
        return self.places.now() >= entry.lease

    def _file_id(self, entry: Entry) -> str:
        with self.database.read() as connection:
            picture = outbox.picture_of(connection, entry.id)
        return picture.file_id if picture else ""

    def _target(self, entry: Entry) -> Entry | None:
        with self.database.read() as connection:
            return outbox.entry(connection, entry.target)


def _metadata(entry: Entry) -> dict[str, object]:
    """Anybody in the workspace can read it: a key that means nothing to them."""
    return {"event_type": EVENT, "event_payload": {"key": entry.key}}
