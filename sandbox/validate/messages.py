"""The blocks and attachments of a message."""

from typing import Any

from sandbox.limits import platform
from sandbox.validate.composition import ACTION_ID
from sandbox.validate.problem import Place, Problem, Rule
from sandbox.validate.rules import flag, integer, listing, number, record, text
from sandbox.validate.surfaces import check_blocks, text_of_blocks


def _message_blocks(value: Any, place: Place) -> None:
    check_blocks(value, place, "message")


_LINES = (
    *("author_icon", "author_link", "author_name", "color", "fallback", "footer", "footer_icon"),
    *("from_url", "image_url", "pretext", "service_icon", "service_name", "text", "thumb_url"),
    *("title", "title_link"),
)
_ATTACHMENT_KEYS: dict[str, Rule] = {
    **dict.fromkeys(_LINES, text(least=0)),
    "id": integer(),
    "callback_id": ACTION_ID,
    "ts": number(),
    "mrkdwn_in": listing(text()),
    "fields": listing(record({}, {"title": text(least=0), "value": text(least=0), "short": flag})),
    "blocks": _message_blocks,
}
ATTACHMENTS = listing(record({}, _ATTACHMENT_KEYS))
"""The older form beside blocks. Message buttons of that form (`actions`) are refused: use blocks."""


def check_message_blocks(blocks: Any, pointer: str = "/blocks") -> list[Problem]:
    """Problems of a message's `blocks`."""
    place = Place(pointer, [])
    _message_blocks(blocks, place)
    return place.problems


def check_attachments(attachments: Any, pointer: str = "/attachments") -> list[Problem]:
    """Problems of a message's `attachments`."""
    place = Place(pointer, [])
    ATTACHMENTS(attachments, place)
    return place.problems


def blocks_too_long(blocks: list[Any]) -> bool:
    """Past the text over all blocks at which Slack was seen to answer `msg_blocks_too_long`."""
    return text_of_blocks(blocks) > platform("message.all_blocks_text.observed_max_chars")
