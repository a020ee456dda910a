"""Changes from outside: people and conversations as an administrator would change them, and any event."""

from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

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
        self.services.events.emit({"type": "user_change" if known else "team_join", "user": shown})
        return answer(user=shown)

    async def channels(self, request: web.Request) -> web.Response:
        """Change a conversation or add one; the app hears of what it subscribed to."""
        body = await body_of(request, {"id": str})
        known = self.slack.channel(body["id"])
        before = asdict(known) if known else {}
        try:
            channel = build(Channel, {**before, **body}, "the channel")
        except WorkspaceError as error:
            raise LocalError("bad_request", str(error)) from error
        channel.created = channel.created or int(self.slack.clock.now())
        self.slack.workspace.channels[channel.id] = channel
        for event in _channel_events(before, channel):
            self.services.events.emit(event)
        self.slack.feed.tell_all({"type": "channel", "channel": page_channel(channel)})
        return answer(channel=channel_json(self.slack, channel))

    async def emit(self, request: web.Request) -> web.Response:
        """Any event as it is: `{"event": {"type": …}}`; `sent` is false where the manifest does not subscribe."""
        body = await body_of(request, {"event": dict})
        return answer(sent=self.services.events.emit(body["event"], body.get("subscription", "")))


def _channel_events(before: JsonObject, channel: Channel) -> list[JsonObject]:
    """What Slack tells an app when a conversation changes."""
    if not before:
        return []
    here = {"channel": channel.id}
    changed = {field.name for field in fields(channel) if before[field.name] != getattr(channel, field.name)}
    events: list[JsonObject] = []
    if "is_archived" in changed:
        events.append({"type": "channel_archive" if channel.is_archived else "channel_unarchive", **here})
    if "is_ext_shared" in changed:
        kind = "channel_shared" if channel.is_ext_shared else "channel_unshared"
        events.append({"type": kind, "connected_team_id": "T0OTHERTEAM", **here})
    kinds = {"channel_type": "G" if channel.is_private else "C", **here}
    gone = [person for person in before["members"] if person not in channel.members]
    new = [person for person in channel.members if person not in before["members"]]
    events += [{"type": "member_left_channel", "user": person, **kinds} for person in gone]
    events += [{"type": "member_joined_channel", "user": person, **kinds} for person in new]
    return events
