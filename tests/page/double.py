"""The addresses that the page talks to, with canned answers: what a page shows must not depend on a bot.

What the page sends is kept in `sent`, and how far it has been read in `read`; what it gets is set by the test. `serving.py` puts it behind an address.
"""

import asyncio
import json
import threading
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

JsonObject = dict[str, Any]

PATIENCE_S = 10.0
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#0b5cad"/></svg>'
)

PEOPLE: list[JsonObject] = [
    {"id": "U001", "name": "ana", "real_name": "Ana Alves", "title": "Customer success manager", "tz": "Europe/Dublin", "locale": "en-IE"},
    {"id": "U002", "name": "jun", "real_name": "Jun Sato", "title": "Support engineer", "tz": "Asia/Tokyo", "locale": "en-US"},
    {"id": "U0EMPLOYEE1", "name": "mara", "real_name": "Mara Lind", "title": "Platform engineer", "tz": "Europe/Berlin", "locale": "de-DE"},
    {"id": "U0EMPLOYEE2", "name": "leo", "real_name": "Leo Costa", "title": "Support engineer", "tz": "Europe/Lisbon", "locale": "en-GB"},
    {"id": "U0EMPLOYEE3", "name": "ines", "real_name": "Ines Roy", "title": "Data analyst", "tz": "Europe/Paris", "locale": "fr-FR"},
    {"id": "U0EMPLOYEE4", "name": "tom", "real_name": "Tom Baker", "title": "Product manager", "tz": "Europe/London", "locale": "en-GB"},
    {"id": "U0EMPLOYEE5", "name": "zoe", "real_name": "Zoe Park", "title": "Account executive", "tz": "America/New_York", "locale": "en-US"},
    {"id": "U0COUNCIL01", "name": "ruth", "real_name": "Ruth Weiss", "title": "Council chair", "tz": "Europe/Zurich", "locale": "de-CH"},
]  # fmt: skip
EVERYBODY = [person["id"] for person in PEOPLE]
CHANNELS: list[JsonObject] = [
    {"id": "C001", "name": "general", "is_private": False, "topic": "What concerns everybody", "members": EVERYBODY},
    {"id": "C002", "name": "thanks", "is_private": False, "topic": "", "members": ["U001", "U002"]},
    {"id": "C003", "name": "council", "is_private": True, "topic": "", "members": ["U0COUNCIL01"]},
    {"id": "D001", "is_im": True, "user": "U001"},
    {"id": "D002", "is_im": True, "user": "U002"},
]  # fmt: skip
COMMANDS: list[JsonObject] = [
    {"command": "/mypay", "description": "See your variable pay", "usage_hint": "[period]"},
    {"command": "/plan", "description": "Read your plan", "usage_hint": ""},
    {"command": "/kudos", "description": "Thank somebody", "usage_hint": "@name for what"},
]


@dataclass(slots=True)
class Double:
    """What the page is told, and what it said. `answers` maps an address to the answer of its next posts."""

    name: str
    url: str
    loop: asyncio.AbstractEventLoop
    connected: bool = True
    opens_as: str = ""
    featured: list[str] = field(default_factory=list)
    channels: list[JsonObject] = field(default_factory=lambda: list(CHANNELS))
    history: dict[str, list[JsonObject]] = field(default_factory=dict)
    home: JsonObject | None = None
    refusals: list[JsonObject] = field(default_factory=list)
    faults: list[JsonObject] = field(default_factory=list)
    unread: dict[str, JsonObject] = field(default_factory=dict)
    clock: str | None = None
    pictures: set[str] = field(default_factory=set)
    answers: dict[str, JsonObject] = field(default_factory=dict)
    sent: list[tuple[str, JsonObject]] = field(default_factory=list)
    read: list[JsonObject] = field(default_factory=list)
    _listeners: list[tuple[str, asyncio.Queue[JsonObject | None]]] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, person: str, event: JsonObject) -> None:
        """Send an event to every page of this person; waits until one listens."""
        with self._changed:
            here = self._changed.wait_for(lambda: any(who == person for who, _ in self._listeners), PATIENCE_S)
            assert here, f"no page listens as {person}"
            queues = [queue for who, queue in self._listeners if who == person]
        for queue in queues:
            self.loop.call_soon_threadsafe(queue.put_nowait, event)

    def hang_up(self) -> None:
        """End every line, as a restart of the server would; the pages call again."""
        with self._changed:
            queues = [queue for _, queue in self._listeners]
        for queue in queues:
            self.loop.call_soon_threadsafe(queue.put_nowait, None)

    async def workspace(self, _request: web.Request) -> web.Response:
        app = {"name": "Fairshare", "bot_user": "U0BOT000001", "connected": self.connected}
        team = {"id": "T0LOCAL0001", "name": "Northwind", "domain": "northwind"}
        return web.json_response(
            {
                "team": team,
                "app": app,
                "opens_as": self.opens_as,
                "featured": self.featured,
                "people": PEOPLE,
                "channels": self.channels,
                "commands": COMMANDS,
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        messages = self.history.get(request.query["channel"], [])
        thread = request.query.get("thread_ts")
        shown = [
            one
            for one in messages
            if (thread in (one["ts"], one.get("thread_ts")) if thread else one.get("thread_ts", one["ts"]) == one["ts"])
        ]
        return web.json_response({"ok": True, "messages": shown})

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        listener = (request.query["as"], asyncio.Queue[JsonObject | None]())
        await response.write(b"retry: 50\n\n")
        with self._changed:
            self._listeners.append(listener)
            self._changed.notify_all()
        try:
            while (event := await listener[1].get()) is not None:
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
        finally:
            self._listeners.remove(listener)
        return response

    async def refused(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "refusals": self.refusals})

    async def counts(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "channels": self.unread})

    async def time(self, _request: web.Request) -> web.Response:
        """Without a clock the answer has no time; the real server would not know the address at all."""
        return web.json_response({"ok": True, "now": self.clock} if self.clock else {"ok": False, "error": "no_clock"})

    async def set_to_fail(self, request: web.Request) -> web.Response:
        if request.method == "POST":
            self.faults.append(await request.json())
        if request.method == "DELETE":
            self.faults.clear()
        return web.json_response({"ok": True, "faults": self.faults})

    async def picture(self, request: web.Request) -> web.Response:
        if request.match_info["file"] not in self.pictures or "as" not in request.query:
            raise web.HTTPNotFound
        return web.Response(text=PICTURE, content_type="image/svg+xml")

    async def post(self, request: web.Request) -> web.Response:
        body = await request.json()
        if request.path == "/local/read":  # the page tells it by itself
            self.read.append(body)
            self.unread.pop(body["channel"], None)
        else:
            self.sent.append((request.path, body))
        default: JsonObject = {"ok": True, "view": self.home} if request.path == "/local/home" else {"ok": True}
        return web.json_response(self.answers.get(request.path, default))
