"""What a person can do besides pressing things: look, talk, open the app, reload."""

from typing import Any

from sandbox.messages import Message
from sandbox.people.commands import run_command
from sandbox.people.errors import LocalError
from sandbox.people.naming import marked_in_message
from sandbox.services import Services
from sandbox.state import Slack, page_channel
from sandbox.workspace import Channel, Person

JsonObject = dict[str, Any]


def somebody(slack: Slack, person_id: Any) -> Person:
    """The person who acts; deactivated people cannot."""
    person = slack.person(str(person_id))
    if person is None:
        raise LocalError("user_not_found", "There is nobody with this id.")
    if person.deleted:
        raise LocalError("account_inactive", f"{person.real_name or person.name} is deactivated.")
    return person


def place(slack: Slack, person: Person, channel_id: Any) -> Channel:
    """A conversation this person is in."""
    channel = slack.channel(str(channel_id))
    if channel is None or person.id not in channel.members:
        raise LocalError("channel_not_found", "You are not in this conversation.")
    return channel


def workspace(services: Services) -> JsonObject:
    slack = services.slack
    app = slack.workspace.app
    return {
        "team": {
            "id": slack.workspace.team.id,
            "name": slack.workspace.team.name,
            "domain": slack.workspace.team.domain,
            "zone": slack.workspace.team.zone,
        },
        "app": {
            "name": app.name,
            "bot_user": app.bot_user,
            "connected": services.transport.connected,
            "home_tab": slack.manifest.home_tab,
        },
        "opens_as": slack.workspace.opens_as,
        "featured": slack.workspace.featured,
        "people": [person.as_json() for person in slack.workspace.people.values()],
        "channels": [page_channel(channel) for channel in slack.workspace.channels.values()],
        "commands": [
            {
                "command": command.command,
                "description": command.description,
                "usage_hint": command.usage_hint,
            }
            for command in slack.manifest.commands.values()
        ],
    }


def history(slack: Slack, person: Person, channel: Channel, thread_ts: str = "") -> list[JsonObject]:
    """Oldest first, with the ephemeral messages this person still has."""
    posted = slack.messages.thread(channel.id, thread_ts) if thread_ts else slack.messages.top_level(channel.id)
    own = [m for m in slack.messages.ephemeral(person.id, channel.id) if m.thread_ts == thread_ts]
    together = sorted([*posted, *own], key=lambda message: message.ts)
    return [slack.messages.for_page(message) for message in together]


async def say(services: Services, person: Person, channel: Channel, text: str, thread_ts: str = "") -> None:
    """A message, or a slash command if it starts with `/`. Raises `LocalError`."""
    if not text.strip():
        raise LocalError("no_text", "There is nothing to send.")
    if text.startswith("/") and not thread_ts:
        await run_command(services, person, channel, text)
        return
    if channel.is_archived:
        raise LocalError("is_archived", "This channel is archived.")
    slack = services.slack
    message = slack.post(
        Message(
            channel=channel.id,
            ts=slack.clock.ts(),
            user=person.id,
            text=marked_in_message(slack, person, text),
            team=slack.workspace.team.id,
            thread_ts=thread_ts,
        )
    )
    if slack.bot_is_in(channel):
        kind = {"channels": "channel", "groups": "group", "im": "im"}[channel.scope_family]
        event = {**message.as_json(), "channel": channel.id, "channel_type": kind}
        services.events.emit(event, f"message.{channel.scope_family}")


def open_home(services: Services, person: Person, tab: str = "home") -> JsonObject | None:
    """The person opens the app; gives back what stands on the Home tab now."""
    slack = services.slack
    if tab not in ("home", "messages"):
        raise LocalError("bad_request", "The app has the tabs home and messages.")
    event: JsonObject = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": slack.direct_message(person.id).id,
        "tab": tab,
    }
    shown = home(slack, person)
    if shown is not None and tab == "home":
        event["view"] = shown
    services.events.emit(event)
    return shown


def home(slack: Slack, person: Person) -> JsonObject | None:
    view = slack.views.homes.get(person.id)
    return slack.view_json(view) if view is not None else None


def unread(slack: Slack, person: Person) -> JsonObject:
    """What is new in each conversation that this person is in."""
    channels = [channel for channel in slack.workspace.channels.values() if person.id in channel.members]
    return {channel.id: slack.reading.unread(person, channel, slack.messages) for channel in channels}


def read(slack: Slack, person: Person, channel: Channel, ts: str) -> str:
    """This person has read up to here; their other pages hear of it. Raises `LocalError`."""
    try:
        changed = slack.reading.mark(person.id, channel.id, ts)
    except ValueError as error:
        raise LocalError("bad_request", str(error)) from error
    last = slack.reading.last(person.id, channel.id)
    if changed:
        slack.feed.tell([person.id], {"type": "read", "channel": channel.id, "last_read": last})
    return last


def reload(slack: Slack, person: Person) -> None:
    """Ephemeral messages and open modals do not survive a reload."""
    slack.messages.forget_ephemeral(person.id)
    slack.views.clear(person.id)
    slack.show_stack(person.id)
