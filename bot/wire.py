"""The connection to Slack: one client without retries, one session, and what `auth.test` said at the start."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.addresses import is_loopback
from bot.settings import Settings

PATIENCE_S = 10.0
FAILURES = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError, json.JSONDecodeError)
"""Everything that a call to Slack ends with when it does not end well."""


def new_session(patience_s: float = PATIENCE_S) -> aiohttp.ClientSession:
    """For all calls. Its timeout counts, since the client's own is not used beside a session."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=patience_s))


def new_client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The client. It retries nothing: after a lost answer, a second try could do a thing twice."""
    client = AsyncWebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=int(PATIENCE_S),
        session=session,
        retry_handlers=[],
    )
    if is_loopback(settings.slack_api_url):
        client.proxy = None  # the client took it from the environment, which means the outer world
    return client


class Identity(dict[str, Any]):
    """What `auth.test` says of the bot: `team_id`, `user_id`, `bot_id`, and in an organisation `enterprise_id`."""


async def who_we_are(client: AsyncWebClient) -> Identity:
    """Asked once. Raises one of FAILURES when Slack refuses the token or cannot be reached."""
    answer = await client.auth_test()
    return Identity(answer.data if isinstance(answer.data, dict) else {})
