"""Emoji that people put on messages; the app hears of them where it is in the conversation."""

import re
from typing import Any

from sandbox.messages import Message
from sandbox.people.errors import LocalError
from sandbox.services import Services
from sandbox.workspace import Channel, Person

JsonObject = dict[str, Any]
NAME = r"[a-z0-9_+'-]{1,80}(::skin-tone-[2-6])?"
MOST_ON_A_MESSAGE = 50


def react(services: Services, person: Person, channel: Channel, ts: str, name: str, *, remove: bool) -> None:
    """Add a reaction or take one's own back. Raises `LocalError`."""
    slack = services.slack
    message = slack.messages.find(channel.id, ts)
    if message is None:
        raise LocalError("message_not_found", "This message is no longer there.")
    (_take_back if remove else _add)(message, person, name)
    slack.change(message)
    event: JsonObject = {
        "type": "reaction_removed" if remove else "reaction_added",
        "user": person.id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": channel.id, "ts": ts},
    }
    if slack.bot_is_in(channel):
        services.events.emit(event)


def _add(message: Message, person: Person, name: str) -> None:
    if not re.fullmatch(NAME, name):
        raise LocalError("invalid_name", f"There is no emoji of the name {name[:80]!r}.")
    if person.id in message.reactions.get(name, []):
        raise LocalError("already_reacted", "You have reacted with this emoji already.")
    if name not in message.reactions and len(message.reactions) >= MOST_ON_A_MESSAGE:
        raise LocalError("too_many_emoji", f"A message takes {MOST_ON_A_MESSAGE} different emoji at most.")
    message.reactions.setdefault(name, []).append(person.id)


def _take_back(message: Message, person: Person, name: str) -> None:
    people = message.reactions.get(name, [])
    if person.id not in people:
        raise LocalError("no_reaction", "You have not reacted with this emoji.")
    people.remove(person.id)
    if not people:
        del message.reactions[name]
