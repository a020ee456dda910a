"""A small Bolt app for the page's tests: it answers with the mock-ups. `python bot.py http://127.0.0.1:PORT/`"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

JsonObject = dict[str, Any]
MESSAGES = Path(__file__).parents[1] / "data" / "messages"


def mock_up(name: str) -> JsonObject:
    loaded: JsonObject = json.loads((MESSAGES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


async def answer(ack: AsyncAck, respond: AsyncRespond) -> None:
    await ack()
    await respond(mock_up("mypay-normal"))


async def explain(ack: AsyncAck, body: JsonObject, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=mock_up("why-line"))


async def ask(ack: AsyncAck, body: JsonObject, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=mock_up("feedback-form"))


async def take(ack: AsyncAck, body: JsonObject, view: JsonObject, client: AsyncWebClient) -> None:
    words = view["state"]["values"]["words"]["words"]["value"]
    if not any(sign.isdigit() for sign in words):
        await ack(response_action="errors", errors={"words": "Please name one date."})
        return
    await ack()
    await client.chat_postEphemeral(channel="C001", user=body["user"]["id"], text=f"Sent: {words}")


async def show_home(event: JsonObject, client: AsyncWebClient) -> None:
    if event["tab"] == "home":
        await client.views_publish(user_id=event["user"], view=mock_up("home-employee"))


async def main(url: str) -> None:
    app = AsyncApp(client=AsyncWebClient(token="xoxb-local", base_url=f"{url}api/"))
    app.command("/mypay")(answer)
    app.action("fs.why.adopt")(explain)
    app.action("fs.feedback.open")(ask)
    app.view("fs.feedback")(take)
    app.event("app_home_opened")(show_home)
    await AsyncSocketModeHandler(app, "xapp-local").start_async()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
