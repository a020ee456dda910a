"""Seeded faults, continued: whole calls of the Web API that must be refused, with Slack's own word, and leave nothing behind."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox import test_seeded_faults, test_seeded_structures, test_seeded_views
from tests.sandbox.house import Page, button, form, manifest_with, modal, plain, section
from tests.sandbox.kit import actions, asked, chart, data_table, image, pie, table, without
from tests.sandbox.test_web_api import refused

JsonObject = dict[str, Any]
POST: JsonObject = {"channel": "C001", "text": "x"}
HOME: JsonObject = {"type": "home", "blocks": [section("x")]}
KEY = {"event_type": "fairshare_post", "event_payload": {"key": "k-1"}}
FILE = without(image(slack_file={"id": "F0NOTTHERE1"}), "image_url")
LONG = "x" * 3001

CALLS: list[tuple[str, str, JsonObject, str]] = [
    # messages
    ("a post with an unknown argument", "chat.postMessage", {**POST, "colour": "red"}, "invalid_arguments"),
    ("a post without a channel", "chat.postMessage", {"text": "x"}, "invalid_arguments"),
    (
        "a post with a number for a channel",
        "chat.postMessage",
        {**POST, "channel": {"id": "C001"}},
        "invalid_arguments",
    ),
    ("a post with a text that is a list", "chat.postMessage", {**POST, "text": ["x"]}, "invalid_arguments"),
    ("a post with 51 blocks", "chat.postMessage", {**POST, "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    ("a post with a long section", "chat.postMessage", {**POST, "blocks": [section(LONG)]}, "invalid_blocks"),
    ("a post with three charts", "chat.postMessage", {**POST, "blocks": [chart(), chart(), pie(1)]}, "invalid_blocks"),
    (
        "a post with two tables of two kinds",
        "chat.postMessage",
        {**POST, "blocks": [table(["a"]), data_table(["a"], ["1"])]},
        "invalid_blocks",
    ),
    ("a post with a file that is not there", "chat.postMessage", {**POST, "blocks": [FILE]}, "invalid_blocks"),
    (
        "a file that is not there beside a section",
        "chat.postMessage",
        {**POST, "blocks": [section("x", accessory=FILE)]},
        "invalid_blocks",
    ),
    (
        "a file that is not there in an attachment",
        "chat.postMessage",
        {**POST, "attachments": [{"blocks": [FILE]}]},
        "invalid_attachments",
    ),
    ("blocks that are an object", "chat.postMessage", {**POST, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    ("blocks that are no JSON", "chat.postMessage", {**POST, "blocks": "[{]"}, "invalid_blocks_format"),
    ("an old message button", "chat.postMessage", {**POST, "attachments": [{"actions": []}]}, "invalid_attachments"),
    ("a reply to nothing", "chat.postMessage", {**POST, "thread_ts": "1795000000.000001"}, "cannot_reply_to_message"),
    ("a flag in words", "chat.postMessage", {**POST, "unfurl_links": "perhaps"}, "invalid_arguments"),
    ("an ephemeral without a person", "chat.postEphemeral", POST, "invalid_arguments"),
    (
        "an ephemeral with metadata",
        "chat.postEphemeral",
        {**POST, "user": "U001", "metadata": KEY},
        "invalid_arguments",
    ),
    (
        "an ephemeral with a bad button",
        "chat.postEphemeral",
        {**POST, "user": "U001", "blocks": [actions(button("a", "x" * 76))]},
        "invalid_blocks",
    ),
    ("an update without ts", "chat.update", POST, "invalid_arguments"),
    # metadata
    ("metadata that is a list", "chat.postMessage", {**POST, "metadata": []}, "invalid_arguments"),
    (
        "metadata without a payload",
        "chat.postMessage",
        {**POST, "metadata": {"event_type": "a"}},
        "invalid_metadata_format",
    ),
    (
        "metadata with a third key",
        "chat.postMessage",
        {**POST, "metadata": {**KEY, "id": 1}},
        "invalid_metadata_format",
    ),
    (
        "a type with a dot",
        "chat.postMessage",
        {**POST, "metadata": {**KEY, "event_type": "a.b"}},
        "invalid_metadata_schema",
    ),
    ("an empty type", "chat.postMessage", {**POST, "metadata": {**KEY, "event_type": ""}}, "invalid_metadata_schema"),
    (
        "a payload that is a list",
        "chat.postMessage",
        {**POST, "metadata": {**KEY, "event_payload": ["k-1"]}},
        "invalid_metadata_schema",
    ),
    (
        "a null in a payload",
        "chat.postMessage",
        {**POST, "metadata": {**KEY, "event_payload": {"a": [{"b": None}]}}},
        "invalid_metadata_schema",
    ),
    # views
    ("a modal without a trigger", "views.open", {"view": form()}, "invalid_trigger_id"),
    ("a view that is no JSON", "views.open", {"trigger_id": "1.2.x", "view": "{"}, "invalid_arguments"),
    (
        "a modal without blocks",
        "views.open",
        {"trigger_id": "1.2.x", "view": without(modal(), "blocks")},
        "invalid_arguments",
    ),
    ("a Home tab as a modal", "views.open", {"trigger_id": "1.2.x", "view": HOME}, "invalid_arguments"),
    ("a modal with a chart", "views.open", {"trigger_id": "1.2.x", "view": modal(chart())}, "invalid_arguments"),
    (
        "a modal with a file that is not there",
        "views.open",
        {"trigger_id": "1.2.x", "view": modal(FILE)},
        "invalid_arguments",
    ),
    (
        "a push of an input without submit",
        "views.push",
        {"trigger_id": "1.2.x", "view": without(form(), "submit")},
        "invalid_arguments",
    ),
    ("an update of no view", "views.update", {"view": form()}, "not_found"),
    (
        "a hash of a number",
        "views.update",
        {"view_id": "V0NOTTHERE1", "hash": {"a": 1}, "view": form()},
        "invalid_arguments",
    ),
    # Home
    ("a Home tab for nobody", "views.publish", {"user_id": "U999", "view": HOME}, "invalid_arguments"),
    ("a Home tab without its person", "views.publish", {"view": HOME}, "invalid_arguments"),
    ("a modal as a Home tab", "views.publish", {"user_id": "U001", "view": form()}, "invalid_arguments"),
    (
        "a Home tab with 101 blocks",
        "views.publish",
        {"user_id": "U001", "view": {**HOME, "blocks": [{"type": "divider"}] * 101}},
        "invalid_arguments",
    ),
    (
        "a Home tab with a submit",
        "views.publish",
        {"user_id": "U001", "view": {**HOME, "submit": plain("Send")}},
        "invalid_arguments",
    ),
    (
        "a file to enter on a Home tab",
        "views.publish",
        {"user_id": "U001", "view": {**HOME, "blocks": [asked({"type": "file_input"})]}},
        "invalid_arguments",
    ),
    # files
    ("a file without a name", "files.getUploadURLExternal", {"length": 3}, "invalid_arguments"),
    ("a file of no bytes", "files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "missing_argument"),
    ("a file of half a byte", "files.getUploadURLExternal", {"filename": "a.png", "length": 0.5}, "invalid_arguments"),
    (
        "alt_txt of 1001",
        "files.getUploadURLExternal",
        {"filename": "a.png", "length": 3, "alt_txt": "x" * 1001},
        "alt_txt_too_large",
    ),
    ("files as an object", "files.completeUploadExternal", {"files": {"id": "F0"}}, "invalid_arguments"),
    ("no files", "files.completeUploadExternal", {"files": []}, "invalid_arguments"),
    ("a file without an id", "files.completeUploadExternal", {"files": [{"title": "x"}]}, "invalid_arguments"),
    (
        "a file that nobody announced",
        "files.completeUploadExternal",
        {"files": [{"id": "F0NOTTHERE1"}]},
        "file_not_found",
    ),
    (
        "a file's unknown key",
        "files.completeUploadExternal",
        {"files": [{"id": "F0", "alt": "x"}]},
        "invalid_arguments",
    ),
    ("information on no file", "files.info", {"file": "F0NOTTHERE1"}, "file_not_found"),
    # what is read
    ("a cursor of one's own", "users.list", {"cursor": "page-2"}, "invalid_cursor"),
    ("a limit in words", "conversations.history", {"channel": "C001", "limit": "all"}, "invalid_arguments"),
    ("a window in words", "conversations.history", {"channel": "C001", "latest": "now"}, "invalid_ts_latest"),
    ("two people at once", "conversations.open", {"users": "U001,U002"}, "missing_scope"),
    ("nobody", "users.info", {"user": "U999"}, "user_not_found"),
    ("two things to validate", "blocks.validate", {"blocks": [], "view": HOME}, "invalid_arguments"),
]


@pytest.fixture
def manifest() -> JsonObject:
    return manifest_with("files:write", "files:read")


@pytest.mark.parametrize(
    ("method", "arguments", "error"), [case[1:] for case in CALLS], ids=[case[0] for case in CALLS]
)
async def test_a_seeded_call_is_refused(
    client: AsyncWebClient, page: Page, method: str, arguments: JsonObject, error: str
) -> None:
    assert (await refused(client.api_call(method, json=arguments)))["error"] == error
    (refusal,) = await page.refusals()
    assert (refusal["where"], refusal["error"]) == (method, error)
    assert await page.history() == []
    assert (page.stack(), page.slack.slack.views.homes, page.slack.slack.files.kept) == ([], {}, {})


def test_how_many_faults_are_seeded() -> None:
    """Each is a case of its own; a list that loses some is seen here."""
    lists = {
        "blocks": len(test_seeded_faults.SEEDED),
        "structures": len(test_seeded_structures.SEEDED) + len(test_seeded_structures.CHARTS),
        "views": len(test_seeded_views.VIEWS),
        "calls": len(CALLS),
    }
    assert all(count >= 20 for count in lists.values()), lists
    assert sum(lists.values()) >= 180
