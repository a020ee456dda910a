"""Slack's limits as data: `limit("button.text.max_length")` is 75.

Where published sources disagree, the lower value counts: what passes here should pass there.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "slack_limits.json"


@cache
def published() -> dict[str, Any]:
    """The whole data file: `block_kit`, `platform`, `surfaces`, `methods`."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def limit(name: str) -> int:
    """A Block Kit limit by its dotted name; the lower value where sources differ. KeyError if unknown."""
    entry = published()["block_kit"][name]
    return int(entry.get("safe_value", entry["value"]))


def platform(name: str) -> int:
    """A limit of the platform around Block Kit, such as `response_url.max_uses`. KeyError if unknown."""
    return int(published()["platform"][name]["value"])


@cache
def surface_blocks(surface: str) -> frozenset[str]:
    """Block types that may stand on `message`, `modal` or `home`.

    The data marks a doubtful entry with a remark in brackets (`table(conflict: …)`): such a type is refused.
    """
    return frozenset(name for name in published()["surfaces"][surface] if "(" not in name)


def documented_errors(method: str) -> frozenset[str]:
    """The error codes that Slack's page for a Web API method names."""
    return frozenset(published()["methods"][method]["errors"])
