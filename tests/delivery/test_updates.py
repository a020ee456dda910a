"""Updates and Home tabs: only the newest content stands in its place, and a late answer never brings an older one back."""

import pytest

from bot.delivery.courier import TIMES
from storage import outbox
from storage.outbox import Action
from tests.delivery.conftest import ANA, LOST, SECOND, Posting, home


async def test_an_update_changes_the_message_in_its_place(posting: Posting) -> None:
    card = posting.queue()
    change = posting.change(card, "in work")
    await posting.until_still()
    assert posting.posted() == ["in work"]
    assert posting.row(change).ts == posting.row(card).ts
    (message,) = posting.slack.slack.messages.posted("C001")
    assert message.metadata == {"event_type": "fairshare_post", "event_payload": {"key": posting.row(card).key}}


async def test_an_update_is_not_made_in_a_channel_that_was_shared_since(posting: Posting) -> None:
    """What it says now was not meant for the other company either."""
    card = posting.queue()
    await posting.until_still()
    posting.slack.slack.workspace.channels["C001"].is_ext_shared = True
    posting.pass_s(60)
    change = posting.change(card, "in work")
    await posting.until_still()
    assert (posting.row(change).state, posting.row(change).reason) == (
        "held",
        "the channel is shared with another company",
    )
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_an_update_waits_for_its_message(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "ratelimited", retry_after=30)
    card = posting.queue(priority=9)
    posting.change(card, "in work", priority=1)
    for _ in range(5):
        await posting.round()
        posting.pass_s(5)
    assert posting.calls("chat.update") == []
    await posting.until_still()
    assert posting.posted() == ["in work"]


async def test_of_several_updates_the_newest_is_made(posting: Posting) -> None:
    card = posting.queue()
    older, newer = posting.change(card, "in work"), posting.change(card, "decided")
    await posting.until_still()
    assert posting.posted() == ["decided"]
    assert (posting.row(older).state, posting.row(older).reason) == ("skipped", "a newer one took its place")
    assert posting.row(newer).state == "sent"
    assert len(posting.calls("chat.update")) == 1


@pytest.mark.parametrize("fault", LOST)
async def test_an_update_of_which_nobody_knows_is_made_again(posting: Posting, fault: dict[str, object]) -> None:
    card = posting.queue()
    await posting.until_still()
    await posting.fault("chat.update", **fault)
    change = posting.change(card, "in work")
    await posting.until_still()
    assert (posting.posted(), posting.row(change).state, posting.row(change).attempt) == (["in work"], "sent", 2)


@pytest.mark.parametrize("action", [Action.UPDATE, Action.HOME])
async def test_what_is_made_again_and_again_has_an_end(posting: Posting, action: Action) -> None:
    await posting.fault("chat.update", "http_error", status=500, times=99)
    await posting.fault("views.publish", "http_error", status=500, times=99)
    card = posting.queue()
    if action == Action.UPDATE:
        change = posting.change(card, "in work")
    else:
        change = posting.queue("1", "home", ANA, action=Action.HOME, content=home("94%"))
    await posting.until_still()
    assert (posting.row(change).state, posting.row(change).reason) == ("held", "Slack did not take it in 5 tries")


async def test_a_newer_update_waits_until_a_lost_one_cannot_come_late(posting: Posting) -> None:
    card = posting.queue()
    await posting.until_still()
    await posting.fault("chat.update", "drop")
    lost = posting.change(card, "in work")
    posting.pass_s(1)
    await posting.round()
    assert posting.row(lost).state == "uncertain"
    newer = posting.change(card, "decided")
    for _ in range(TIMES.settle // SECOND // 10 - 1):
        posting.pass_s(10)
        await posting.round()
    assert posting.row(newer).state == "pending"
    await posting.until_still()
    assert posting.posted() == ["decided"]
    assert (posting.row(lost).state, posting.row(newer).state) == ("skipped", "sent")


async def test_a_message_that_somebody_deleted_is_told(posting: Posting) -> None:
    card = posting.queue()
    await posting.until_still()
    (message,) = posting.slack.slack.messages.posted("C001")
    posting.slack.slack.delete(message)
    change = posting.change(card, "in work")
    await posting.until_still()
    assert (posting.row(change).state, posting.row(change).reason) == ("held", "message_not_found")


async def test_what_was_dropped_takes_its_changes_along(posting: Posting) -> None:
    card = posting.queue(channel="C005")  # archived
    await posting.round()
    change = posting.change(card, "in work")
    with posting.database.write() as connection:
        assert outbox.drop(connection, posting.row(card))
    await posting.until_still()
    assert [posting.row(each).state for each in (card, change)] == ["skipped", "skipped"]


async def test_a_change_of_a_held_message_waits_for_the_decision_and_raises_no_alarm(posting: Posting) -> None:
    card = posting.queue(channel="C005")  # archived
    await posting.round()
    change = posting.change(card, "in work")
    posting.pass_s(600)
    await posting.round()
    assert posting.row(change).state == "pending"
    with posting.database.read() as connection:
        assert outbox.oldest_queued(connection) is None


async def test_a_change_of_what_was_left_out_is_left_out(posting: Posting) -> None:
    card = posting.queue(expires=1000)
    before = posting.change(card, "in work")
    with posting.database.write() as connection:
        outbox.expire(connection, 1000, posting.now)
    after = posting.change(card, "decided")
    await posting.until_still()
    told = "the message that it changes was left out"
    assert [(posting.row(each).state, posting.row(each).reason) for each in (before, after)] == [("skipped", told)] * 2


async def test_a_held_update_makes_way_for_a_newer_one(posting: Posting) -> None:
    card = posting.queue()
    await posting.until_still()
    await posting.fault("chat.update", "error", error="edit_window_closed")
    held = posting.change(card, "in work")
    await posting.until_still()
    posting.change(card, "decided")
    await posting.until_still()
    with posting.database.write() as connection:
        assert outbox.release(connection, posting.row(held)) == "skipped"
    await posting.until_still()
    assert posting.posted() == ["decided"]


@pytest.mark.parametrize("fault", [None, *LOST])
async def test_a_home_tab_shows_the_newest(posting: Posting, fault: dict[str, object] | None) -> None:
    if fault:
        await posting.fault("views.publish", **fault)
    older = posting.queue("1", "home", ANA, action=Action.HOME, content=home("94%"))
    await posting.round()
    posting.queue("2", "home", ANA, action=Action.HOME, content=home("97%"))
    posting.queue("3", "home", "U002", action=Action.HOME, content=home("50%"))
    await posting.until_still()
    assert "97%" in str(posting.slack.slack.views.homes[ANA].content)
    assert "50%" in str(posting.slack.slack.views.homes["U002"].content)
    assert posting.row(older).state == ("skipped" if fault else "sent")
