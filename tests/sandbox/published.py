"""What is published of Slack's answers and events, and how keys are compared with it."""

import json
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]
PUBLISHED: JsonObject = json.loads((Path(__file__).parent.parent / "data" / "published-answers.json").read_text())
OPAQUE = frozenset({"blocks", "attachments", "metadata", "values"})
"""What an app sends itself is not followed inwards."""


def keys(value: Any, path: str = "", opaque: Iterable[str] = OPAQUE) -> set[str]:
    """Dotted paths of all keys; `[]` is any item of an array, `*` any id that is a key."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item, f"{path}[]", opaque)}
    if not isinstance(value, dict):
        return set()
    out: set[str] = set()
    for name, entry in value.items():
        here = f"{path}.{_any_id(name)}" if path else name
        out |= {here} | (set() if name in opaque else keys(entry, here, opaque))
    return out


def _any_id(name: str) -> str:
    return "*" if re.fullmatch(r"[A-Z][A-Z0-9]{2,}", name) else name


def unexplained(found: Iterable[str], reasons: Mapping[str, str]) -> set[str]:
    """Those keys for which no pattern gives a reason."""
    return {key for key in found if not any(fnmatchcase(key, pattern) for pattern in reasons)}
