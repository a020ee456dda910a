"""Every part in every tongue, at every length: Slack's rules hold, and what is cut is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.render import limits
from bot.render.blockkit import answer, message_blocks, view
from bot.render.plain import plain
from sandbox.validate import blocks_too_long, check_message_blocks, check_view, is_too_large
from tests.bot import sayings
from views.message import (
    Actions,
    Bars,
    Bold,
    Button,
    Chart,
    Choice,
    Code,
    Confirm,
    Facts,
    Form,
    Grid,
    Heading,
    Image,
    Inline,
    Message,
    Note,
    Option,
    Paragraph,
    Part,
    Question,
    Rule,
    Series,
    Stamp,
    Steps,
)

PUBLISHED = Path(__file__).parent.parent.parent / "sandbox" / "data" / "slack_limits.json"
NAMED = {
    "MESSAGE_BLOCKS": "message.blocks.max_items",
    "VIEW_BLOCKS": "view.blocks.max_items",
    "TEXT": "text.max_length",
    "HEADING": "header.text.max_length",
    "FIELDS": "section.fields.max_items",
    "FIELD": "section.fields.item_max_length",
    "ACTIONS": "actions.elements.max_items",
    "BUTTON": "button.text.max_length",
    "BUTTON_NAME": "button.accessibility_label.max_length",
    "CONFIRM_TITLE": "confirmation.title.max_length",
    "CONFIRM_TEXT": "confirmation.text.max_length",
    "CONFIRM_BUTTON": "confirmation.confirm.max_length",
    "IMAGE_ALT": "image.alt_text.max_length",
    "IMAGE_TITLE": "image.title.max_length",
    "FILE_ALT": "files.alt_txt_max_chars",
    "POST_TEXT": "chat.update.text.max_chars",
    "INPUT_LABEL": "input.label.max_length",
    "INPUT_LENGTH": "plain_text_input.max_length.max",
    "OPTIONS": "select.options.max_items",
    "OPTION": "option.text.max_length",
    "VIEW_TITLE": "view.title.max_length",
    "TABLE_ROWS": "table.rows.max_items",
    "TABLE_COLUMNS": "table.columns.max_items",
    "TABLES": "message.tables.max",
    "CHARTS": "message.data_visualizations.max_items",
    "CHART_TITLE": "data_visualization.title.max_length",
    "CHART_SERIES": "data_visualization.series.max_items",
    "CHART_CATEGORIES": "data_visualization.categories.max_items",
    "CHART_LABEL": "data_visualization.category_label.max_length",
    "CHART_AXIS": "data_visualization.axis_label.max_length",
    "RESPONSE_URL_USES": "response_url.max_uses",
}
LOWER = {"MESSAGE_SIZE": "message.all_blocks_text.observed_max_chars", "VIEW_SIZE": "view.size_max_bytes"}
LONG = "Ünïcode & <words> *that* go on " * 300
CHART = Chart(
    LONG,
    tuple(f"{number} {LONG}" for number in range(6)),
    (Series(LONG, ("1.5",) * 6, ("€1.50",) * 6), Series(f"b {LONG}", ("-2",) * 6, ("−€2.00",) * 6)),
    LONG,
    LONG,
    Bars(LONG, ((LONG, LONG, 400),)),
)
EACH: tuple[Part, ...] = (
    Heading(LONG),
    Paragraph(((Bold(LONG), LONG, Code(LONG), Stamp(1_795_154_400_000_000, LONG)),), Button("fs.a", LONG, "v", LONG)),
    Facts(tuple((f"{LONG}{number}", LONG) for number in range(12)), "states"),
    Note((LONG,)),
    Rule(),
    Steps(((LONG, LONG), ("", "Only text"), ("Only a lead", ""))),
    Steps((("One", "two"),), ordered=False),
    Bars(LONG, ((LONG, "5%", 5),)),
    CHART,
    Image("a.png", LONG, LONG, b"png"),
    Grid(("A", "B", "C"), (("1", "", LONG), ("2", "3", "4")), right=(1,)),
    Actions(tuple(Button(f"fs.b{number}", LONG, "v", LONG, primary=number == 0) for number in range(30)), "menu"),
    Actions((Button("fs.c", LONG, danger=True, confirm=Confirm(LONG, LONG, LONG, LONG)),)),
    Question("q", LONG, LONG, lines=5, most=9000, least=3, optional=True, initial=LONG),
    Choice("few", LONG, (Option("a", LONG), Option("b", "B")), LONG, initial="b"),
    Choice("many", LONG, tuple(Option(str(number), LONG) for number in range(130)), optional=True),
)


def published() -> dict[str, Any]:
    found = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return {
        name: entry.get("safe_value") or entry["value"]
        for name, entry in {**found["block_kit"], **found["platform"]}.items()
    }


def test_our_limits_are_the_published_ones() -> None:
    """Where sources differ, the lower one; unpublished ones with room to spare."""
    ours = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert {name: published()[where] for name, where in NAMED.items()} == {name: ours[name] for name in NAMED}
    assert all(ours[name] < published()[where] for name, where in LOWER.items())
    assert set(ours) == set(NAMED) | set(LOWER)


def test_each_part_is_tried_here() -> None:
    assert {type(part) for part in EACH} == set(get_args(Part))


@pytest.mark.parametrize("part", EACH, ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("charts", [True, False])
def test_a_long_part_is_a_valid_message_and_a_valid_modal(part: Part, charts: bool) -> None:  # noqa: FBT001
    blocks = message_blocks((part,), charts=charts)
    assert check_message_blocks(blocks) == []
    assert not blocks_too_long(blocks)
    form = view(Form("fs.x", LONG, (part,), submit="Send", key="k"))
    assert check_view(form, "modal") == []
    assert plain(Message((part,))) or isinstance(part, Rule)


def test_all_parts_together_say_what_is_missing() -> None:
    blocks = message_blocks(EACH)
    assert check_message_blocks(blocks) == []
    assert not blocks_too_long(blocks)
    assert "Left out at the end:" in blocks[-1]["elements"][0]["text"]
    form = view(Form("fs.x", "All", EACH * 10, submit="Send"))
    assert not is_too_large(form)
    assert "Left out at the end:" in form["blocks"][-1]["elements"][0]["text"]


def test_sixty_blocks_become_fifty_and_say_so() -> None:
    blocks = message_blocks(tuple(Paragraph(((f"Line {number}",),)) for number in range(60)))
    assert len(blocks) == 50
    assert "11 parts" in blocks[-1]["elements"][0]["text"]


def test_a_second_table_and_a_third_chart_become_lists_and_bars() -> None:
    grid, chart = Grid(("A", "B"), (("1", "2"),)), sayings._CHART
    kinds = [block["type"] for block in message_blocks((grid, grid, chart, chart, chart), charts=True)]
    assert kinds == ["table", "rich_text", "data_visualization", "data_visualization", "rich_text"]


def test_a_modal_has_neither_table_nor_chart() -> None:
    form = view(Form("fs.x", "Rows", (Grid(("A", "B"), (("1", "2"),)), sayings._CHART)))
    assert [block["type"] for block in form["blocks"]] == ["rich_text", "rich_text"]
    assert "1. B: 2." in json.dumps(form)


def test_every_text_is_verbatim_and_no_word_becomes_a_picture() -> None:
    def objects(value: object) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            return [value, *(each for inside in value.values() for each in objects(inside))]
        return [each for inside in value for each in objects(inside)] if isinstance(value, list) else []

    texts = objects(view(Form("fs.x", "All", EACH, submit="Send"))) + objects(answer(Message(EACH)))
    assert all(text["verbatim"] is True for text in texts if text.get("type") == "mrkdwn")
    assert all(text["emoji"] is False for text in texts if text.get("type") == "plain_text")


def test_a_third_tongue_can_be_added_without_touching_a_view() -> None:
    """A tiny format of this test's own renders whatever the views return, and loses no part."""
    for said in (sayings.mypay(), sayings.mypay_bars(), sayings.why_line(), sayings.error_input(), Message(EACH)):
        assert len([_tiny(part) for part in said.parts]) == len(said.parts)
    assert _tiny(sayings.mypay().parts[1]).startswith("€6,066.43 earned so far, if")


def _tiny(part: Part) -> str:
    match part:
        case Heading(text):
            return f"# {text}"
        case Paragraph(lines, button):
            return "|".join(_words(line) for line in lines) + (f" ({button.text})" if button else "")
        case Facts(pairs):
            return "; ".join(f"{name}={value}" for name, value in pairs)
        case Note(text):
            return _words(text)
        case Rule():
            return "---"
        case Steps(items):
            return "; ".join(lead + text for lead, text in items)
        case Bars(title) | Chart(title):
            return title
        case Grid(heads, rows):
            return str((heads, *rows))
        case Actions(buttons):
            return " ".join(button.text for button in buttons)
        case Question(_, name) | Choice(_, name):
            return f"{name}?"


def _words(line: tuple[Inline, ...]) -> str:
    return "".join(
        part if isinstance(part, str) else part.fallback if isinstance(part, Stamp) else part.text for part in line
    )
