"""Seeded faults, continued: modals and Home tabs."""

from typing import Any

import pytest

from sandbox.validate import check_view
from sandbox.validate.views import is_too_large
from tests.sandbox.house import button, form, modal, plain, section
from tests.sandbox.kit import asked, chart, table, without

JsonObject = dict[str, Any]


VIEWS: list[tuple[str, JsonObject, str]] = [
    ("input without submit", without(form(), "submit"), ""),
    ("title of 25", form(title=plain("x" * 25)), "/title/text"),
    ("submit of 25", form(submit=plain("x" * 25)), "/submit/text"),
    ("close of 25", form(close=plain("x" * 25)), "/close/text"),
    ("no title", without(form(), "title"), ""),
    ("private_metadata of 3001", form(private_metadata="x" * 3001), "/private_metadata"),
    ("callback_id of 256", {**form(), "callback_id": "x" * 256}, "/callback_id"),
    ("101 blocks", modal(*[{"type": "divider"}] * 101), "/blocks"),
    ("chart in a modal", modal(chart()), "/blocks/0/type"),
    ("table in a modal", modal(table(["a"])), "/blocks/0/type"),
    ("markdown in a modal", modal({"type": "markdown", "text": "x"}), "/blocks/0/type"),
    ("unknown key", form(colour="red"), "/colour"),
    ("unknown type", {**form(), "type": "workflow_step"}, "/type"),
    (
        "min above max",
        modal(asked({"type": "plain_text_input", "min_length": 9, "max_length": 3}), submit=plain("x")),
        "/blocks/0/element/min_length",
    ),
    (
        "max_length of 3001",
        modal(asked({"type": "plain_text_input", "max_length": 3001}), submit=plain("x")),
        "/blocks/0/element/max_length",
    ),
    (
        "a number as a number",
        modal(asked({"type": "number_input", "is_decimal_allowed": True, "min_value": 1}), submit=plain("x")),
        "/blocks/0/element/min_value",
    ),
    (
        "label of 2001",
        modal({**asked({"type": "plain_text_input"}), "label": plain("x" * 2001)}, submit=plain("x")),
        "/blocks/0/label/text",
    ),
    ("button as an input", modal(asked(button("a")), submit=plain("x")), "/blocks/0/element/type"),
    ("alert of 201", modal({"type": "alert", "text": plain("x" * 201)}), "/blocks/0/text/text"),
    ("alert of a new level", modal({"type": "alert", "text": plain("x"), "level": "loud"}), "/blocks/0/level"),
    ("table on the Home tab", {"type": "home", "blocks": [table(["a"])]}, "/blocks/0/type"),
    ("chart on the Home tab", {"type": "home", "blocks": [chart()]}, "/blocks/0/type"),
    ("title on the Home tab", {"type": "home", "blocks": [], "title": plain("x")}, "/title"),
]


@pytest.mark.parametrize(("view", "pointer"), [case[1:] for case in VIEWS], ids=[case[0] for case in VIEWS])
def test_a_faulty_view_is_found(view: JsonObject, pointer: str) -> None:
    assert [problem.pointer for problem in check_view(view)] == ["/view" + pointer]


def test_a_view_may_have_250_kilobytes() -> None:
    def fields(count: int) -> list[JsonObject]:
        return [plain("x" * 2000)] * count

    heavy = modal(*[section("x" * 3000, fields=fields(10))] * 12)
    assert check_view(heavy) == []
    assert is_too_large(heavy)
    assert not is_too_large(modal(*[section("x" * 3000, fields=fields(10))] * 10))
