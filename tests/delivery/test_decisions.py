"""What an operator decides, as it comes to the channel: posted after all, posted again only where it is gone, and nothing while it is paused."""

from __future__ import annotations

from bot.delivery.courier import TIMES
from tests.commands.operating import operating
from tests.delivery.conftest import GENERAL, SECOND, Posting
from views.message import Button

LOOKED = TIMES.between_looks / SECOND
ELSEWHERE = "C002"


async def test_who_invited_fairshare_posts_it_at_once(posting: Posting) -> None:
    posting.queue(channel=ELSEWHERE)
    await posting.courier().one()
    held = posting.row()
    assert (held.state, held.reason) == ("held", "Fairshare is not in the channel")
    workspace = posting.slack.slack.workspace
    workspace.channels[ELSEWHERE].members.append(workspace.app.bot_user)
    operating(posting.database, []).presses(Button("fs.job.release", "", f"{held.id}|{held.attempt}"))
    posting.pass_s(1)
    await posting.courier().one()
    assert posting.row().state == "sent"
    assert posting.posted(ELSEWHERE) == ["anchor 2026-11-20"]


async def test_what_is_still_there_is_not_posted_again(posting: Posting) -> None:
    again = await _sent(posting)
    operating(posting.database, []).presses(again)
    await posting.courier().one()
    assert (posting.row().state, posting.row().reason) == ("sent", "found in the channel")
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_what_is_gone_is_posted_again(posting: Posting) -> None:
    again = await _sent(posting)
    (message,) = posting.slack.slack.messages.posted(GENERAL)
    posting.slack.slack.delete(message)
    operating(posting.database, []).presses(again)
    for _ in range(3):
        await posting.courier().one()
        posting.pass_s(LOOKED)
    assert posting.row().state == "sent"
    assert posting.posted() == ["anchor 2026-11-20"]


async def test_a_pause_lets_nothing_out(posting: Posting) -> None:
    ops = operating(posting.database, [])
    ops.presses(Button("fs.job.pause", "", "all"))
    posting.queue()
    assert not await posting.courier().one()
    ops.presses(Button("fs.job.resume", "", "all"))
    assert await posting.courier().one()
    assert posting.posted() == ["anchor 2026-11-20"]


async def _sent(posting: Posting) -> Button:
    """A post that was sent; the button that asks for it again."""
    posting.queue()
    await posting.courier().one()
    posting.pass_s(LOOKED)
    return Button("fs.job.resend", "", f"{posting.row().id}|1")
