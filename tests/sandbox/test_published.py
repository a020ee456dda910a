"""Each method of the contract called for real: its keys, arguments and errors are published ones, and none that is always there is missing."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.api import METHODS
from sandbox.api.method import COMMON_ERRORS
from tests.sandbox.house import APP_TOKEN, Page, client_of, form, manifest_with, plain, section
from tests.sandbox.published import PUBLISHED, keys, unexplained
from tests.sandbox.test_files import uploaded

JsonObject = dict[str, Any]
CONTRACT = frozenset(PUBLISHED["methods"])
PERSON = {
    "*.profile.image_*": "nobody has a picture here",
    "*.profile.avatar_hash": "nobody has a picture here",
    "*.has_2fa": "shown to administrators only",
    "*.profile.first_name": "shown where people filled it in; real_name is always there",
    "*.profile.last_name": "shown where people filled it in; real_name is always there",
    "*.profile.skype": "a field of older workspaces",
}
OWN_READING = "what a person has read; an app has read nothing"
LEFT_OUT: dict[str, dict[str, str]] = {
    "users.list": PERSON,
    "users.info": PERSON,
    "conversations.info": {
        "channel.last_read": OWN_READING,
        "channel.parent_conversation": "in no newer sample",
    },
    "conversations.replies": {
        "messages[[]].last_read": OWN_READING,
        "messages[[]].subscribed": OWN_READING,
        "messages[[]].unread_count": OWN_READING,
    },
    "chat.postMessage": {
        "message.subtype": "bot_message: an app of the old kind, with a name of its own",
        "message.username": "an app of the old kind, with a name of its own",
    },
    "files.info": {
        "file.thumb_*": "no smaller pictures are made",
        "file.deanimate_gif": "no smaller pictures are made",
        "file.pjpeg": "no smaller pictures are made",
        "file.image_exif_rotation": "no picture is turned",
        "file.is_starred": "stars are gone from Slack",
        "file.permalink_public": "no file is shown to the world",
        "file.shares.public.[*][[]].latest_reply": "of a share that was answered",
        "file.shares.public.[*][[]].thread_ts": "of a share in a thread",
    },
}
"""Keys that published examples have and these answers have not: pattern -> reason."""


@pytest.fixture
def manifest() -> JsonObject:
    return manifest_with("users:read.email", "files:write", "files:read")


async def auth_test(client: AsyncWebClient, _page: Page) -> Any:
    return await client.auth_test()


async def connections(_client: AsyncWebClient, page: Page) -> Any:
    return await client_of(page.slack, APP_TOKEN).apps_connections_open(app_token=APP_TOKEN)


async def users_list(client: AsyncWebClient, _page: Page) -> Any:
    return await client.users_list(limit=2)


async def users_info(client: AsyncWebClient, _page: Page) -> Any:
    return await client.users_info(user="U001", include_locale=True)


async def info(client: AsyncWebClient, _page: Page) -> Any:
    return await client.conversations_info(channel="C001", include_num_members=True, include_locale=True)


async def members(client: AsyncWebClient, _page: Page) -> Any:
    return await client.conversations_members(channel="C001")


async def talk(client: AsyncWebClient, page: Page) -> str:
    """A thread with all that a message can carry; gives the parent's `ts`."""
    await page.say("first")
    ts = str((await client.chat_postMessage(channel="C001", text="x", blocks=[section("x")], attachments=[{}]))["ts"])
    await page.post("local/react", **{"as": "U001"}, channel="C001", ts=ts, name="tada")
    await client.chat_update(channel="C001", ts=ts, text="y")
    await page.say("an answer", thread_ts=ts)
    await uploaded(client, page, channel_id="C001")
    return ts


async def history(client: AsyncWebClient, page: Page) -> Any:
    await talk(client, page)
    return await client.conversations_history(channel="C001", limit=2)


async def replies(client: AsyncWebClient, page: Page) -> Any:
    """A whole thread, with the cursor of a first page of it."""
    thread = await client.conversations_replies(channel="C001", ts=await talk(client, page))
    some = await client.conversations_replies(channel="C001", ts=thread["messages"][0]["ts"], limit=1)
    return {**thread.data, "response_metadata": some["response_metadata"]}


