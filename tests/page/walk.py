"""What a payload says: its objects, its texts, and how those look once drawn."""

import re
from collections.abc import Iterator
from typing import Any

from tests.page.double import PEOPLE

JsonObject = dict[str, Any]

WORDS = {"text", "label", "name", "title", "x_label", "y_label", "alt_text", "accessibility_label"}
OPENED_FIRST = {"static_select", "overflow"}
NAMES = {person["id"]: person["real_name"] for person in PEOPLE}


def objects(spec: Any) -> Iterator[JsonObject]:
    """Every JSON object in `spec`, from the outermost in."""
    if isinstance(spec, dict):
        yield spec
    for inner in spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else []:
        yield from objects(inner)


def texts(spec: Any) -> list[str]:
    """Every text in `spec` that a person is meant to read, as it is shown."""
    return [plain(one[key]) for one in objects(spec) for key in WORDS if isinstance(one.get(key), str)]


def asking(spec: Any) -> list[JsonObject]:
    """The controls that ask before they act."""
    return [one for one in objects(spec) if "action_id" in one and "confirm" in one]


def choices(spec: Any) -> list[str]:
    """What selects and menus offer once they are opened."""
    return [words for one in objects(spec) if one.get("type") in OPENED_FIRST for words in texts(one["options"])]


def plain(words: str) -> str:
    """mrkdwn as somebody in Dublin sees it in winter: no signs, names for ids, their own clock, single blanks."""
    words = re.sub(r"<@(\w+)>", lambda found: "@" + NAMES[found[1]], words)
    words = re.sub(r"<!date\^\d+\^\{date_short\} at \{time\}\|([^,]+), ([\d:]+) UTC>", r"\1 at \2", words)
    words = words.replace("*", "").replace("`", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(words.split())
