"""What the addresses of the page and of `/admin/` take and give: JSON objects, and `ok` in each."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.people.errors import LocalError

JsonObject = dict[str, Any]
NOTHING: Mapping[str, Any] = {}
WORDS: Mapping[Any, str] = {str: "string", dict: "object", bool: "boolean", int | float: "number"}


async def body_of(request: web.Request, needed: Mapping[str, Any] = NOTHING) -> JsonObject:
    """The JSON object of a request, with the keys it must have, of their kinds. Raises `LocalError`."""
    if request.content_type != "application/json":
        raise LocalError("bad_request", "The body must be JSON, and say so.")
    try:
        body = await request.json()
    except ValueError as error:
        raise LocalError("bad_request", "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise LocalError("bad_request", "The body must be an object.")
    for key, kind in needed.items():
        if not isinstance(body.get(key), kind):
            raise LocalError("bad_request", f"The body must have {key!r}, a JSON {WORDS[kind]}.")
    return body


def answer(**content: Any) -> web.Response:
    return web.json_response({"ok": True, **content})
