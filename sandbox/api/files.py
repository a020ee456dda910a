"""Files in two steps: `files.getUploadURLExternal`, the upload itself, `files.completeUploadExternal`; and `files.info`."""

import re
from typing import Any

from sandbox.api.method import ApiError, Call, Method, refuse_content
from sandbox.content import ContentError, read_content
from sandbox.files import LARGEST, File
from sandbox.limits import platform
from sandbox.showing import shares_json
from sandbox.state import new_id
from sandbox.validate import Problem
from sandbox.validate.problem import Place
from sandbox.validate.rules import listing, record, text
from sandbox.workspace import Channel

JsonObject = dict[str, Any]
ENTRY = record({"id": text()}, {"title": text(least=0), "highlight_type": text(least=0)})


def get_upload_url(call: Call) -> JsonObject:
    """An address of this host, where the announced number of bytes is awaited. Nothing is a file yet."""
    length, snippet_type = call.arguments["length"], call.get("snippet_type", "")
    if length <= 0:
        raise ApiError("missing_argument")
    if length > LARGEST:
        raise ApiError("file_upload_size_restricted")
    if len(call.get("alt_txt", "")) > platform("files.alt_txt_max_chars"):
        raise ApiError("alt_txt_too_large")
    if snippet_type and not re.fullmatch(r"[a-z0-9_-]{1,30}", snippet_type):
        raise ApiError("unknown_snippet_type")
    if snippet_type and length > platform("files.snippet_max_bytes"):
        raise ApiError("snippet_too_large")
    slack = call.slack
    file = slack.files.announce(
        new_id("F"),
        length,
        name=call.arguments["filename"],
        user=slack.workspace.app.bot_user,
        team=slack.workspace.team.id,
        base_url=slack.base_url,
        alt_txt=call.get("alt_txt", ""),
        snippet_type=snippet_type,
    )
    return {"upload_url": f"{slack.base_url}/upload/v1/{file.secret}", "file_id": file.id}


def complete_upload(call: Call) -> JsonObject:
    """All files of the call become files, and one message with them in each conversation that is named; or nothing happens."""
    entries, channels, content = _entries(call), _channels(call), _content(call)
    thread_ts = _thread(call, channels)
    files = {entry["id"]: call.slack.files.completable(entry["id"]) for entry in entries}
    found = [file for file in files.values() if file is not None]
    if len(found) < len(entries):
        raise ApiError("file_not_found")
    for file, entry in zip(found, entries, strict=True):
        call.slack.files.complete(file, entry.get("title", ""), call.slack.pace.processing)
    for channel in channels:
        call.slack.post_as_app(channel.id, content, files=found, thread_ts=thread_ts)
    return {"files": [{**file.as_json(), **shares_json(call.slack, file)} for file in found]}


def _entries(call: Call) -> list[JsonObject]:
    """`[{"id", "title"?}]`, each file once."""
    place = Place("/files", [])
    listing(ENTRY, 1)(call.arguments["files"], place)
    if place.problems:
        raise ApiError("invalid_arguments", place.problems)
    entries: list[JsonObject] = call.arguments["files"]
    if len({entry["id"] for entry in entries}) < len(entries):
        raise _invalid("files", "must not repeat a file")
    return entries


def _channels(call: Call) -> list[Channel]:
    """`channel_id`, and the conversations or people of `channels`; the app must be in each."""
    names = [name.strip() for name in call.get("channels", "").split(",") if name.strip()]
    if len(names) > platform("files.complete.channels_max"):
        raise ApiError("channels_limit_exceeded")
    out = [_channel(call, call.arguments["channel_id"], "channel_not_found")] if "channel_id" in call.arguments else []
    for name in names:
        person = call.slack.person(name)
        out.append(call.slack.direct_message(name) if person else _channel(call, name, "invalid_channel"))
    return list({channel.id: channel for channel in out}.values())


def _channel(call: Call, name: str, unknown: str) -> Channel:
    channel = call.slack.channel(name)
    inside = channel is not None and call.slack.bot_is_in(channel)
    if channel is None or (channel.is_private and not inside):
        raise ApiError(unknown)
    if not inside:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("posting_to_channel_denied")
    return channel


def _content(call: Call) -> JsonObject:
    """The words around the files. Beside an `initial_comment`, `blocks` are ignored."""
    given = {"text": call.get("initial_comment", "")}
    if not given["text"] and "blocks" in call.arguments:
        given["blocks"] = call.arguments["blocks"]
    try:
        return read_content(given, call.slack.files, may_be_empty=True)
    except ContentError as error:
        raise refuse_content(ContentError("invalid_blocks", error.problems)) from error


def _thread(call: Call, channels: list[Channel]) -> str:
    """The parent's `ts`, which goes with exactly one conversation."""
    thread_ts: str = call.get("thread_ts", "")
    if not thread_ts:
        return ""
    parent = call.slack.messages.find(channels[0].id, thread_ts) if len(channels) == 1 else None
    if parent is None or parent.thread_ts not in ("", parent.ts):
        raise _invalid("thread_ts", "must be the ts of a parent in the one conversation that is named")
    return thread_ts


def _invalid(argument: str, words: str) -> ApiError:
    return ApiError("invalid_arguments", [Problem(f"/{argument}", "failed_constraint", words)])


def info(call: Call) -> JsonObject:
    """A completed file; where it is shared shows once it is processed."""
    file: File | None = call.slack.files.find(call.arguments["file"])
    if file is None:
        raise ApiError("file_not_found")
    shown = {**file.as_json(), **shares_json(call.slack, file), "comments_count": 0}
    paging = {"count": 100, "total": 0, "page": 1, "pages": 0}
    return {"file": shown, "comments": [], "paging": paging, "response_metadata": {"next_cursor": ""}}


METHODS = (
    Method(
        "files.getUploadURLExternal",
        get_upload_url,
        required={"filename": "string", "length": "integer"},
        optional={"alt_txt": "string", "snippet_type": "string"},
        scope="files:write",
    ),
    Method(
        "files.completeUploadExternal",
        complete_upload,
        required={"files": "array"},
        optional={
            "channel_id": "string",
            "channels": "string",
            "initial_comment": "string",
            "thread_ts": "string",
            "blocks": "json",
        },
        scope="files:write",
    ),
    Method(
        "files.info",
        info,
        required={"file": "string"},
        optional={"count": "integer", "cursor": "string", "limit": "integer", "page": "integer"},
        scope="files:read",
    ),
)
