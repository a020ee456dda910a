"""Whether a workspace takes Slack's own charts. An acknowledgement never tells that a block was refused, so Slack is asked beforehand."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.render.blockkit import message_blocks
from views.message import Bars, Chart, Series

_SAMPLE = Chart(
    "Now and at target",
    ("One part", "Another"),
    (Series("Now", ("1", "2"), ("1", "2")), Series("At target", ("2", "2"), ("2", "2"))),
    "Part",
    "EUR",
    Bars("", ()),
)


async def takes_charts(client: AsyncWebClient) -> bool:
    """Slack's answer for a sample chart. Raises one of wire.FAILURES when there was no answer."""
    try:
        await client.blocks_validate(blocks=message_blocks((_SAMPLE,), charts=True))
    except SlackApiError as error:
        if isinstance(error.response.data, dict) and "error" in error.response.data:
            return False
        raise
    return True
