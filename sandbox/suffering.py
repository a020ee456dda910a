"""Faults on demand, played out on a request."""

import asyncio

from aiohttp import web

from sandbox.records import Fault


async def suffer(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """What a fault answers before anything is done; None if the request goes on all the same."""
    if fault.kind == "slow":
        await asyncio.sleep(fault.ms / 1000)
        return None
    if fault.kind == "drop":
        return cut(request)
    if fault.kind == "ratelimited":
        retry = {"Retry-After": str(fault.retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=retry)
    if fault.kind == "http_error":
        return web.Response(status=fault.status, text="The server is not well.")
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    return None


def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=CUT)


CUT = 599
"""The status in the records of a request that got no answer; it is never sent."""
