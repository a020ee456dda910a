"""Socket Mode: a real Bolt app on real WebSockets, and the wire itself."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from sandbox.delivery import Envelope
from tests.sandbox.house import APP_TOKEN, Page, bolt, button, client_of, form, section, socket_bot, typed

JsonObject = dict[str, Any]


async def open_line(page: Page) -> aiohttp.ClientWebSocketResponse:
    """A bare WebSocket, as `apps.connections.open` says."""
    answer = await client_of(page.slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)
    return await page.session.ws_connect(answer["url"], autoping=False)


async def receive(line: aiohttp.ClientWebSocketResponse) -> JsonObject:
    message: JsonObject = await line.receive_json(timeout=30)
    return message


async def test_command_button_modal_and_update_in_one_course(slack: LocalSlack, page: Page) -> None:
    """What a bot does most: an ephemeral answer, a button in it, a modal, and the answer replaced."""
    app = bolt(slack)

    @app.command("/pay")
    async def pay(ack: Any) -> None:
        await ack(blocks=[section("*Your pay*"), {"type": "actions", "elements": [button("why", "Why?")]}])

    @app.action("why")
    async def why(ack: Any, body: JsonObject, client: AsyncWebClient, respond: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await respond(text="Asked.", replace_original=True)

    @app.view("why")
    async def sent(ack: Any, view: JsonObject, client: AsyncWebClient) -> None:
        words = view["state"]["values"]["words"]["words"]["value"]
        await client.chat_postMessage(channel="C001", text=f"Because: {words}")
        await ack()

    async with socket_bot(app):
        assert await page.say("/pay") == {"ok": True}
        (shown,) = await page.history()
        assert shown["is_ephemeral"] is True
        assert await page.press(shown, "why") == {"ok": True}
        (replaced,) = await page.history()
        assert (replaced["ts"], replaced["text"]) == (shown["ts"], "Asked.")
        assert [view["callback_id"] for view in page.stack()] == ["why"]
        assert await page.submit(typed("it rained")) == {"ok": True}
        assert page.stack() == []
        assert (await page.history())[-1]["text"] == "Because: it rained"
    assert await page.refusals() == []


async def test_hello_says_how_many_lines_there_are(page: Page) -> None:
    first, second = await open_line(page), await open_line(page)
    hellos = [await receive(first), await receive(second)]
    assert [hello["num_connections"] for hello in hellos] == [1, 2]
    assert hellos[0]["type"] == "hello"
    assert hellos[0]["connection_info"] == {"app_id": "A0LOCAL0001"}
    assert "host" in hellos[0]["debug_info"]
    await first.close()
    await second.close()


async def test_a_ticket_opens_one_line_soon(page: Page, slack: LocalSlack) -> None:
    client = client_of(slack, APP_TOKEN)
    url = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
    assert url.startswith("ws://127.0.0.1:")
    line = await page.session.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await page.session.ws_connect(url)
    late = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
    slack.slack.clock.advance(31)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await page.session.ws_connect(late)
    await line.close()


async def test_an_envelope_and_its_answer(page: Page) -> None:
    line = await open_line(page)
    await receive(line)
    said = asyncio.create_task(page.say("/pay 2026-Q4"))
    envelope = await receive(line)
    assert set(envelope) == {"envelope_id", "payload", "type", "accepts_response_payload"}
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert set(envelope["payload"]) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"),
        *("command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert (envelope["payload"]["command"], envelope["payload"]["text"]) == ("/pay", "2026-Q4")
    await line.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Here"}})
    assert await said == {"ok": True}
    assert [message["text"] for message in await page.history()] == ["Here"]
    await line.close()


@pytest.mark.parametrize("count", [2, 10])
async def test_lines_take_turns(page: Page, count: int) -> None:
    lines = [await open_line(page) for _ in range(count)]
    for line in lines:
        await receive(line)
    for line in (*lines, *lines):
        said = asyncio.create_task(page.say("/pay"))
        envelope = await receive(line)
        await line.send_json({"envelope_id": envelope["envelope_id"]})
        assert await said == {"ok": True}
    listed = (await page.get("admin/sockets"))["sockets"]
    assert [entry["acknowledged"] for entry in listed] == [2] * count
    for line in lines:
        await line.close()


async def test_what_a_line_did_not_acknowledge_goes_to_another(page: Page) -> None:
    lines = [await open_line(page) for _ in range(3)]
    for line in lines:
        await receive(line)
    said = asyncio.create_task(page.say("/pay"))
    first = await receive(lines[0])
    await lines[0].close()
    second = await receive(lines[1])
    assert second == first, "the same envelope, so that an app that had begun knows it again"
    page.slack.services.sockets.lines[-1].cut()  # the one that was written to last
    third = await receive(lines[2])
    await lines[2].send_json({"envelope_id": third["envelope_id"], "payload": {"text": "Here"}})
    assert await said == {"ok": True}
    said = asyncio.create_task(page.say("/pay"))
    await receive(lines[2])
    await lines[2].close()
    assert (await said)["error"] == "dispatch_failed", "there is no other line"


async def test_a_line_that_is_just_breaking_is_passed_over(slack: LocalSlack, page: Page) -> None:
    lines = [await open_line(page), await open_line(page)]
    for line in lines:
        await receive(line)
    slack.services.sockets.lines[0].cut()
    sending = asyncio.create_task(slack.services.sockets.send(Envelope("interactive", {"type": "x"})))
    envelope = await receive(lines[1])
    await lines[1].send_json({"envelope_id": envelope["envelope_id"]})
    assert (await sending).error == ""
    for line in lines:
        await line.close()


async def test_a_line_can_be_cut_without_a_word(page: Page) -> None:
    line = await open_line(page)
    await receive(line)
    assert (await page.post("admin/disconnect", abort=True))["sockets"] == 1
    assert (await line.receive(timeout=30)).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert (line.close_code, page.slack.services.sockets.connected) == (1006, False), "no farewell"


async def test_an_event_goes_to_another_line_as_a_second_attempt(page: Page) -> None:
    lines = [await open_line(page), await open_line(page)]
    for line in lines:
        await receive(line)
    await page.post("admin/people", id="U002", deleted=True)
    first = await receive(lines[0])
    await lines[0].close()
    second = await receive(lines[1])
    assert [(each["retry_attempt"], each["retry_reason"]) for each in (first, second)] == [(0, ""), (1, "timeout")]
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    await lines[1].send_json({"envelope_id": second["envelope_id"]})
    await page.slack.services.events.settled()
    assert await page.refusals() == []
    await lines[1].close()


async def test_a_line_that_is_to_go_gets_no_more_but_may_still_acknowledge(page: Page) -> None:
    old, new = await open_line(page), await open_line(page)
    for line in (old, new):
        await receive(line)
    said = asyncio.create_task(page.say("/pay"))
    envelope = await receive(old)
    await page.post("admin/disconnect", close=False)
    for line in (old, new):
        assert (await receive(line))["reason"] == "refresh_requested"
    newest = await open_line(page)
    await receive(newest)
    await old.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "From the old line"}})
    assert await said == {"ok": True}
    said = asyncio.create_task(page.say("/pay"))
    await newest.send_json({"envelope_id": (await receive(newest))["envelope_id"]})
    assert await said == {"ok": True}
    for line in (old, new, newest):
        await line.close()


async def test_an_eleventh_line_is_sent_away(page: Page) -> None:
    lines = [await open_line(page) for _ in range(11)]
    firsts = [await receive(line) for line in lines]
    assert [first["type"] for first in firsts] == ["hello"] * 10 + ["disconnect"]
    assert firsts[-1]["reason"] == "too_many_websockets"
    for line in lines:
        await line.close()


@pytest.mark.usefixtures("impatient")
async def test_pings_are_answered_until_the_line_is_muted(page: Page) -> None:
    line = await open_line(page)
    await receive(line)
    await line.ping(b"sdk-ping-pong:1")
    pong = await line.receive(timeout=30)
    assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")
    await page.post("admin/mute", muted=True)
    await line.ping(b"sdk-ping-pong:2")
    assert (await page.say("/pay"))["error"] == "operation_timeout"
    await page.post("admin/disconnect", reason="link_disabled")
    farewell = await receive(line)
    assert (farewell["type"], farewell["reason"]) == ("disconnect", "link_disabled")
    await line.close()


@pytest.mark.usefixtures("impatient")
async def test_an_event_comes_again_until_it_is_acknowledged(page: Page) -> None:
    line = await open_line(page)
    await receive(line)
    await page.post("admin/people", id="U002", deleted=True)
    first = await receive(line)
    assert (first["type"], first["accepts_response_payload"]) == ("events_api", False)
    assert first["payload"]["event"]["user"]["deleted"] is True
    second = await receive(line)
    await line.send_json({"envelope_id": second["envelope_id"]})
    assert [first["retry_attempt"], second["retry_attempt"]] == [0, 1]
    assert [first["retry_reason"], second["retry_reason"]] == ["", "timeout"]
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]
    await line.close()


async def test_the_bot_comes_back_after_a_disconnect(slack: LocalSlack, page: Page) -> None:
    app: AsyncApp = bolt(slack)

    @app.command("/pay")
    async def pay(ack: Any) -> None:
        await ack("Here")

    async with socket_bot(app):
        assert await page.say("/pay") == {"ok": True}
        with slack.slack.feed.listen("U001") as events:
            assert (await page.post("admin/disconnect", reason="refresh_requested"))["sockets"] == 1
            gone, back = [await asyncio.wait_for(events.get(), 30) for _ in range(2)]
        assert [gone, back] == [{"type": "app", "connected": False}, {"type": "app", "connected": True}]
        assert await page.say("/pay") == {"ok": True}


async def test_answers_that_nobody_asked_for_are_noted(page: Page) -> None:
    line = await open_line(page)
    await receive(line)
    await line.send_str("what?")
    await line.send_json({"envelope_id": "unknown"})
    said = asyncio.create_task(page.say("/pay"))
    envelope = await receive(line)
    await line.send_json({"envelope_id": envelope["envelope_id"]})
    await said
    assert [refusal["error"] for refusal in await page.refusals()] == [
        "invalid_acknowledgement",
        "late_acknowledgement",
    ]
    await line.close()
