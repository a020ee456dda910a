"""Of what stands in one place the newest content stays, whoever was slower, failed meanwhile, or is let out late."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.courier import Courier
from storage import outbox
from storage.database import Database
from storage.outbox import Action, Post
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


@pytest.mark.postgres
def test_a_change_that_is_queued_while_its_message_is_dropped_does_not_wait_for_ever(
    postgres_database: Database,
) -> None:
    with postgres_database.write() as connection:
        card = outbox.enqueue(connection, Post("card", "", "1", "C1", "{}", 1), 1)
        entry = outbox.claim(connection, "me", 1, 2, outbox.Pace(0, 0))
        assert entry is not None
        outbox.finish(connection, entry, outbox.HELD, reason="is_archived")
        change = Post("change", "", "1", "C1", "{}", 1, action=Action.UPDATE, target=card)

    def drop() -> bool:
        with postgres_database.write() as connection:
            return outbox.drop(connection, entry)

    with ThreadPoolExecutor(1) as other:
        with postgres_database.write() as connection:
            queued = outbox.enqueue(connection, change, 1)
            dropping = other.submit(drop)
            wait([dropping], timeout=0.3)  # it waits for this, or has been quicker
        assert dropping.result()
    with postgres_database.read() as connection:
        found = outbox.entry(connection, queued)
    postgres_database.close()
    assert found is not None
    assert found.state == "skipped"
