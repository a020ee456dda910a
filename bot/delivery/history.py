"""Finding a post by its key in what the channel shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ways import EVENT
from storage.outbox import Entry

_SECOND = 1_000_000
_MARGIN_S = 10 * 60
"""Before and after the attempt: Slack's clock and ours may differ by the five minutes that its signatures allow, and a post may come late."""

_PAGE = 100


async def found_in_history(client: AsyncWebClient, entry: Entry) -> str:
    """The `ts` of the message with the delivery's key, about its newest attempt; empty when the channel shows none. Raises one of FAILURES."""
    begun, cursor = entry.started // _SECOND, ""
    while True:
        page = await client.conversations_history(
            channel=entry.channel_id,
            oldest=str(max(0, begun - _MARGIN_S)),
            latest=str(begun + _MARGIN_S),
            include_all_metadata=True,
            limit=_PAGE,
            cursor=cursor or None,
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
