"""Files in two steps: announced and uploaded, completed and shared; then processed; seen by those who may."""

import struct
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import LocalSlack, Memory
from tests.sandbox.house import MANIFEST, WORKSPACE, Page, client_of, manifest_with, modal, section
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x06\x00\x00\x00"
PROCESSED_S = 1.5


@pytest.fixture
def manifest() -> JsonObject:
    return manifest_with("files:write", "files:read", "groups:history")


async def announce(client: AsyncWebClient, name: str = "card.png", length: int = len(PNG), **more: Any) -> JsonObject:
    answer = await client.files_getUploadURLExternal(filename=name, length=length, **more)
    return {"id": answer["file_id"], "url": answer["upload_url"]}


async def put(page: Page, url: str, content: bytes = PNG) -> tuple[int, str]:
    async with page.session.post(url, data=content) as response:
        return response.status, await response.text()


async def uploaded(client: AsyncWebClient, page: Page, **more: Any) -> str:
    """A completed file; `more` says how it is completed."""
    ticket = await announce(client)
    assert await put(page, ticket["url"]) == (200, f"OK - {len(PNG)}")
    await client.files_completeUploadExternal(files=[{"id": ticket["id"], "title": "A card"}], **more)
    return str(ticket["id"])


async def seen(page: Page, file_id: str, person: str) -> int:
    async with page.session.get(f"{page.slack.url}local/file/{file_id}", params={"as": person}) as response:
        return response.status


def picture(**slack_file: str) -> JsonObject:
    return {"type": "image", "alt_text": "A card", "slack_file": slack_file}


async def test_the_real_client_uploads_and_shares(client: AsyncWebClient, page: Page, slack: LocalSlack) -> None:
    answer = await client.files_upload_v2(
        content=PNG, filename="card.png", title="A card", alt_txt="Two bars", channel="C001", initial_comment="Look"
    )
    (shown,) = await page.history()
    assert (shown["text"], shown["upload"], shown["user"]) == ("Look", True, "U0BOT000001")
    (file,) = shown["files"]
    assert (file["id"], file["title"], file["alt_txt"]) == (answer["files"][0]["id"], "A card", "Two bars")
    assert (file["mimetype"], file["original_w"], file["original_h"]) == ("image/png", 640, 480)
    async with page.session.get(f"{slack.url}local/file/{file['id']}", params={"as": "U001"}) as response:
        assert (await response.read(), response.content_type) == (PNG, "image/png")
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
    kept = (await client.conversations_history(channel="C001"))["messages"][0]["files"][0]
    assert (kept["id"], kept["mimetype"]) == (file["id"], ""), "it is processed a while later"


async def test_a_file_is_processed_a_while_later(client: AsyncWebClient, page: Page, slack: LocalSlack) -> None:
    file_id = await uploaded(client, page, channel_id="C001")
    fresh = (await client.files_info(file=file_id))["file"]
    assert (fresh["mimetype"], fresh["shares"], fresh["channels"]) == ("", {}, [])
    early = await refused(client.chat_postMessage(channel="C001", text="x", blocks=[picture(id=file_id)]))
    assert (early["error"], early["errors"]) == (
        "invalid_blocks",
        ["invalid slack file [json-pointer:/blocks/0/slack_file]"],
    )
    slack.slack.clock.advance(PROCESSED_S)
    ready = (await client.files_info(file=file_id))["file"]
    assert (ready["mimetype"], ready["filetype"], ready["size"]) == ("image/png", "png", len(PNG))
    (share,) = ready["shares"]["public"]["C001"]
    assert (share["ts"], ready["channels"]) == ((await page.history())[0]["ts"], ["C001"])
    assert (await client.chat_postMessage(channel="C001", text="x", blocks=[picture(id=file_id)]))["ok"]


async def test_a_block_may_name_a_file_by_its_address(client: AsyncWebClient, page: Page, slack: LocalSlack) -> None:
    file_id = await uploaded(client, page)
    slack.slack.clock.advance(PROCESSED_S)
    file = (await client.files_info(file=file_id))["file"]
    for url in (file["url_private"], file["permalink"]):
        answer = await client.chat_postMessage(channel="C001", text="x", blocks=[picture(url=url)])
        assert answer["message"]["blocks"][0]["slack_file"] == {"url": url, "id": file_id}
    foreign = picture(url="https://files.slack.com/files-pri/T1-F1/a.png")
    assert (await refused(client.chat_postMessage(channel="C001", text="x", blocks=[foreign])))[
        "error"
    ] == "invalid_blocks"
    headers = {"Authorization": "Bearer xoxb-local"}
    async with page.session.get(file["url_private"], headers=headers) as response:
        assert await response.read() == PNG
    async with page.session.get(file["url_private_download"]) as response:
        assert response.status == 404, "the app's own addresses need its token"


