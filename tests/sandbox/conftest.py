"""A local Slack for each test, a person at its page, and the real client."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack, Pace
from tests.sandbox.house import MANIFEST, WORKSPACE, JsonObject, Page, client_of

PATIENT = Pace(acknowledgement=30.0, redelivery=(0.0, 0.0, 0.0))
"""A busy machine must not look like a silent app."""
IMPATIENT = Pace(acknowledgement=0.3, redelivery=(0.0, 0.0, 0.0))
"""Slack waits three seconds for an acknowledgement; tests of its absence would rather not."""


@pytest.fixture
def manifest() -> JsonObject:
    """A module whose app asks for more overrides it."""
    return MANIFEST


@pytest.fixture
async def slack(manifest: JsonObject) -> AsyncIterator[LocalSlack]:
    async with LocalSlack.start(WORKSPACE, manifest, pace=PATIENT) as running:
        yield running


@pytest.fixture
async def page(slack: LocalSlack) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession() as session:
        yield Page(slack, session)


@pytest.fixture
def impatient(slack: LocalSlack) -> None:
    """From now on an acknowledgement is waited for only shortly."""
    slack.slack.pace = IMPATIENT


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_of(slack)
