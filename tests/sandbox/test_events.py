"""Every event of the contract, sent over a real socket when its cause happens, with published keys only."""

import copy
from typing import Any

import aiohttp
import pytest

from tests.sandbox.house import MANIFEST, Page, button, client_of, section
from tests.sandbox.published import PUBLISHED, keys, unexplained
from tests.sandbox.test_socket_mode import open_line, receive

JsonObject = dict[str, Any]
ANA, BOT = "U001", "U0BOT000001"
LEFT_OUT = {
    "*user.*image_*": "nobody has a picture here",
    "*avatar_hash": "nobody has a picture here",
    "*user.enterprise_user*": "no Grid",
    "*user.teams*": "no Grid",
    "*user.profile.guest_*": "of guests with an end",
    "*user.profile.bot_id": "of bots",
    "*user.profile.api_app_id": "of bots",
    "*user.profile.always_active": "of bots",
    "*user.profile.*": "shown where it was filled in",
    "user.is_stranger": "of people from elsewhere",
    "user.is_invited_user": "of people who have not come yet",
    "user.has_*": "shown to administrators only",
    "user.is_forgotten": "in no newer sample",
    "user.two_factor_type": "shown to administrators only",
    "user.presence": "in no newer sample",
    "user.is_connector_bot": "of bots",
    "user.is_workflow_bot": "of bots",
    "view": "once there is one",
}


@pytest.fixture
def manifest() -> JsonObject:
    out = copy.deepcopy(MANIFEST)
    out["settings"]["event_subscriptions"]["bot_events"] = sorted(PUBLISHED["events"])
    out["oauth_config"]["scopes"]["bot"] += ["reactions:read", "users:read.email", "groups:history"]
    return out


@pytest.fixture
async def line(page: Page) -> Any:
    """The app's own line, after its hello."""
    socket = await open_line(page)
    await receive(socket)
    yield socket
    await socket.close()


async def heard(line: aiohttp.ClientWebSocketResponse) -> JsonObject:
    """The next event; acknowledged."""
    envelope = await receive(line)
    await line.send_json({"envelope_id": envelope["envelope_id"]})
    payload: JsonObject = envelope["payload"]
    return payload


async def post(page: Page) -> str:
    return str((await client_of(page.slack).chat_postMessage(channel="C001", text="x"))["ts"])


async def react(page: Page, ts: str, name: str = "tada", **more: Any) -> JsonObject:
    return await page.post("local/react", **{"as": page.person}, channel="C001", ts=ts, name=name, **more)


CAUSES: dict[str, tuple[str, JsonObject]] = {
    "app_home_opened": ("local/home", {"as": ANA}),
    "user_change": ("admin/people", {"id": "U002", "title": "Analyst"}),
    "team_join": ("admin/people", {"id": "U005", "name": "eve"}),
    "channel_id_changed": ("admin/channels", {"id": "C001", "new_id": "C0NEW000001"}),
    "channel_archive": ("admin/channels", {"id": "C001", "is_archived": True}),
    "channel_shared": ("admin/channels", {"id": "C001", "is_ext_shared": True}),
    "channel_unshared": ("admin/channels", {"id": "C006", "is_ext_shared": False}),
    "member_left_channel": ("admin/channels", {"id": "C001", "members": [ANA, BOT]}),
    "reaction_added": ("local/react", {"as": ANA, "channel": "C001", "name": "tada"}),
}


def test_every_event_of_the_contract_has_a_cause() -> None:
    assert set(CAUSES) == set(PUBLISHED["events"])


@pytest.mark.parametrize("kind", CAUSES)
async def test_an_event_follows_its_cause(page: Page, line: aiohttp.ClientWebSocketResponse, kind: str) -> None:
    path, body = CAUSES[kind]
    further = {"ts": await post(page)} if kind == "reaction_added" else {}
    assert (await page.post(path, **body, **further))["ok"]
    payload = await heard(line)
    event = payload["event"]
    assert event["type"] == kind
    assert set(payload) - {"event", "enterprise_id"} <= set(PUBLISHED["envelope"])
    found, published = keys(event), set(PUBLISHED["events"][kind])
    assert found - {"event_ts"} <= published, "every event has an event_ts"
    assert unexplained(published - found, LEFT_OUT) == set()


