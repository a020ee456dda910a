"""The local Slack does not grow with use: after many rounds of everything one can do it holds no more than after a few."""

import asyncio
from collections import deque
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox import LocalSlack, Memory
from sandbox.clock import Clock
from sandbox.feed import Feed
from sandbox.permits import Permits
from tests.sandbox.conftest import PATIENT
from tests.sandbox.house import (
    WORKSPACE,
    Page,
    bolt,
    button,
    client_of,
    form,
    manifest_with,
    section,
    socket_bot,
    typed,
)
from tests.sandbox.test_files import uploaded

JsonObject = dict[str, Any]
SMALL = Memory(calls=12, refusals=4, messages=8, ephemeral=6, spent=5, files=4, file_bytes=100, unread=7)
ROUNDS = 12


def held(thing: object) -> dict[str, int]:
    """How many things each container holds that can be reached from here, by the way to it; what is inside of one counts with it."""
    counts: dict[str, int] = {}
    seen: set[int] = set()
    ahead: deque[tuple[str, object]] = deque([("", thing)])
    while ahead:
        way, each = ahead.popleft()
        if id(each) in seen or isinstance(each, str | bytes | int | float | asyncio.Future | asyncio.Task):
            continue
        seen.add(id(each))
        if isinstance(each, dict | list | set | tuple):
            counts[way] = counts.get(way, 0) + len(each)
            inside = each.values() if isinstance(each, dict) else each
            ahead += ((f"{way}[]", item) for item in inside)
        elif type(each).__module__.startswith("sandbox"):
            names = [*getattr(each, "__dataclass_fields__", {})]
            ahead += ((f"{way}.{name}", getattr(each, name)) for name in names)
    return counts


async def a_round(slack: LocalSlack, page: Page) -> None:
    """A command, its button, a modal, its answer, an answer by the address, a post, a file, a reaction, a refused call, an event; then an hour goes by."""
    client = client_of(slack)
    assert await page.say("/pay") == {"ok": True}
    shown = (await page.history())[-1]
    assert await page.press(shown, "why") == {"ok": True}
    assert await page.submit(typed("it rained")) == {"ok": True}
    await page.say("good morning")
    await page.post("local/home", **{"as": "U001"})
    ts = (await client.chat_postMessage(channel="U001", text="Between us."))["ts"]
    await page.post("local/react", **{"as": "U002"}, channel="C001", ts=(await page.history())[-1]["ts"], name="tada")
    await page.post("local/read", **{"as": "U001"}, channel="C001", ts=ts)
    await uploaded(client, page, channel_id="C001")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C404", text="Nowhere.")
    await client_of(slack, "xapp-local").apps_connections_open(app_token="xapp-local")
    await page.post("admin/people", id="U002", title="Changed")
    await slack.services.events.settled()
    slack.slack.clock.advance(3600)


async def test_nothing_grows_with_use(page: Page) -> None:
    async with LocalSlack.start(
        WORKSPACE, manifest_with("files:write"), pace=PATIENT, memory=SMALL, rates=True
    ) as slack:
        app = bolt(slack)

        @app.command("/pay")
        async def pay(ack: Any) -> None:
            await ack(blocks=[section("*Your pay*"), {"type": "actions", "elements": [button("why", "Why?")]}])

        @app.action("why")
        async def why(ack: Any, body: JsonObject, client: Any, respond: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=form())
            await respond(text="Asked.")

        @app.view("why")
        async def sent(ack: Any) -> None:
            await ack()

        @app.event({"type": "user_change"})
        @app.event({"type": "app_home_opened"})
        @app.event({"type": "message"})
        async def heard() -> None: ...

        at_the_page = Page(slack, page.session)
        async with socket_bot(app):
            for _ in range(ROUNDS):
                await a_round(slack, at_the_page)
            few = held(slack.services)
            for _ in range(2 * ROUNDS):
                await a_round(slack, at_the_page)
            many = held(slack.services)
    assert many == few
    assert few[".slack.records.calls"] == SMALL.calls
    assert few[".slack.records.refusals"] == SMALL.refusals
    assert few[".slack.files.kept"] == SMALL.files
    assert few[".slack.permits.replies"] <= SMALL.spent + 2
    assert few[".slack.permits.triggers"] <= SMALL.spent + 3


def test_what_may_still_be_used_is_not_forgotten() -> None:
    clock = Clock()
    permits = Permits(clock, SMALL)
    replies = [permits.new_reply("U001", "C001") for _ in range(20)]
    triggers = [permits.new_trigger("U001") for _ in range(20)]
    assert not any(isinstance(permits.check_reply(reply), str) for reply in replies)
    assert not isinstance(permits.use_trigger(triggers[0]), str)
    assert permits.use_trigger(triggers[0]) == "exchanged_trigger_id"
    clock.advance(1801)
    assert {permits.check_reply(reply) for reply in replies} == {"expired_url"}
    newest = permits.new_reply("U001", "C001")
    assert [permits.check_reply(reply) for reply in replies[-SMALL.spent + 1 :]] == ["expired_url"] * (SMALL.spent - 1)
    assert permits.check_reply(replies[0]) == "invalid_url"
    assert not isinstance(permits.check_reply(newest), str)


def test_a_page_that_stops_reading_is_cut_off() -> None:
    feed = Feed(SMALL)
    with feed.listen("U001") as queue:
        for number in range(50):
            feed.tell(["U001"], {"number": number})
            feed.tell_all({"number": number})
        assert queue.qsize() == SMALL.unread + 1
        told = [queue.get_nowait() for _ in range(SMALL.unread + 1)]
    assert told[-1] is None
    assert told[0] == {"number": 0}
