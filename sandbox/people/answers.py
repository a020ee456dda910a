"""Messages an app sends in answer: the body of an acknowledgement, or a POST to a response_url."""

from typing import Any

from sandbox.content import ContentError, read_content, read_metadata
from sandbox.messages import Message
from sandbox.permits import Reply
from sandbox.state import Slack
from sandbox.validate import Problem

JsonObject = dict[str, Any]
CONTENT = ("text", "blocks", "attachments")
KEYS = frozenset(
    {
        *CONTENT,
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "metadata",
        "mrkdwn",
        "parse",
        "link_names",
        "unfurl_links",
        "unfurl_media",
    }
)


def give_answer(slack: Slack, reply: Reply, body: JsonObject) -> None:
    """Post, replace or delete, as the body says; ephemeral unless it says otherwise. Raises `ContentError`."""
    unknown = [Problem(f"/{key}", "unknown_field", f"unknown argument: {key}") for key in body if key not in KEYS]
    if unknown:
        raise ContentError("invalid_arguments", unknown)
    kind = body.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        problem = Problem("/response_type", "failed_constraint", "must be one of: ephemeral, in_channel")
        raise ContentError("invalid_arguments", [problem])
    if reply.source is not None and _yes(body, "delete_original"):
        _delete(slack, reply.source)
        return
    content = read_content({key: body[key] for key in CONTENT if key in body}, slack.files)
    if reply.source is not None and _yes(body, "replace_original"):
        _replace(slack, reply.source, content)
        return
    thread_ts = body.get("thread_ts", "")
    if thread_ts and slack.messages.find(reply.channel, thread_ts) is None:
        raise ContentError("cannot_reply_to_message")
    slack.post_as_app(
        reply.channel,
        content,
        only_for=reply.person if kind == "ephemeral" else "",
        thread_ts=thread_ts,
        metadata=read_metadata(body.get("metadata")),
    )


def _yes(body: JsonObject, key: str) -> bool:
    """Slack's own examples write these as strings."""
    return body.get(key) in (True, "true")


def _is_there(slack: Slack, message: Message) -> bool:
    if message.only_for:
        return slack.messages.find_ephemeral(message.only_for, message.ts) is not None
    return slack.messages.find(message.channel, message.ts) is not None


def _delete(slack: Slack, message: Message) -> None:
    if _is_there(slack, message):
        slack.delete(message)


def _replace(slack: Slack, message: Message, content: JsonObject) -> None:
    """The same message, same `ts`, with new content. An ephemeral one that a reload took stays away."""
    message.text = content.get("text", "")
    message.blocks = content.get("blocks")
    message.attachments = content.get("attachments")
    if not message.only_for:
        message.edited = {"user": message.user, "ts": slack.clock.ts()}
    if _is_there(slack, message):
        slack.change(message)
