"""A validator earns trust by the faults it finds: each is seeded into a payload that passes, and found where it is.

Here: texts, sections, buttons and choices, images.
"""

from typing import Any

import pytest

from sandbox.validate import check_message_blocks
from tests.sandbox.house import button, plain, section
from tests.sandbox.kit import GOOD, Blocks, actions, confirm, data_table, image, option, select, without

JsonObject = dict[str, Any]


def test_what_is_good_passes() -> None:
    assert check_message_blocks(GOOD) == []
    assert check_message_blocks([data_table(["a", "b"], ["1", "2"])]) == []


SEEDED: list[tuple[str, Blocks, str, str]] = [
    # texts
    ("section text of 3001", [section("x" * 3001)], "/0/text/text", "failed_constraint"),
    ("empty section text", [section("")], "/0/text/text", "failed_constraint"),
    ("a text that is a number", [{"type": "section", "text": 5}], "/0/text", "failed_constraint"),
    (
        "header in mrkdwn",
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "/0/text/type",
        "unsupported_type",
    ),
    ("header of 151", [{"type": "header", "text": plain("x" * 151)}], "/0/text/text", "failed_constraint"),
    (
        "emoji in mrkdwn",
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
        "/0/text/emoji",
        "unknown_field",
    ),
    (
        "verbatim as a word",
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "verbatim": "yes"}}],
        "/0/text/verbatim",
        "failed_constraint",
    ),
    # sections
    ("section with nothing", [{"type": "section"}], "/0", "failed_constraint"),
    ("11 fields", [section("x", fields=[plain("f")] * 11)], "/0/fields", "failed_constraint"),
    ("field of 2001", [section("x", fields=[plain("f" * 2001)])], "/0/fields/0/text", "failed_constraint"),
    (
        "datetimepicker beside a section",
        [section("x", accessory={"type": "datetimepicker"})],
        "/0/accessory/type",
        "unsupported_type",
    ),
    ("unknown key", [section("x", color="red")], "/0/color", "unknown_field"),
    # blocks as a whole
    ("51 blocks", [{"type": "divider"}] * 51, "", "failed_constraint"),
    ("unknown block", [{"type": "spoiler"}], "/0/type", "unsupported_type"),
    ("no type", [{"text": plain("x")}], "/0", "missing_required_field"),
    ("a block that is a string", ["x"], "/0", "failed_constraint"),  # type: ignore[list-item]
    ("alert in a message", [{"type": "alert", "text": plain("x")}], "/0/type", "unsupported_type"),
    ("file in a message", [{"type": "file"}], "/0/type", "unsupported_type"),
    ("block_id of 256", [{"type": "divider", "block_id": "x" * 256}], "/0/block_id", "failed_constraint"),
    ("block_id twice", [section("x", block_id="a"), section("y", block_id="a")], "/1/block_id", "failed_constraint"),
    ("action_id twice in a block", [actions(button("a"), button("a"))], "/0/elements/1/action_id", "failed_constraint"),
    # actions and buttons
    ("26 elements", [actions(*[button(f"b{n}") for n in range(26)])], "/0/elements", "failed_constraint"),
    ("no elements", [actions()], "/0/elements", "failed_constraint"),
    ("unknown element", [actions({"type": "slider"})], "/0/elements/0/type", "unsupported_type"),
    ("text input among actions", [actions({"type": "plain_text_input"})], "/0/elements/0/type", "unsupported_type"),
    ("button text of 76", [actions(button("a", "x" * 76))], "/0/elements/0/text/text", "failed_constraint"),
    ("button value of 2001", [actions(button("a", value="x" * 2001))], "/0/elements/0/value", "failed_constraint"),
    (
        "button in mrkdwn",
        [actions({**button("a"), "text": {"type": "mrkdwn", "text": "x"}})],
        "/0/elements/0/text/type",
        "unsupported_type",
    ),
    ("button without text", [actions(without(button("a"), "text"))], "/0/elements/0", "missing_required_field"),
    (
        "button style of its own",
        [actions({**button("a"), "style": "default"})],
        "/0/elements/0/style",
        "failed_constraint",
    ),
    ("button to a path", [actions({**button("a"), "url": "/home"})], "/0/elements/0/url", "failed_constraint"),
    ("action_id of 256", [actions(button("x" * 256))], "/0/elements/0/action_id", "failed_constraint"),
    (
        "accessibility label of 76",
        [actions({**button("a"), "accessibility_label": "x" * 76})],
        "/0/elements/0/accessibility_label",
        "failed_constraint",
    ),
    (
        "confirm title of 101",
        [actions({**button("a"), "confirm": confirm(title=plain("x" * 101))})],
        "/0/elements/0/confirm/title/text",
        "failed_constraint",
    ),
    (
        "confirm text of 301",
        [actions({**button("a"), "confirm": confirm(text=plain("x" * 301))})],
        "/0/elements/0/confirm/text/text",
        "failed_constraint",
    ),
    (
        "confirm word of 31",
        [actions({**button("a"), "confirm": confirm(deny=plain("x" * 31))})],
        "/0/elements/0/confirm/deny/text",
        "failed_constraint",
    ),
    (
        "confirm without deny",
        [actions({**button("a"), "confirm": without(confirm(), "deny")})],
        "/0/elements/0/confirm",
        "missing_required_field",
    ),
    # choices
    (
        "101 options",
        [actions(select(options=[option(str(n)) for n in range(101)]))],
        "/0/elements/0/options",
        "failed_constraint",
    ),
    ("no options", [actions(select(options=[]))], "/0/elements/0/options", "failed_constraint"),
    (
        "options and groups",
        [actions(select(option_groups=[{"label": plain("g"), "options": [option("c")]}]))],
        "/0/elements/0",
        "failed_constraint",
    ),
    (
        "mrkdwn in a select",
        [actions(select(options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "a"}]))],
        "/0/elements/0/options/0/text/type",
        "unsupported_type",
    ),
    (
        "option text of 76",
        [actions(select(options=[option("a", "x" * 76)]))],
        "/0/elements/0/options/0/text/text",
        "failed_constraint",
    ),
    (
        "option value of 151",
        [actions(select(options=[option("x" * 151)]))],
        "/0/elements/0/options/0/value",
        "failed_constraint",
    ),
    (
        "description of 76",
        [actions(select(options=[{**option("a"), "description": plain("x" * 76)}]))],
        "/0/elements/0/options/0/description/text",
        "failed_constraint",
    ),
    (
        "same value twice",
        [actions(select(options=[option("a"), option("a", "Other")]))],
        "/0/elements/0/options/1/value",
        "failed_constraint",
    ),
    (
        "foreign first choice",
        [actions(select(initial_option=option("z")))],
        "/0/elements/0/initial_option",
        "failed_constraint",
    ),
    (
        "placeholder of 151",
        [actions(select(placeholder=plain("x" * 151)))],
        "/0/elements/0/placeholder/text",
        "failed_constraint",
    ),
    (
        "6 in an overflow menu",
        [actions(select("overflow", options=[option(str(n)) for n in range(6)]))],
        "/0/elements/0/options",
        "failed_constraint",
    ),
    (
        "mrkdwn in an overflow menu",
        [actions(select("overflow", options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "a"}]))],
        "/0/elements/0/options/0/text/type",
        "unsupported_type",
    ),
    (
        "11 checkboxes",
        [actions(select("checkboxes", options=[option(str(n)) for n in range(11)]))],
        "/0/elements/0/options",
        "failed_constraint",
    ),
    (
        "11 radio buttons",
        [actions(select("radio_buttons", options=[option(str(n)) for n in range(11)]))],
        "/0/elements/0/options",
        "failed_constraint",
    ),
    (
        "zero to choose",
        [actions({"type": "multi_users_select", "max_selected_items": 0})],
        "/0/elements/0/max_selected_items",
        "failed_constraint",
    ),
    (
        "a date that is none",
        [actions({"type": "datepicker", "initial_date": "2026-13-01"})],
        "/0/elements/0/initial_date",
        "failed_constraint",
    ),
    # context and images
    ("11 in a context", [{"type": "context", "elements": [plain("x")] * 11}], "/0/elements", "failed_constraint"),
    ("button in a context", [{"type": "context", "elements": [button("a")]}], "/0/elements/0/type", "unsupported_type"),
    ("image without alt_text", [without(image(), "alt_text")], "/0", "missing_required_field"),
    ("alt_text of 2001", [image(alt_text="x" * 2001)], "/0/alt_text", "failed_constraint"),
    ("image without a source", [without(image(), "image_url")], "/0", "failed_constraint"),
    ("image with two sources", [image(slack_file={"id": "F0ABCDEFGH1"})], "/0", "failed_constraint"),
    (
        "a file id that is none",
        [without(image(slack_file={"id": "nope"}), "image_url")],
        "/0/slack_file/id",
        "failed_constraint",
    ),
]


@pytest.mark.parametrize(("blocks", "pointer", "code"), [case[1:] for case in SEEDED], ids=[case[0] for case in SEEDED])
def test_a_seeded_fault_is_found_where_it_is(blocks: Blocks, pointer: str, code: str) -> None:
    problems = check_message_blocks(blocks)
    assert [(problem.pointer, problem.code) for problem in problems] == [("/blocks" + pointer, code)]


def test_several_faults_are_all_named_at_once() -> None:
    blocks = [section(""), {"type": "spoiler"}, actions(button("a", "x" * 76))]
    assert [problem.pointer for problem in check_message_blocks(blocks)] == [
        "/blocks/0/text/text",
        "/blocks/1/type",
        "/blocks/2/elements/0/text/text",
    ]


def test_words_are_those_of_slack() -> None:
    (problem,) = check_message_blocks([actions(*[button(str(n)) for n in range(26)])])
    assert problem.line == "no more than 25 items allowed [json-pointer:/blocks/0/elements]"
    assert problem.as_json()["constraint"] == {"type": "max_items", "max": 25}


def test_a_pointer_escapes_slashes() -> None:
    (problem,) = check_message_blocks([section("x", **{"a/b": 1})])
    assert problem.pointer == "/blocks/0/a~1b"
