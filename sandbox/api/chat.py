"""`chat.postMessage`, `chat.postEphemeral` and `chat.update`."""

from typing import Any

from sandbox.api.method import ApiError, ArgumentKind, Call, Method, refuse_content
from sandbox.content import ContentError, read_content, read_metadata
from sandbox.limits import platform
from sandbox.messages import Message
from sandbox.workspace import Channel

JsonObject = dict[str, Any]
CONTENT = ("text", "blocks", "attachments")
CUSTOM = ("username", "icon_emoji", "icon_url")


def post_message(call: Call) -> JsonObject:
    channel = _target(call)
    _refuse_disguise(call)
    content = _content(call, too_long="msg_blocks_too_long")
    thread_ts = _thread(call, channel)
    message = call.slack.post_as_app(
        channel.id,
        content,
        thread_ts=thread_ts,
        broadcast=bool(thread_ts and call.get("reply_broadcast", False)),
        metadata=_metadata(call),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(with_metadata=True)}


def post_ephemeral(call: Call) -> JsonObject:
    channel = _target(call)
    _refuse_disguise(call)
    person = call.slack.person(call.arguments["user"])
    if person is None or person.id not in channel.members:
        raise ApiError("user_not_in_channel")
    content = _content(call, too_long="msg_too_long")
    thread_ts = _thread(call, channel)
    message = call.slack.post_as_app(channel.id, content, thread_ts=thread_ts, only_for=person.id)
    return {"message_ts": message.ts}


def update(call: Call) -> JsonObject:
    """Change a message of the app's own. What is not given stays; an empty array or object removes."""
    channel = _target(call)
    message = call.slack.messages.find(channel.id, call.arguments["ts"])
    if message is None:
        raise ApiError("message_not_found")
    if message.bot_id != call.slack.workspace.app.bot_id:
        raise ApiError("cant_update_message")
    if len(call.get("text", "")) > platform("chat.update.text.max_chars"):
        raise ApiError("msg_too_long")
    content = _content(call, too_long="msg_too_long")
    for key, value in content.items():
        setattr(message, key, value)
    if "metadata" in call.arguments:
        message.metadata = _metadata(call)
    message.edited = {"user": call.slack.workspace.app.bot_user, "ts": call.slack.clock.ts()}
    call.slack.change(message)
    shown = message.as_json(with_metadata=True)
    del shown["ts"]  # Slack has it beside the message only
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def _target(call: Call) -> Channel:
    """Where the app wants to write: a conversation it is in, or a person's direct message."""
    name = call.arguments["channel"]
    person = call.slack.person(name)
    if person is not None and call.method == "chat.postMessage":
        return call.slack.direct_message(person.id)
    channel = call.slack.channel(name)
    if channel is None:
        raise ApiError("channel_not_found")
    if not call.slack.bot_is_in(channel):
        may_anyway = call.has_scope("chat:write.public") and call.method == "chat.postMessage"
        if channel.is_private:
            raise ApiError("channel_not_found")
        if not may_anyway:
            raise ApiError("not_in_channel" if call.method != "chat.update" else "channel_not_found")
    if channel.is_archived and call.method != "chat.update":
        raise ApiError("is_archived")
    return channel


def _refuse_disguise(call: Call) -> None:
    if call.get("as_user"):
        error = "as_user_not_supported" if call.method == "chat.postMessage" else "invalid_arguments"
        raise ApiError(error)
    if any(name in call.arguments for name in CUSTOM):
        call.need_scope("chat:write.customize")


def _content(call: Call, too_long: str) -> JsonObject:
    """The message's content; `too_long` is this method's word for too much text over all blocks."""
    if "markdown_text" in call.arguments:
        if any(name in call.arguments for name in ("text", "blocks")):
            raise ApiError("markdown_text_conflict")
        block = {"type": "markdown", "text": call.arguments["markdown_text"]}
        given: JsonObject = {"blocks": [block]}
    else:
        given = {name: call.arguments[name] for name in CONTENT if name in call.arguments}
    try:
        return read_content(given, call.slack.files)
    except ContentError as error:
        if error.error == "msg_blocks_too_long":
            error.error = too_long
        raise refuse_content(error) from error


def _thread(call: Call, channel: Channel) -> str:
    """The parent's `ts`, once it is sure that there is one."""
    thread_ts: str = call.get("thread_ts", "")
    if not thread_ts:
        return ""
    parent: Message | None = call.slack.messages.find(channel.id, thread_ts)
    if parent is None or parent.thread_ts not in ("", parent.ts):
        raise ApiError("cannot_reply_to_message")
    return thread_ts


def _metadata(call: Call) -> JsonObject | None:
    try:
        return read_metadata(call.get("metadata"))
    except ContentError as error:
        raise refuse_content(error) from error


_SHARED: dict[str, ArgumentKind] = {
    "text": "string",
    "blocks": "json",
    "attachments": "json",
    "markdown_text": "string",
    "as_user": "boolean",
    "link_names": "boolean",
    "parse": "string",
}
_POST: dict[str, ArgumentKind] = {
    **_SHARED,
    "thread_ts": "string",
    "username": "string",
    "icon_emoji": "string",
    "icon_url": "string",
}

METHODS = (
    Method(
        "chat.postMessage",
        post_message,
        required={"channel": "string"},
        optional={
            **_POST,
            "metadata": "object",
            "mrkdwn": "boolean",
            "reply_broadcast": "boolean",
            "unfurl_links": "boolean",
            "unfurl_media": "boolean",
        },
        scope="chat:write",
        further_errors=frozenset({"invalid_attachments"}),
    ),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        required={"channel": "string", "user": "string"},
        optional=_POST,
        scope="chat:write",
    ),
    Method(
        "chat.update",
        update,
        required={"channel": "string", "ts": "string"},
        optional={
            **_SHARED,
            "metadata": "object",
            "reply_broadcast": "boolean",
            "file_ids": "json",
        },
        scope="chat:write",
    ),
)
