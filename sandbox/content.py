"""What a message may say: one strict reading for posts, acknowledgements and response addresses alike."""

import copy
import json
import re
from collections.abc import Sequence
from typing import Any

from sandbox.files import Files
from sandbox.limits import limit, platform
from sandbox.slack_files import missing_files, name_files
from sandbox.validate import Problem, blocks_too_long, check_attachments, check_message_blocks
from sandbox.view_json import with_ids

JsonObject = dict[str, Any]


class ContentError(Exception):
    """Slack would not take it. `error` is Slack's code."""

    def __init__(self, error: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(error)
        self.error = error
        self.problems = list(problems)


def read_content(given: JsonObject, files: Files, *, may_be_empty: bool = False) -> JsonObject:
    """`text`, `blocks` and `attachments` of a message to be kept, ids filled in.

    Arrays may come as JSON in a string. Keys that were not given are left out, so that an update can tell
    "not given" from "emptied". Raises `ContentError`.
    """
    out: JsonObject = {}
    if "text" in given:
        if not isinstance(given["text"], str):
            raise ContentError("invalid_arguments", [_not_a_string("/text")])
        out["text"] = given["text"][: platform("message.text.hard_truncation_chars")]
    if "blocks" in given:
        out["blocks"] = _blocks(given["blocks"], files)
    if "attachments" in given:
        out["attachments"] = _attachments(given["attachments"], files)
    if not may_be_empty and not any(out.values()):
        raise ContentError("no_text")
    return out


def read_metadata(value: Any) -> JsonObject | None:
    """`{"event_type": words, "event_payload": object}`; an empty object is none. Raises `ContentError`."""
    if not value:
        return None
    if not isinstance(value, dict) or set(value) != {"event_type", "event_payload"}:
        raise ContentError("invalid_metadata_format")
    kind, payload = value["event_type"], value["event_payload"]
    # Slack ignores metadata of an odd type, with a warning; here nothing that would be lost is taken.
    if not isinstance(kind, str) or not re.fullmatch(r"[A-Za-z0-9_-]+", kind):
        raise ContentError("invalid_metadata_schema")
    if not isinstance(payload, dict) or not all(_is_payload(entry) for entry in payload.values()):
        raise ContentError("invalid_metadata_schema")
    return dict(value)


def _is_payload(value: Any) -> bool:
    """Words, numbers, yes and no; objects and arrays of them. No null."""
    if isinstance(value, dict | list):
        return all(_is_payload(entry) for entry in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str | int | float)


def _blocks(value: Any, files: Files) -> list[JsonObject]:
    blocks = _array(value, "invalid_blocks_format")
    problems = check_message_blocks(blocks) or missing_files(blocks, files, "/blocks")
    if problems:
        raise ContentError("invalid_blocks", problems)
    if blocks_too_long(blocks):
        raise ContentError("msg_blocks_too_long")
    kept = with_ids(blocks)
    name_files(kept, files)
    return kept


def _attachments(value: Any, files: Files) -> list[JsonObject]:
    attachments = _array(value, "invalid_attachments")
    if len(attachments) > limit("message.attachments.max_items"):
        raise ContentError("too_many_attachments")
    problems = check_attachments(attachments) or missing_files(attachments, files, "/attachments")
    if problems:
        raise ContentError("invalid_attachments", problems)
    kept = copy.deepcopy(attachments)
    name_files(kept, files)
    return kept


def _array(value: Any, error: str) -> list[Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as wrong:
            raise ContentError(error) from wrong
    if not isinstance(value, list):
        raise ContentError(error)
    return value


def _not_a_string(pointer: str) -> Problem:
    return Problem(pointer, "failed_constraint", "must be a string", {"type": "type", "expected": "string"})
