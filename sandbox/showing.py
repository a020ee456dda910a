"""Where files are seen: shared in a conversation, or shown in a block of a message or a view."""

from collections.abc import Iterator
from typing import Any

from sandbox.files import File
from sandbox.messages import Message
from sandbox.modals import View
from sandbox.slack_files import references
from sandbox.state import Slack
from sandbox.workspace import Person

JsonObject = dict[str, Any]


def files_in(message: Message) -> set[str]:
    """Ids of the files that a message carries or shows."""
    shown = references([message.blocks, message.attachments])
    return {file.id for file in message.files} | {reference["id"] for _, reference in shown}


def places(slack: Slack) -> dict[str, list[Message]]:
    """File id -> the messages in which it is, ephemeral ones too."""
    out: dict[str, list[Message]] = {}
    for message in slack.messages.everything():
        for file_id in files_in(message):
            out.setdefault(file_id, []).append(message)
    return out


def may_see(slack: Slack, person: Person, file: File) -> bool:
    """Whether a message or a view on this person's screen holds the file."""
    messages = (message for message in slack.messages.everything() if person.id in slack.audience(message))
    return any(file.id in files_in(message) for message in messages) or any(
        file.id == reference["id"] for view in _views(slack, person) for _, reference in references(view.blocks)
    )


def _views(slack: Slack, person: Person) -> Iterator[View]:
    return (view for view in slack.views.all() if view.person == person.id)


def shares_json(slack: Slack, file: File) -> JsonObject:
    """`channels`, `groups`, `ims` and `shares` of a file object: the messages that carry it, once it is processed."""
    out: JsonObject = {"channels": [], "groups": [], "ims": [], "shares": {}}
    carrying = [message for message in slack.messages.everything() if file in message.files]
    for message in carrying if file.is_processed else []:
        channel = slack.workspace.channels[message.channel]
        family = out[{"channels": "channels", "groups": "groups", "im": "ims"}[channel.scope_family]]
        family += [channel.id] if channel.id not in family else []
        visibility = "public" if channel.scope_family == "channels" else "private"
        share: JsonObject = {
            "ts": message.ts,
            "channel_name": channel.name,
            "team_id": file.team,
            "share_user_id": message.user,
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
            "source": "UNKNOWN",
        }
        if message.thread_ts:
            share["thread_ts"] = message.thread_ts
        out["shares"].setdefault(visibility, {}).setdefault(channel.id, []).append(share)
    return out | {"is_public": bool(out["channels"])}
