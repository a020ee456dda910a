"""`rich_text`: containers of leaves, one level of list nesting per indent."""

from sandbox.limits import limit
from sandbox.validate.composition import BLOCK_ID, CHANNEL_ID, USER_ID
from sandbox.validate.problem import Rule
from sandbox.validate.rules import (
    at_least_one,
    by_type,
    choice,
    flag,
    integer,
    listing,
    pattern,
    record,
    text,
    typed,
    url,
)

_MARKS = ("bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink")
STYLE = record({}, dict.fromkeys(_MARKS, flag), at_least_one(*_MARKS))


def _leaf(kind: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return typed(kind, required, {"style": STYLE, **(optional or {})})


LEAVES: dict[str, Rule] = {
    "text": _leaf("text", {"text": text()}),
    "link": _leaf("link", {"url": text()}, {"text": text(least=0), "unsafe": flag}),
    "user": _leaf("user", {"user_id": USER_ID}),
    "usergroup": _leaf("usergroup", {"usergroup_id": pattern(r"S[A-Z0-9]+", "a valid usergroup ID")}),
    "team": _leaf("team", {"team_id": pattern(r"T[A-Z0-9]+", "a valid team ID")}),
    "channel": _leaf("channel", {"channel_id": CHANNEL_ID}),
    "emoji": _leaf("emoji", {"name": text()}, {"skin_tone": integer(1, 6), "unicode": text()}),
    "broadcast": _leaf("broadcast", {"range": choice("here", "channel", "everyone")}),
    "color": _leaf("color", {"value": pattern(r"#?[0-9a-fA-F]{6}", "a colour such as #0B5CAD")}),
    "date": _leaf("date", {"timestamp": integer(0), "format": text()}, {"url": url(), "fallback": text(least=0)}),
}
_LEAF_LIST = listing(by_type(LEAVES, "rich text"))
SECTION = typed("rich_text_section", {"elements": _LEAF_LIST})


def _border(kind: str) -> Rule:
    return integer(limit(f"{kind}.border.min"), limit(f"{kind}.border.max"))


CONTAINERS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_list": typed(
        "rich_text_list",
        {
            "style": choice("bullet", "ordered"),
            "elements": listing(by_type({"rich_text_section": SECTION}, "list item"), 1),
        },
        {
            "indent": integer(limit("rich_text_list.indent.min"), limit("rich_text_list.indent.max")),
            "offset": integer(limit("rich_text_list.offset.min")),
            "border": _border("rich_text_list"),
        },
    ),
    "rich_text_quote": typed("rich_text_quote", {"elements": _LEAF_LIST}, {"border": _border("rich_text_quote")}),
    "rich_text_preformatted": typed(
        "rich_text_preformatted",
        {"elements": _LEAF_LIST},
        {"border": _border("rich_text_preformatted"), "language": text()},
    ),
}
_CONTAINER_LIST = listing(by_type(CONTAINERS, "rich text"))

RICH_TEXT = typed("rich_text", {"elements": _CONTAINER_LIST}, {"block_id": BLOCK_ID})
"""The block, also the value of a `rich_text_input`."""
CELL = typed("rich_text", {"elements": _CONTAINER_LIST})
"""A cell of a table."""
