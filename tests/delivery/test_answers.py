"""Answers of Slack that nobody expects: what they leave open is found out, and nothing is called sent that may not be."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.courier import Courier
from storage import outbox
from storage.outbox import Action
from tests.delivery.conftest import ANA, PACE, Posting, picture, with_picture

INFO = {"ok": True, "channel": {"id": "C001", "is_member": True}}
POSTED = {"ok": True, "channel": "C001", "ts": "1.2"}


def limited(seconds: str) -> Callable[[], web.Response]:
    """Too many calls: wait so long."""
    return lambda: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds}
    )


@asynccontextmanager
async def answering(posting: Posting, answers: dict[str, Any]) -> AsyncIterator[Courier]:
    """A courier to a Slack that says this to each method: JSON, or a whole response."""

    async def say(request: web.Request) -> web.StreamResponse:
        said = answers[request.path.rpartition("/")[2]]
        return said() if callable(said) else web.json_response(said)

    app = web.Application()
    app.router.add_post("/api/{method}", say)
    app.router.add_get("/api/{method}", say)
    app.router.add_post("/upload", say)
    runner = web.AppRunner(app, shutdown_timeout=0.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port, *_ = runner.addresses[0]
    base = f"http://{host}:{port}/"
    if "files.getUploadURLExternal" in answers:
        answers["files.getUploadURLExternal"]["upload_url"] = f"{base}upload"
    client = AsyncWebClient("xoxb-1", f"{base}api/", retry_handlers=[], session=posting.session)
    client.proxy = None
    try:
        yield Courier(replace(posting.courier().road, client=client, api_url=f"{base}api/"), PACE)
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "posted",
    [
        {"ok": True},
        {"ok": True, "channel": "C001"},
        {"ok": True, "ts": "1.2"},
        {"ok": True, "ts": None, "channel": []},
        lambda: web.Response(text="<html>ok</html>", content_type="text/html"),
        lambda: web.Response(text="not JSON", content_type="application/json"),
        lambda: web.Response(text="<html>Proxy</html>", content_type="text/html", status=404),
    ],
)
async def test_a_post_without_its_place_is_looked_for(posting: Posting, posted: Any) -> None:
    posting.queue()
    async with answering(posting, {"conversations.info": INFO, "chat.postMessage": posted}) as courier:
        await courier.one()
    assert (posting.row().state, posting.row().ts) == ("uncertain", "")


@pytest.mark.parametrize("channel", [None, [], "C001", {}])
async def test_a_channel_of_which_nothing_is_said_is_asked_about_again(posting: Posting, channel: Any) -> None:
    """It may be shared with another company."""
    posting.queue()
    answers = {"conversations.info": {"ok": True, "channel": channel}, "chat.postMessage": POSTED}
    async with answering(posting, answers) as courier:
        await courier.one()
    assert (posting.row().state, posting.row().attempt) == ("pending", 1)


async def test_a_direct_message_that_was_not_opened_waits(posting: Posting) -> None:
    posting.queue("note-1", "envelope", ANA, action=Action.DIRECT)
    async with answering(posting, {"conversations.open": {"ok": True}, "chat.postMessage": POSTED}) as courier:
        await courier.one()
    assert posting.row().state == "pending"


async def test_a_picture_without_an_id_is_not_sent(posting: Posting) -> None:
    posting.queue(picture=picture(), content=with_picture("card"))
    answers = {"conversations.info": INFO, "files.getUploadURLExternal": {"ok": True}}
    async with answering(posting, answers) as courier:
        await courier.one()
    assert posting.row().state == "pending"
    with posting.database.read() as connection:
        kept = outbox.picture_of(connection, posting.row().id)
    assert kept is not None
    assert (kept.step, kept.file_id) == ("wanted", "")


async def test_unknown_words_of_a_refusal_hold_it(posting: Posting) -> None:
    posting.queue()
    answers = {"conversations.info": INFO, "chat.postMessage": {"ok": False, "error": "€1,234 <b> is too much"}}
    async with answering(posting, answers) as courier:
        await courier.one()
    assert (posting.row().state, posting.row().reason) == ("held", "refused")


@pytest.mark.parametrize(("said", "wait"), [("90", 90), ("90.2", 91), ("-5", 1), ("soon", 30), ("9" * 30, 86400)])
async def test_what_slack_asks_to_wait_is_waited(posting: Posting, said: str, wait: int) -> None:
    posting.queue()
    async with answering(posting, {"conversations.info": INFO, "chat.postMessage": limited(said)}) as courier:
        await courier.one()
    row = posting.row()
    assert (row.state, row.not_before - posting.now) == ("pending", wait * 1_000_000)


async def test_a_limit_on_bytes_is_a_limit(posting: Posting) -> None:
    """Where pictures are taken they are counted too."""
    posting.queue(picture=picture(), content=with_picture("card"))
    answers = {
        "conversations.info": INFO,
        "files.getUploadURLExternal": {"ok": True, "file_id": "F1"},
        "upload": limited("90"),
    }
    async with answering(posting, answers) as courier:
        await courier.one()
    assert posting.row().not_before - posting.now == 90_000_000
    with posting.database.read() as connection:
        assert outbox.limited_until(connection) == posting.now + 90_000_000
