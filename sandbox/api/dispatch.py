"""Answers `/api/<method>`: token, scope and arguments by declaration, then the handler; faults on demand."""

import hmac
import math
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.api import METHODS
from sandbox.api.arguments import check_arguments, raw_arguments
from sandbox.api.method import ApiError, Call, Method
from sandbox.faults import Fault
from sandbox.services import Services
from sandbox.suffering import cut, ratelimited, suffer

JsonObject = dict[str, Any]


class NotDocumentedError(AssertionError):
    """A handler answered an error that Slack does not document for its method: the local Slack is wrong."""


def api_routes(services: Services) -> list[web.RouteDef]:
    """`GET` and `POST` of `/api/<method>`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return await Dispatch(services, request).answer()

    return [web.get("/api/{method}", answer), web.post("/api/{method}", answer)]


class Dispatch:
    """One request to the Web API, from its arguments to its answer."""

    def __init__(self, services: Services, request: web.Request) -> None:
        self.services = services
        self.slack = services.slack
        self.request = request
        self.name = request.match_info["method"]
        self.record: JsonObject = {}

    async def answer(self) -> web.StreamResponse:
        try:
            given = await raw_arguments(self.request)
            failure = None
        except ApiError as error:
            given, failure = {}, error
        shown = {key: value for key, value in given.items() if key != "token"}
        self.record = self.slack.records.call(self.slack.clock.now(), self.name, shown)
        unanswered = self._too_early(given)
        if unanswered is not None:
            return unanswered
        fault = self.slack.faults.take(self.name)
        unanswered = await self._suffered(fault) if fault else None
        if unanswered is not None:
            return unanswered
        wait = 0 if failure or not self._counts(given) else self.slack.rates.take(self.name, self._place(given))
        if wait:
            return self._limited(wait)
        body = self._refused(failure) if failure else self._run(given)
        self.record.update(status=200, ok=body["ok"], error=body.get("error"))
        if fault is not None and fault.kind == "drop_after":
            return cut(self.request)
        return web.json_response(body, headers=self._headers())

    async def _suffered(self, fault: Fault) -> web.StreamResponse | None:
        """What a fault on demand answers, or None where the call goes on all the same."""
        self.record["fault"] = fault.kind
        answer = await suffer(fault, self.request)
        if answer is None:
            return None
        if fault.kind == "ratelimited":
            self.slack.rates.hand_out(self.name, fault.retry_after)
        word = {"error": fault.error, "ratelimited": "ratelimited"}.get(fault.kind)
        self.record.update(status=answer.status, ok=False, error=word)
        return answer

    def _too_early(self, given: JsonObject) -> web.StreamResponse | None:
        """A call inside a window of Retry-After that was handed out is marked; where calls are counted, it is refused too."""
        left = self.slack.rates.left_of_window(self.name, self._place(given))
        if not left:
            return None
        self.record["too_early"] = True
        if not self.slack.rates.counted:
            return None
        self.slack.records.refuse(
            self.name, "ratelimited", words=f"called {left:.1f} s before its Retry-After had passed"
        )
        return self._limited(math.ceil(left))

    def _limited(self, seconds: int) -> web.Response:
        self.record.update(status=HTTPStatus.TOO_MANY_REQUESTS.value, ok=False, error="ratelimited")
        return ratelimited(seconds)

    def _counts(self, given: JsonObject) -> bool:
        """Only the app's own calls count: those with one of its tokens."""
        app = self.slack.workspace.app
        return self.slack.rates.counted and self._token(given) in (app.bot_token, app.app_token)

    def _place(self, given: JsonObject) -> str:
        """By what posts are counted: the conversation, or the person where it is a direct message."""
        name = str(given.get("channel", ""))
        if self.slack.person(name) is not None:
            return name
        channel = self.slack.channel(name)
        return "" if channel is None else channel.user if channel.is_im else channel.id

    def _run(self, given: JsonObject) -> JsonObject:
        method = METHODS.get(self.name)
        if method is None:
            self.slack.records.refuse(self.name, "unknown_method")
            return {"ok": False, "error": "unknown_method", "req_method": self.name}
        try:
            call = self._checked_call(method, given)
            return {"ok": True, **method.handler(call)}
        except ApiError as error:
            if error.error not in method.errors:
                raise NotDocumentedError(f"{method.name}: {error.error}") from error
            return self._refused(error)

    def _checked_call(self, method: Method, given: JsonObject) -> Call:
        token = self._token(given)
        self._check_token(method, token)
        self._check_scope(method)
        return Call(self.services, method.name, check_arguments(method, given), token)

    def _token(self, given: JsonObject) -> str:
        """From the header, or the argument of a form; a JSON body cannot carry it."""
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            return token.strip()
        return "" if self.request.content_type == "application/json" else str(given.get("token", ""))

    def _check_token(self, method: Method, token: str) -> None:
        if method.token == "none":  # noqa: S105  # a kind of token
            return
        if not token:
            raise ApiError("not_authed")
        app = self.slack.workspace.app
        kinds = {"bot": app.bot_token, "app": app.app_token}
        kind = next((k for k, known in kinds.items() if hmac.compare_digest(known.encode(), token.encode())), "")
        if not kind:
            raise ApiError("invalid_auth")
        if method.token not in ("either", kind):
            raise ApiError("not_allowed_token_type")

    def _check_scope(self, method: Method) -> None:
        scopes = self.slack.manifest.scopes
        if not method.scope:
            return
        family, _, right = method.scope.partition(":")
        held = [scope for scope in scopes if scope == method.scope or (family == "*" and scope.endswith(":" + right))]
        if not held:
            raise ApiError("missing_scope", needed=method.scope.replace("*", "channels"), provided=",".join(scopes))

    def _refused(self, error: ApiError) -> JsonObject:
        self.slack.records.refuse(self.name, error.error, error.problems)
        body: JsonObject = {"ok": False, "error": error.error, **error.further}
        if error.problems:
            body.setdefault("errors", [problem.line for problem in error.problems])
            messages = [f"[ERROR] {problem.line}" for problem in error.problems]
            body["response_metadata"] = {"messages": messages}
        return body

    def _headers(self) -> dict[str, str]:
        method = METHODS.get(self.name)
        return {
            "X-OAuth-Scopes": ",".join(self.slack.manifest.scopes),
            "X-Accepted-OAuth-Scopes": method.scope if method else "",
        }
