"""A local Slack for each test, a person at its page, and the real client."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack, Pace
from tests.sandbox.house import MANIFEST, WORKSPACE, Page, client_of

FAST = Pace(acknowledgement=0.4, redelivery=(0.0, 0.0, 0.0))
"""Slack waits three seconds for an acknowledgement; tests of its absence would rather not."""


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack.start(WORKSPACE, MANIFEST, pace=FAST) as running:
        yield running


@pytest.fixture
async def page(slack: LocalSlack) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession() as session:
        yield Page(slack, session)


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_of(slack)
