"""`/schedule` as it comes to an operator: the real app, with the local Slack knocking at its door and showing its answers and forms."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import unused_port

from bot.delivery.frozen import frozen
from bot.door import EVENTS
from bot.manifest import manifest
from bot.table import Declared
from sandbox import LocalSlack
from storage.database import Database
from storage.slack_users import SlackUser, upsert_slack_users
from tests.bot.house import settings
from tests.bot.knock import ANA, MIA
from tests.bot.process import WORKSPACE, Person, somebody
from tests.commands.conftest import LONG_AGO
from tests.commands.operating import CARD, Operating, operating
from tests.commands.test_in_chat import PATIENT, on_top, shown
from tests.sandbox.house import client_of
from tests.security.house import real_door
from tests.storage.recording import person, stay
from views.held import Told, held_message


@pytest.fixture
def ops(sqlite_database: Database) -> Operating:
    """Olga is at Ana's account; Mia is nobody in particular."""
    made = operating(sqlite_database)
    olga, mia = person("olga", slack_user_id=ANA), person("mia", slack_user_id=MIA)
    made.company.record(olga, mia, stay("mia"), at=LONG_AGO + 1)
    with sqlite_database.write() as connection:
        upsert_slack_users(connection, [SlackUser(ANA, "olga", 1), SlackUser(MIA, "mia", 1)])
    return made


@pytest.fixture
async def olga(ops: Operating) -> AsyncIterator[Person]:
    """Olga at her screen; at the end, Slack has refused nothing."""
    port = unused_port()
    url = f"http://127.0.0.1:{port}{EVENTS}"
    app = manifest(settings(OPERATOR_CHANNEL="C001"), Declared(), url)
    async with (
        LocalSlack.start(WORKSPACE, app, http_url=url, pace=PATIENT) as slack,
        real_door(ops.company, slack.api_url, port),
        somebody(slack) as person,
    ):
        yield person
        assert await person.refusals() == []


async def test_a_decision_shows_the_answer_anew_in_its_place(ops: Operating, olga: Person) -> None:
    held = ops.hold()
    await olga.say("/schedule")
    assert "Scheduled posts: 1 needs you" in shown(await olga.newest())
    await olga.press_newest("fs.job.release")
    assert "It goes out now: scorecard, Support, week 47 of 2026." in shown(await olga.newest())
    await olga.press_newest("fs.job.pause")
    assert "All posts are paused." in shown(await olga.newest())
    await olga.press_newest("fs.job.resume")
    assert "Resumed. What waits goes out now." in shown(await olga.newest())
    assert len([message for message in await olga.history() if "Scheduled posts" in str(message)]) == 1
    assert ops.row(held).state == "pending"


async def test_a_form_stays_open_with_what_is_wrong_and_then_saves(ops: Operating, olga: Person) -> None:
    await olga.say("/schedule")
    await olga.press_newest("fs.job.settings")
    await olga.press_on_top("fs.job.change.2")
    assert "Every Monday at 09:00 Dublin time" in on_top(olga)
    answered = await olga.submit(_written(time="25:00"))
    assert "That is no time of day. Write hours and minutes, such as 09:00." in str(answered)
    await olga.submit(_written(time="10:30"))
    assert "Saved: Scorecard, Support." in on_top(olga)
    assert olga.titles() == ["Times and channels"]
    assert ops.schedule().wall == "10:30"


async def test_a_record_is_opened_decided_and_shown_as_it_is(ops: Operating, olga: Person) -> None:
    sent = ops.sent()
    await olga.say("/schedule")
    await olga.press_newest("fs.job.posts")
    await olga.press_on_top("fs.job.record.1")
    await olga.press_on_top("fs.job.resend")
    assert "The channel is read, and where it does not show the post it is posted again:" in on_top(olga)
    assert olga.titles() == ["Record of a post"]
    assert ops.row(sent).state == "uncertain"


async def test_a_notice_answers_in_private_whoever_presses(ops: Operating, olga: Person) -> None:
    ops.hold()
    notice = frozen(held_message([Told("Scorecard", "Support", "2026-W47", "is_archived", held=True)], 1))
    async with somebody(olga.slack, MIA) as mia:
        posted = await client_of(olga.slack).chat_postMessage(channel="C001", **json.loads(notice.content))
        for who, words in ((mia, "That is not something I can show you."), (olga, "Scheduled posts: 1 needs you")):
            message = next(each for each in await who.history() if each["ts"] == posted["ts"])
            await who.press(message, "fs.job.open")
            assert words in shown(await who.newest())
            assert (await who.newest())["ts"] != posted["ts"]
        assert "Scheduled posts" not in str(await mia.history())


def _written(**more: str) -> dict[str, object]:
    texts_of = {"time": "09:00", "channel": CARD, "next": ""} | more
    fields = {name: {name: {"type": "plain_text_input", "value": text or None}} for name, text in texts_of.items()}
    monday = {"value": "1", "text": {"type": "plain_text", "text": "Monday", "emoji": False}}
    return fields | {"day": {"day": {"type": "static_select", "selected_option": monday}}}
