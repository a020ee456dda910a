"""Every mock-up of what people see must pass the validator, or the validator is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.validate import blocks_too_long, check_message_blocks, check_view, is_too_large

JsonObject = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "data" / "messages"
INDEX: list[JsonObject] = json.loads((FOLDER / "index.json").read_text())["messages"]
PAYLOADS: dict[str, JsonObject] = {entry["name"]: json.loads((FOLDER / entry["file"]).read_text()) for entry in INDEX}


def test_all_mockups_are_here() -> None:
    assert len(PAYLOADS) == 38
    assert {path.name for path in FOLDER.glob("*.json")} == {entry["file"] for entry in INDEX} | {"index.json"}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_mockup_is_accepted(name: str) -> None:
    payload = PAYLOADS[name]
    if payload.get("type") in ("modal", "home"):
        assert check_view(payload, payload["type"]) == []
        assert not is_too_large(payload)
    else:
        assert check_message_blocks(payload["blocks"]) == []
        assert not blocks_too_long(payload["blocks"])


@pytest.mark.parametrize("name", PAYLOADS)
async def test_blocks_validate_agrees(client: AsyncWebClient, name: str) -> None:
    payload = PAYLOADS[name]
    if payload.get("type") in ("modal", "home"):
        answer = await client.blocks_validate(view=payload)
    else:
        answer = await client.blocks_validate(message=payload)
    assert answer["ok"] is True
