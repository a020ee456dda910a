"""A post appears once, whatever the answer to the first try was, and whoever dies meanwhile."""

import asyncio

import pytest

from bot.delivery.courier import TIMES
from storage import outbox
from tests.delivery.conftest import GENERAL, SECOND, Posting

SETTLED, LOOKED = TIMES.settle / SECOND, TIMES.between_looks / SECOND


async def test_a_post_is_sent_with_its_key_and_recorded(posting: Posting) -> None:
    posting.queue()
    assert await posting.courier().one()
    row = posting.row()
    assert (row.state, row.attempt, row.reason) == ("sent", 1, "")
    (message,) = posting.slack.slack.messages.posted(GENERAL)
    assert (message.ts, message.text) == (row.ts, "anchor 2026-11-20")
    assert message.metadata == {"event_type": "fairshare_post", "event_payload": {"key": row.key}}
    assert not await posting.courier().one()


@pytest.mark.parametrize("fault", [{"kind": "drop_after"}, {"kind": "drop"}, {"kind": "http_error", "status": 500}])
async def test_where_no_answer_came_the_channel_decides(posting: Posting, fault: dict[str, object]) -> None:
    """Stored or not before the line was cut: in the end it is there once."""
    await posting.fault("chat.postMessage", **fault)
    posting.queue()
    await posting.courier().one()
    assert posting.row().state == "uncertain"
    assert not await posting.courier().one()  # histories lag: it is not looked for yet
    posting.pass_s(SETTLED)
    for _ in range(4):
        await posting.courier().one()
        posting.pass_s(LOOKED)
    assert posting.row().state == "sent"
    assert posting.posted() == ["anchor 2026-11-20"]


@pytest.mark.parametrize("ahead_s", [240, -240])
async def test_a_clock_that_is_wrong_does_not_hide_a_post(posting: Posting, ahead_s: int) -> None:
    """Slack stamps messages by its own; signatures allow five minutes between the two, and so must this."""
    posting.now += ahead_s * SECOND
    await posting.fault("chat.postMessage", "drop_after")
    posting.queue()
    await posting.until_still()
    assert (posting.row().state, posting.row().attempt) == ("sent", 1)
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_a_lively_channel_is_read_where_the_post_must_be_and_no_further(posting: Posting) -> None:
    """Or what is asked for again after months is looked for in all that was said since, and never found before Slack asks to wait."""
    posting.queue()
    await posting.until_still()
    posting.pass_s(24 * 60 * 60)
    for number in range(250):
        posting.slack.slack.post_as_app(GENERAL, {"text": f"said {number}"})
    with posting.database.write() as connection:
        assert outbox.resend(connection, posting.row())
    await posting.until_still()
    assert posting.row().reason == "found in the channel"
    assert len(posting.calls("conversations.history")) == 1


async def test_what_is_nowhere_is_held_where_its_kind_says_so(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "drop")
    posting.queue(kind="scorecard", again=False)
    await posting.courier().one()
    posting.pass_s(SETTLED)
    await posting.courier().one()
    assert posting.row().state == "uncertain"  # looked for once
    posting.pass_s(LOOKED)
    await posting.courier().one()
    row = posting.row()
    assert (row.state, row.looked) == ("held", 2)
    assert row.reason == "Slack did not confirm it, and it is not in the channel"
    assert posting.posted() == []


async def test_a_courier_that_dies_in_the_middle_leaves_nothing_lost_or_doubled(posting: Posting) -> None:
    posting.queue()
    courier = posting.courier()
    await posting.fault("chat.postMessage", "slow", ms=60_000)
    dying = asyncio.create_task(courier.one())
    while posting.slack.slack.faults.waiting:  # noqa: ASYNC110 - until the post is on its way
        await asyncio.sleep(0)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert posting.row().state == "sending"
    assert not await posting.courier().one()  # its lease still runs
    posting.pass_s(TIMES.lease / SECOND)
    assert await posting.courier().one()  # as long as a history may lag has passed too
    assert (posting.row().state, posting.row().looked) == ("uncertain", 1)
    for _ in range(4):
        await posting.courier().one()
        posting.pass_s(LOOKED)
    assert posting.row().state == "sent"
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_who_stood_still_for_longer_than_its_lease_sends_nothing(posting: Posting) -> None:
    """A machine that was paused between claiming and sending: another process has sent it meanwhile."""
    posting.queue()
    await posting.fault("conversations.info", "slow", ms=1000)
    paused = asyncio.create_task(posting.courier().one())
    while posting.slack.slack.faults.waiting:  # noqa: ASYNC110 - until it asks about the channel
        await asyncio.sleep(0)
    posting.pass_s(TIMES.lease / SECOND)
    await posting.until_still()
    assert posting.row().state == "sent"
    await paused
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_who_lost_the_lease_changes_nothing(posting: Posting) -> None:
    posting.queue()
    with posting.database.write() as connection:
        mine = outbox.claim(connection, "me", posting.now, posting.now + TIMES.lease, outbox.Pace(0, 0))
    assert mine is not None
    posting.pass_s(TIMES.lease / SECOND)
    await posting.courier().one()
    with posting.database.write() as connection:
        assert not outbox.finish(connection, mine, outbox.SENT, ts="1.2")
    assert posting.row().state == "uncertain"


