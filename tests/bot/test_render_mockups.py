"""The mock-ups, made again from the values that views return: Block Kit and plain text, key for key and word for word."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import words
from bot.render.blockkit import answer, message_blocks, view
from bot.render.plain import plain
from tests.bot import sayings
from views.message import Form, Message

MOCKUPS = Path(__file__).parent.parent / "data" / "messages"
SAID: dict[str, Message | Form] = {
    "mypay-normal": sayings.mypay(),
    "mypay-textbars": sayings.mypay_bars(),
    "why-line": sayings.why_line(),
    "error-input": sayings.error_input(),
    "refusal": words.refusal("R-5G8D"),
    "error-with-reference": words.own_fault("7K2M-04QX", datetime(2026, 11, 23, 8, 14, tzinfo=UTC), "7K2M-04QX"),
}


def payload(what: Message | Form) -> dict[str, Any]:
    return view(what) if isinstance(what, Form) else answer(what, charts=True)


@pytest.mark.parametrize("name", SAID)
def test_block_kit_is_the_mockup(name: str) -> None:
    mockup = json.loads((MOCKUPS / f"{name}.json").read_text(encoding="utf-8"))
    assert payload(SAID[name]) == mockup


@pytest.mark.parametrize("name", SAID)
def test_keys_stand_in_the_order_of_the_mockup(name: str) -> None:
    """Slack does not mind the order; people who read a payload beside its mock-up do."""
    mockup = json.loads((MOCKUPS / f"{name}.json").read_text(encoding="utf-8"))
    assert list(_keys(payload(SAID[name]))) == list(_keys(mockup))


def _keys(value: object) -> Any:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from _keys(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _keys(inside)


@pytest.mark.parametrize("name", SAID)
def test_plain_text_is_the_mockup(name: str) -> None:
    assert plain(SAID[name]) + "\n" == (MOCKUPS / "plain" / f"{name}.txt").read_text(encoding="utf-8")


def test_a_chart_becomes_bars_where_the_workspace_takes_none() -> None:
    mockup = json.loads((MOCKUPS / "mypay-textbars.json").read_text(encoding="utf-8"))
    assert answer(sayings.mypay()) == mockup
    said = (MOCKUPS / "plain" / "mypay-textbars.txt").read_text(encoding="utf-8")
    assert plain(sayings.mypay(), charts=False) + "\n" == said


def test_a_table_is_the_mockup() -> None:
    mockup = json.loads((MOCKUPS / "whatif-before-after.json").read_text(encoding="utf-8"))
    table = next(block for block in mockup["blocks"] if block["type"] == "table")
    assert message_blocks((sayings.whatif_table(),)) == [table]
    said = (MOCKUPS / "plain" / "whatif-before-after.txt").read_text(encoding="utf-8")
    assert plain(Message((sayings.whatif_table(),))) in said


def test_a_private_answer_has_no_text() -> None:
    assert set(answer(sayings.mypay())) == {"response_type", "blocks"}
