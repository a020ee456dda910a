"""One text for one value: JSON whose bytes can be hashed, compared and recomputed elsewhere.

Keys are sorted, nothing is spaced, texts are in Unicode's composed form, instants end in `Z`, a Decimal is its shortest text ("1.0" and
"1.00" are one number). There are no floats.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from plans.number import canonical

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def canonical_json(value: object) -> str:
    """The canonical JSON of mappings, lists, texts, whole numbers, Decimals, days and aware instants. Raises TypeError for others."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(*parts: str) -> str:
    """SHA-256 over the UTF-8 bytes of the parts one after another, in hex."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"canonical JSON has no {type(value).__name__}")


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("canonical JSON has no time without a zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _object(value: Mapping[object, object]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a key of canonical JSON is a text, not {type(key).__name__}")
        name = unicodedata.normalize("NFC", key)
        if name in found:
            raise TypeError(f"two keys of canonical JSON are one text: {name}")
        found[name] = _plain(item)
    return found
