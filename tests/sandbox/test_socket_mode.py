"""A real Bolt app on real WebSockets."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from tests.sandbox.house import Page, bolt, button, form, section, socket_bot, typed

JsonObject = dict[str, Any]


async def test_command_button_modal_and_update_in_one_course(slack: LocalSlack, page: Page) -> None:
    """What a bot does most: an ephemeral answer, a button in it, a modal, and the answer replaced."""
    app = bolt(slack)

    @app.command("/pay")
    async def pay(ack: Any) -> None:
        await ack(blocks=[section("*Your pay*"), {"type": "actions", "elements": [button("why", "Why?")]}])

    @app.action("why")
    async def why(ack: Any, body: JsonObject, client: AsyncWebClient, respond: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        await respond(text="Asked.", replace_original=True)

    @app.view("why")
    async def sent(ack: Any, view: JsonObject, client: AsyncWebClient) -> None:
        await ack()
        words = view["state"]["values"]["words"]["words"]["value"]
        await client.chat_postMessage(channel="C001", text=f"Because: {words}")

    async with socket_bot(app):
        assert await page.say("/pay") == {"ok": True}
        (shown,) = await page.history()
        assert shown["is_ephemeral"] is True
        assert await page.press(shown, "why") == {"ok": True}
        (replaced,) = await page.history()
        assert (replaced["ts"], replaced["text"]) == (shown["ts"], "Asked.")
        assert [view["callback_id"] for view in page.stack()] == ["why"]
        assert await page.submit(typed("it rained")) == {"ok": True}
        assert page.stack() == []
        assert (await page.history())[-1]["text"] == "Because: it rained"
    assert await page.refusals() == []
