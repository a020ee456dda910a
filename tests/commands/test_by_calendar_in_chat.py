"""Thirteen periods as they come to a person: the real app, signed requests from the local Slack, and the modals that it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import unused_port

from bot.door import EVENTS
from sandbox import Pace
from storage.slack_users import SlackUser, upsert_slack_users
from tests.bot.knock import ANA
from tests.bot.process import Person, local_slack, somebody
from tests.commands.conftest import Company
from tests.commands.counting import joins, plan_text, publish_plan, publish_version
from tests.commands.test_in_chat import on_top, shown
from tests.company.rows import text_13
from tests.security.house import real_door

THIRTEEN = text_13(start="2025-12-29")


@pytest.fixture
async def kim(company: Company) -> AsyncIterator[Person]:
    """Kim at her screen; at the end, Slack has refused nothing."""
    publish_version(company, THIRTEEN)
    publish_plan(company, plan_text("month", "2025-12-29"), THIRTEEN)
    joins(company, slack=ANA)
    with company.world.database.write() as connection:
        upsert_slack_users(connection, [SlackUser(ANA, "kim", 1)])
    port = unused_port()
    async with (
        local_slack(Pace(acknowledgement=20), f"http://127.0.0.1:{port}{EVENTS}") as slack,
        real_door(company, slack.api_url, port),
        somebody(slack) as person,
    ):
        yield person
        assert await person.refusals() == []


async def test_a_period_by_its_name_its_reasons_and_older_ones(kim: Person) -> None:
    await kim.say("/mypay P12 2026")
    words = shown(await kim.newest())
    assert "Your variable pay, 2026-P12" in words
    assert "€1,512.50" in words
    await kim.press_newest("fs.why.season")
    assert "2026-P11" in on_top(kim)
    await kim.say("/mypay past")
    await kim.press_on_top("fs.mypay.past.older")
    await kim.press_on_top("fs.mypay.open.2026-P02")
    assert "Your variable pay, 2026-P02" in on_top(kim)
    assert "€1,252.50" in on_top(kim)
    await kim.press_on_top("fs.mypay.past.back")
    assert "2026-P04" in on_top(kim)
