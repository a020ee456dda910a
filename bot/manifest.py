"""What Slack is told about the app, and what operators read about it: all made from the declarations."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.settings import Problem, Settings, SettingsError, setting_of
from bot.table import GENERAL, RETRY, Declared, Table
from commands.declare import Command, Needs, Press, Submission

JsonObject = dict[str, Any]

DESCRIPTION = "Pay and recognition in plain sight."
_SUMMARY_MOST, _USAGE_MOST = 2000, 1000


class _Again(NamedTuple):
    """The one button that the way in offers by itself."""

    id: str = RETRY
    summary: str = "Runs the same command again, after a fault of ours."
    needs: Needs = Needs.PERSON


_RETRY = _Again()
_GENERAL_SUMMARY, _GENERAL_USAGE = "Everything you can ask, and help.", "[command] [words] | help"


class Scope(NamedTuple):
    """A right that the app asks Slack for, the feature that needs it, and why."""

    name: str
    feature: str
    why: str


SCOPES = (
    Scope("commands", "commands", "People ask with slash commands."),
    Scope("users:read", "people", "Who is a guest, deactivated or a bot is mirrored, so that they are refused."),
    Scope("chat:write", "posts", "What is scheduled is posted in channels to which Fairshare was invited."),
    Scope(
        "channels:read", "posts", "Before a post: whether a public channel is archived, or shared with another company."
    ),
    Scope("groups:read", "posts", "The same of a private channel."),
    Scope("channels:history", "posts", "After an answer that did not come: whether the post is in a public channel."),
    Scope("groups:history", "posts", "The same in a private channel."),
    Scope("files:write", "pictures", "The picture of a post is uploaded before it."),
    Scope("files:read", "pictures", "Whether an uploaded picture can be shown yet."),
    Scope("im:write", "envelopes", "Somebody is told in a direct message that there is something for them."),
)
"""What each feature needs. `connections:write` belongs to the app token of socket mode."""


class Event(NamedTuple):
    """An event that the app asks Slack for, the feature that needs it, and why."""

    name: str
    feature: str
    why: str


EVENTS = (
    Event("user_change", "people", "An account was deactivated, became a guest, moved: known at once."),
    Event("team_join", "people", "Somebody new is known at once."),
    Event("channel_archive", "posts", "A channel was archived: the operators are told before a post is due there."),
    Event("channel_shared", "posts", "A channel was shared with another company: nothing is posted there any more."),
    Event("channel_unshared", "posts", "It is not shared any more."),
    Event("channel_id_changed", "posts", "A channel has another id: what is posted there follows."),
    Event("member_left_channel", "posts", "Fairshare was removed from a channel."),
)


def features(settings: Settings) -> frozenset[str]:
    """What is switched on: posts are where a channel for them is set. Nothing yet sends pictures or envelopes, so no right for them is asked."""
    return frozenset({"commands", "people", "posts"} if settings.operator_channel else {"commands", "people"})


def scopes_for(settings: Settings) -> tuple[Scope, ...]:
    """The rights for the features that are switched on."""
    return tuple(scope for scope in SCOPES if scope.feature in features(settings))


def events_for(settings: Settings) -> tuple[Event, ...]:
    """The events for the features that are switched on."""
    return tuple(event for event in EVENTS if event.feature in features(settings))


METHODS = {
    "auth.test": "Once at the start: who we are.",
    "apps.connections.open": "Socket mode: an address for the socket.",
    "users.list": "At the start and daily: the mirror of accounts.",
    "views.open": "A form or an explanation is opened.",
    "views.push": "The same on top of another.",
    "views.update": "The same in place of another.",
    "blocks.validate": "At the start and daily: whether the workspace takes native charts.",
    "chat.postMessage": "A scheduled post, or a direct message.",
    "chat.update": "Another content for a message that was posted.",
    "conversations.info": "Before a post, at most once a minute and channel: whether it may still be posted in.",
    "conversations.history": "Whether a post of which Slack said nothing is there.",
    "conversations.open": "Before a direct message: where it goes.",
    "views.publish": "A Home tab.",
    "files.getUploadURLExternal": "Before a post with a picture: where the picture goes.",
    "files.completeUploadExternal": "The picture is whole.",
    "files.info": "Whether the picture can be shown yet.",
}
"""Every method of the Web API that is called, and when."""

# fmt: off
RESERVED = frozenset(
    {
        "/active", "/apps", "/archive", "/away", "/call", "/close", "/collapse", "/dm", "/dnd",
        "/expand", "/feed", "/feedback", "/invite", "/invite_people", "/join", "/keys", "/kick",
        "/leave", "/me", "/msg", "/mute", "/open", "/part", "/pro", "/prefs", "/remind", "/remove",
        "/rename", "/search", "/shortcuts", "/shrug", "/star", "/status", "/topic", "/unarchive",
        "/who",
    }
)
# fmt: on
"""Names that Slack keeps for itself; it refuses a manifest that declares one."""


def manifest(settings: Settings, declared: Declared, request_url: str = "") -> JsonObject:
    """The app manifest. `request_url` is where Slack reaches the bot in http mode. Raises SettingsError for a reserved name."""
    table = Table(declared, settings)
    _refuse_reserved(table)
    by_socket = settings.fairshare_mode == "socket"
    address = {} if by_socket else {"request_url": request_url}
    commands = [
        _command(name, table.names[name].summary, table.names[name].usage, table.names[name].takes_people)
        for name in table.names
    ]
    commands.append(_command(table.general, _GENERAL_SUMMARY, _GENERAL_USAGE, takes_people=True))
    if not by_socket:
        commands = [command | {"url": request_url} for command in commands]
    return {
        "display_information": {"name": "Fairshare", "description": DESCRIPTION, "background_color": "#1B1F24"},
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Fairshare", "always_online": True},
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in scopes_for(settings)]}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(event.name for event in events_for(settings)), **address},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": by_socket,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, summary: str, usage: str, takes_people: bool) -> JsonObject:  # noqa: FBT001 - the manifest's own key
    """Where people are named, Slack hands over their ids instead of names that anybody may choose."""
    out: JsonObject = {"command": name, "description": summary[:_SUMMARY_MOST]}
    if usage:
        out["usage_hint"] = usage[:_USAGE_MOST]
    return out | {"should_escape": takes_people}


def _refuse_reserved(table: Table) -> None:
    named = {**{name: command.id for name, command in table.names.items()}, table.general: GENERAL}
    problems = [
        Problem(
            setting_of(command),
            f"gives the name {name}, which Slack keeps for itself; write another, such as /pay{name[1:]}",
        )
        for name, command in named.items()
        if name in RESERVED
    ]
    if problems:
        raise SettingsError(tuple(problems))


def commands_json(settings: Settings, declared: Declared) -> JsonObject:
    """Everything one can type, press or send, with the role that each needs."""
    table = Table(declared, settings)
    return {
        "commands": [_typed(table, name, command) for name, command in table.names.items()],
        "actions": [*(_described("action_id", press) for press in declared.presses), _described("action_id", _RETRY)],
        "forms": [
            _described("callback_id", form) | {"block_ids": list(form.questions)} for form in declared.submissions
        ],
        "general": {"id": GENERAL, "name": table.general, "usage": _GENERAL_USAGE, "summary": _GENERAL_SUMMARY},
    }


def _typed(table: Table, name: str, command: Command) -> JsonObject:
    return {
        "id": command.id,
        "name": name,
        "through": f"{table.general} {command.id}",
        "usage": command.usage,
        "summary": command.summary,
        "examples": [{"type": f"{name} {typed}".strip(), "does": does} for typed, does in command.examples],
        "needs": _needs(command.needs),
        "takes_people": command.takes_people,
    }


def _described(key: str, what: Press | Submission | _Again) -> JsonObject:
    return {key: what.id, "summary": what.summary, "needs": _needs(what.needs)}


def _needs(needs: Needs) -> JsonObject:
    return {"role": needs.name.lower(), "means": needs.value}
