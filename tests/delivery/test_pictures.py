"""A post with a picture: the file is at Slack once, is seen in the post, and is never left over."""

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.courier import TIMES
from storage import outbox
from storage.outbox import Step
from tests.delivery.conftest import GENERAL, SECOND, Posting, picture, png, with_picture

STEPS = ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal", "files.info", "chat.postMessage"]


def queue(posting: Posting, period: str = "2026-W47", **more: object) -> int:
    return posting.queue(period, "scorecard", picture=picture(), content=with_picture(period), **more)


def shown(posting: Posting) -> list[str]:
    """The files that posts show, by id."""
    return [
        block["slack_file"]["id"]
        for message in posting.slack.slack.messages.posted(GENERAL)
        for block in message.blocks or ()
    ]


async def test_it_is_seen_in_its_post(posting: Posting) -> None:
    queue(posting)
    await posting.until_still()
    (file_id,) = shown(posting)
    file = posting.slack.slack.files.kept[file_id]
    assert (file.content, file.title, file.alt_txt) == (
        png(),
        "Team scorecard",
        "Three of five measures are on track.",
    )
    assert posting.orphans() == []
    with posting.database.read() as connection:
        kept = outbox.picture_of(connection, posting.row().id)
    assert kept is not None
    assert (kept.file_id, kept.data) == (file_id, b""), "its bytes are not needed any more"


async def test_its_id_is_on_record_before_a_byte_is_sent(posting: Posting) -> None:
    await posting.fault("upload_url", "slow", ms=60_000)
    found = queue(posting)
    sending = asyncio.create_task(posting.courier().one())
    while posting.slack.slack.faults.waiting:  # noqa: ASYNC110 - until the bytes are on their way
        await asyncio.sleep(0)
    with posting.database.read() as connection:
        known = outbox.picture_of(connection, found)
    assert known is not None
    assert known.step == Step.BEGUN
    assert known.file_id in posting.slack.slack.files.kept
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


@pytest.mark.parametrize("method", STEPS)
@pytest.mark.parametrize(
    "fault",
    [{"kind": "drop"}, {"kind": "drop_after"}, {"kind": "http_error", "status": 503}],
    ids=lambda each: each["kind"],
)
async def test_whatever_step_fails_it_is_there_once(posting: Posting, method: str, fault: dict[str, object]) -> None:
    await posting.fault(method, **fault)
    queue(posting)
    await posting.until_still()
    assert posting.row().state == "sent"
    assert len(shown(posting)) == 1
    assert posting.orphans() == []


@pytest.mark.parametrize("method", STEPS)
async def test_whoever_dies_at_whatever_step_it_is_there_once(posting: Posting, method: str) -> None:
    await posting.fault(method, "slow", ms=60_000)
    queue(posting)
    while posting.slack.slack.faults.waiting:
        dying = asyncio.create_task(posting.courier().one())
        while posting.slack.slack.faults.waiting and not dying.done():  # noqa: ASYNC110 - until it is at this step
            await asyncio.sleep(0)
        if dying.done():
            posting.pass_s(1)
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
    await posting.until_still()
    assert posting.row().state == "sent"
    assert len(shown(posting)) == 1
    assert posting.orphans() == []


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload_url"])
async def test_who_stood_still_for_longer_than_its_lease_leaves_no_second_picture(
    posting: Posting, method: str
) -> None:
    await posting.fault(method, "slow", ms=1000)
    queue(posting)
    paused = asyncio.create_task(posting.courier().one())
    while posting.slack.slack.faults.waiting:  # noqa: ASYNC110 - until it is at this step
        await asyncio.sleep(0)
    posting.pass_s(TIMES.lease / SECOND)
    await posting.until_still()
    await paused
    assert posting.row().state == "sent"
    assert (len(shown(posting)), posting.orphans()) == (1, [])


async def test_a_closed_channel_gets_no_upload_that_nobody_will_see(posting: Posting) -> None:
    queue(posting, channel="C005")  # archived
    await posting.until_still()
    assert (posting.row().state, posting.orphans()) == ("held", [])


