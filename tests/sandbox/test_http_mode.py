"""HTTP mode: a real Bolt app behind a real web server, with Slack's signatures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack, Pace
from tests.sandbox.conftest import IMPATIENT, PATIENT
from tests.sandbox.house import BOT_TOKEN, MANIFEST, SECRET, WORKSPACE, Page, button, form, section, typed

JsonObject = dict[str, Any]


@asynccontextmanager
async def serve(handler: web.Application) -> AsyncIterator[str]:
    """A web application on a free port of this machine; gives its address."""
    runner = web.AppRunner(handler, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def house(url: str, pace: Pace = PATIENT) -> AsyncIterator[Page]:
    async with (
        LocalSlack.start(WORKSPACE, MANIFEST, http_url=url, pace=pace) as slack,
        aiohttp.ClientSession() as session,
    ):
        yield Page(slack, session)


async def test_a_bolt_app_over_http() -> None:
    """Command, button, modal and event arrive signed; the answer's body is the acknowledgement."""
    opened: list[JsonObject] = []
    app = AsyncApp(client=AsyncWebClient(token=BOT_TOKEN), signing_secret=SECRET, process_before_response=True)

    @app.command("/pay")
    async def pay(ack: Any) -> None:
        await ack(blocks=[section("*Your pay*"), {"type": "actions", "elements": [button("why", "Why?")]}])

    @app.action("why")
    async def why(ack: Any, body: JsonObject, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await ack()

    @app.view("why")
    async def sent(ack: Any) -> None:
        await ack(response_action="errors", errors={"words": "Say more."})

    @app.event("app_home_opened")
    async def home(event: JsonObject) -> None:
        opened.append(event)

    async with serve(app.web_app(path="/slack")) as url, house(url + "/slack") as page:
        app.client.base_url = page.slack.api_url
        assert await page.say("/pay") == {"ok": True}
        (shown,) = await page.history()
        assert await page.press(shown, "why") == {"ok": True}
        assert await page.submit(typed("because")) == {"ok": False, "errors": {"words": "Say more."}}
        await page.post("local/home", **{"as": "U001"})
        await page.slack.services.events.settled()
        assert [event["tab"] for event in opened] == ["home"]
        assert all((await page.post("admin/ssl-check"))["urls"].values())
        assert await page.refusals() == []


async def test_a_wrong_secret_is_found_out() -> None:
    app = AsyncApp(token=BOT_TOKEN, signing_secret="another")
    async with serve(app.web_app(path="/slack")) as url, house(url + "/slack") as page:
        assert (await page.say("/pay"))["error"] == "dispatch_failed"
        assert (await page.refusals())[-1]["message"].endswith("answered 401")


async def test_what_is_posted_and_how_it_is_signed() -> None:
    seen: list[web.Request] = []
    bodies: list[JsonObject] = []

    async def record(request: web.Request) -> web.Response:
        seen.append(request)
        bodies.append(dict(await request.post()))
        return web.Response(text="Plain words")

    handler = web.Application()
    handler.add_routes([web.post("/", record)])
    async with serve(handler) as url, house(url + "/") as page:
        assert await page.say("/pay now") == {"ok": True}
        assert [message["text"] for message in await page.history()] == ["Plain words"]
    assert seen[0].content_type == "application/x-www-form-urlencoded"
    assert seen[0].headers["X-Slack-Signature"].startswith("v0=")
    assert abs(int(seen[0].headers["X-Slack-Request-Timestamp"])) > 0
    assert (bodies[0]["command"], bodies[0]["text"]) == ("/pay", "now")


async def test_events_wait_for_the_challenge() -> None:
    asked: list[str] = []

    async def deaf(request: web.Request) -> web.Response:
        asked.append((await request.json())["type"])
        return web.Response()

    handler = web.Application()
    handler.add_routes([web.post("/", deaf)])
    async with serve(handler) as url, house(url + "/") as page:
        await page.post("local/home", **{"as": "U001"})
        await page.slack.services.events.settled()
        errors = {refusal["error"] for refusal in await page.refusals()}
    assert set(asked) == {"url_verification"}, "no event before the challenge is answered"
    assert errors == {"challenge_failed", "not_acknowledged"}


async def test_an_answer_that_is_no_json_fails() -> None:
    async def broken(_request: web.Request) -> web.Response:
        return web.Response(text="{", content_type="application/json")

    handler = web.Application()
    handler.add_routes([web.post("/", broken)])
    async with serve(handler) as url, house(url + "/") as page:
        assert (await page.say("/pay"))["error"] == "dispatch_failed"


async def test_nobody_there_and_nobody_in_time() -> None:
    async with house("http://127.0.0.1:9/") as page:
        assert (await page.say("/pay"))["error"] == "dispatch_failed"

    async def slow(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    handler = web.Application()
    handler.add_routes([web.post("/", slow)])
    async with serve(handler) as url, house(url + "/", IMPATIENT) as page:
        assert (await page.say("/pay"))["error"] == "operation_timeout"