async def test_a_file_is_served_to_those_who_can_see_it(client: AsyncWebClient, page: Page, slack: LocalSlack) -> None:
    file_id = await uploaded(client, page)
    slack.slack.clock.advance(PROCESSED_S)
    everybody = ("U001", "U002", "U003", "U004", "U999")

    async def may() -> list[str]:
        return [person for person in everybody if await seen(page, file_id, person) == 200]

    assert await may() == [], "it is shown nowhere"
    await client.chat_postEphemeral(channel="C001", user="U002", text="x", blocks=[picture(id=file_id)])
    assert await may() == ["U002"]
    await client.chat_postMessage(channel="C003", text="x", blocks=[picture(id=file_id)])
    assert await may() == ["U001", "U002"], "the private channel's member sees it too"
    home = {"type": "home", "blocks": [picture(id=file_id)]}
    await client.views_publish(user_id="U003", view=home)
    assert await may() == ["U001", "U002", "U003"], "deactivated people and strangers never do"


async def test_every_file_is_listed_with_where_it_is(client: AsyncWebClient, page: Page, slack: LocalSlack) -> None:
    never = await announce(client, "never.png", alt_txt="Nothing")
    shared = await uploaded(client, page, channels=["C001", "C003"], initial_comment="Both")
    slack.slack.clock.advance(PROCESSED_S)
    ts = (await client.chat_postMessage(channel="C001", text="x", blocks=[picture(id=shared)]))["ts"]
    (first, second) = (await page.get("admin/files"))["files"]
    size = len(PNG)
    assert first == {
        "id": never["id"],
        "name": "never.png",
        "size": size,
        "completed": False,
        "shared_in": [],
        "alt_txt": "Nothing",
    }
    assert (second["completed"], [place["channel"] for place in second["shared_in"]]) == (
        True,
        ["C001", "C001", "C003"],
    )
    assert ts in [place["ts"] for place in second["shared_in"]]
    assert (await refused(client.files_info(file=never["id"])))["error"] == "file_not_found", "it never became a file"
    await client.chat_update(channel="C001", ts=ts, text="x", blocks=[section("words")])
    assert len((await page.get("admin/files"))["files"][1]["shared_in"]) == 2


async def test_a_direct_message_and_a_thread_take_files(client: AsyncWebClient, page: Page) -> None:
    await uploaded(client, page, channels=["U001"])
    (channel,) = [c for c in page.slack.slack.workspace.channels.values() if c.is_im]
    assert [len(message["files"]) for message in await page.history(channel.id)] == [1]
    parent = (await client.chat_postMessage(channel="C001", text="parent"))["ts"]
    await uploaded(client, page, channel_id="C001", thread_ts=parent)
    thread = (await client.conversations_replies(channel="C001", ts=parent))["messages"]
    assert [len(message.get("files", [])) for message in thread] == [0, 1]


async def test_an_upload_must_be_as_long_as_was_said(client: AsyncWebClient, page: Page) -> None:
    ticket = await announce(client)
    status, words = await put(page, ticket["url"], PNG[:-1])
    assert (status, words) == (400, f"{len(PNG)} bytes were announced, {len(PNG) - 1} came")
    done = {"files": [{"id": ticket["id"]}], "channel_id": "C001"}
    assert (await refused(client.files_completeUploadExternal(**done)))["error"] == "file_not_found"
    form = aiohttp.FormData()
    form.add_field("note", "words")
    form.add_field("file", PNG, filename="card.png")
    async with page.session.post(ticket["url"], data=form) as response:
        assert await response.text() == f"OK - {len(PNG)}"
    await client.files_completeUploadExternal(**done)
    assert (await refused(client.files_completeUploadExternal(**done)))["error"] == "file_not_found", "once only"
    assert (await put(page, ticket["url"]))[0] == 404
    assert len(await page.history()) == 1
    calls = (await page.get("admin/calls", method="upload_url"))["calls"]
    assert [call["status"] for call in calls] == [400, 200, 404]


