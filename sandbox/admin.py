"""The `/admin/` addresses: faults on demand, what was called, what was refused, and changes from outside."""

from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from sandbox.api import METHODS
from sandbox.api.conversations import channel_json
from sandbox.people.errors import LocalError
from sandbox.people.requests import answer, body_of
from sandbox.people_json import user_json
from sandbox.records import Fault
from sandbox.services import Services
from sandbox.showing import places
from sandbox.state import page_channel
from sandbox.workspace import Channel, Person, WorkspaceError, build

JsonObject = dict[str, Any]
REASONS = ("warning", "refresh_requested", "link_disabled")


def admin_routes(services: Services) -> list[web.RouteDef]:
    """All `/admin/` routes around one set of services."""
    admin = Admin(services)
    return [
        web.get("/admin/methods", admin.methods),
        web.get("/admin/calls", admin.calls),
        web.delete("/admin/calls", admin.forget_calls),
        web.get("/admin/refusals", admin.refusals),
        web.delete("/admin/refusals", admin.forget_refusals),
        web.get("/admin/faults", admin.faults),
        web.post("/admin/faults", admin.add_fault),
        web.delete("/admin/faults", admin.forget_faults),
        web.get("/admin/files", admin.files),
        web.get("/admin/sockets", admin.sockets),
        web.post("/admin/disconnect", admin.disconnect),
        web.post("/admin/mute", admin.mute),
        web.post("/admin/clock", admin.clock),
        web.post("/admin/people", admin.people),
        web.post("/admin/channels", admin.channels),
        web.post("/admin/events", admin.emit),
        web.post("/admin/ssl-check", admin.ssl_check),
    ]


class Admin:
    """Handlers for tests and for whoever tries a bot by hand."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slack = services.slack

    async def methods(self, _request: web.Request) -> web.Response:
        """Every Web API method as it is declared."""
        methods = {
            method.name: {
                "required": dict(method.required),
                "optional": dict(method.optional),
                "scope": method.scope,
                "token": method.token,
                "errors": sorted(method.errors),
            }
            for method in METHODS.values()
        }
        return answer(methods=methods)

    async def calls(self, request: web.Request) -> web.Response:
        """Every call of the Web API, oldest first; `?method=` keeps those of one."""
        method = request.query.get("method")
        return answer(calls=[c for c in self.slack.records.calls if method in (None, c["method"])])

    async def forget_calls(self, _request: web.Request) -> web.Response:
        self.slack.records.calls.clear()
        return answer()

    async def refusals(self, _request: web.Request) -> web.Response:
        return answer(refusals=self.slack.records.refusals)

    async def forget_refusals(self, _request: web.Request) -> web.Response:
        self.slack.records.refusals.clear()
        return answer()

    async def faults(self, _request: web.Request) -> web.Response:
        return answer(faults=[asdict(fault) for fault in self.slack.faults.waiting])

    async def add_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"method": str, "kind": str})
        try:
            self.slack.faults.waiting.append(build(Fault, body, "the fault"))
        except ValueError as error:
            raise LocalError("bad_request", str(error)) from error
        return answer()

    async def forget_faults(self, _request: web.Request) -> web.Response:
        self.slack.faults.waiting.clear()
        return answer()

    async def files(self, _request: web.Request) -> web.Response:
        """Every file, oldest first, also those whose upload was never completed, with the messages that hold it."""
        where = places(self.slack)
        listed = [
            {
                "id": file.id,
                "name": file.name,
                "size": file.size,
                "completed": file.is_completed,
                "shared_in": [{"channel": message.channel, "ts": message.ts} for message in where.get(file.id, [])],
                "alt_txt": file.alt_txt,
            }
            for file in self.slack.files.kept.values()
        ]
        return answer(files=listed)

    async def sockets(self, _request: web.Request) -> web.Response:
        lines = [
            {"number": line.number, "leaving": line.leaving, "acknowledged": line.acknowledged}
            for line in sorted(self.services.sockets.lines, key=lambda line: line.number)
        ]
        return answer(sockets=lines)

    async def disconnect(self, request: web.Request) -> web.Response:
        """`{"reason"?, "close"?: true, "abort"?: false}` for all lines."""
        body = await body_of(request)
        reason = body.get("reason", "refresh_requested")
        if reason not in REASONS:
            raise LocalError("bad_request", f"reason must be one of: {', '.join(REASONS)}")
        told = await self.services.sockets.disconnect(
            reason, close=body.get("close", True), abort=body.get("abort", False)
        )
        return answer(sockets=told)

    async def mute(self, request: web.Request) -> web.Response:
        """`{"muted": true}`: the lines that are open now answer no ping and carry nothing."""
        body = await body_of(request, {"muted": bool})
        for line in self.services.sockets.lines:
            line.muted = body["muted"]
        return answer(sockets=len(self.services.sockets.lines))

    async def clock(self, request: web.Request) -> web.Response:
        """`{"advance": seconds}`."""
        body = await body_of(request, {"advance": int | float})
        self.slack.clock.advance(body["advance"])
        return answer(now=self.slack.clock.now())

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

    async def ssl_check(self, _request: web.Request) -> web.Response:
        """Ask every command's address (HTTP mode) whether it still answers."""
        manifest = self.slack.manifest
        urls = {manifest.url_for("slash_commands", name) for name in manifest.commands} - {""}
        return answer(urls={url: await self.services.http.check_ssl(url) for url in sorted(urls)})


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
