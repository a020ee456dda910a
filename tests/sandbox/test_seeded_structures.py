"""Seeded faults, continued: rich text, tables, charts, cards, and what holds for a message as a whole."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.validate import Problem, blocks_too_long, check_attachments, check_message_blocks
from tests.sandbox.house import button, plain, section
from tests.sandbox.kit import GOOD, Blocks, actions, asked, chart, data_table, pie, rich, select, table, without

JsonObject = dict[str, Any]


EMPTY = {"type": "rich_text_section", "elements": list[JsonObject]()}

SEEDED: list[tuple[str, Blocks, str, str]] = [
    # rich text
    ("unknown leaf", [rich({"type": "mention"})], "/0/elements/0/elements/0/type", "unsupported_type"),
    ("unknown container", [rich(kind="rich_text_table")], "/0/elements/0/type", "unsupported_type"),
    (
        "unknown mark",
        [rich({"type": "text", "text": "x", "style": {"blink": True}})],
        "/0/elements/0/elements/0/style/blink",
        "unknown_field",
    ),
    ("empty rich text", [rich({"type": "text", "text": ""})], "/0/elements/0/elements/0/text", "failed_constraint"),
    (
        "a leaf in a list",
        [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}
                ],
            }
        ],
        "/0/elements/0/elements/0/type",
        "unsupported_type",
    ),
    (
        "list without a style",
        [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [EMPTY]}]}],
        "/0/elements/0",
        "missing_required_field",
    ),
    (
        "a user that is none",
        [rich({"type": "user", "user_id": "ana"})],
        "/0/elements/0/elements/0/user_id",
        "failed_constraint",
    ),
    # tables and charts
    ("101 rows", [table(*[["a"]] * 101)], "/0/rows", "failed_constraint"),
    ("21 columns", [table(["a"] * 21)], "/0/rows/0", "failed_constraint"),
    ("uneven rows", [table(["a", "b"], ["c"])], "/0/rows/1", "failed_constraint"),
    ("empty cell", [table(["a", ""])], "/0/rows/0/1/text", "failed_constraint"),
    ("two tables", [table(["a"]), table(["b"])], "/1", "failed_constraint"),
    (
        "too many column settings",
        [{**table(["a"]), "column_settings": [None, {"align": "left"}]}],
        "/0/column_settings",
        "failed_constraint",
    ),
    (
        "column aligned up",
        [{**table(["a"]), "column_settings": [{"align": "up"}]}],
        "/0/column_settings/0/align",
        "failed_constraint",
    ),
    ("data table with a head alone", [data_table(["a"])], "/0/rows", "failed_constraint"),
    ("data table without caption", [without(data_table(["a"], ["1"]), "caption")], "/0", "missing_required_field"),
    ("data table too full", [data_table(["a"], ["x" * 10_001])], "/0/rows", "failed_constraint"),
    ("three charts", [chart(), chart(), pie(1)], "/2", "failed_constraint"),
    ("title of 51", [chart(title="x" * 51)], "/0/title", "failed_constraint"),
    (
        "seven series",
        [
            chart(
                chart={
                    **chart()["chart"],
                    "series": [{"name": f"s{n}", "data": [{"label": "a", "value": 1}]} for n in range(7)],
                }
            )
        ],
        "/0/chart/series",
        "failed_constraint",
    ),
    ("pie of seven", [pie(*range(1, 8))], "/0/chart/segments", "failed_constraint"),
    ("an empty slice", [pie(1, 0)], "/0/chart/segments/1/value", "failed_constraint"),
    ("unknown chart", [chart(chart={"type": "radar"})], "/0/chart/type", "unsupported_type"),
    ("markdown of 12001", [{"type": "markdown", "text": "x" * 12_001}], "/0/text", "failed_constraint"),
    ("markdown of 12001 in all", [{"type": "markdown", "text": "x" * 6_001}] * 2, "", "failed_constraint"),
    # others
    ("file_input in a message", [asked({"type": "file_input"})], "/0/element/type", "unsupported_type"),
    ("card of nothing", [{"type": "card"}], "/0", "failed_constraint"),
    (
        "card with 3 actions",
        [{"type": "card", "title": plain("x"), "actions": [button(str(n)) for n in range(3)]}],
        "/0/actions",
        "failed_constraint",
    ),
    (
        "card in a container",
        [{"type": "container", "title": plain("x"), "child_blocks": [{"type": "card", "title": plain("y")}]}],
        "/0/child_blocks/0/type",
        "unsupported_type",
    ),
    (
        "pending task alone",
        [{"type": "task_card", "task_id": "1", "title": "x", "status": "pending"}],
        "/0/status",
        "failed_constraint",
    ),
    (
        "focus twice",
        [actions(select(focus_on_load=True)), actions(select(focus_on_load=True))],
        "/1/elements/0/focus_on_load",
        "failed_constraint",
    ),
]


@pytest.mark.parametrize(("blocks", "pointer", "code"), [case[1:] for case in SEEDED], ids=[case[0] for case in SEEDED])
def test_a_seeded_fault_is_found_where_it_is(blocks: Blocks, pointer: str, code: str) -> None:
    problems = check_message_blocks(blocks)
    assert [(problem.pointer, problem.code) for problem in problems] == [("/blocks" + pointer, code)]


Spoil = Callable[[JsonObject], Any]
CHARTS: list[tuple[str, Spoil, str]] = [
    ("a missing point", lambda c: c["series"][1]["data"].pop(), "/series/1/data"),
    (
        "a point without category",
        lambda c: c["series"][0]["data"].append({"label": "z", "value": 1}),
        "/series/0/data/2/label",
    ),
    (
        "two points for one category",
        lambda c: c["series"][0]["data"].append({"label": "a", "value": 1}),
        "/series/0/data/2/label",
    ),
    ("a value in words", lambda c: c["series"][0]["data"][0].update(value="1"), "/series/0/data/0/value"),
    ("a series' name twice", lambda c: c["series"][1].update(name="Now"), "/series/1/name"),
    ("a category twice", lambda c: c["axis_config"].update(categories=["a", "b", "a"]), "/axis_config/categories/2"),
    ("a category of 21", lambda c: c["axis_config"].update(categories=["x" * 21]), "/axis_config/categories/0"),
    ("an axis label of 51", lambda c: c["axis_config"].update(x_label="x" * 51), "/axis_config/x_label"),
]


@pytest.mark.parametrize(("spoil", "pointer"), [case[1:] for case in CHARTS], ids=[case[0] for case in CHARTS])
def test_a_chart_must_be_whole(spoil: Spoil, pointer: str) -> None:
    spoiled = chart()
    spoil(spoiled["chart"])
    assert [p.pointer for p in check_message_blocks([spoiled])] == ["/blocks/0/chart" + pointer]


def test_blocks_may_hold_13200_characters_in_all() -> None:
    assert not blocks_too_long([section("x" * 3000)] * 4 + [section("x" * 1200)])
    assert blocks_too_long([section("x" * 3000)] * 4 + [section("x" * 1201)])


def test_attachments_follow_their_own_keys() -> None:
    assert check_attachments([{"color": "#0B5CAD", "blocks": GOOD}]) == []
    problems: list[Problem] = check_attachments([{"blocks": [section("")]}, {"actions": []}])
    assert [problem.pointer for problem in problems] == ["/attachments/0/blocks/0/text/text", "/attachments/1/actions"]
