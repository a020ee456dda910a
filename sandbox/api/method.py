"""One declaration a Web API method; everything the dispatcher does follows from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.content import ContentError
from sandbox.limits import documented_errors
from sandbox.services import Services
from sandbox.state import Slack
from sandbox.validate import Problem
from sandbox.workspace import Channel, Person

JsonObject = dict[str, Any]
ArgumentKind = Literal["string", "boolean", "integer", "array", "object", "json"]
Token = Literal["bot", "app", "either", "none"]

COMMON_ERRORS = frozenset(
    {
        "fatal_error",
        "internal_error",
        "invalid_arguments",
        "invalid_auth",
        "invalid_form_data",
        "invalid_json",
        "invalid_post_type",
        "json_not_object",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "ratelimited",
        "service_unavailable",
    }
)
"""Errors that Slack documents for every method, as far as they occur here."""


class ApiError(Exception):
    """An answer with `ok: false`. `further` are more keys of the answer."""

    def __init__(self, error: str, problems: Sequence[Problem] = (), **further: Any) -> None:
        super().__init__(error)
        self.error = error
        self.problems = list(problems)
        self.further = further


@dataclass(frozen=True, slots=True)
class Call:
    """One call on its way through a handler: `arguments` are checked and of their declared kinds."""

    services: Services
    method: str
    arguments: JsonObject
    token: str = ""

    @property
    def slack(self) -> Slack:
        return self.services.slack

    def get(self, name: str, default: Any = None) -> Any:
        return self.arguments.get(name, default)

    def need_scope(self, scope: str) -> None:
        """Raise `missing_scope` unless the manifest asks for this scope."""
        provided = self.slack.manifest.scopes
        if scope not in provided:
            raise ApiError("missing_scope", needed=scope, provided=",".join(provided))

    def has_scope(self, scope: str) -> bool:
        return scope in self.slack.manifest.scopes

    def channel(self, name: str = "channel", *, scope: str) -> Channel:
        """The conversation an argument names, if the app may know of it and holds `scope` for its kind."""
        channel = self.slack.channel(self.arguments[name])
        hidden = channel is not None and channel.is_private and not self.slack.bot_is_in(channel)
        if channel is None or hidden:
            raise ApiError("channel_not_found")
        self.need_scope(f"{channel.scope_family}:{scope}")
        return channel

    def person(self, name: str, error: str = "user_not_found") -> Person:
        person = self.slack.person(self.arguments[name])
        if person is None:
            raise ApiError(error)
        return person


Handler = Callable[[Call], JsonObject]


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method.

    `scope` is what the manifest must ask for; `*:read` means that the first part depends on the conversation
    (`channels`, `groups`, `im`), which the handler settles. `further_errors` are answered by Slack although its
    page of the method does not name them.
    """

    name: str
    handler: Handler
    required: Mapping[str, ArgumentKind] = field(default_factory=dict)
    optional: Mapping[str, ArgumentKind] = field(default_factory=dict)
    scope: str = ""
    token: Token = "bot"  # noqa: S105  # the kind of token, not one
    further_errors: frozenset[str] = frozenset()

    @property
    def arguments(self) -> dict[str, ArgumentKind]:
        return {**self.required, **self.optional}

    @property
    def errors(self) -> frozenset[str]:
        """Every error this method may answer."""
        return documented_errors(self.name) | COMMON_ERRORS | self.further_errors


def refuse_content(error: ContentError) -> ApiError:
    """The answer to a message that Slack would not take."""
    return ApiError(error.error, error.problems)
