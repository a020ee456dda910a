"""Slack's directory, page by page, into the mirror."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workers import Workers
from jobs.sync_people import store
from storage.database import Database

log = logging.getLogger(__name__)

PAGE = 200  # as Slack recommends


async def sync_people(client: AsyncWebClient, database: Database, workers: Workers) -> int:
    """Mirror every account; how many there were. Raises one of wire.FAILURES; what was stored by then stays."""
    count = 0
    async for members in _pages(client):
        count += await workers.run(store, database, members)
    log.info("mirrored accounts=%d", count)
    return count


async def _pages(client: AsyncWebClient) -> AsyncIterator[list[dict[str, Any]]]:
    cursor: str | None = None
    while cursor != "":
        try:
            page = await client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        except SlackApiError as error:
            if error.response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            await asyncio.sleep(_wait(error))
            continue
        yield page.get("members") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""


def _wait(error: SlackApiError) -> float:
    """Seconds that Slack asks to wait; it names them as text."""
    try:
        return float(error.response.headers.get("Retry-After", "30"))
    except ValueError:
        return 30.0
