"""By keyboard alone: through channels, people and messages, and the choice of colours."""

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Open, posted, said
from tests.page.double import Double

pytestmark = pytest.mark.browser


def test_arrow_keys_walk_through_people_and_channels(double: Double, open_page: Open) -> None:
    double.featured = ["U001", "U0COUNCIL01"]
    page = open_page()
    page.get_by_role("button", name="Be Ruth Weiss").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="general")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Fairshare, connected")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="thanks")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")
    expect(page.get_by_role("link", name="thanks")).to_be_focused()


def test_arrow_keys_walk_through_messages_and_escape_goes_back_to_writing(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("one"), said("two", ts="1795417260.000100")]
    page = open_page()
    page.get_by_role("region", name="Conversation").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add a reaction").first).to_be_focused()
    expect(page.locator(".message-tools").first).to_have_css("opacity", "1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Message to #general")).to_be_focused()


def test_a_message_that_goes_leaves_the_keyboard_in_the_conversation(double: Double, open_page: Open) -> None:
    words = {"type": "plain_text", "text": "Put it away"}
    away = {"type": "actions", "elements": [{"type": "button", "action_id": "away", "text": words}]}
    double.history["C001"] = [said("one"), posted([away], ts="1795417260.000100", is_ephemeral=True)]
    page = open_page()
    page.get_by_role("button", name="Put it away").focus()
    double.tell("U001", {"type": "ephemeral_deleted", "channel": "C001", "ts": "1795417260.000100"})
    expect(page.get_by_role("region", name="Conversation")).to_be_focused()


def test_colours_are_chosen_and_kept(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    body = page.locator("body")
    expect(page.get_by_role("radio", name="System")).to_be_checked()
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    page.get_by_role("radio", name="System").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect(body).to_have_css("background-color", "rgb(26, 29, 33)")
    page.reload()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect(body).to_have_css("background-color", "rgb(26, 29, 33)")
