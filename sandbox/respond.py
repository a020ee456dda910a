"""Response addresses: where an app answers an interaction for half an hour."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.content import ContentError
from sandbox.people.answers import give_answer
from sandbox.services import Services
from sandbox.suffering import answered

JsonObject = dict[str, Any]


def respond_routes(services: Services) -> list[web.RouteDef]:
    """`POST /respond/{commands|actions}/{team}/{secret}`."""
    slack = services.slack

    async def respond(request: web.Request) -> web.StreamResponse:
        return await answered(slack, request, "response_url", answer)

    async def answer(request: web.Request, record: JsonObject) -> web.Response:
        reply = slack.permits.check_reply(request.match_info["secret"])
        if isinstance(reply, str):
            slack.records.refuse("response_url", reply)
            return _refused(reply, HTTPStatus.NOT_FOUND)
        try:
            body = record["arguments"] = await _body(request)
            give_answer(slack, reply, body)
        except ContentError as error:
            slack.records.refuse("response_url", error.error, error.problems)
            return _refused(error.error, HTTPStatus.BAD_REQUEST, [problem.line for problem in error.problems])
        reply.uses += 1
        return web.Response(text="ok")

    return [web.post("/respond/{kind:commands|actions}/{team}/{secret}", respond)]


def _refused(error: str, status: int, lines: Sequence[str] = ()) -> web.Response:
    messages = [f"[ERROR] {line}" for line in lines]
    content: JsonObject = {"ok": False, "error": error}
    if messages:
        content["response_metadata"] = {"messages": messages}
    return web.json_response(content, status=status)


async def _body(request: web.Request) -> JsonObject:
    """JSON, or a form with `payload`. Raises `ContentError`."""
    try:
        if request.content_type == "application/x-www-form-urlencoded":
            text = str((await request.post()).get("payload", ""))
        else:
            text = await request.text()
        body = json.loads(text)
    except ValueError as error:
        raise ContentError("invalid_payload") from error
    if not isinstance(body, dict):
        raise ContentError("invalid_payload")
    return body
