"""A signature does not make a payload sound: whatever is signed, the door answers, nothing breaks, and the log repeats none of it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from io import StringIO
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.app import App
from bot.line import Handler, Line
from bot.payload import MalformedError, understood
from sandbox import LocalSlack, Pace
from sandbox.delivery import Envelope, Kind
from storage.slack_users import slack_user
from tests.bot.house import settings
from tests.bot.knock import TEAM, command_payload, signed
from tests.bot.process import local_slack
from tests.commands.conftest import Company
from tests.security.house import INES, SAM, Knocker, real_door

JsonObject = dict[str, Any]

CANARY = "zanzibar98765"
WHO: JsonObject = {
    "team": {"id": TEAM, "domain": "northwind"},
    "enterprise": None,
    "user": {"id": INES, "team_id": TEAM, "name": "ines"},
    "api_app_id": "A0LOCAL0001",
    "trigger_id": "1.2.abc",
    "container": {"type": "view", "view_id": "V1"},
    "response_url": "",
}
INPUTS = {"whom": {"selected_option": {"value": "sam"}}, "period": {"selected_option": {"value": "this"}}}
VIEW: JsonObject = {
    "id": "V1",
    "type": "modal",
    "hash": "h",
    "callback_id": "fs.team",
    "private_metadata": "",
    "blocks": [{"type": "input", "block_id": name} for name in ("whom", "period", "reason")],
    "state": {"values": {"whom": {"whom": INPUTS["whom"]}, "reason": {"reason": {"value": f"For {CANARY}."}}}},
}
BUTTON: JsonObject = {"type": "button", "action_id": "fs.past", "block_id": "b", "value": CANARY}
SAM_CHANGES: JsonObject = {
    "type": "user_change",
    "user": {"id": "U0NEW", "name": CANARY, "deleted": False, "is_bot": False, "updated": 5, "tz": "Europe/Dublin"},
}
PAYLOADS: dict[str, tuple[Kind, JsonObject]] = {
    "command": ("slash_commands", command_payload("/mypay", CANARY, SAM)),
    "form": ("slash_commands", command_payload("/team", CANARY, INES)),
    "press": ("interactive", {"type": "block_actions", **WHO, "channel": {"id": "C001"}, "actions": [BUTTON]}),
    "press in a modal": ("interactive", {"type": "block_actions", **WHO, "view": VIEW, "actions": [BUTTON]}),
    "submission": ("interactive", {"type": "view_submission", **WHO, "view": VIEW}),
    "shortcut": ("interactive", {"type": "shortcut", **WHO, "callback_id": CANARY}),
    "event": ("events_api", {"type": "event_callback", "team_id": TEAM, "event": SAM_CHANGES}),
    "other event": ("events_api", {"type": "event_callback", "team_id": TEAM, "event": {"type": "message"}}),
    "challenge": ("events_api", {"type": "url_verification", "challenge": CANARY}),
}


def deep() -> object:
    out: object = CANARY
    for number in range(200):
        out = [out] if number % 2 else {CANARY: out}
    return out


# Each time a new one: what is put in is changed further.
ODD = (
    lambda: None, lambda: True, lambda: 0, lambda: -1, lambda: 2**70, lambda: 1.5, lambda: "", lambda: CANARY, lambda: f"{CANARY}\0\ud800\n",
    lambda: "x" * 5000, list, dict, lambda: [None], lambda: [[]], lambda: {"": None}, lambda: {"id": {"id": CANARY}}, deep,
)  # fmt: skip


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every container in it, with each of its keys or indices."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(inside):
        yield value, key
        yield from places(item)


def mutated(payload: JsonObject, chance: Random) -> JsonObject:
    """One to three things about it are changed: taken away, replaced, wrapped, said twice, renamed."""
    out = copy.deepcopy(payload)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        found = list(places(out))
        if not found:
            break  # nothing is left of it
        container, key = chance.choice(found)
        change = chance.randrange(8)
        if change == 0:
            container.pop(key)
        elif change == 1:
            container[key] = [container[key]]
        elif change == 2:
            container[key] = {"value": container[key]}
        elif change == 3 and isinstance(container, list):
            container += container
        elif change == 4 and isinstance(container, dict):
            container[CANARY] = container.pop(key)
        else:
            container[key] = chance.choice(ODD)()
    return out


def bodies(kind: Kind, payload: JsonObject) -> tuple[str, str]:
    """As Slack sends it by HTTP. A command is a form of texts: what has become something else is a document of its own."""
    if kind == "events_api":
        return json.dumps(payload), "json"
    if kind == "slash_commands" and all(isinstance(value, str) for value in payload.values()):
        return urlencode({name: value.encode(errors="replace") for name, value in payload.items()}), FORM
    return urlencode({"payload": json.dumps(payload)}), FORM


FORM = "x-www-form-urlencoded"


@pytest.mark.parametrize("name", PAYLOADS)
async def test_whatever_is_signed_the_door_answers(enrolled: Company, logged: StringIO, name: str) -> None:
    chance, statuses = Random(name), set()  # noqa: S311 - a seed, so that each run is the same
    kind, payload = PAYLOADS[name]
    async with real_door(enrolled) as door:
        door.app.front.pace.burst = 10_000
        assert (await knock(door, kind, payload)) == 200
        for _ in range(120):
            changed = mutated(payload, chance)
            status = await knock(door, kind, changed)
            assert status in {200, 400}, changed
            statuses.add(status)
    assert 400 in statuses
    nothing_is_told(logged.getvalue())


def nothing_is_told(log: str) -> None:
    assert " ERROR " not in log, "a fault of ours was recorded"
    assert CANARY not in re.sub(r" who=.*", "", log), "who asks is told by the id they sent"


async def knock(door: Knocker, kind: Kind, payload: JsonObject) -> int:
    body, form = bodies(kind, payload)
    return (await door.post(body, signed(body), form)).status


@asynccontextmanager
async def line_of(app: App, slack: LocalSlack) -> AsyncIterator[Line]:
    """The app on a real socket to the local Slack."""
    app.bolt.client.base_url = slack.api_url
    line = await Line.new(app.bolt, settings(SLACK_APP_TOKEN="xapp-local", SLACK_API_URL=slack.api_url))
    handler = Handler(app.bolt, line)
    await line.connect()
    yield line
    await handler.end(5)


async def test_whatever_comes_over_the_socket_is_acknowledged(enrolled: Company, logged: StringIO) -> None:
    chance = Random("socket")  # noqa: S311 - a seed, so that each run is the same
    async with local_slack(Pace(acknowledgement=20)) as slack, real_door(enrolled) as door:
        door.app.front.pace.burst = 10_000
        async with line_of(door.app, slack):
            for kind, payload in PAYLOADS.values():
                for _ in range(15):
                    changed: Any = mutated(payload, chance)
                    assert not (await slack.services.sockets.send(Envelope(kind, changed, accepts_response=True))).error
            for odd in ODD:
                nothing: Any = odd()
                acknowledged = await slack.services.sockets.send(Envelope("interactive", nothing))
                assert (acknowledged.error, acknowledged.payload) == ("", {})
            kind, payload = PAYLOADS["command"]
            answered = await slack.services.sockets.send(Envelope(kind, payload, accepts_response=True))
            assert answered.payload["blocks"]
    nothing_is_told(logged.getvalue())


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        ([], ""),
        ({}, "type"),
        ({"type": ["block_actions"]}, "type"),
        ({"type": "block_actions", **WHO, "actions": []}, "actions"),
        ({"type": "block_actions", **WHO}, "actions"),
        ({"type": "block_actions", **WHO, "actions": [{"type": "button"}]}, "actions.action_id"),
        ({"type": "block_actions", **WHO, "user": None, "actions": [BUTTON]}, "user"),
        ({"type": "block_actions", **WHO, "user": {"id": "U\0"}, "actions": [BUTTON]}, "user.id"),
        ({"type": "view_submission", **WHO, "view": {**VIEW, "blocks": [{"type": "input"}]}}, "view.blocks.*.block_id"),
        (
            {"type": "view_submission", **WHO, "view": {**VIEW, "state": {"values": {CANARY: {CANARY: 7}}}}},
            "view.state.values.*.*",
        ),
        ({"type": "event_callback", "team_id": TEAM}, "event"),
        ({"type": "event_callback", "event": {"type": "user_change", "user": {"id": 7}}}, "event.user.id"),
        ({"command": "/mypay", "team_id": TEAM}, "user_id"),
        ({"command": "/mypay", "user_id": "x" * 256}, "user_id"),
    ],
)
def test_the_log_says_where_a_payload_is_malformed(logged: StringIO, payload: object, where: str) -> None:
    with pytest.raises(MalformedError) as malformed:
        understood(payload)
    assert str(malformed.value) == where
    assert logged.getvalue().endswith(f"a payload was malformed: {where}\n")


def test_nothing_that_is_not_named_goes_further() -> None:
    kept = understood({"type": "block_actions", **WHO, "actions": [BUTTON, {"action_id": 7}], "authorizations": 7})
    assert kept is not None
    assert set(kept) == {"type", "user", "team", "trigger_id", "response_url", "actions"}
    assert kept["actions"] == [BUTTON]
    assert kept["user"] == {"id": INES, "team_id": TEAM}


def change_of_sam(**more: object) -> JsonObject:
    user = {"id": SAM, "updated": 2_000_000_000, **more}
    return {"type": "event_callback", "team_id": TEAM, "event": {"type": "user_change", "user": user}}


async def test_a_change_of_account_that_is_malformed_changes_nothing(enrolled: Company) -> None:
    """`"deleted": "false"` would be true to a careless reader, and lock somebody out."""
    async with real_door(enrolled) as door:
        assert await knock(door, "events_api", change_of_sam(deleted="false")) == 400
    with enrolled.world.database.read() as connection:
        account = slack_user(connection, SAM)
    assert account is not None
    assert not account.deleted


async def test_an_odd_name_does_not_keep_anybody_from_being_known_as_gone(enrolled: Company) -> None:
    async with real_door(enrolled) as door:
        assert await knock(door, "events_api", change_of_sam(deleted=True, name="s\0a\ud800m")) == 200
    with enrolled.world.database.read() as connection:
        account = slack_user(connection, SAM)
    assert account is not None
    assert (account.deleted, account.name) == (True, "sa?m")
