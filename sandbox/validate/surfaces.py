"""Rules that hold for all blocks of one message, modal or Home tab together."""

from collections.abc import Iterator
from typing import Any, Literal

from sandbox.limits import limit, platform, surface_blocks
from sandbox.validate.blocks import BLOCKS
from sandbox.validate.problem import Place
from sandbox.validate.rules import JsonObject, by_type, listing
from sandbox.validate.tables import characters

Surface = Literal["message", "modal", "home"]

_BLOCK = by_type(BLOCKS, "block")


def check_blocks(value: Any, place: Place, surface: Surface) -> None:
    """Each block by its own rules, then what holds for all of them on this surface."""
    most = limit("message.blocks.max_items" if surface == "message" else "view.blocks.max_items")
    before = len(place.problems)
    listing(_BLOCK, 0, most)(value, place)
    if not isinstance(value, list) or len(value) > most:
        return
    _check_surface(value, place, surface)
    if len(place.problems) == before:
        _check_ids(value, place)
        _check_totals(value, place)
        _check_focus(value, place)
        _check_modal_only(value, place, surface)


def _check_surface(blocks: list[Any], place: Place, surface: Surface) -> None:
    allowed = surface_blocks(surface)
    for index, block in enumerate(blocks):
        kind = block.get("type") if isinstance(block, dict) else None
        if kind in BLOCKS and kind not in allowed:
            place.at(index).at("type").refuse(
                f"unsupported type: {kind} (not on a {surface})", "unsupported_type", surface=surface
            )


INSIDE = {"container": "child_blocks", "carousel": "elements"}
"""Blocks that hold blocks, and where."""
LISTED = {"actions": "elements", "context_actions": "elements", "card": "actions"}
SINGLE = {"section": "accessory", "input": "element"}


def all_blocks(blocks: list[Any], place: Place) -> Iterator[tuple[JsonObject, Place]]:
    """Each block with its place, those inside others too."""
    for index, block in enumerate(blocks):
        here = place.at(index)
        yield block, here
        inside = INSIDE.get(block["type"])
        if inside:
            yield from all_blocks(block[inside], here.at(inside))


def interactive_elements(blocks: list[Any], place: Place) -> Iterator[tuple[JsonObject, JsonObject, Place]]:
    """Each element that can carry an `action_id`, with its block and its place."""
    for block, here in all_blocks(blocks, place):
        kind = block["type"]
        if kind in SINGLE and SINGLE[kind] in block:
            yield block, block[SINGLE[kind]], here.at(SINGLE[kind])
        listed = LISTED.get(kind, "")
        for position, element in enumerate(block.get(listed, [])):
            yield block, element, here.at(listed).at(position)


def _check_ids(blocks: list[JsonObject], place: Place) -> None:
    """No `block_id` twice on a surface, no `action_id` twice in a block."""
    seen: set[str] = set()
    for block, here in all_blocks(blocks, place):
        block_id = block.get("block_id")
        if block_id in seen:
            here.at("block_id").refuse(f"duplicate block_id: {block_id}", type="unique")
        if block_id:
            seen.add(block_id)
    used: set[tuple[int, str]] = set()
    for block, element, where in interactive_elements(blocks, place):
        action_id = element.get("action_id")
        if action_id and (id(block), action_id) in used:
            where.at("action_id").refuse(f"duplicate action_id in one block: {action_id}", type="unique")
        if action_id:
            used.add((id(block), action_id))


def _check_totals(blocks: list[JsonObject], place: Place) -> None:
    """At most so many charts and tables, and so much markdown, on one surface."""
    charts = [n for n, block in enumerate(blocks) if block["type"] == "data_visualization"]
    most = limit("message.data_visualizations.max_items")
    for index in charts[most:]:
        place.at(index).refuse(f"no more than {most} data_visualization blocks allowed", type="max_items", max=most)
    tables = [n for n, block in enumerate(blocks) if block["type"] in ("table", "data_table")]
    most = platform("message.tables.max")
    for index in tables[most:]:
        place.at(index).refuse("only_one_table_allowed", type="max_items", max=most)
    most = limit("markdown.total_text.max_length")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > most:
        place.refuse(f"markdown blocks must be less than {most + 1} characters in all", type="max_length", max=most)


def _check_focus(blocks: list[JsonObject], place: Place) -> None:
    focused = [where for _, element, where in interactive_elements(blocks, place) if element.get("focus_on_load")]
    for where in focused[1:]:
        where.at("focus_on_load").refuse("must be true for one element only", type="unique")


def _check_modal_only(blocks: list[JsonObject], place: Place, surface: Surface) -> None:
    """`file_input` and `response_url_enabled` work in modals, the latter in input blocks."""
    for block, element, where in interactive_elements(blocks, place):
        if element["type"] == "file_input" and surface != "modal":
            where.at("type").refuse("unsupported type: file_input", "unsupported_type", surface=surface)
        if element.get("response_url_enabled") and (surface != "modal" or block["type"] != "input"):
            where.at("response_url_enabled").refuse("must be false outside an input block of a modal")


def text_of_blocks(blocks: list[Any]) -> int:
    """Characters over all blocks of a message: Slack answers `msg_blocks_too_long` past an unpublished figure."""
    return characters(blocks)
