"""Pages and corrections as they come to a person: the real app, with the local Slack knocking at its door and showing its modals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from aiohttp.test_utils import unused_port

from bot.door import EVENTS
from sandbox import Pace
from storage.slack_users import SlackUser, upsert_slack_users
from tests.bot.knock import ANA, texts
from tests.bot.process import Person, local_slack, somebody
from tests.commands.conftest import LONG_AGO, Company
from tests.commands.test_pages import look, periods, publish_older, reasons
from tests.security.house import real_door
from tests.storage import recording
from tests.views.northwind import AS_OF

PATIENT = Pace(acknowledgement=20)


@pytest.fixture
async def sam(company: Company) -> AsyncIterator[Person]:
    """Sam at his screen; at the end, Slack has refused nothing."""
    company.record(recording.person("sam", name="Sam Keller", slack_user_id=ANA), at=LONG_AGO + 1)
    with company.world.database.write() as connection:
        upsert_slack_users(connection, [SlackUser(ANA, "sam", 1)])
    port = unused_port()
    async with (
        local_slack(PATIENT, f"http://127.0.0.1:{port}{EVENTS}") as slack,
        real_door(company, slack.api_url, port),
        somebody(slack) as person,
    ):
        yield person
        assert await person.refusals() == []


def shown(payload: Any) -> str:
    """All words of a message or a modal, a line for each text, a number and its noun with an ordinary blank."""
    return "\n".join(texts(payload["blocks"])).replace("\u00a0", " ")


def on_top(person: Person) -> str:
    return shown(person.stack()[-1])


async def test_older_looks(company: Company, sam: Person) -> None:
    look(company, 45)
    await sam.say("/mypay looks")
    assert reasons(shown(await sam.newest())) == list(range(45, 25, -1))
    assert (await sam.press_newest("fs.mypay.looks.older"))["ok"]
    assert reasons(on_top(sam)) == list(range(25, 5, -1))
    await sam.press_on_top("fs.mypay.looks.older")
    assert reasons(on_top(sam)) == [5, 4, 3, 2, 1]
    await sam.press_on_top("fs.mypay.looks.newest")
    assert reasons(on_top(sam)) == list(range(45, 25, -1))
    assert sam.titles() == ["Who looked"]


async def test_older_periods(company: Company, sam: Person) -> None:
    publish_older(company, 2023)
    await sam.say("/mypay past")
    assert len(periods(on_top(sam).replace("*", ""))) == 8
    await sam.press_on_top("fs.mypay.past.older")
    assert periods(on_top(sam).replace("*", "")) == ["Q4 2024", "Q3 2024", "Q2 2024", "Q1 2024"]
    await sam.press_on_top("fs.mypay.open.2024-Q3")
    assert "Your variable pay, Q3 2024" in on_top(sam)
    assert sam.titles() == ["Statement"]
    await sam.press_on_top("fs.mypay.past.back")
    assert periods(on_top(sam).replace("*", "")) == ["Q4 2024", "Q3 2024", "Q2 2024", "Q1 2024"]
    assert sam.titles() == ["Past periods"]


async def test_more_rows_and_a_correction_among_them(company: Company, sam: Person) -> None:
    """The hundredth account was first recorded as not active."""
    row = recording.fact(
        "workspace-active-100", metric="workspace-active", subject_id="sam", observed=date(2026, 11, 9), value="yes",
        unit="yes/no", item_id="A-100",
    )  # fmt: skip
    company.record(row, source="product-usage", at=AS_OF - 600_000_000)
    await sam.say("/mypay")
    await sam.press_newest("fs.why.adopt")
    assert "A-100: now yes. Corrected on 20 Nov 2026, 05:50 UTC" in on_top(sam)
    await sam.press_on_top("fs.rows.open")
    assert "Rows 1 to 60 of 100, the oldest first." in on_top(sam)
    await sam.press_on_top("fs.rows.page.next")
    assert "Rows 61 to 100 of 100, the oldest first." in on_top(sam)
    await sam.press_on_top("fs.rows.page.before")
    assert "before, it was no." in on_top(sam)  # by name A-100 stands before A-61
    assert sam.titles() == ["Why this figure", "Rows behind it"]
