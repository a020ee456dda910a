"""Block Kit payloads that are right, to spoil in tests."""

import copy
from typing import Any

from tests.sandbox.house import button, plain, section

JsonObject = dict[str, Any]
Blocks = list[JsonObject]


def option(value: str, words: str = "Words") -> JsonObject:
    return {"text": plain(words), "value": value}


def rich(*leaves: JsonObject, kind: str = "rich_text_section") -> JsonObject:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(leaves)}]}


def chart(**more: Any) -> JsonObject:
    points = [{"label": "a", "value": 1}, {"label": "b", "value": 2.5}]
    series = [{"name": "Now", "data": points}, {"name": "Then", "data": copy.deepcopy(points)}]
    inner = {"type": "bar", "series": series, "axis_config": {"categories": ["a", "b"]}}
    return {"type": "data_visualization", "title": "A chart", "chart": inner, **more}


def pie(*values: float) -> JsonObject:
    segments = [{"label": f"s{n}", "value": value} for n, value in enumerate(values)]
    return {"type": "data_visualization", "title": "A pie", "chart": {"type": "pie", "segments": segments}}


def table(*rows: list[str]) -> JsonObject:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}


def data_table(*rows: list[str]) -> JsonObject:
    return {**table(*rows), "type": "data_table", "caption": "Figures"}


def select(kind: str = "static_select", **more: Any) -> JsonObject:
    return {"type": kind, "action_id": "pick", "options": [option("a"), option("b")], **more}


def image(**more: Any) -> JsonObject:
    return {"type": "image", "alt_text": "A picture", "image_url": "https://example.com/a.png", **more}


def actions(*elements: JsonObject, **more: Any) -> JsonObject:
    return {"type": "actions", "elements": list(elements), **more}


def confirm(**more: Any) -> JsonObject:
    dialog = {"title": plain("Sure?"), "text": plain("It counts."), "confirm": plain("Yes"), "deny": plain("No")}
    return {**dialog, **more}


def asked(element: JsonObject, **more: Any) -> JsonObject:
    return {"type": "input", "label": plain("What?"), "element": element, **more}


def without(value: JsonObject, key: str) -> JsonObject:
    return {name: entry for name, entry in value.items() if name != key}


GOOD: Blocks = [
    {"type": "header", "text": plain("A header")},
    section("*Words*", fields=[plain("one"), plain("two")], accessory=button("a")),
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}, image()]},
    {"type": "divider"},
    image(title=plain("A title")),
    actions(button("b", "No"), select(), {"type": "overflow", "action_id": "o", "options": [option("x")]}),
    rich({"type": "text", "text": "hello", "style": {"bold": True}}, {"type": "user", "user_id": "U001"}),
    table(["a", "b"], ["1", "2"]),
    chart(),
    pie(1, 2),
    asked({"type": "checkboxes", "action_id": "c", "options": [option("x")]}),
]
