"""Arguments of a call: from the query, a form or a JSON body, checked against the method's declaration."""

import json
from typing import Any

from aiohttp import web

from sandbox.api.method import ApiError, ArgumentKind, Method
from sandbox.validate import Problem

JsonObject = dict[str, Any]
STANDARD = frozenset({"token", "team_id"})
"""Arguments that any call may carry: Slack's own clients add the team to each."""
TRUE, FALSE = ("true", "1", True), ("false", "0", False)


async def raw_arguments(request: web.Request) -> JsonObject:
    """What was sent, not yet checked; `null` counts as not sent. Raises `ApiError`."""
    out: JsonObject = dict(request.query)
    if request.method == "POST":
        out.update(await _body(request))
    return {key: value for key, value in out.items() if value is not None}


async def _body(request: web.Request) -> JsonObject:
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError as error:
            raise ApiError("invalid_json") from error
        if not isinstance(body, dict):
            raise ApiError("json_not_object")
        return body
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    if not request.can_read_body:
        return {}
    raise ApiError("invalid_post_type")


def check_arguments(method: Method, given: JsonObject) -> JsonObject:
    """Arguments of their declared kinds. Raises `invalid_arguments` that names every unknown or missing one."""
    problems: list[Problem] = []
    declared = method.arguments
    out: JsonObject = {}
    for name, value in given.items():
        if name in STANDARD or value == "":
            continue
        if name not in declared:
            problems.append(Problem(f"/{name}", "unknown_field", f"unknown argument: {name}"))
            continue
        try:
            out[name] = _converted(value, declared[name])
        except (TypeError, ValueError):
            problems.append(Problem(f"/{name}", "failed_constraint", f"must be a valid {declared[name]}"))
    problems += [
        Problem(f"/{name}", "missing_required_field", f"missing required field: {name}")
        for name in method.required
        if name not in out and not any(problem.pointer == f"/{name}" for problem in problems)
    ]
    if problems:
        raise ApiError("invalid_arguments", problems)
    return out


def _converted(value: Any, kind: ArgumentKind) -> Any:
    """A value of its declared kind; `json` is left as it is, for the handler to read. Raises ValueError or TypeError."""
    if kind == "boolean":
        return _boolean(value)
    if kind == "integer":
        return _integer(value)
    if kind == "string":
        if isinstance(value, bool | dict | list):
            raise ValueError(value)
        return str(value)
    if kind == "json":
        return value
    if isinstance(value, str):
        value = json.loads(value)
    if not isinstance(value, list if kind == "array" else dict):
        raise TypeError(value)
    return value


def _boolean(value: Any) -> bool:
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ValueError(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError(value)
    return int(value)
