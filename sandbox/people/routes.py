"""The `/local/` addresses: what the page asks and does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.people import acts
from sandbox.people.clicks import click
from sandbox.people.reactions import react
from sandbox.people.requests import answer, body_of
from sandbox.people.submissions import close, submit
from sandbox.services import Services
from sandbox.state import page_channel

JsonObject = dict[str, Any]
QUIET_SECONDS = 15.0
"""How long the stream of events may be silent before a comment keeps the line open."""
SHOWN_REFUSALS = 100


def local_routes(services: Services) -> list[web.RouteDef]:
    """All `/local/` routes around one set of services."""
    desk = Desk(services)
    return [
        web.get("/local/workspace", desk.workspace),
        web.get("/local/history", desk.history),
        web.get("/local/events", desk.events),
        web.get("/local/home", desk.home),
        web.get("/local/refusals", desk.refusals),
        web.post("/local/say", desk.say),
        web.post("/local/click", desk.click),
        web.post("/local/submit", desk.submit),
        web.post("/local/close", desk.close),
        web.post("/local/home", desk.open_home),
        web.post("/local/dm", desk.direct_message),
        web.post("/local/reload", desk.reload),
        web.post("/local/react", desk.react),
        web.get("/local/unread", desk.unread),
        web.post("/local/read", desk.read),
    ]


class Desk:
    """Handlers of the page's requests; each names the person who acts."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slack = services.slack

    async def workspace(self, _request: web.Request) -> web.Response:
        return answer(**acts.workspace(self.services))

    async def history(self, request: web.Request) -> web.Response:
        person = acts.somebody(self.slack, request.query.get("as"))
        channel = acts.place(self.slack, person, request.query.get("channel"))
        thread_ts = request.query.get("thread_ts", "")
        return answer(messages=acts.history(self.slack, person, channel, thread_ts))

    async def home(self, request: web.Request) -> web.Response:
        return answer(view=acts.home(self.slack, acts.somebody(self.slack, request.query.get("as"))))

    async def refusals(self, _request: web.Request) -> web.Response:
        return answer(refusals=self.slack.records.refusals[: -SHOWN_REFUSALS - 1 : -1])

    async def say(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "channel": str, "text": str})
        person = acts.somebody(self.slack, body["as"])
        channel = acts.place(self.slack, person, body["channel"])
        await acts.say(self.services, person, channel, body["text"], str(body.get("thread_ts") or ""))
        return answer()

    async def click(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "container": dict, "action": dict})
        person = acts.somebody(self.slack, body["as"])
        await click(self.services, person, body["container"], body["action"], body.get("values") or {})
        return answer()

    async def submit(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "view_id": str, "values": dict})
        person = acts.somebody(self.slack, body["as"])
        errors = await submit(self.services, person, body["view_id"], body["values"])
        return web.json_response({"ok": False, "errors": errors}) if errors else answer()

    async def close(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "view_id": str})
        person = acts.somebody(self.slack, body["as"])
        await close(self.services, person, body["view_id"], cleared=bool(body.get("cleared")))
        return answer()

    async def open_home(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str})
        person = acts.somebody(self.slack, body["as"])
        return answer(view=acts.open_home(self.services, person, body.get("tab", "home")))

    async def direct_message(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str})
        channel = self.slack.direct_message(acts.somebody(self.slack, body["as"]).id)
        return answer(channel=page_channel(channel))

    async def reload(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str})
        acts.reload(self.slack, acts.somebody(self.slack, body["as"]))
        return answer()

    async def react(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "channel": str, "ts": str, "name": str})
        person = acts.somebody(self.slack, body["as"])
        channel = acts.place(self.slack, person, body["channel"])
        react(self.services, person, channel, body["ts"], body["name"], remove=bool(body.get("remove")))
        return answer()

    async def unread(self, request: web.Request) -> web.Response:
        return answer(channels=acts.unread(self.slack, acts.somebody(self.slack, request.query.get("as"))))

    async def read(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"as": str, "channel": str, "ts": str})
        person = acts.somebody(self.slack, body["as"])
        last = acts.read(self.slack, person, acts.place(self.slack, person, body["channel"]), body["ts"])
        return answer(last_read=last)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-Sent Events for one person, until the page goes or the local Slack ends."""
        person = acts.somebody(self.slack, request.query.get("as"))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self.slack.feed.listen(person.id) as queue:
            await response.prepare(request)
            # A page that is closed takes the line with it, mostly in the middle of nothing.
            with suppress(ConnectionResetError):
                await response.write(_line({"type": "app", "connected": self.services.transport.connected}))
                await response.write(_line(self.slack.stack_event(person.id)))
                async for chunk in _stream(queue):
                    await response.write(chunk)
        return response


def _line(event: JsonObject) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()


async def _stream(queue: asyncio.Queue[JsonObject | None]) -> AsyncIterator[bytes]:
    """Events as they come, comments while nothing happens, and an end."""
    while True:
        try:
            event = await asyncio.wait_for(queue.get(), QUIET_SECONDS)
        except TimeoutError:
            yield b": still here\n\n"
            continue
        if event is None:
            return
        yield _line(event)
