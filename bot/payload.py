"""What of Slack's payloads is read, and what each part of it must be.

A signature says who sent a payload, not what is in it. So both ways in, HTTP and socket, hand on only the parts that stand here, each of the
type that stands here: whatever else was sent, Bolt and the listeners never see it. What is malformed, and what is nothing to us, ends here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger(__name__)

JsonObject = dict[str, Any]
Reader = Callable[[object], object]
Readers = Mapping[str, Reader]

_LONGEST_ID = 255  # characters; Slack's are far shorter
_MOST = 10**11  # seconds; the year 5138


class MalformedError(Exception):
    """A payload is not as Slack writes it. The message is the way to the part that is wrong, in names that stand here."""


def understood(payload: object) -> JsonObject | None:
    """The parts that are read; None where there is nothing to do. Raises MalformedError. Both are told in the log, without content."""
    try:
        part = _part_for(payload)
        if part is not None:
            return part(payload)
    except MalformedError as error:
        log.warning("a payload was malformed: %s", error)
        raise
    log.info("a payload was ignored: nothing is done for its kind")
    return None


# What parts can be --------------------------------------------------------------------------------------------------


def _id(value: object) -> str:
    """An id or a name of Slack's making: short, and without a character that a log or a database could choke on."""
    if isinstance(value, str) and len(value) <= _LONGEST_ID and value.isprintable():
        return value
    raise MalformedError


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise MalformedError


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise MalformedError


def _seconds(value: object) -> int:
    if type(value) is int and 0 <= value <= _MOST:
        return value
    raise MalformedError


@dataclass(frozen=True, slots=True)
class _Part:
    """An object: what `must` stand in it, what `may`. Null is as good as absent; all else is left behind."""

    must: Readers = field(default_factory=dict)
    may: Readers = field(default_factory=dict)

    def __call__(self, value: object) -> JsonObject:
        if not isinstance(value, Mapping):
            raise MalformedError
        found = {name: _read(reader, value.get(name), name) for name, reader in self.must.items()}
        given = ((name, reader) for name, reader in self.may.items() if value.get(name) is not None)
        return found | {name: _read(reader, value[name], name) for name, reader in given}


def _read(reader: Reader, value: object, name: str) -> object:
    try:
        return reader(value)
    except MalformedError as error:
        raise MalformedError(".".join(filter(None, (name, str(error))))) from None


def _each(reader: Reader) -> Reader:
    def read(value: object) -> list[object]:
        if not isinstance(value, list):
            raise MalformedError
        return [_read(reader, item, "*") for item in value]

    return read


def _by_name(reader: Reader) -> Reader:
    def read(value: object) -> JsonObject:
        if not isinstance(value, Mapping):
            raise MalformedError
        return {name: _read(reader, item, "*") for name, item in value.items()}

    return read


def _first(reader: Reader) -> Reader:
    """Of a list the first alone, which there must be."""

    def read(value: object) -> list[object]:
        if not isinstance(value, list) or not value:
            raise MalformedError
        return [reader(value[0])]

    return read


# What payloads there are --------------------------------------------------------------------------------------------

_COMMAND, _EVENT = "command", "event_callback"

_WITH_ID = _Part(may={"id": _id})
_FLAT: Readers = {"team_id": _id, "enterprise_id": _id}
_HERE: Readers = {"trigger_id": _id, "response_url": _text}
_USER: Readers = {"team_id": _id, "enterprise_user": _WITH_ID}
_SENDER: Readers = {"user": _Part({"id": _id}, _USER)}
_PLACE: Readers = {"team": _WITH_ID, "enterprise": _WITH_ID, "enterprise_user": _WITH_ID, **_FLAT}

_CHOSEN = _Part(may={"value": _text})
_ANSWER = _Part(may={"value": _text, "selected_option": _CHOSEN})
_ACTION = _Part({"action_id": _text}, {"type": _id, "block_id": _text, "value": _text, "selected_option": _CHOSEN})
_IN_VIEW: Readers = {
    "id": _id,
    "private_metadata": _text,
    "blocks": _each(_Part({"type": _id, "block_id": _text})),
    "state": _Part(may={"values": _by_name(_by_name(_ANSWER))}),
}
_TYPE: Readers = {"type": _id}

_MEMBER = _Part(
    {"id": _id},
    {
        "enterprise_user": _WITH_ID,
        "updated": _seconds,
        **dict.fromkeys(("name", "tz", "locale"), _text),
        **dict.fromkeys(("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"), _flag),
    },
)
_OF_PEOPLE = _Part({**_TYPE, "event": _Part({**_TYPE, "user": _MEMBER})}, {"user": _Part(may=_USER), **_PLACE})

_OF_CHANNEL = _Part({**_TYPE, "event": _Part({**_TYPE, "channel": _id}, {"user": _id})}, _PLACE)
_OF_ID = _Part({**_TYPE, "event": _Part({**_TYPE, "old_channel_id": _id, "new_channel_id": _id})}, _PLACE)

_EVENTS = {
    **dict.fromkeys(("user_change", "team_join"), _OF_PEOPLE),
    **dict.fromkeys(("channel_archive", "channel_shared", "channel_unshared", "member_left_channel"), _OF_CHANNEL),
    "channel_id_changed": _OF_ID,
}
_KINDS = {
    _COMMAND: _Part({_COMMAND: _id, "user_id": _id}, {"text": _text, **_FLAT, **_HERE}),
    "block_actions": _Part(
        {**_TYPE, **_SENDER, "actions": _first(_ACTION)},
        {**_PLACE, **_HERE, "view": _Part({"id": _id, "type": _id, "hash": _id}, _IN_VIEW)},
    ),
    "view_submission": _Part(
        {**_TYPE, **_SENDER, "view": _Part({"callback_id": _text, "type": _id}, _IN_VIEW)}, {**_PLACE, **_HERE}
    ),
    "url_verification": _Part({**_TYPE, "challenge": _text}),
}


def _part_for(payload: object) -> _Part | None:
    """What a payload of this kind holds for us; None when nothing is done for its kind."""
    if not isinstance(payload, Mapping):
        raise MalformedError
    if payload.get("ssl_check") == "1":
        return None
    kind = payload.get("type", _COMMAND if _COMMAND in payload else None)
    if not isinstance(kind, str):
        raise MalformedError("type")
    return _EVENTS.get(_name_of(payload.get("event"))) if kind == _EVENT else _KINDS.get(kind)


def _name_of(event: object) -> str:
    name = event.get("type") if isinstance(event, Mapping) else None
    if not isinstance(name, str):
        raise MalformedError("event")
    return name
