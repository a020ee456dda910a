"""Rate limits by the local Slack's own clock: tiers a method, posts a conversation and in all, and windows that are kept."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack
from sandbox.api import METHODS
from sandbox.clock import Clock
from sandbox.rates import Rates, limit_of
from tests.sandbox.conftest import PATIENT
from tests.sandbox.house import MANIFEST, WORKSPACE, Page
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]


class Still(Clock):
    """A clock that moves only on demand, so that a call takes no time."""

    def now(self) -> float:
        return 1_795_000_000.0 + self.offset


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack.start(WORKSPACE, MANIFEST, pace=PATIENT, rates=True) as running:
        running.slack.rates.clock = Still()
        yield running


def advance(slack: LocalSlack, seconds: float) -> None:
    slack.slack.rates.clock.advance(seconds)


async def limited(call: Any) -> int:
    """The Retry-After of a call that must be limited."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response
    assert (answer.status_code, answer.data) == (429, {"ok": False, "error": "ratelimited"})
    return int(answer.headers["Retry-After"])


async def calls(page: Page, method: str) -> list[JsonObject]:
    found: list[JsonObject] = (await page.get("admin/calls", method=method))["calls"]
    return found


async def test_the_21st_look_at_the_people_in_a_minute_waits(
    client: AsyncWebClient, slack: LocalSlack, page: Page
) -> None:
    for _ in range(20):
        await client.users_list()
    assert await limited(client.users_list()) == 3, "20 a minute is one each 3 seconds"
    assert (await client.users_info(user="U001"))["ok"], "each method for itself"
    advance(slack, 3)
    assert (await client.users_list())["ok"]
    last = (await calls(page, "users.list"))[-2]
    assert (last["status"], last["ok"], last["error"], last.get("too_early")) == (429, False, "ratelimited", None)


async def test_nothing_is_answered_within_a_window(client: AsyncWebClient, slack: LocalSlack, page: Page) -> None:
    for _ in range(20):
        await client.users_list()
    await limited(client.users_list())
    advance(slack, 2.5)
    assert await limited(client.users_list()) == 1, "half a second is left"
    assert [call.get("too_early") for call in await calls(page, "users.list")][-2:] == [None, True]
    refusal = (await page.refusals())[-1]
    assert refusal["message"] == "called 0.5 s before its Retry-After had passed"
    advance(slack, 0.5)
    assert (await client.users_list())["ok"], "a call that came too early does not prolong the window"


async def test_a_window_that_a_fault_handed_out_is_kept_too(
    client: AsyncWebClient, slack: LocalSlack, page: Page
) -> None:
    await page.post("admin/faults", method="chat.postMessage", kind="ratelimited", retry_after=7)
    assert await limited(client.chat_postMessage(channel="C001", text="x")) == 7
    assert await limited(client.chat_postMessage(channel="C003", text="x")) == 7, "it is the method's, in every channel"
    advance(slack, 7)
    assert (await client.chat_postMessage(channel="C001", text="x"))["ok"]
    assert [call.get("too_early") for call in await calls(page, "chat.postMessage")] == [None, True, None]


async def test_addresses_that_were_handed_out_have_windows_too(slack: LocalSlack, page: Page) -> None:
    secret = slack.slack.permits.new_reply("U001", "C001")
    url = f"{slack.url}respond/commands/T0LOCAL0001/{secret}"
    await page.post("admin/faults", method="response_url", kind="ratelimited", retry_after=2)
    answers: list[int] = []
    for seconds in (0, 1, 1):
        advance(slack, seconds)
        async with page.session.post(url, json={"text": "x"}) as answer:
            answers.append(answer.status)
    assert answers == [429, 429, 200]
    assert [call.get("too_early") for call in await calls(page, "response_url")] == [None, True, None]


async def test_a_channel_takes_a_short_burst_then_one_a_second(client: AsyncWebClient, slack: LocalSlack) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel="C001", text="x")
    assert await limited(client.chat_postMessage(channel="C001", text="x")) == 1
    assert (await client.chat_postMessage(channel="C003", text="x"))["ok"], "each channel for itself"
    for _ in range(4):
        advance(slack, 1)
        assert (await client.chat_postMessage(channel="C001", text="x"))["ok"]
        assert await limited(client.chat_postMessage(channel="C001", text="x")) == 1


async def test_a_direct_message_is_one_conversation_by_either_name(client: AsyncWebClient) -> None:
    channel = (await client.chat_postMessage(channel="U001", text="x"))["channel"]
    await client.chat_postMessage(channel=channel, text="x")
    await client.chat_postMessage(channel="U001", text="x")
    assert await limited(client.chat_postMessage(channel=channel, text="x")) == 1


def test_a_workspace_takes_300_posts_a_minute() -> None:
    rates = Rates(Still(), counted=True)
    places = [f"C{n}" for n in range(301)]
    assert [rates.take("chat.postMessage", place) for place in places] == [0] * 300 + [1]
    rates.clock.advance(60)
    assert [rates.take("chat.postMessage", place) for place in places[:300]] == [0] * 300
    rates.clock.advance(61)
    rates.take("users.list")
    assert len(rates._full_at) == 1, "a store that is full again is forgotten"


async def test_calls_of_others_do_not_count(page: Page, client: AsyncWebClient) -> None:
    for _ in range(25):
        async with page.session.post(
            f"{page.slack.api_url}users.list", headers={"Authorization": "Bearer x"}
        ) as answer:
            assert (await answer.json())["error"] == "invalid_auth"
    assert (await client.users_list())["ok"]


async def test_by_default_a_test_is_not_slowed_down(page: Page) -> None:
    """Without counting, a window is only noted: a bot with a clock of the test's own may be early by this one."""
    async with LocalSlack.start(WORKSPACE, MANIFEST) as slack:
        client = AsyncWebClient(token="xoxb-local", base_url=slack.api_url, retry_handlers=[])
        for _ in range(25):
            await client.users_list()
        at_the_page = Page(slack, page.session)
        await at_the_page.post("admin/faults", method="users.list", kind="ratelimited", retry_after=7)
        await limited(client.users_list())
        assert (await client.users_list())["ok"]
        assert (await calls(at_the_page, "users.list"))[-1]["too_early"] is True


def test_every_method_has_the_limit_that_slack_publishes() -> None:
    """Tiers as in the data; the special ones as Slack words them; `blocks.validate` has no published figure."""
    bursts = {name: limit.burst for name in METHODS if (limit := limit_of(name))}
    assert set(METHODS) - set(bursts) == {"blocks.validate"}
    tiers = {20: "Tier 2", 50: "Tier 3", 100: "Tier 4"}
    by_tier: dict[str, set[str]] = {}
    for name, burst in bursts.items():
        by_tier.setdefault(tiers.get(burst, "special"), set()).add(name)
    assert by_tier["special"] == {"auth.test", "chat.postMessage"}
    assert by_tier["Tier 2"] == {"users.list"}
    assert by_tier["Tier 3"] >= {"conversations.history", "conversations.open", "chat.update", "apps.connections.open"}
    assert by_tier["Tier 4"] >= {"views.open", "views.publish", "users.info", "files.info", "chat.postEphemeral"}


async def test_a_wrong_call_counts_as_well(client: AsyncWebClient) -> None:
    for _ in range(20):
        await refused(client.users_list(cursor="bm9wZQ=="))
    assert await limited(client.users_list()) == 3
