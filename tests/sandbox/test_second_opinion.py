"""Our limits beside those of an independent library: equal, or lower where sources disagree."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slackblocks import Image as ImageElement
from slackblocks import ImageBlock, InvalidUsageError, SectionBlock, SlackFile, _limits, _surfaces

from sandbox import LocalSlack
from sandbox.limits import limit, published, surface_blocks
from tests.sandbox.house import JsonObject, Page, manifest_with
from tests.sandbox.test_files import uploaded
from tests.sandbox.test_web_api import refused

SHARED = sorted(name for name in published()["block_kit"] if hasattr(_limits, name.upper().replace(".", "_")))
LOWER = {
    "card.actions.max_items",
    "data_table.content.max_length",
    "data_table.rows.max_items",
    "data_table.total_content.max_length",
    "data_visualization.segments.max_items",
    "data_visualization.series.max_items",
    "video.author_name.max_length",
    "video.description.max_length",
    "video.title.max_length",
}


def test_most_limits_can_be_compared() -> None:
    assert len(SHARED) > 130


@pytest.mark.parametrize("name", SHARED)
def test_a_limit_agrees(name: str) -> None:
    theirs = getattr(_limits, name.upper().replace(".", "_"))
    if name in LOWER:
        assert limit(name) < theirs
    else:
        assert limit(name) == theirs


@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_no_block_is_allowed_that_the_library_refuses(surface: str) -> None:
    theirs = _surfaces._BLOCK_TYPES_BY_SURFACE[surface]  # type: ignore[index]  # a literal there, a word here
    assert surface_blocks(surface) <= theirs
    refused_here = {"message": {"file"}, "modal": {"card"}, "home": {"table", "data_visualization"}}
    assert theirs - surface_blocks(surface) == refused_here[surface]


@pytest.fixture
def manifest() -> JsonObject:
    return manifest_with("files:write", "files:read")


async def test_the_librarys_pictures_of_files_are_taken_once_the_files_are_there(
    client: AsyncWebClient, page: Page, slack: LocalSlack
) -> None:
    file_id = await uploaded(client, page)
    slack.slack.clock.advance(slack.slack.pace.processing)
    url = (await client.files_info(file=file_id))["file"]["url_private"]
    for file in (SlackFile(url=None, id=file_id), SlackFile(url=url, id=None)):
        picture = ImageBlock(alt_text="A card", slack_file=file)
        beside = SectionBlock("x", accessory=ImageElement(alt_text="A card", slack_file=file))
        for block in (picture, beside):
            assert (await client.chat_postMessage(channel="C001", text="x", blocks=[block._resolve()]))["ok"]


async def test_both_refuse_a_file_of_two_names(client: AsyncWebClient) -> None:
    with pytest.raises(InvalidUsageError):
        SlackFile(url="https://files.slack.com/a.png", id="F0ABCDEFGH1")
    two = {
        "type": "image",
        "alt_text": "x",
        "slack_file": {"id": "F0ABCDEFGH1", "url": "https://files.slack.com/a.png"},
    }
    assert (await refused(client.chat_postMessage(channel="C001", text="x", blocks=[two])))["error"] == "invalid_blocks"