async def test_a_reaction_is_seen_told_and_taken_back(page: Page, line: aiohttp.ClientWebSocketResponse) -> None:
    ts = await post(page)
    with page.slack.slack.feed.listen("U002") as feed:
        assert await react(page, ts) == {"ok": True}
        changed = feed.get_nowait()
    assert changed is not None
    assert (changed["type"], changed["message"]["ts"]) == ("message_changed", ts)
    event = (await heard(line))["event"]
    assert event["item"] == {"type": "message", "channel": "C001", "ts": ts}
    assert (event["user"], event["reaction"], event["item_user"]) == (ANA, "tada", BOT)
    page.person = "U002"
    await react(page, ts)
    await heard(line)
    kept = (await client_of(page.slack).conversations_history(channel="C001"))["messages"][0]
    assert kept["reactions"] == [{"name": "tada", "users": [ANA, "U002"], "count": 2}]
    assert await react(page, ts, remove=True) == {"ok": True}, "the app did not subscribe to reaction_removed"
    assert (await page.history())[0]["reactions"] == [{"name": "tada", "users": [ANA], "count": 1}]
    for name, more, error in (
        ("Tada!", {}, "invalid_name"),
        ("tada", {"remove": True}, "no_reaction"),
    ):
        assert (await react(page, ts, name, **more))["error"] == error
    page.person = ANA
    assert (await react(page, ts))["error"] == "already_reacted"
    assert (await react(page, "1795000000.000000"))["error"] == "message_not_found"
    for number in range(49):
        await react(page, ts, f"e{number}")
    assert (await react(page, ts, "one-more"))["error"] == "too_many_emoji"


async def test_a_conversation_gets_another_id(page: Page, line: aiohttp.ClientWebSocketResponse) -> None:
    client = client_of(page.slack)
    blocks = [section("x"), {"type": "actions", "elements": [button("go")]}]
    ts = (await client.chat_postMessage(channel="C001", text="kept", blocks=blocks))["ts"]
    await page.post("local/read", **{"as": ANA}, channel="C001", ts=ts)
    secret = page.slack.slack.permits.new_reply(ANA, "C001")
    with page.slack.slack.feed.listen("U002") as feed:
        answer = await page.post("admin/channels", id="C001", new_id="C0NEW000001", topic="New")
        told = feed.get_nowait()
    assert told is not None
    assert (told["channel"]["id"], told["channel"]["was"]) == ("C0NEW000001", "C001")
    assert (answer["channel"]["id"], answer["channel"]["topic"]["value"]) == ("C0NEW000001", "New")
    event = (await heard(line))["event"]
    assert (event["old_channel_id"], event["new_channel_id"]) == ("C001", "C0NEW000001")
    old = await client.api_call("chat.postMessage", json={"channel": "C0NEW000001", "text": "on"})
    assert old["ok"]
    for method in ("conversations.info", "conversations.history"):
        with pytest.raises(Exception, match="channel_not_found"):
            await client.api_call(method, params={"channel": "C001"})
    assert [message["text"] for message in await page.history("C0NEW000001")] == ["kept", "on"]
    url = f"{page.slack.url}respond/commands/T0LOCAL0001/{secret}"
    async with page.session.post(url, json={"text": "late"}) as response:
        assert response.status == 200, "what was asked there before can still be answered"
    assert (await page.history("C0NEW000001"))[-1]["text"] == "late"
    unread = (await page.get("local/unread", **{"as": ANA}))["channels"]
    assert (unread["C0NEW000001"]["count"], "C001" in unread) == (1, False)
    for body in ({"id": "C999", "new_id": "C0X"}, {"id": "C002", "new_id": "C003"}, {"id": "C002", "new_id": "new"}):
        assert (await page.post("admin/channels", **body))["error"] == "bad_request"


async def test_private_channels_have_events_of_their_own_names(
    page: Page, line: aiohttp.ClientWebSocketResponse
) -> None:
    """`group_archive`, to which the app did not subscribe."""
    for channel in ("C003", "C001"):
        await page.post("admin/channels", id=channel, is_archived=True)
    assert (await heard(line))["event"]["channel"] == "C001"


async def test_a_deed_where_the_app_is_not_is_not_told(page: Page, line: aiohttp.ClientWebSocketResponse) -> None:
    await page.say("here", channel="C002")
    ts = (await page.history("C002"))[0]["ts"]
    await page.post("local/react", **{"as": ANA}, channel="C002", ts=ts, name="tada")
    await react(page, await post(page), "wave")
    assert (await heard(line))["event"]["reaction"] == "wave"
