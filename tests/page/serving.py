"""One server with the page's real files for all tests: a cookie says which double answers a tab.

So the files can come from Chromium's cache, and what a page still says while it is being left reaches nobody's double but its own.
"""

import asyncio
import itertools
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from tests.page.double import PATIENCE_S, Double

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
COOKIE = "double"
EMPTY = "empty"

Answer = Callable[[Double, web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Server:
    """The doubles that answer at present, each under a name of its own."""

    loop: asyncio.AbstractEventLoop
    url: str = ""
    _doubles: dict[str, Double] = field(default_factory=dict)
    _names: Iterator[str] = field(default_factory=lambda: map(str, itertools.count(1)))

    @contextmanager
    def double(self) -> Iterator[Double]:
        """A new double for as long as the block runs."""
        double = Double(next(self._names), self.url, self.loop)
        self._doubles[double.name] = double
        try:
            yield double
        finally:
            del self._doubles[double.name]

    def answering(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Lets the tab's own double answer."""

        async def answered(request: web.Request) -> web.StreamResponse:
            double = self._doubles.get(request.cookies.get(COOKIE, ""))
            if double is None:
                raise web.HTTPGone
            return await answer(double, request)

        return answered


async def _index(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")


async def _empty(_request: web.Request) -> web.Response:
    return web.Response(text='<link rel="icon" href="data:,">', content_type="text/html")  # or Chromium asks for one


async def _tell_the_cache(request: web.Request, response: web.StreamResponse) -> None:
    """Files are kept while the tests run; what a double answers never is."""
    is_file = isinstance(response, web.FileResponse)
    response.headers["Cache-Control"] = "max-age=3600" if is_file and request.path != "/" else "no-store"


async def _start(server: Server) -> web.AppRunner:
    """Serve at a free port of this machine."""
    app = web.Application()
    app.on_response_prepare.append(_tell_the_cache)
    app.router.add_get("/", _index)
    app.router.add_get(f"/{EMPTY}", _empty)
    app.router.add_get("/local/workspace", server.answering(Double.workspace))
    app.router.add_get("/local/history", server.answering(Double.messages))
    app.router.add_get("/local/events", server.answering(Double.events))
    app.router.add_get("/local/refusals", server.answering(Double.refused))
    app.router.add_get("/local/unread", server.answering(Double.counts))
    app.router.add_get("/local/clock", server.answering(Double.time))
    app.router.add_route("*", "/admin/faults", server.answering(Double.set_to_fail))
    app.router.add_get("/local/file/{file}", server.answering(Double.picture))
    app.router.add_post("/local/{what}", server.answering(Double.post))
    app.router.add_static("/", PAGE)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    return runner


async def _stop(runner: web.AppRunner) -> None:
    """End the server and the lines that pages still hold."""
    await runner.cleanup()
    lines = asyncio.all_tasks() - {asyncio.current_task()}
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)


@contextmanager
def running() -> Iterator[Server]:
    """The server in a thread of its own, for as long as the block runs."""
    server = Server(asyncio.new_event_loop())
    thread = threading.Thread(target=server.loop.run_forever)
    thread.start()
    runner = None
    try:
        runner = asyncio.run_coroutine_threadsafe(_start(server), server.loop).result(PATIENCE_S)
        yield server
    finally:
        if runner is not None:
            asyncio.run_coroutine_threadsafe(_stop(runner), server.loop).result(PATIENCE_S)
        server.loop.call_soon_threadsafe(server.loop.stop)
        thread.join()
        server.loop.close()
