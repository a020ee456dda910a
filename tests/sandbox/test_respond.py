"""Response addresses: five answers within half an hour."""

from typing import Any

import aiohttp
import pytest

from sandbox import LocalSlack
from tests.sandbox.house import Page, button, section

JsonObject = dict[str, Any]


def address(slack: LocalSlack, channel: str = "C001", message: Any = None) -> str:
    """A response address of Ana's, for a command or for a click in a message."""
    secret = slack.slack.permits.new_reply("U001", channel, message)
    return f"{slack.url}respond/{'actions' if message else 'commands'}/T0LOCAL0001/{secret}"


async def answer(session: aiohttp.ClientSession, url: str, **body: Any) -> tuple[int, str]:
    async with session.post(url, json=body) as response:
        text = await response.text()
        return response.status, (await response.json())["error"] if response.status != 200 else text


async def test_the_sixth_answer_is_refused(slack: LocalSlack, page: Page) -> None:
    url = address(slack)
    for n in range(5):
        assert await answer(page.session, url, text=str(n)) == (200, "ok")
    assert await answer(page.session, url, text="5") == (404, "used_url")
    assert [message["text"] for message in await page.history()] == ["0", "1", "2", "3", "4"]
    assert (await page.refusals())[-1]["error"] == "used_url"


async def test_after_half_an_hour_it_is_over(slack: LocalSlack, page: Page) -> None:
    url = address(slack)
    slack.slack.clock.advance(30 * 60 - 60)
    assert await answer(page.session, url, text="in time") == (200, "ok")
    slack.slack.clock.advance(61)
    assert await answer(page.session, url, text="late") == (404, "expired_url")
    assert await answer(page.session, url + "x", text="?") == (404, "invalid_url")


async def test_a_refused_answer_does_not_count(slack: LocalSlack, page: Page) -> None:
    url = address(slack)
    for _ in range(6):
        assert await answer(page.session, url, blocks=[section("")]) == (400, "invalid_blocks")
    assert await answer(page.session, url, text="x") == (200, "ok")
    assert (await page.refusals())[0]["problems"][0]["pointer"] == "/blocks/0/text/text"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": "x", "colour": "red"}, "invalid_arguments"),
        ({"text": 5}, "invalid_arguments"),
        ({"text": "x", "thread_ts": "1.000000"}, "cannot_reply_to_message"),
        ({"text": "x", "metadata": {"a": 1}}, "invalid_metadata_format"),
    ],
)
async def test_an_answer_is_checked_as_strictly_as_a_post(
    slack: LocalSlack, page: Page, body: JsonObject, error: str
) -> None:
    assert await answer(page.session, address(slack), **body) == (400, error)


async def test_a_body_that_is_no_object(slack: LocalSlack, page: Page) -> None:
    for body in ("nope", "[]"):
        async with page.session.post(address(slack), data=body) as response:
            assert (response.status, (await response.json())["error"]) == (400, "invalid_payload")


async def test_the_original_is_replaced_or_deleted(slack: LocalSlack, page: Page) -> None:
    blocks = [{"type": "actions", "block_id": "b", "elements": [button("a")]}]
    for only_for in ("", "U001"):
        message = slack.slack.post_as_app("C001", {"text": "old", "blocks": blocks}, only_for=only_for)
        url = address(slack, message=message)
        assert await answer(page.session, url, text="new", replace_original=True) == (200, "ok")
        (shown,) = await page.history()
        assert (shown["ts"], shown["text"], "blocks" in shown) == (message.ts, "new", False)
        assert shown.get("is_ephemeral", False) is bool(only_for)
        assert await answer(page.session, url, delete_original="true") == (200, "ok")
        assert await page.history() == []


async def test_an_answer_to_a_command_cannot_replace_anything(slack: LocalSlack, page: Page) -> None:
    url = address(slack)
    await answer(page.session, url, text="one")
    await answer(page.session, url, text="two", replace_original=True)
    assert [message["text"] for message in await page.history()] == ["one", "two"]


async def test_an_app_may_answer_where_it_is_no_member(slack: LocalSlack, page: Page) -> None:
    url = address(slack, "C002")
    assert await answer(page.session, url, text="public", response_type="in_channel") == (200, "ok")
    assert [message["text"] for message in await page.history("C002")] == ["public"]


async def test_answers_are_on_record_and_can_fail_on_purpose(slack: LocalSlack, page: Page) -> None:
    await page.post("admin/faults", method="response_url", kind="http_error", status=503)
    url = address(slack)
    async with page.session.post(url, json={"text": "x"}) as response:
        assert response.status == 503
    assert await answer(page.session, url, text="y") == (200, "ok")
    calls = (await page.get("admin/calls", method="response_url"))["calls"]
    assert [(call["status"], call["arguments"]) for call in calls] == [(503, {}), (200, {"text": "y"})]
