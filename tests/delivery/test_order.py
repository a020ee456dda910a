"""Of what stands in one place the newest content stays, whoever was slower, failed meanwhile, or is let out late."""

from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.courier import Courier
from storage import outbox
from storage.outbox import Action
from tests.delivery.conftest import ANA, PACE, SECOND, Posting, home

NOBODY = "http://127.0.0.1:9/api/"


def cut_off(posting: Posting) -> Courier:
    """A courier whose machine has no way to Slack."""
    client = AsyncWebClient("xoxb-1", NOBODY, retry_handlers=[], session=posting.session)
    client.proxy = None
    return Courier(replace(posting.courier().road, client=client), PACE)


async def test_an_update_that_found_no_connection_does_not_come_after_a_newer_one(posting: Posting) -> None:
    card = posting.queue()
    await posting.until_still()
    older = posting.change(card, "in work")
    posting.pass_s(1)
    sending = cut_off(posting)
    task, entry = sending._claim() or pytest.fail("nothing to claim")
    newer = posting.change(card, "decided")  # while the older one is under way
    await sending._ended(entry, await sending.road.ways.send(entry))
    assert (task.name, posting.row(older).reason) == ("SEND", "no connection")
    await posting.until_still()
    assert posting.posted() == ["decided"]
    assert (posting.row(older).state, posting.row(newer).state) == ("skipped", "sent")


async def test_a_held_update_that_is_let_out_beside_a_newer_one_changes_nothing(posting: Posting) -> None:
    card = posting.queue()
    await posting.until_still()
    await posting.fault("chat.update", "error", error="edit_window_closed")
    held = posting.change(card, "in work")
    await posting.until_still()
    posting.change(card, "decided")
    posting.pass_s(1)
    courier = posting.courier()
    _, entry = courier._claim() or pytest.fail("nothing to claim")
    with posting.database.write() as connection:
        outbox.release(connection, posting.row(held))  # while the newer one is under way
    await courier._ended(entry, await courier.road.ways.send(entry))
    await posting.until_still()
    assert posting.posted() == ["decided"]
    assert posting.row(held).state == "skipped"


async def test_home_tabs_that_were_queued_at_one_instant_show_the_newest(posting: Posting) -> None:
    """Two processes that do not see each other's change: both wait, and the older one is more urgent."""
    posting.queue("1", "home", ANA, action=Action.HOME, content=home("94%"))
    posting.queue("2", "home", ANA, action=Action.HOME, content=home("97%"), priority=9)
    with posting.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending', reason = ''")
    await posting.until_still()
    posting.pass_s(SECOND)
    assert "97%" in str(posting.slack.slack.views.homes[ANA].content)
    assert [row.state for row in posting.rows()] == ["skipped", "sent"]
