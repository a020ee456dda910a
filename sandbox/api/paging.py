"""Cursors: opaque to the app, the next item's position in truth."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.api.method import ApiError, Call

T = TypeVar("T")
JsonObject = dict[str, Any]


def page(call: Call, items: Sequence[T], default: int, most: int) -> tuple[Sequence[T], str]:
    """One page of items and the cursor of the next (empty at the end). Raises `invalid_cursor`."""
    start = _position(call.get("cursor", ""), len(items))
    size = call.get("limit", default)
    if not 0 < size <= most:
        error = "invalid_limit" if call.method == "conversations.members" else "invalid_arguments"
        raise ApiError(error)
    end = start + size
    return items[start:end], _cursor(end) if end < len(items) else ""


def next_cursor(cursor: str) -> JsonObject:
    return {"response_metadata": {"next_cursor": cursor}}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str, length: int) -> int:
    if not cursor:
        return 0
    try:
        label, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ApiError("invalid_cursor") from error
    if label != "next" or not position.isdigit() or int(position) > length:
        raise ApiError("invalid_cursor")
    return int(position)
