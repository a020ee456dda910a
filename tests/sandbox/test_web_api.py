"""Tokens, scopes and arguments of the Web API, with the real client and with bare requests."""

import ast
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

import sandbox
from sandbox import LocalSlack
from sandbox.api import METHODS
from tests.sandbox.house import APP_TOKEN, BOT_TOKEN, WORKSPACE, Page, client_of, manifest_with

JsonObject = dict[str, Any]


async def refused(call: Any) -> JsonObject:
    """The answer of a call that must fail."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer: JsonObject = caught.value.response.data
    return answer


async def bare(slack: LocalSlack, method: str, arguments: JsonObject) -> JsonObject:
    """The answer of a call, whatever it says."""
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.api_url + method, json=arguments, headers=headers) as answer,
    ):
        body: JsonObject = await answer.json()
        return body


async def test_auth_test_names_bot_and_team(client: AsyncWebClient, slack: LocalSlack) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        "T0LOCAL0001",
        "U0BOT000001",
        "B0BOT000001",
    )
    assert answer["url"] == slack.url


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        (BOT_TOKEN, "apps.connections.open", "not_allowed_token_type"),
        (APP_TOKEN, "users.list", "not_allowed_token_type"),
        (BOT_TOKEN, "files.list", "unknown_method"),
        (BOT_TOKEN, "reactions.add", "unknown_method"),
    ],
)
async def test_tokens_and_methods_are_checked(page: Page, token: str, method: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with page.session.post(f"{page.slack.api_url}{method}", headers=headers) as response:
        assert response.status == 200
        assert (await response.json())["error"] == error


async def test_a_form_may_carry_the_token_but_json_may_not(page: Page) -> None:
    url = page.slack.api_url + "auth.test"
    async with page.session.post(url, data={"token": BOT_TOKEN}) as response:
        assert (await response.json())["ok"] is True
    async with page.session.post(url, json={"token": BOT_TOKEN}) as response:
        assert (await response.json())["error"] == "not_authed"


async def test_a_body_that_is_no_json_is_refused(page: Page) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}", "Content-Type": "application/json"}
    url = page.slack.api_url + "auth.test"
    for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
        async with page.session.post(url, data=body, headers=headers) as response:
            assert (await response.json())["error"] == error


async def test_unknown_and_missing_arguments_are_named(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("chat.postMessage", json={"text": "x", "colour": "red"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unknown argument: colour [json-pointer:/colour]",
        "[ERROR] missing required field: channel [json-pointer:/channel]",
    ]


async def test_an_argument_of_the_wrong_kind_is_named(client: AsyncWebClient) -> None:
    answer = await refused(client.api_call("users.list", params={"limit": "many"}))
    assert answer["errors"] == ["must be a valid integer [json-pointer:/limit]"]


async def test_arrays_and_objects_may_come_as_json_in_a_form(client: AsyncWebClient) -> None:
    blocks = '[{"type": "divider"}]'
    answer = await client.api_call("chat.postMessage", data={"channel": "C001", "blocks": blocks})
    assert answer["message"]["blocks"][0]["type"] == "divider"


ALL_SCOPES = ("im:read", "im:history", "groups:history", "files:write", "files:read")
SCOPES: list[tuple[str, str, JsonObject]] = [
    ("users:read", "users.list", {}),
    ("users:read", "users.info", {"user": "U001"}),
    ("chat:write", "chat.postMessage", {"channel": "C001", "text": "x"}),
    ("chat:write", "chat.postEphemeral", {"channel": "C001", "user": "U001", "text": "x"}),
    ("chat:write", "chat.update", {"channel": "C001", "ts": "1795000000.000000", "text": "x"}),
    ("channels:read", "conversations.info", {"channel": "C001"}),
    ("groups:read", "conversations.info", {"channel": "C003"}),
    ("im:read", "conversations.info", {"channel": "D001"}),
    ("channels:read", "conversations.members", {"channel": "C001"}),
    ("groups:read", "conversations.members", {"channel": "C003"}),
    ("channels:history", "conversations.history", {"channel": "C001"}),
    ("groups:history", "conversations.history", {"channel": "C003"}),
    ("im:history", "conversations.history", {"channel": "D001"}),
    ("channels:history", "conversations.replies", {"channel": "C001", "ts": "1795000000.000000"}),
    ("groups:history", "conversations.replies", {"channel": "C003", "ts": "1795000000.000000"}),
    ("im:write", "conversations.open", {"users": "U001"}),
    ("files:write", "files.getUploadURLExternal", {"filename": "a.png", "length": 3}),
    ("files:write", "files.completeUploadExternal", {"files": [{"id": "F0NOTTHERE1"}]}),
    ("files:read", "files.info", {"file": "F0NOTTHERE1"}),
]
DIRECT = {"id": "D001", "is_im": True, "is_private": True, "user": "U001", "members": ["U001", "U0BOT000001"]}


@pytest.mark.parametrize(("scope", "method", "arguments"), SCOPES, ids=[f"{case[1]}-{case[0]}" for case in SCOPES])
async def test_each_method_needs_its_scope(scope: str, method: str, arguments: JsonObject) -> None:
    workspace = {**WORKSPACE, "channels": [*WORKSPACE["channels"], DIRECT]}
    async with LocalSlack.start(workspace, manifest_with(*ALL_SCOPES)) as slack:
        answer = await bare(slack, method, arguments)
        assert answer.get("error") in (None, "message_not_found", "thread_not_found", "file_not_found")
    async with LocalSlack.start(workspace, manifest_with(*ALL_SCOPES, without=(scope,))) as slack:
        answer = await bare(slack, method, arguments)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert scope not in answer["provided"].split(",")


def test_every_method_with_a_scope_is_tried_without_it() -> None:
    assert {name for name, method in METHODS.items() if method.scope} == {case[1] for case in SCOPES}


async def test_people_come_in_pages(client: AsyncWebClient) -> None:
    seen: list[str] = []
    cursor, pages = "", 0
    while cursor or not pages:
        answer = await client.users_list(limit=2, cursor=cursor)
        seen += [member["id"] for member in answer["members"]]
        cursor, pages = answer["response_metadata"]["next_cursor"], pages + 1
    assert seen == ["U001", "U002", "U003", "U004", "U0BOT000001", "USLACKBOT"]
    assert pages == 3
    assert (await refused(client.users_list(cursor="bm9wZQ==")))["error"] == "invalid_cursor"


async def test_a_person_has_what_a_bot_needs(client: AsyncWebClient) -> None:
    user: JsonObject = (await client.users_info(user="U001", include_locale=True))["user"]
    assert (user["tz"], user["locale"], user["deleted"], user["is_bot"]) == ("Europe/Dublin", "en-IE", False, False)
    assert (user["is_restricted"], user["is_ultra_restricted"]) == (False, False)
    assert user["profile"]["title"] == "Customer success manager"
    assert "email" not in user["profile"], "an address needs users:read.email"
    assert user["updated"] > 0
    guest: JsonObject = (await client.users_info(user="U003"))["user"]
    assert guest["is_restricted"] is True
    assert "locale" not in guest
    gone: JsonObject = (await client.users_info(user="U004"))["user"]
    assert gone["deleted"] is True
    assert "tz" not in gone
    assert (await refused(client.users_info(user="U999")))["error"] == "user_not_found"


async def test_an_address_needs_its_own_scope() -> None:
    async with LocalSlack.start(WORKSPACE, manifest_with("users:read.email")) as slack:
        answer = await client_of(slack).users_info(user="U001")
    assert answer["user"]["profile"]["email"] == "ana@example.com"


async def test_conversations_say_what_they_are(client: AsyncWebClient) -> None:
    shared = (await client.conversations_info(channel="C006", include_num_members=True))["channel"]
    assert (shared["is_ext_shared"], shared["is_private"], shared["num_members"]) == (True, False, 2)
    council = (await client.conversations_info(channel="C003"))["channel"]
    assert (council["is_private"], council["is_archived"], council["is_im"]) == (True, False, False)
    for hidden in ("C004", "C999"):
        assert (await refused(client.conversations_info(channel=hidden)))["error"] == "channel_not_found"


async def test_members_come_in_pages(client: AsyncWebClient) -> None:
    first = await client.conversations_members(channel="C001", limit=2)
    assert first["members"] == ["U001", "U002"]
    cursor = first["response_metadata"]["next_cursor"]
    assert (await client.conversations_members(channel="C001", cursor=cursor))["members"] == ["U0BOT000001"]
    assert (await refused(client.conversations_members(channel="C001", limit=5000)))["error"] == "invalid_limit"


async def test_a_direct_message_opens_once(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users="U002")
    again = await client.conversations_open(users="U002", return_im=True)
    assert first["channel"] == {"id": again["channel"]["id"]}
    assert (again["channel"]["is_im"], again["channel"]["user"], again["already_open"]) == (True, "U002", True)
    for users, error in (("U004", "user_disabled"), ("U999", "user_not_found"), ("", "users_list_not_supplied")):
        assert (await refused(client.conversations_open(users=users)))["error"] == error


async def test_every_call_is_on_record_without_its_token(client: AsyncWebClient, page: Page) -> None:
    await client.users_info(user="U001")
    await refused(client.users_info(user="U999"))
    calls = (await page.get("admin/calls", method="users.info"))["calls"]
    assert [(call["arguments"], call["ok"], call["error"]) for call in calls] == [
        ({"user": "U001"}, True, None),
        ({"user": "U999"}, False, "user_not_found"),
    ]


async def test_declarations_can_be_read(page: Page) -> None:
    methods = (await page.get("admin/methods"))["methods"]
    assert set(methods) == set(METHODS)
    assert methods["users.info"]["required"] == {"user": "string"}
    assert "user_not_found" in methods["users.info"]["errors"]


async def test_a_foreign_name_for_this_machine_is_refused(page: Page) -> None:
    headers = {"Host": "rebound.example"}
    async with page.session.get(page.slack.url + "local/workspace", headers=headers) as response:
        assert response.status == 403


async def test_it_listens_on_this_machine_only(slack: LocalSlack) -> None:
    assert slack.url.startswith("http://127.0.0.1:")
    port = int(slack.url.rstrip("/").rsplit(":", 1)[1])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"http://127.0.0.2:{port}/")


def test_the_package_stands_alone() -> None:
    """It imports aiohttp and itself; the program it serves meets it over the wire only."""
    imported: set[str] = set()
    for path in Path(sandbox.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"aiohttp", "sandbox"}
