"""The HTTP door: `POST /slack/events` in http mode, `GET /health` in both. Nothing unsigned reaches Bolt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.payload import MalformedError, understood

EVENTS = "/slack/events"
LARGEST = 1024 * 1024  # bytes; Slack's own payloads stay far below
READ_S = 10.0  # for a whole body; Slack itself gives up after three seconds
_SSL_CHECK = 1024  # bytes at most: it is unsigned, so anybody may send it, and taking a long form apart takes seconds
_FORM = "application/x-www-form-urlencoded"

Health = Callable[[], Awaitable[Mapping[str, Any]]]


def door(health: Health, bolt: AsyncApp | None = None, signing_secret: str = "") -> web.Application:
    """The web application. Without `bolt`, Slack comes by socket and only health is answered."""
    app = web.Application(client_max_size=LARGEST)

    async def healthy(_request: web.Request) -> web.Response:
        state = await health()
        return web.json_response(state, status=HTTPStatus.OK if state["ok"] else HTTPStatus.SERVICE_UNAVAILABLE)

    app.router.add_get("/health", healthy)
    if bolt is not None:
        app.router.add_post(EVENTS, _slack(bolt, SignatureVerifier(signing_secret)))
    return app


def _slack(bolt: AsyncApp, verifier: SignatureVerifier) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def receive(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READ_S):
                body = await request.read()
        except TimeoutError:
            return web.json_response({"error": "too slow"}, status=HTTPStatus.REQUEST_TIMEOUT)
        if _is_ssl_check(request, body):
            return web.Response()
        if not _is_signed(verifier, request, body):
            return web.json_response({"error": "invalid request"}, status=HTTPStatus.UNAUTHORIZED)
        try:
            payload = understood(_payload(request, body))
        except MalformedError:
            return web.json_response({"error": "not readable"}, status=HTTPStatus.BAD_REQUEST)
        if payload is None:
            return web.Response()
        # As an object, which Bolt takes only as a socket brings it: it takes any form that holds the word "payload" for an
        # interaction, so `/mypay payload` would be lost.
        asked = AsyncBoltRequest(body=payload, mode="socket_mode")
        return await to_aiohttp_response(await bolt.async_dispatch(asked))

    return receive


def _payload(request: web.Request, body: bytes) -> object:
    """The JSON document of an event or interaction, or the fields of a command; None when it is neither."""
    if request.content_type == _FORM:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        if "payload" not in fields:
            return fields
        body = fields["payload"].encode()
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # the latter of brackets without end
        return None


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: bytes) -> bool:
    """Whether Slack signed exactly these bytes within five minutes of the real time. A malformed signature is a wrong one."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):
        return False
    try:
        return verifier.is_valid(body, timestamp, signature)
    except ValueError:
        return False


def _is_ssl_check(request: web.Request, body: bytes) -> bool:
    """Slack's unsigned question whether the address still answers. It carries nothing, and gets nothing."""
    if request.content_type != _FORM or len(body) > _SSL_CHECK or request.headers.get("X-Slack-Signature"):
        return False
    return ("ssl_check", "1") in parse_qsl(body.decode(errors="replace"))
