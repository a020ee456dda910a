"""Requests signed as Slack signs them, before any door."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.door import EVENTS

JsonObject = dict[str, Any]

TEAM, SECRET = "T0LOCAL0001", "local-secret"
ANA, MIA, GUS, CORA, GREG, ROB, NOBODY = "U001", "U002", "U003", "U004", "U005", "U006", "U999"
"""An employee; her manager; a guest; a guest who is a partner's contact; somebody deactivated; a bot; a stranger to the company."""


@dataclass
class Answer:
    status: int
    text: str

    @property
    def body(self) -> JsonObject:
        answered: JsonObject = json.loads(self.text)
        return answered

    @property
    def words(self) -> str:
        """Everything that is shown, without marks."""
        return " ".join(texts(self.body)) if self.text else ""


def texts(value: object) -> list[str]:
    """Every string under `text`, in order."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for inside in value.values() for text in texts(inside)]
    return [text for inside in value for text in texts(inside)] if isinstance(value, list) else []


def command_payload(command: str, text: str = "", who: str = ANA) -> dict[str, str]:
    return {
        "token": "old", "team_id": TEAM, "team_domain": "northwind", "channel_id": "C001", "channel_name": "general",
        "user_id": who, "user_name": "whoever", "command": command, "text": text, "api_app_id": "A0LOCAL0001",
        "is_enterprise_install": "false", "response_url": "", "trigger_id": "1.2.abc",
    }  # fmt: skip


def signed(body: str | bytes, *, secret: str = SECRET, age_s: int = 0) -> dict[str, str]:
    """Slack's two headers for these bytes."""
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(time.time()) - age_s)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


@dataclass
class Knock:
    """A client that signs as Slack does, before any door."""

    url: str
    session: aiohttp.ClientSession

    async def post(self, body: str | bytes, headers: Mapping[str, str], form: str = "x-www-form-urlencoded") -> Answer:
        sent = {"Content-Type": f"application/{form}", **headers}
        raw = BytesIO(body.encode() if isinstance(body, str) else body)
        async with self.session.post(self.url + EVENTS, data=raw, headers=sent) as response:
            return Answer(response.status, await response.text())

    async def type(self, command: str, text: str = "", who: str = ANA, **more: str) -> Answer:
        """A slash command, signed."""
        body = urlencode(command_payload(command, text, who) | more)
        return await self.post(body, signed(body))

    async def interact(self, payload: JsonObject) -> Answer:
        body = urlencode({"payload": json.dumps(payload)})
        return await self.post(body, signed(body))
