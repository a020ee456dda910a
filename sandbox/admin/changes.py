"""Changes from outside: people and conversations as an administrator would change them, and any event."""

import re
from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.admin.told import channel_events
from sandbox.api.conversations import channel_json
from sandbox.people.errors import LocalError
from sandbox.people.requests import answer, body_of
from sandbox.people_json import user_json
from sandbox.services import Services
from sandbox.state import page_channel
from sandbox.workspace import Channel, Person, WorkspaceError, build

JsonObject = dict[str, Any]


def change_routes(services: Services) -> list[web.RouteDef]:
    """People, channels and events."""
    admin = Changes(services)
    return [
        web.post("/admin/people", admin.people),
        web.post("/admin/channels", admin.channels),
        web.post("/admin/events", admin.emit),
    ]


class Changes:
    """Handlers of what happens in the workspace without any of its people at the page."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slack = services.slack

    async def people(self, request: web.Request) -> web.Response:
        """Change a person (`user_change`), or add one whose id is new (`team_join`)."""
        body = await body_of(request, {"id": str})
        known = self.slack.person(body["id"])
        try:
            person = build(Person, {**(asdict(known) if known else {}), **body}, "the person")
        except WorkspaceError as error:
            raise LocalError("bad_request", str(error)) from error
        person.updated = int(self.slack.clock.now())
        self.slack.workspace.people[person.id] = person
        shown = user_json(
            person,
            self.slack.workspace,
            self.slack.clock.now(),
            with_email="users:read.email" in self.slack.manifest.scopes,
            with_locale=True,
        )
        self.slack.feed.tell_all({"type": "person", "person": person.as_json()})
        kind = "user_change" if known else "team_join"
        self.services.events.emit({"type": kind, "user": shown, **({"cache_ts": person.updated} if known else {})})
        return answer(user=shown)

    async def channels(self, request: web.Request) -> web.Response:
        """Change a conversation or add one; `new_id` gives it another id. The app hears of what it subscribed to."""
        body = await body_of(request, {"id": str})
        new_id = self._new_id(body)
        known = self.slack.channel(body["id"])
        before = asdict(known) if known else {}
        try:
            channel = build(Channel, {**before, **body}, "the channel")
        except WorkspaceError as error:
            raise LocalError("bad_request", str(error)) from error
        channel.created = channel.created or int(self.slack.clock.now())
        self.slack.workspace.channels[channel.id] = channel
        shown = {}
        if new_id:
            shown = {"was": channel.id}
            self.slack.change_id(channel, new_id)
            self._emit({"type": "channel_id_changed", "old_channel_id": before["id"], "new_channel_id": new_id})
        for event in channel_events(self.slack.workspace, before, channel):
            self._emit(event)
        self.slack.feed.tell_all({"type": "channel", "channel": {**page_channel(channel), **shown}})
        return answer(channel=channel_json(self.slack, channel))

    def _new_id(self, body: JsonObject) -> str:
        """Taken out of the body, if it can be. Raises `LocalError`."""
        new_id = body.pop("new_id", "")
        if new_id == "":
            return ""
        if not isinstance(new_id, str) or not re.fullmatch(r"[CGD][A-Z0-9]+", new_id):
            raise LocalError("bad_request", "new_id must be an id such as C0NEW000001.")
        if self.slack.channel(body["id"]) is None or self.slack.channel(new_id) is not None:
            raise LocalError("bad_request", "id must be that of a conversation, and new_id must be free.")
        return new_id

    def _emit(self, event: JsonObject) -> None:
        self.services.events.emit(event)

    async def emit(self, request: web.Request) -> web.Response:
        """Any event as it is: `{"event": {"type": …}}`; `sent` is false where the manifest does not subscribe."""
        body = await body_of(request, {"event": dict})
        return answer(sent=self.services.events.emit(body["event"], body.get("subscription", "")))
