"""Slack's view object, and the ids that Slack fills in."""

import copy
import secrets
from typing import Any

from sandbox.modals import View, stateful_elements
from sandbox.workspace import Workspace

JsonObject = dict[str, Any]


def view_json(view: View, workspace: Workspace) -> JsonObject:
    """A view as `views.*` answers it and as payloads carry it."""
    content = view.content
    common: JsonObject = {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "external_id": view.external_id,
        "state": {"values": view.values},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": view.clears,
        "notify_on_close": view.notifies,
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": workspace.app.id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": workspace.app.bot_id,
    }
    if view.kind == "modal":
        common["submit_disabled"] = content.get("submit_disabled", False)
    return copy.deepcopy(common)


def with_ids(blocks: list[JsonObject]) -> list[JsonObject]:
    """Blocks as Slack keeps them: each has a `block_id`, each interactive element an `action_id`."""
    out = copy.deepcopy(blocks)
    for block in out:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in _elements(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
        with_inner = [*block.get("child_blocks", [])]
        if with_inner:
            block["child_blocks"] = with_ids(with_inner)
    return out


def _elements(block: JsonObject) -> list[JsonObject]:
    elements = stateful_elements(block) if block["type"] in ("input", "section", "actions") else []
    if block["type"] in ("actions", "context_actions"):
        elements = block["elements"]
    if block["type"] == "section" and block.get("accessory", {}).get("type") not in (None, "image"):
        elements = [block["accessory"]]
    if block["type"] == "card":
        elements = block.get("actions", [])
    return elements
