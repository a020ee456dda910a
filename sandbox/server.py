"""The local Slack as a web server on 127.0.0.1: in a process of its own, or inside a test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.admin import admin_routes
from sandbox.api.dispatch import api_routes
from sandbox.clock import Pace
from sandbox.files import LARGEST
from sandbox.manifest import read_manifest
from sandbox.memory import Memory
from sandbox.people.clock import clock_routes
from sandbox.people.errors import LocalError
from sandbox.people.routes import local_routes
from sandbox.respond import respond_routes
from sandbox.services import Services, wire
from sandbox.state import Slack
from sandbox.uploads import file_routes
from sandbox.workspace import read_workspace

JsonObject = dict[str, Any]
HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
ENDING_SECONDS = 1.0
LARGEST_BODY = LARGEST + 64 * 1024
"""Bytes: the largest file, with the frame of a form around it."""
MOST_IN_AN_ADDRESS = 1024**2
"""Characters of an address: Slack's own client puts whole views into the query of `blocks.validate`."""


@dataclass(slots=True)
class LocalSlack:
    """A running local Slack. `api_url` is what a client takes as `base_url`."""

    services: Services
    url: str

    @property
    def api_url(self) -> str:
        return f"{self.url}api/"

    @property
    def slack(self) -> Slack:
        """The state behind it, for tests that look inside."""
        return self.services.slack

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        workspace: Path | JsonObject,
        manifest: Path | JsonObject,
        *,
        port: int = 0,
        http_url: str = "",
        pace: Pace | None = None,
        memory: Memory | None = None,
        rates: bool = False,
        clock: str = "",
    ) -> AsyncIterator["LocalSlack"]:
        """Serve for as long as the block runs. `port` 0 takes a free one; `http_url` switches to HTTP mode; `rates` counts calls against Slack's limits;
        business time starts at `clock`, or is the real one. Raises OSError, WorkspaceError, BadInstantError."""
        known = read_workspace(workspace)
        slack = Slack(
            known, read_manifest(manifest, http_url), pace=pace or known.pace, memory=memory or Memory(), clock_at=clock
        )
        slack.rates.counted = rates
        services = wire(slack)
        runner = web.AppRunner(
            application(services),
            shutdown_timeout=ENDING_SECONDS,
            access_log=None,
            max_line_size=MOST_IN_AN_ADDRESS,
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            bound = runner.addresses[0][1]
            slack.base_url = f"http://{HOST}:{bound}"
            yield cls(services, f"{slack.base_url}/")
        finally:
            await runner.cleanup()


def application(services: Services) -> web.Application:
    """Routes and the rules that hold for all of them."""
    app = web.Application(middlewares=[only_this_machine, words_for_errors], client_max_size=LARGEST_BODY)
    app.add_routes(api_routes(services))
    app.add_routes(respond_routes(services))
    app.add_routes(file_routes(services))
    app.add_routes(local_routes(services))
    app.add_routes(clock_routes(services))
    app.add_routes(admin_routes(services))
    app.add_routes([web.get("/link/", services.sockets.serve), web.get("/", _index)])
    app.router.add_static("/page/", PAGE)
    # The page names its files relative to `/`, where it is opened; this must come last.
    app.router.add_static("/", PAGE)

    async def end(_app: web.Application) -> None:
        services.slack.feed.end()
        await services.events.close()
        await services.sockets.close()

    async def close_client(_app: web.Application) -> None:
        await services.http.close()

    app.on_shutdown.append(end)
    app.on_cleanup.append(close_client)
    return app


async def _index(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-store"})


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign names for this machine: a page elsewhere must not reach in by a name that points here."""
    if request.url.host not in (HOST, "localhost"):
        return web.json_response({"ok": False, "error": "bad_host"}, status=403)
    return await handler(request)


@web.middleware
async def words_for_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What a person did not manage becomes words for the page."""
    try:
        return await handler(request)
    except LocalError as error:
        return web.json_response({"ok": False, "error": error.error, "message": error.words})
