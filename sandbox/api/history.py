"""`conversations.history` and `conversations.replies`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sandbox.api.method import ApiError, ArgumentKind, Call, Method
from sandbox.api.paging import next_cursor, page
from sandbox.clock import stamp
from sandbox.limits import platform
from sandbox.messages import Message

JsonObject = dict[str, Any]


def _instant(call: Call, name: str) -> Decimal | None:
    value = call.get(name)
    if value is None:
        return None
    if not re.fullmatch(r"\d+(\.\d{1,6})?", value):
        raise ApiError(f"invalid_ts_{name}")
    return Decimal(value)


def _between(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Messages between `oldest` and `latest`; the bounds themselves only if `inclusive`."""
    oldest, latest = _instant(call, "oldest"), _instant(call, "latest")
    inclusive = call.get("inclusive", False)

    def inside(message: Message) -> bool:
        at = Decimal(message.ts)
        if inclusive and at in (oldest, latest):
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    return [message for message in messages if inside(message)]


def _answer(call: Call, messages: Sequence[Message], default: int) -> JsonObject:
    some, cursor = page(call, messages, default=default, most=platform("conversations.history.limit_max"))
    with_metadata = call.get("include_all_metadata", False)
    until = _newest(call)
    out: JsonObject = {
        "messages": [call.slack.messages.with_replies(m, with_metadata=with_metadata, until=until) for m in some],
        "has_more": bool(cursor),
    }
    return {**out, **next_cursor(cursor)} if cursor else out


def _newest(call: Call) -> str:
    """The `ts` up to which messages show, or empty: all do. Real history lags behind what was posted, by an unpublished time."""
    return stamp(call.slack.clock.now() - call.slack.lag) if call.slack.lag else ""


def _arrived(call: Call, messages: Sequence[Message]) -> list[Message]:
    newest = _newest(call)
    return [message for message in messages if not newest or message.ts <= newest]


def history(call: Call) -> JsonObject:
    """Newest first; replies only where they were broadcast."""
    channel = call.channel(scope="history")
    if not call.slack.bot_is_in(channel):
        raise ApiError("not_in_channel")
    messages = _between(call, _arrived(call, call.slack.messages.top_level(channel.id)))
    return {**_answer(call, messages[::-1], default=100), "pin_count": 0}


def replies(call: Call) -> JsonObject:
    """A thread: the parent, then its replies, oldest first."""
    channel = call.channel(scope="history")
    message = call.slack.messages.find(channel.id, call.arguments["ts"])
    thread = call.slack.messages.thread(channel.id, message.thread_ts or message.ts) if message else []
    thread = _arrived(call, thread)
    if message not in thread:
        raise ApiError("thread_not_found")
    return _answer(call, [thread[0], *_between(call, thread[1:])], default=999)


_WINDOW: dict[str, ArgumentKind] = {
    "cursor": "string",
    "limit": "integer",
    "oldest": "string",
    "latest": "string",
    "inclusive": "boolean",
    "include_all_metadata": "boolean",
}

METHODS = (
    Method(
        "conversations.history",
        history,
        required={"channel": "string"},
        optional=_WINDOW,
        scope="*:history",
    ),
    Method(
        "conversations.replies",
        replies,
        required={"channel": "string", "ts": "string"},
        optional=_WINDOW,
        scope="*:history",
    ),
)
