"""Direct messages go out as posts do; all of it in order, at a pace, and not while somebody asked to wait."""

import asyncio
from contextlib import closing
from dataclasses import replace

import pytest

from bot.delivery.courier import TIMES
from bot.delivery.ways import Sent
from storage import channels, outbox
from storage.database import Database
from storage.outbox import Action
from tests.delivery.conftest import ANA, LOST, SECOND, Posting, home, words


async def test_a_direct_message_reaches_its_person_with_its_key(posting: Posting) -> None:
    posting.queue("note-1", "envelope", ANA, action=Action.DIRECT)
    await posting.until_still()
    assert posting.direct() == ["envelope note-1"]
    (message,) = posting.slack.slack.messages.posted(posting.row().conversation)
    assert message.metadata == {"event_type": "fairshare_post", "event_payload": {"key": posting.row().key}}
    assert posting.row().ts == message.ts


@pytest.mark.parametrize("fault", LOST)
async def test_a_direct_message_of_which_nobody_knows_is_held(posting: Posting, fault: dict[str, object]) -> None:
    """Even where its kind would be sent again: without the right to read it back, a second one could be a double."""
    await posting.fault("chat.postMessage", **fault)
    posting.queue("note-1", "envelope", ANA, action=Action.DIRECT)
    await posting.until_still()
    assert (posting.row().state, posting.row().reason) == (
        "held",
        "Slack did not confirm it, and a direct message cannot be read back",
    )
    assert len(posting.calls("chat.postMessage")) == 1


async def test_a_database_that_is_locked_while_it_is_sent_is_asked_again(
    posting: Posting, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An import may hold it for seconds; a direct message that nobody took note of could only be held."""
    monkeypatch.setattr("bot.delivery.courier._IDLE_S", 0.01)
    note = posting.queue("note-1", "envelope", ANA, action=Action.DIRECT)
    url = posting.database.url.render_as_string(hide_password=False)
    with closing(Database.open(url, patience_s=0.05)) as impatient:
        courier = posting.courier()
        courier = replace(courier, road=replace(courier.road, database=impatient))
        _, entry = courier._claim() or pytest.fail("nothing to claim")
        with posting.database.write() as holder:
            if not posting.database.is_sqlite:
                holder.exec_driver_sql("LOCK TABLE outbox IN EXCLUSIVE MODE")
            sending = asyncio.create_task(courier._ended(entry, Sent("D1", "1.2")))
            while "is not on record yet: locked" not in caplog.text:  # noqa: ASYNC110 - until it has tried
                await asyncio.sleep(0.01)
        await sending
    assert (posting.row(note).state, posting.row(note).ts) == ("sent", "1.2")


async def test_opening_a_direct_message_may_fail_and_is_tried_again(posting: Posting) -> None:
    await posting.fault("conversations.open", "drop_after", times=2)
    posting.queue("note-1", "envelope", ANA, action=Action.DIRECT)
    await posting.until_still()
    assert (posting.row().state, posting.direct()) == ("sent", ["envelope note-1"])


async def test_who_is_gone_gets_none(posting: Posting) -> None:
    posting.queue("note-1", "envelope", "U004", action=Action.DIRECT)
    await posting.until_still()
    assert (posting.row().state, posting.row().reason) == ("held", "user_disabled")


async def test_home_tabs_are_limited_apart(posting: Posting) -> None:
    await posting.fault("views.publish", "ratelimited", retry_after=60)
    tab = posting.queue("1", "home", ANA, action=Action.HOME, content=home("94%"))
    await posting.round()
    card = posting.queue()
    await posting.round()
    assert (posting.row(tab).state, posting.row(card).state) == ("pending", "sent")


async def test_nobody_calls_while_slack_asked_to_wait(posting: Posting) -> None:
    """Neither to send, nor to look, nor to bring a picture."""
    await posting.fault("chat.postMessage", "drop")
    posting.queue("lost")
    await posting.round()
    posting.pass_s(TIMES.settle / SECOND - 2)
    await posting.fault("chat.postMessage", "ratelimited", retry_after=90)
    posting.queue("limited", channel="C003")
    await posting.round()
    before = len(posting.slack.slack.records.calls)
    for _ in range(17):
        posting.pass_s(5)
        assert not await posting.round()
    assert len(posting.slack.slack.records.calls) == before
    await posting.until_still()
    assert {row.state for row in posting.rows()} == {"sent"}


async def test_a_pause_lets_nothing_out_and_loses_nothing(posting: Posting) -> None:
    with posting.database.write() as connection:
        outbox.pause(connection)
    posting.queue()
    posting.queue("1", "home", ANA, action=Action.HOME, content=home("94%"))
    for _ in range(5):
        assert not await posting.round()
        posting.pass_s(60)
    assert posting.slack.slack.records.calls == []
    with posting.database.write() as connection:
        assert outbox.is_paused(connection)
        outbox.resume(connection)
    await posting.until_still()
    assert {row.state for row in posting.rows()} == {"sent"}


async def test_what_waited_too_long_is_left_out(posting: Posting) -> None:
    posting.queue(expires=1000)
    with posting.database.write() as connection:
        assert not outbox.has_expired(connection, 999, posting.now)
        assert outbox.expire(connection, 1000, posting.now) == 1
    assert not await posting.round()
    assert (posting.row().state, posting.row().told) == ("skipped", False)


async def test_a_post_that_is_asked_for_again_is_looked_for_first(posting: Posting) -> None:
    posting.queue()
    await posting.until_still()
    with posting.database.write() as connection:
        assert outbox.resend(connection, posting.row())
    await posting.until_still()
    assert (posting.posted(), posting.row().reason) == (["anchor 2026-11-20"], "found in the channel")
    (message,) = posting.slack.slack.messages.posted("C001")
    posting.slack.slack.delete(message)
    with posting.database.write() as connection:
        assert outbox.resend(connection, posting.row())
    await posting.until_still()
    assert (posting.posted(), posting.row().attempt) == (["anchor 2026-11-20"], 2)


async def test_disputes_go_before_scorecards(posting: Posting) -> None:
    order = ["LAST", "SCORECARD", "NOTICE", "ENVELOPE", "TASK", "DISPUTE"]
    for name in order:
        posting.queue(name, priority=outbox.Priority[name])
    while await posting.courier().one():
        posting.pass_s(1)
    assert posting.posted() == [f"anchor {name}" for name in reversed(order)]


async def test_several_processes_share_the_work(posting: Posting) -> None:
    for number in range(6):
        posting.queue(str(number), channel=("C001", "C003")[number % 2])
    for _ in range(12):
        await asyncio.gather(*(posting.courier().one() for _ in range(3)))
        posting.pass_s(1)
    assert sorted(posting.posted() + posting.posted("C003")) == [f"anchor {number}" for number in range(6)]
    assert len(posting.calls("chat.postMessage")) == 6


async def test_a_channel_is_asked_about_once_a_minute(posting: Posting) -> None:
    for number in range(3):
        posting.queue(str(number))
    await posting.until_still()
    assert len(posting.calls("conversations.info")) == 1
    posting.pass_s(60)
    posting.queue("later", content=words("later"))
    await posting.until_still()
    assert len(posting.calls("conversations.info")) == 2


async def test_a_late_word_of_a_channel_decides_nothing(posting: Posting) -> None:
    """An event may come again when it is not true any more: what it said of the channel is asked before a post."""
    with posting.database.write() as connection:
        channels.hear(connection, "C001", "the channel is shared with another company")
    posting.queue()
    await posting.until_still()
    assert posting.row().state == "sent"
