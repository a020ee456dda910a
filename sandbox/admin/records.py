"""What was called, what was refused, what is to go wrong, and which files there are."""

from typing import Any

from aiohttp import web

from sandbox.api import METHODS
from sandbox.faults import Fault
from sandbox.people.errors import LocalError
from sandbox.people.requests import answer, body_of
from sandbox.services import Services
from sandbox.showing import places
from sandbox.workspace import build

JsonObject = dict[str, Any]


def record_routes(services: Services) -> list[web.RouteDef]:
    """Methods, calls, refusals, faults and files."""
    admin = Records(services)
    return [
        web.get("/admin/methods", admin.methods),
        web.get("/admin/calls", admin.calls),
        web.delete("/admin/calls", admin.forget_calls),
        web.get("/admin/refusals", admin.refusals),
        web.delete("/admin/refusals", admin.forget_refusals),
        web.get("/admin/faults", admin.faults),
        web.post("/admin/faults", admin.add_fault),
        web.delete("/admin/faults", admin.forget_faults),
        web.get("/admin/files", admin.files),
    ]


class Records:
    """Handlers of what may be looked up, and of the faults that are asked for."""

    def __init__(self, services: Services) -> None:
        self.slack = services.slack

    async def methods(self, _request: web.Request) -> web.Response:
        """Every Web API method as it is declared."""
        methods = {
            method.name: {
                "required": dict(method.required),
                "optional": dict(method.optional),
                "scope": method.scope,
                "token": method.token,
                "errors": sorted(method.errors),
            }
            for method in METHODS.values()
        }
        return answer(methods=methods)

    async def calls(self, request: web.Request) -> web.Response:
        """Every call of the Web API, oldest first; `?method=` keeps those of one."""
        method = request.query.get("method")
        return answer(calls=[c for c in self.slack.records.calls if method in (None, c["method"])])

    async def forget_calls(self, _request: web.Request) -> web.Response:
        self.slack.records.calls.clear()
        return answer()

    async def refusals(self, _request: web.Request) -> web.Response:
        return answer(refusals=self.slack.records.refusals)

    async def forget_refusals(self, _request: web.Request) -> web.Response:
        self.slack.records.refusals.clear()
        return answer()

    async def faults(self, _request: web.Request) -> web.Response:
        return answer(faults=self.slack.faults.as_json())

    async def add_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request, {"method": str, "kind": str})
        try:
            fault = build(Fault, body, "the fault")
        except ValueError as error:
            raise LocalError("bad_request", str(error)) from error
        self.slack.faults.add(fault)
        return answer(fault=fault.as_json())

    async def forget_faults(self, request: web.Request) -> web.Response:
        """All of them, or the one of `?number=`."""
        number = request.query.get("number", "")
        if number and not number.isdigit():
            raise LocalError("bad_request", "number must be that of a fault.")
        self.slack.faults.forget(int(number) if number else None)
        return answer()

    async def files(self, _request: web.Request) -> web.Response:
        """Every file, oldest first, also those whose upload was never completed, with the messages that hold it."""
        where = places(self.slack)
        listed = [
            {
                "id": file.id,
                "name": file.name,
                "size": file.size,
                "completed": file.is_completed,
                "shared_in": [{"channel": message.channel, "ts": message.ts} for message in where.get(file.id, [])],
                "alt_txt": file.alt_txt,
            }
            for file in self.slack.files.kept.values()
        ]
        return answer(files=listed)