async def test_an_upload_can_fail_on_demand(client: AsyncWebClient, page: Page) -> None:
    ticket = await announce(client)
    await page.post("admin/faults", method="upload_url", kind="http_error", status=503)
    assert (await put(page, ticket["url"]))[0] == 503
    await page.post("admin/faults", method="upload_url", kind="drop_after")
    with pytest.raises(aiohttp.ClientConnectionError):
        await put(page, ticket["url"])
    await client.files_completeUploadExternal(files=[{"id": ticket["id"]}])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": 8 * 1024**2 + 1}, "file_upload_size_restricted"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"snippet_type": "No Type"}, "unknown_snippet_type"),
        ({"snippet_type": "python", "length": 1024**2 + 1}, "snippet_too_large"),
    ],
)
async def test_a_file_is_not_announced(client: AsyncWebClient, arguments: JsonObject, error: str) -> None:
    given = {"filename": "a.png", "length": 3, **arguments}
    assert (await refused(client.api_call("files.getUploadURLExternal", params=given)))["error"] == error


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "F0"}, {"id": "F0"}]}, "invalid_arguments"),
        ({"files": [{"id": "F0", "alt_txt": "x"}]}, "invalid_arguments"),
        ({"files": [{"id": "F0NOTTHERE1"}]}, "file_not_found"),
        ({"channel_id": "C999"}, "channel_not_found"),
        ({"channel_id": "C004"}, "channel_not_found"),
        ({"channel_id": "U001"}, "channel_not_found"),
        ({"channel_id": "C002"}, "not_in_channel"),
        ({"channel_id": "C005"}, "posting_to_channel_denied"),
        ({"channels": "C001,C999"}, "invalid_channel"),
        ({"channels": ",".join(["C001"] * 101)}, "channels_limit_exceeded"),
        ({"channel_id": "C001", "blocks": [section("")]}, "invalid_blocks"),
        ({"channel_id": "C001", "blocks": "{"}, "invalid_blocks"),
        ({"channel_id": "C001", "thread_ts": "1.000001"}, "invalid_arguments"),
        ({"channels": "C001,C003", "thread_ts": "1.000001"}, "invalid_arguments"),
    ],
)
async def test_a_faulty_completion_completes_nothing(
    client: AsyncWebClient, page: Page, arguments: JsonObject, error: str
) -> None:
    ticket = await announce(client)
    await put(page, ticket["url"])
    given = {"files": [{"id": ticket["id"]}], **arguments}
    assert (await refused(client.api_call("files.completeUploadExternal", json=given)))["error"] == error
    assert [file["completed"] for file in (await page.get("admin/files"))["files"]] == [False]
    assert await page.history() == []


async def test_the_oldest_contents_are_forgotten(page: Page, manifest: JsonObject) -> None:
    memory = Memory(files=3, file_bytes=2 * len(PNG))
    async with LocalSlack.start(WORKSPACE, manifest, memory=memory) as slack:
        at_the_page = Page(slack, page.session)
        files = [await uploaded(client_of(slack), at_the_page, channel_id="C001") for _ in range(4)]
        assert [await seen(at_the_page, file, "U001") for file in files] == [404, 404, 200, 200]
        assert (await client_of(slack).files_info(file=files[1]))["ok"], "what it was is still known"
        held = [message.files[0].content is not None for message in slack.slack.messages.posted("C001")]
        assert held == [False, False, True, True], "no message holds on to contents"
        assert (await refused(client_of(slack).files_info(file=files[0])))["error"] == "file_not_found"


async def test_the_workspace_file_says_how_long_processing_takes(page: Page, manifest: JsonObject) -> None:
    async with LocalSlack.start({**WORKSPACE, "pace": {"processing": 0}}, manifest) as slack:
        file_id = await uploaded(client_of(slack), Page(slack, page.session))
        view = modal(picture(id=file_id))
        trigger = slack.slack.permits.new_trigger("U001")
        assert (await client_of(slack).views_open(trigger_id=trigger, view=view))["ok"]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"])
async def test_files_need_their_scope(page: Page, method: str) -> None:
    async with LocalSlack.start(WORKSPACE, MANIFEST) as slack:
        assert (await refused(client_of(slack).api_call(method)))["error"] == "missing_scope"
    assert await page.history() == []
