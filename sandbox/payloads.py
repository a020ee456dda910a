"""The payloads an app gets, key by key as Slack sends them."""

from typing import Any

from sandbox.messages import Message
from sandbox.modals import View
from sandbox.state import Slack, new_id
from sandbox.workspace import Channel, Person

JsonObject = dict[str, Any]
TOKEN = "local-verification"  # noqa: S105  # Slack's deprecated verification token; nothing is guarded by it


def channel_name(channel: Channel) -> str:
    """The name that payloads carry: direct messages and private channels have fixed ones."""
    return "directmessage" if channel.is_im else "privategroup" if channel.is_private else channel.name


def slash_command(
    slack: Slack, person: Person, channel: Channel, command: str, text: str, response_url: str
) -> JsonObject:
    team = slack.workspace.team
    return {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": slack.workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": slack.permits.new_trigger(person.id),
    }


def _interaction(slack: Slack, kind: str, person: Person) -> JsonObject:
    team = slack.workspace.team
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": team.id,
        },
        "api_app_id": slack.workspace.app.id,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def click_in_message(
    slack: Slack,
    person: Person,
    channel: Channel,
    message: Message,
    action: JsonObject,
    values: JsonObject,
    response_url: str,
) -> JsonObject:
    """`block_actions` of a message. An ephemeral message is not part of the payload, only its place is."""
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = {
        **_interaction(slack, "block_actions", person),
        "container": container,
        "trigger_id": slack.permits.new_trigger(person.id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    if not message.only_for:
        payload["message"] = slack.messages.with_replies(message)
    return payload


def click_in_view(slack: Slack, person: Person, view: View, action: JsonObject) -> JsonObject:
    """`block_actions` of a modal or a Home tab."""
    return {
        **_interaction(slack, "block_actions", person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": slack.permits.new_trigger(person.id),
        "view": slack.view_json(view),
        "actions": [action],
    }


def view_submission(slack: Slack, person: Person, view: View) -> JsonObject:
    return {
        **_interaction(slack, "view_submission", person),
        "trigger_id": slack.permits.new_trigger(person.id),
        "view": slack.view_json(view),
        "response_urls": [],
    }


def view_closed(slack: Slack, person: Person, view: View, *, cleared: bool) -> JsonObject:
    return {
        **_interaction(slack, "view_closed", person),
        "view": slack.view_json(view),
        "is_cleared": cleared,
    }


def event_callback(slack: Slack, event: JsonObject) -> JsonObject:
    """The outer event around one event."""
    team, app = slack.workspace.team, slack.workspace.app
    return {
        "token": TOKEN,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": {**event, "event_ts": slack.clock.ts()},
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(slack.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{new_id('')}",
    }
