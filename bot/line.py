"""The socket to Slack: only to Slack's addresses, and it knows for how long nothing was heard on it."""

from __future__ import annotations

import asyncio
import logging
import time
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.addresses import ForeignAddressError, check_address, is_loopback
from bot.payload import MalformedError, understood
from bot.settings import Settings

log = logging.getLogger(__name__)

PING_S = 2.5  # a cut line is noticed in a few seconds; with Bolt's ten it takes most of a minute
DEAD_S = 60.0
_SAYS_SOMETHING = {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG}


class Line(SocketModeClient):
    """Slack's socket client, watched. `age_s` tells how long ago it last heard anything: a hello, a payload, a pong."""

    api_url: str
    heard: float
    renewing: asyncio.Lock

    @classmethod
    async def new(cls, app: AsyncApp, settings: Settings, ping_s: float = PING_S) -> Line:
        """A client that is not connected yet."""
        line = cls(app_token=settings.slack_app_token, web_client=app.client, ping_interval=ping_s)
        line.api_url, line.heard, line.renewing = settings.slack_api_url, time.monotonic(), asyncio.Lock()
        await line.aiohttp_client_session.close()
        line.aiohttp_client_session = aiohttp.ClientSession(ws_response_class=_listening(line))
        if is_loopback(settings.slack_api_url):
            line.proxy = None
        return line

    def age_s(self) -> float:
        return time.monotonic() - self.heard

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - slack_sdk's signature
        """Once for each line that ends. Slack says that it will end and then ends it; taken twice, the fresh line would be thrown away."""
        ending = self.current_session
        async with self.renewing:
            if self.current_session is ending:
                await super().connect_to_new_endpoint(force)

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """An envelope that holds no object holds nothing; slack_sdk would neither hand it on nor acknowledge it."""
        if "payload" in message and not isinstance(message["payload"], dict):
            message = message | {"payload": {}}
        await super().run_message_listeners(message, raw_message)

    async def issue_new_wss_url(self) -> str:
        """Raises ForeignAddressError for an address that is not Slack's."""
        address = await super().issue_new_wss_url()
        try:
            check_address(address, self.api_url)
        except ForeignAddressError as error:
            log.warning("a socket was not opened: %s", error)
            raise
        return address


def _listening(line: Line) -> type[aiohttp.ClientWebSocketResponse]:
    class Listening(aiohttp.ClientWebSocketResponse):
        async def receive(self, timeout: float | None = None) -> aiohttp.WSMessage:  # noqa: ASYNC109 - aiohttp's signature
            message = await super().receive(timeout)
            if message.type in _SAYS_SOMETHING:
                line.heard = time.monotonic()
            return message

    return Listening


class Handler(AsyncBaseSocketModeHandler):
    """Hands what comes over the line to Bolt, and the acknowledgement back."""

    app: AsyncApp

    def __init__(self, app: AsyncApp, line: Line) -> None:
        self.app, self.client = app, line
        self._under_way: set[asyncio.Task[Any]] = set()
        line.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        started = time.time()
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        await send_async_response(client, req, await self._answered(req), started)

    async def _answered(self, req: SocketModeRequest) -> BoltResponse:
        """Bolt's answer. What is malformed, or nothing to us, is taken and laid aside: Slack would only send it again."""
        try:
            payload = understood(req.payload)
        except MalformedError:
            payload = None
        if payload is None:
            return BoltResponse(status=HTTPStatus.OK)
        req.payload = payload
        answered: BoltResponse = await run_async_bolt_app(self.app, req)
        return answered

    async def end(self, patience_s: float) -> None:
        """Let acknowledgements that are owed go out, then hang up."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience_s)
        await self.client.close()  # type: ignore[no-untyped-call]  # slack_sdk's own


async def until_dead(line: Line, dead_s: float = DEAD_S) -> None:
    """Return when nothing was heard for so long that a supervisor had better start anew."""
    while True:
        left = dead_s - line.age_s()
        if left <= 0:
            return
        await asyncio.sleep(left)