async def test_a_rate_limit_holds_everything_back_and_is_not_forgotten(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "ratelimited", retry_after=90)
    posting.queue("one")
    posting.queue("two", channel="C003")
    await posting.courier().one()
    assert [row.state for row in posting.rows()] == ["pending", "pending"]
    posting.pass_s(89)
    assert not await posting.courier().one()  # another process, after a restart
    posting.pass_s(1)
    assert await posting.courier().one()
    posting.pass_s(1)
    assert await posting.courier().one()
    assert [row.state for row in posting.rows()] == ["sent", "sent"]


async def test_it_looks_again_as_soon_as_something_may_go_on(posting: Posting) -> None:
    courier = posting.courier()
    assert await courier.rest_s() == 1.0  # nothing waits: something may be queued
    posting.queue("one")
    posting.queue("two")
    await courier.one()
    assert not await courier.one()
    posting.pass_s(0.75)
    assert await courier.rest_s() == 0.25  # the channel's pace
    posting.pass_s(0.25)
    await courier.one()
    assert await courier.rest_s() == 1.0


async def test_one_post_a_second_in_a_channel_and_the_urgent_one_first(posting: Posting) -> None:
    posting.queue("late", priority=9)
    posting.queue("early", priority=1)
    await posting.courier().one()
    assert not await posting.courier().one()
    posting.pass_s(0.999)
    assert not await posting.courier().one()
    posting.pass_s(0.001)
    assert await posting.courier().one()
    assert posting.posted() == ["anchor early", "anchor late"]


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ("C002", "Fairshare is not in the channel"),
        ("C005", "the channel is archived"),
        ("C006", "the channel is shared with another company"),
        ("C999", "channel_not_found"),
    ],
)
async def test_where_it_may_not_be_posted_it_is_held_with_the_reason(
    posting: Posting, channel: str, reason: str
) -> None:
    posting.queue(channel=channel)
    await posting.courier().one()
    assert (posting.row().state, posting.row().reason) == ("held", reason)
    assert posting.posted(channel) == []


async def test_what_is_held_stands_out_in_the_log(posting: Posting, caplog: pytest.LogCaptureFixture) -> None:
    """There may be no channel to tell operators in, or it may be the one that is closed."""
    posting.queue(channel="C002")
    await posting.until_still()
    assert [record.levelname for record in caplog.records if "state=held" in record.getMessage()] == ["WARNING"]


async def test_two_couriers_at_once_send_it_once(posting: Posting) -> None:
    for number in range(3):
        posting.queue(str(number), channel=("C001", "C003", "C001")[number])
    for _ in range(6):
        await asyncio.gather(posting.courier().one(), posting.courier().one())
        posting.pass_s(1)
    assert {row.state for row in posting.rows()} == {"sent"}
    assert sorted(posting.posted() + posting.posted("C003")) == ["anchor 0", "anchor 1", "anchor 2"]


async def test_a_token_that_is_not_taken_holds_nothing_and_is_tried_again(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "error", error="token_revoked")
    posting.queue()
    posting.queue("other", channel="C003")
    await posting.round()
    assert "Slack does not take the app's token: token_revoked" in {row.reason for row in posting.rows()}
    posting.pass_s(299)
    assert not await posting.round()
    await posting.until_still()
    assert {row.state for row in posting.rows()} == {"sent"}


async def test_a_fault_of_ours_stops_no_other_delivery(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    posting.queue("broken", content="no JSON")
    posting.queue("whole", channel="C003")
    courier = posting.courier()
    monkeypatch.setattr("bot.delivery.courier._IDLE_S", 0.01)
    working = asyncio.create_task(courier.work())
    while not posting.posted("C003"):
        posting.pass_s(1)
        await asyncio.sleep(0.01)
    courier.ending.set()
    await working
    broken, whole = posting.rows()
    assert broken.state in {"sending", "uncertain"}  # it is looked for, as after any end
    assert (whole.state, posting.posted()) == ("sent", [])


async def test_what_never_arrives_is_held_after_some_tries(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "drop", times=9)
    posting.queue()
    await posting.until_still()
    row = posting.row()
    assert (row.state, row.attempt) == ("held", 5)
    assert row.reason == "Slack did not confirm it, and it is not in the channel"
