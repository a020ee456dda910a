"""Finding a post by its key in what the channel shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ways import EVENT
from storage.outbox import Entry

_SECOND = 1_000_000
_MARGIN_S = 60  # Slack's clock and ours
_PAGE = 100


async def found_in_history(client: AsyncWebClient, entry: Entry) -> str:
    """The `ts` of the message with the delivery's key, since its newest attempt; empty when the channel shows none. Raises one of FAILURES."""
    oldest = str(max(0, entry.started // _SECOND - _MARGIN_S))
    cursor = ""
    while True:
        page = await client.conversations_history(
            channel=entry.channel_id, oldest=oldest, include_all_metadata=True, limit=_PAGE, cursor=cursor or None
        )
        for message in page.get("messages") or ():
            if _key_of(message) == entry.key:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return ""


def _key_of(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return ""
    return str((metadata.get("event_payload") or {}).get("key") or "")