async def test_a_held_post_shows_the_same_file_when_it_is_let_out(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "drop")
    queue(posting, again=False)
    await posting.until_still()
    assert posting.row().state == "held"
    posting.pass_s(24 * 60 * 60)
    with posting.database.write() as connection:
        assert outbox.release(connection, posting.row()) == "pending"
    await posting.until_still()
    assert posting.row().state == "sent"
    assert (len(shown(posting)), posting.orphans()) == (1, [])
    assert len(posting.calls("files.getUploadURLExternal")) == 1


async def test_a_file_that_slack_has_lost_meanwhile_is_brought_again(posting: Posting) -> None:
    await posting.fault("chat.postMessage", "error", error="restricted_action")
    queue(posting)
    await posting.until_still()
    assert posting.row().state == "held"
    posting.slack.slack.files.kept.clear()
    with posting.database.write() as connection:
        outbox.release(connection, posting.row())
    await posting.until_still()
    assert (posting.row().state, len(shown(posting))) == ("sent", 1)


async def test_a_post_that_is_asked_for_again_shows_its_picture_again(posting: Posting) -> None:
    queue(posting)
    await posting.until_still()
    (message,) = posting.slack.slack.messages.posted(GENERAL)
    before = shown(posting)
    posting.slack.slack.delete(message)
    with posting.database.write() as connection:
        assert outbox.resend(connection, posting.row())
    await posting.until_still()
    assert (posting.row().state, shown(posting)) == ("sent", before)


async def test_a_picture_that_is_nowhere_any_more_is_told(posting: Posting) -> None:
    queue(posting)
    await posting.until_still()
    (message,) = posting.slack.slack.messages.posted(GENERAL)
    posting.slack.slack.delete(message)
    posting.slack.slack.files.kept.clear()
    with posting.database.write() as connection:
        assert outbox.resend(connection, posting.row())
    await posting.until_still()
    assert (posting.row().state, posting.row().reason) == ("held", "the picture: it is not at Slack any more")


async def test_a_picture_that_slack_never_ends_with_is_held_and_makes_way(posting: Posting) -> None:
    """Else it is asked about every two seconds for two days, and eight of them let no other picture out."""
    posting.slack.slack.pace = replace(posting.slack.slack.pace, processing=1e9)
    queue(posting)
    await posting.until_still()
    assert (posting.row().state, posting.row().reason) == ("held", "the picture: Slack does not come to an end with it")
    assert len(posting.calls("files.info")) < 12
    for file in posting.slack.slack.files.kept.values():
        file.ready_at = 0
    with posting.database.write() as connection:
        outbox.release(connection, posting.row())
    await posting.until_still()
    assert (posting.row().state, len(shown(posting))) == ("sent", 1)


async def test_only_the_next_few_are_brought_ahead(posting: Posting) -> None:
    for number in range(12):
        queue(posting, str(number))
    with posting.database.write() as connection:
        outbox.wait_until(connection, GENERAL, 2**60)  # posts wait, pictures could go on
    for _ in range(40):
        await posting.round()
    assert len(posting.calls("files.completeUploadExternal")) <= outbox.AHEAD + posting.couriers - 1


async def test_an_address_that_is_not_slacks_gets_no_picture(posting: Posting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting.slack.slack, "base_url", "http://files.evil.example")
    queue(posting)
    await posting.until_still()
    row = posting.row()
    assert (row.state, row.reason) == ("held", "the picture: an address on files.evil.example was refused")


async def test_many_posts_with_pictures_all_appear_once(posting: Posting) -> None:
    for number in range(5):
        queue(posting, str(number), channel=("C001", "C003")[number % 2])
    await posting.until_still()
    assert {row.state for row in posting.rows()} == {"sent"}
    assert posting.orphans() == []
    assert len(posting.calls("files.completeUploadExternal")) == 5
