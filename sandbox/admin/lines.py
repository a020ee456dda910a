"""The ways to the app, and the local Slack's own time."""

from aiohttp import web

from sandbox.people.errors import LocalError
from sandbox.people.requests import answer, body_of
from sandbox.services import Services

REASONS = ("warning", "refresh_requested", "link_disabled")


def line_routes(services: Services) -> list[web.RouteDef]:
    """Sockets, addresses, the clock and the lag of history."""
    admin = Lines(services)
    return [
        web.get("/admin/sockets", admin.sockets),
        web.post("/admin/disconnect", admin.disconnect),
        web.post("/admin/mute", admin.mute),
        web.post("/admin/ssl-check", admin.ssl_check),
        web.post("/admin/clock", admin.clock),
        web.post("/admin/lag", admin.lag),
    ]


class Lines:
    """Handlers of what lies between the local Slack and the app."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.slack = services.slack

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

    async def ssl_check(self, _request: web.Request) -> web.Response:
        """Ask every command's address (HTTP mode) whether it still answers."""
        manifest = self.slack.manifest
        urls = {manifest.url_for("slash_commands", name) for name in manifest.commands} - {""}
        return answer(urls={url: await self.services.http.check_ssl(url) for url in sorted(urls)})

    async def clock(self, request: web.Request) -> web.Response:
        """`{"advance": seconds}`."""
        body = await body_of(request, {"advance": int | float})
        self.slack.clock.advance(body["advance"])
        return answer(now=self.slack.clock.now())

    async def lag(self, request: web.Request) -> web.Response:
        """`{"seconds": n}`: history shows a message only so long after it was posted."""
        body = await body_of(request, {"seconds": int | float})
        if body["seconds"] < 0:
            raise LocalError("bad_request", "seconds must be 0 or more.")
        self.slack.lag = body["seconds"]
        return answer(seconds=self.slack.lag)
