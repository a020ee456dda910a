"""A small workspace and app of these tests' own, and a person who uses the page's addresses."""

import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack

JsonObject = dict[str, Any]
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-local", "xapp-local", "local-secret"

WORKSPACE: JsonObject = {
    "team": {"id": "T0LOCAL0001", "name": "Northwind", "domain": "northwind"},
    "app": {
        "id": "A0LOCAL0001",
        "name": "Teller",
        "bot_user": "U0BOT000001",
        "bot_id": "B0BOT000001",
        "bot_token": BOT_TOKEN,
        "app_token": APP_TOKEN,
        "signing_secret": SECRET,
    },
    "people": [
        {
            "id": "U001",
            "name": "ana",
            "real_name": "Ana Alves",
            "title": "Customer success manager",
            "tz": "Europe/Dublin",
            "locale": "en-IE",
            "email": "ana@example.com",
        },
        {"id": "U002", "name": "ben", "real_name": "Ben Braun"},
        {"id": "U003", "name": "cleo.d", "real_name": "Cleo Dey", "is_restricted": True},
        {"id": "U004", "name": "dan", "real_name": "Dan Diaz", "deleted": True},
    ],
    "channels": [
        {"id": "C001", "name": "general", "members": ["U001", "U002", "U0BOT000001"]},
        {"id": "C002", "name": "random", "members": ["U001", "U002"]},
        {"id": "C003", "name": "council", "is_private": True, "members": ["U001", "U0BOT000001"]},
        {"id": "C004", "name": "hidden", "is_private": True, "members": ["U002"]},
        {"id": "C005", "name": "old", "is_archived": True, "members": ["U001", "U0BOT000001"]},
        {"id": "C006", "name": "partners", "is_ext_shared": True, "members": ["U001", "U0BOT000001"]},
    ],
}

MANIFEST: JsonObject = {
    "display_information": {"name": "Teller"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {"command": "/pay", "description": "Your pay", "usage_hint": "[period]"},
            {"command": "/thank", "description": "Thank somebody", "should_escape": True},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands",
                "chat:write",
                "users:read",
                "channels:read",
                "groups:read",
                "im:write",
                "channels:history",
            ]
        }
    },
    "settings": {
        "socket_mode_enabled": True,
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "user_change", "team_join", "channel_archive", "message.channels"]
        },
    },
}


def manifest_with(*scopes: str, without: tuple[str, ...] = ()) -> JsonObject:
    """The manifest with some scopes more or fewer."""
    out = copy.deepcopy(MANIFEST)
    bot = out["oauth_config"]["scopes"]["bot"]
    out["oauth_config"]["scopes"]["bot"] = [scope for scope in [*bot, *scopes] if scope not in without]
    return out


def plain(words: str) -> JsonObject:
    return {"type": "plain_text", "text": words}


def section(words: str, **more: Any) -> JsonObject:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **more}


def button(action_id: str, words: str = "Press", value: str = "v") -> JsonObject:
    return {"type": "button", "action_id": action_id, "text": plain(words), "value": value}


def modal(*blocks: JsonObject, **more: Any) -> JsonObject:
    return {"type": "modal", "title": plain("A form"), "blocks": list(blocks), **more}


def form(**more: Any) -> JsonObject:
    """A modal that asks for one sentence."""
    element = {"type": "plain_text_input", "action_id": "words", "min_length": 3}
    asked = {"type": "input", "block_id": "words", "label": plain("Why?"), "element": element}
    return modal(asked, **{"submit": plain("Send"), "callback_id": "why", **more})


def typed(words: str | None) -> JsonObject:
    """`state.values` of the form above."""
    return {"words": {"words": {"type": "plain_text_input", "value": words}}}


@dataclass
class Page:
    """A person at the page."""

    slack: LocalSlack
    session: aiohttp.ClientSession
    person: str = "U001"

    async def get(self, path: str, **query: str) -> JsonObject:
        async with self.session.get(self.slack.url + path, params=query) as response:
            body: JsonObject = await response.json()
            return body

    async def post(self, path: str, **body: Any) -> JsonObject:
        async with self.session.post(self.slack.url + path, json=body) as response:
            answer: JsonObject = await response.json()
            return answer

    async def say(self, text: str, channel: str = "C001", **more: Any) -> JsonObject:
        return await self.post("local/say", **{"as": self.person}, channel=channel, text=text, **more)

    async def history(self, channel: str = "C001") -> list[JsonObject]:
        answer = await self.get("local/history", **{"as": self.person}, channel=channel)
        messages: list[JsonObject] = answer["messages"]
        return messages

    async def press(self, message: JsonObject, action_id: str, channel: str = "C001", **more: Any) -> JsonObject:
        """Press a button of a message; `more` overrides parts of the action."""
        block, element = find(message["blocks"], action_id)
        container = {"type": "message", "channel": channel, "ts": message["ts"]}
        if message.get("is_ephemeral"):
            container["ephemeral"] = True
        action = {"type": element["type"], "block_id": block["block_id"], "action_id": action_id, **more}
        return await self.post("local/click", **{"as": self.person}, container=container, action=action)

    def stack(self) -> list[JsonObject]:
        """The modals open on this person's screen, top last."""
        stack: list[JsonObject] = self.slack.slack.stack_event(self.person)["stack"]
        return stack

    async def submit(self, values: JsonObject) -> JsonObject:
        top = self.stack()[-1]["id"]
        return await self.post("local/submit", **{"as": self.person}, view_id=top, values=values)

    async def close(self, **more: Any) -> JsonObject:
        top = self.stack()[-1]["id"]
        return await self.post("local/close", **{"as": self.person}, view_id=top, **more)

    async def refusals(self) -> list[JsonObject]:
        refusals: list[JsonObject] = (await self.get("admin/refusals"))["refusals"]
        return refusals


def find(blocks: list[JsonObject], action_id: str) -> tuple[JsonObject, JsonObject]:
    """The block and the element with an `action_id`."""
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return block, element
    raise LookupError(action_id)


def client_of(slack: LocalSlack, token: str = BOT_TOKEN) -> AsyncWebClient:
    """The real client, without retries: what was refused once must show."""
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])


@asynccontextmanager
async def socket_bot(app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """A real Bolt app, connected over Socket Mode as it would be to Slack."""
    handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=2)
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.close_async()


def bolt(slack: LocalSlack) -> AsyncApp:
    return AsyncApp(client=client_of(slack), process_before_response=True)
