"""Slash commands as people type them, and answers as people see them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from sandbox import LocalSlack
from sandbox.people.naming import marked_in_command
from tests.sandbox.house import Page, bolt, button, section, socket_bot

JsonObject = dict[str, Any]


class Bot:
    """A bot whose `/pay` acknowledges with whatever a test wants; `asked` keeps what it was sent."""

    def __init__(self, app: AsyncApp) -> None:
        self.asked: list[JsonObject] = []
        self.answer: Any = None
        self.silent = False
        app.command("/pay")(self.pay)
        app.command("/thank")(self.pay)

    async def pay(self, ack: Any, command: JsonObject) -> None:
        self.asked.append(command)
        if self.silent:
            await asyncio.Event().wait()
        await ack(self.answer) if self.answer is not None else await ack()


@pytest.fixture
async def bot(slack: LocalSlack) -> AsyncIterator[Bot]:
    app = bolt(slack)
    running = Bot(app)
    async with socket_bot(app):
        yield running


async def test_an_answer_is_private_unless_it_says_otherwise(bot: Bot, page: Page) -> None:
    bot.answer = {"text": "private"}
    await page.say("/pay")
    bot.answer = {"text": "public", "response_type": "in_channel"}
    await page.say("/pay")
    assert [(m["text"], m.get("is_ephemeral", False)) for m in await page.history()] == [
        ("private", True),
        ("public", False),
    ]
    page.person = "U002"
    assert [message["text"] for message in await page.history()] == ["public"]


async def test_no_words_are_an_answer_too(bot: Bot, page: Page) -> None:
    assert await page.say("/pay") == {"ok": True}
    assert len(bot.asked) == 1
    assert await page.history() == []


@pytest.mark.parametrize(
    ("answer", "error", "pointer"),
    [
        ({"blocks": [section("")]}, "invalid_blocks", "/blocks/0/text/text"),
        ({"blocks": [{"type": "actions", "elements": [button("a", "x" * 76)]}]}, "invalid_blocks", "/blocks/0/elements/0/text/text"),
        ({"text": "x", "response_type": "loud"}, "invalid_arguments", "/response_type"),
        ({"blocks": []}, "no_text", None),
    ],
)  # fmt: skip
async def test_a_faulty_answer_shows_nothing_and_is_noted(
    bot: Bot, page: Page, answer: JsonObject, error: str, pointer: str | None
) -> None:
    bot.answer = answer
    assert await page.say("/pay") == {"ok": True}
    assert await page.history() == []
    (refusal,) = await page.refusals()
    assert (refusal["where"], refusal["error"]) == ("ack /pay", error)
    assert [problem["pointer"] for problem in refusal["problems"]] == ([pointer] if pointer else [])


@pytest.mark.usefixtures("impatient")
async def test_a_silent_app_is_reported_after_the_deadline(bot: Bot, page: Page) -> None:
    bot.silent = True
    assert await page.say("/pay") == {
        "ok": False,
        "error": "operation_timeout",
        "message": "/pay failed with the error “operation_timeout”",
    }


async def test_no_app_and_no_such_command(page: Page) -> None:
    assert (await page.say("/pay"))["error"] == "dispatch_failed"
    assert (await page.say("/nope"))["error"] == "unknown_command"


async def test_a_command_that_takes_people_gets_them_as_ids(bot: Bot, page: Page) -> None:
    await page.say("/thank @ben & @cleo.d. in #general, not @nobody or a@ben")
    await page.say("/pay @ben")
    assert bot.asked[0]["text"] == ("<@U002|ben> &amp; <@U003|cleo.d>. in <#C001|general>, not @nobody or a@ben")
    assert bot.asked[1]["text"] == "@ben", "this command does not ask for escaping"


def test_what_is_escaped_cannot_be_forged(slack: LocalSlack) -> None:
    assert marked_in_command(slack.slack, "<@U001|ana>") == "&lt;@U001|ana&gt;"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@ben, ask @cleo.d. & @nobody", "<@U002>, ask <@U003>. &amp; @nobody"),
        ("in #general or #council, not #hidden", "in <#C001|general> or <#C003|council>, not #hidden"),
        ("@here and @channel", "<!here> and <!channel>"),
        ("@ben `@ben` @ben", "<@U002> `@ben` <@U002>"),
        ("```\n@ben in #general\n``` #general", "```\n@ben in #general\n``` <#C001|general>"),
        ("an `open mark, @ben", "an `open mark, <@U002>"),
        ("https://example.com/@ben/#general", "https://example.com/@ben/#general"),
        ("<@U002> <!here>", "&lt;@U002&gt; &lt;!here&gt;"),
    ],
)
async def test_names_in_a_message_become_mentions(page: Page, typed: str, text: str) -> None:
    await page.say(typed)
    assert [message["text"] for message in await page.history()] == [text]


async def test_the_place_and_the_person_are_told(bot: Bot, page: Page) -> None:
    await page.say("/pay", channel="C003")
    direct = (await page.post("local/dm", **{"as": "U001"}))["channel"]
    await page.say("/pay", channel=direct["id"])
    assert [(c["channel_id"], c["channel_name"], c["user_name"]) for c in bot.asked] == [
        ("C003", "privategroup", "ana"),
        (direct["id"], "directmessage", "ana"),
    ]


async def test_who_is_gone_or_elsewhere_cannot_speak(page: Page) -> None:
    assert (await page.say("hello", channel="C004"))["error"] == "channel_not_found"
    assert (await page.say("hello", channel="C005"))["error"] == "is_archived"
    assert (await page.say("   "))["error"] == "no_text"
    page.person = "U004"
    assert (await page.say("hello"))["error"] == "account_inactive"
    page.person = "U999"
    assert (await page.say("hello"))["error"] == "user_not_found"


async def test_a_person_can_talk_and_reply(page: Page) -> None:
    await page.say("a < b & c")
    (parent,) = await page.history()
    assert (parent["text"], parent["user"]) == ("a &lt; b &amp; c", "U001")
    await page.say("yes", thread_ts=parent["ts"])
    (top,) = await page.history()
    assert top["reply_count"] == 1
    thread = await page.get("local/history", **{"as": "U001"}, channel="C001", thread_ts=parent["ts"])
    assert [message["text"] for message in thread["messages"]] == ["a &lt; b &amp; c", "yes"]
