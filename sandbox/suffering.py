"""Faults on demand, played out on a request."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.faults import Fault
from sandbox.state import Slack

JsonObject = dict[str, Any]
Answer = Callable[[web.Request, JsonObject], Awaitable[web.Response]]


async def answered(slack: Slack, request: web.Request, name: str, answer: Answer) -> web.StreamResponse:
    """A request to an address that the local Slack handed out: recorded as `name`, with the faults that wait for it."""
    record = slack.records.call(slack.clock.now(), name, {})
    left = slack.rates.left_of_window(name)
    if left:
        record["too_early"] = True
    if left and slack.rates.counted:
        record.update(status=HTTPStatus.TOO_MANY_REQUESTS.value, ok=False)
        return ratelimited(math.ceil(left))
    fault = slack.faults.take(name)
    if fault and fault.kind == "ratelimited":
        slack.rates.hand_out(name, fault.retry_after)
    early = await suffer(fault, request) if fault else None
    response = early or await answer(request, record)
    record.update(status=response.status, ok=response.status == HTTPStatus.OK)
    if fault is not None:
        record["fault"] = fault.kind
    return cut(request) if fault and fault.kind == "drop_after" else response


async def suffer(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """What a fault answers before anything is done; None if the request goes on all the same."""
    if fault.kind == "slow":
        await asyncio.sleep(fault.ms / 1000)
        return None
    if fault.kind == "drop":
        return cut(request)
    if fault.kind == "ratelimited":
        return ratelimited(fault.retry_after)
    if fault.kind == "http_error":
        return web.Response(status=fault.status, text="The server is not well.")
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    return None


def ratelimited(seconds: int) -> web.Response:
    """Slack's 429. Until its `Retry-After` has passed, no further call of this kind may come."""
    retry = {"Retry-After": str(seconds)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=retry)


def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=CUT)


CUT = 599
"""The status in the records of a request that got no answer; it is never sent."""