async def opened(client: AsyncWebClient, _page: Page) -> Any:
    return await client.conversations_open(users="U001", return_im=True)


async def post(client: AsyncWebClient, _page: Page) -> Any:
    return await client.chat_postMessage(channel="C001", text="x", blocks=[section("x")], attachments=[{"text": "y"}])


async def ephemeral(client: AsyncWebClient, _page: Page) -> Any:
    return await client.chat_postEphemeral(channel="C001", user="U001", text="x")


async def update(client: AsyncWebClient, _page: Page) -> Any:
    ts = (await client.chat_postMessage(channel="C001", text="x"))["ts"]
    return await client.chat_update(channel="C001", ts=ts, text="y", blocks=[section("y")])


FORM = form(
    close={**plain("No"), "emoji": True}, submit={**plain("Yes"), "emoji": True}, title={**plain("T"), "emoji": True}
)


async def view_open(client: AsyncWebClient, page: Page) -> Any:
    return await client.views_open(trigger_id=page.slack.slack.permits.new_trigger("U001"), view=FORM)


async def view_push(client: AsyncWebClient, page: Page) -> Any:
    await view_open(client, page)
    return await client.views_push(trigger_id=page.slack.slack.permits.new_trigger("U001"), view=FORM)


async def view_update(client: AsyncWebClient, page: Page) -> Any:
    return await client.views_update(view_id=(await view_open(client, page))["view"]["id"], view=FORM)


async def publish(client: AsyncWebClient, _page: Page) -> Any:
    return await client.views_publish(user_id="U001", view={"type": "home", "blocks": [section("x")]})


async def upload_url(client: AsyncWebClient, _page: Page) -> Any:
    return await client.files_getUploadURLExternal(filename="a.png", length=3)


async def complete(client: AsyncWebClient, page: Page) -> Any:
    ticket = await upload_url(client, page)
    async with page.session.post(ticket["upload_url"], data=b"abc"):
        return await client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}], channel_id="C001")


async def file_info(client: AsyncWebClient, page: Page) -> Any:
    file_id = await uploaded(client, page, channel_id="C001")
    page.slack.slack.clock.advance(2)
    return await client.files_info(file=file_id)


async def validate(client: AsyncWebClient, _page: Page) -> Any:
    return await client.blocks_validate(blocks=[section("x")])


CALLS: dict[str, Callable[[AsyncWebClient, Page], Awaitable[Any]]] = {
    "auth.test": auth_test,
    "apps.connections.open": connections,
    "users.list": users_list,
    "users.info": users_info,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.open": opened,
    "chat.postMessage": post,
    "chat.postEphemeral": ephemeral,
    "chat.update": update,
    "views.open": view_open,
    "views.push": view_push,
    "views.update": view_update,
    "views.publish": publish,
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
    "files.info": file_info,
    "blocks.validate": validate,
}


def test_every_method_of_the_contract_is_there_and_no_other() -> None:
    assert set(METHODS) == CONTRACT == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
async def test_an_answer_has_published_keys(client: AsyncWebClient, page: Page, name: str) -> None:
    answer = await CALLS[name](client, page)
    published = PUBLISHED["methods"][name]
    found = keys(getattr(answer, "data", answer))
    inner = {key for key in found if "files[]." in key and not name.startswith("files.")}
    assert found - inner - set(published["always"]) - set(published["sometimes"]) == set()
    assert unexplained(set(published["always"]) - found, LEFT_OUT.get(name, {})) == set()
    of_files = {key.rpartition("files[]")[2] for key in inner}
    file = PUBLISHED["methods"]["files.info"]
    assert {f"file{key}" for key in of_files} <= {*file["always"], *file["sometimes"]}


@pytest.mark.parametrize("name", CALLS)
def test_arguments_and_errors_are_published_ones(name: str) -> None:
    method, published = METHODS[name], PUBLISHED["methods"][name]
    assert set(method.arguments) <= {*published["arguments"], "team_id"}
    assert set(published["required"]) <= set(method.required)
    assert method.errors - method.further_errors - COMMON_ERRORS <= set(published["errors"])
