"""Reactions: shown with who gave them, given and taken back by a press or by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.page.conftest import TS, Open, body_of, posted, said
from tests.page.double import Double

pytestmark = pytest.mark.browser


def test_a_reaction_is_joined_and_taken_back(double: Double, open_page: Open) -> None:
    thumbs = {"name": "+1", "users": ["U002"], "count": 1}
    double.history["C001"] = [said("done", reactions=[thumbs])]
    page = open_page()
    chip = page.get_by_role("list", name="Reactions").get_by_role("button")
    expect(chip).to_have_accessible_name(":+1: 1, from Jun Sato. React with it as well")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.focus()
    with page.expect_request("**/local/react") as request:
        page.keyboard.press("Enter")
    assert body_of(request.value) == {"as": "U001", "channel": "C001", "ts": TS, "name": "+1"}
    both = said("done", reactions=[{**thumbs, "users": ["U002", "U001"], "count": 2}])
    double.tell("U001", {"type": "message_changed", "channel": "C001", "message": both})
    expect(chip).to_have_accessible_name(":+1: 2, from Jun Sato, you. Take yours back")
    expect(chip).to_be_focused()
    with page.expect_request("**/local/react") as request:
        page.keyboard.press("Enter")
    assert body_of(request.value) == {"as": "U001", "channel": "C001", "ts": TS, "name": "+1", "remove": True}


def test_a_reaction_is_chosen_from_a_short_list_by_keyboard(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("done")]
    double.answers["/local/react"] = {
        "ok": False,
        "error": "too_many_reactions",
        "message": "No more reactions fit here.",
    }
    page = open_page()
    opener = page.get_by_role("button", name="Add a reaction")
    opener.press("Enter")
    expect(page.get_by_role("menuitem")).to_have_count(8)
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    with page.expect_request("**/local/react") as request:
        page.keyboard.press("Enter")
    assert body_of(request.value)["name"] == "heart"
    expect(opener).to_be_focused()
    expect(page.get_by_role("status").get_by_text("No more reactions fit here.")).to_be_visible()


def test_what_only_one_person_sees_takes_no_reaction(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted([{"type": "divider"}], is_ephemeral=True)]
    page = open_page()
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_role("button", name="Add a reaction")).to_have_count(0)
