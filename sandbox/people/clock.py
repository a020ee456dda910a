"""Business time at its addresses: `GET /clock` for the app, `/local/clock` for whoever tries it out at the page."""

from typing import Any

from aiohttp import web

from sandbox.business import BadInstantError, instant, rfc3339
from sandbox.people.errors import LocalError
from sandbox.people.requests import answer, body_of
from sandbox.services import Services
from sandbox.state import Slack

JsonObject = dict[str, Any]


def clock_routes(services: Services) -> list[web.RouteDef]:
    """`GET /clock`, `GET /local/clock` and `POST /local/clock`."""
    slack = services.slack

    async def read(_request: web.Request) -> web.Response:
        return web.json_response({"now": _now(slack)})

    async def look(_request: web.Request) -> web.Response:
        return answer(now=_now(slack))

    async def move(request: web.Request) -> web.Response:
        """`{"move": "hour" | "monday" | "quarter"}` or `{"to": INSTANT}`; every page is told."""
        body = await body_of(request)
        try:
            _move(slack, body)
        except (ValueError, OverflowError) as error:
            raise LocalError("bad_request", str(error)) from error
        slack.feed.tell_all({"type": "clock", "now": _now(slack)})
        return answer(now=_now(slack))

    return [web.get("/clock", read), web.get("/local/clock", look), web.post("/local/clock", move)]


def _now(slack: Slack) -> str:
    return rfc3339(slack.business.now())


def _move(slack: Slack, body: JsonObject) -> None:
    if isinstance(body.get("to"), str):
        slack.business.go_to(instant(body["to"]))
    elif isinstance(body.get("move"), str):
        slack.business.move(body["move"])
    else:
        raise BadInstantError("The body must say where: {'move': 'hour'}, or {'to': '2026-11-23T09:00:00Z'}.")
