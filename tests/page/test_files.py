"""Files: pictures with their words, seen large by keyboard, and everything else as a card."""

import pytest
from playwright.sync_api import expect

from tests.page.conftest import JsonObject, Open, posted, said
from tests.page.double import Double

pytestmark = pytest.mark.browser

PICTURE: JsonObject = {"id": "F1", "name": "week-47.png", "title": "Scorecard, week 47", "mimetype": "image/png", "size": 34567,
                       "alt_txt": "Three of five measures are on track.", "original_w": 600, "original_h": 400}  # fmt: skip
ROWS: JsonObject = {"id": "F2", "name": "rows.csv", "title": "The 14 rows", "mimetype": "text/csv", "size": 5321}


def test_a_picture_is_shown_with_its_words_and_seen_large(double: Double, open_page: Open) -> None:
    double.pictures = {"F1"}
    double.history["C001"] = [said("", files=[PICTURE])]
    page = open_page()
    article = page.get_by_role("article")
    expect(article.locator("figcaption")).to_have_text("Scorecard, week 47")
    small = article.get_by_role("img", name="Three of five measures are on track.")
    expect(small).to_have_js_property("naturalWidth", 60)
    expect(small).to_have_attribute("src", "/local/file/F1?as=U001")
    opener = article.get_by_role("button", name="Three of five measures are on track.")
    opener.press("Enter")
    large = page.get_by_role("dialog", name="Scorecard, week 47")
    expect(large.get_by_role("img", name="Three of five measures are on track.")).to_be_visible()
    expect(large.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_picture_of_a_block_is_seen_large_as_well(double: Double, open_page: Open) -> None:
    double.pictures = {"F1"}
    title = {"type": "plain_text", "text": "What a result pays"}
    double.history["C001"] = [
        posted([{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A curve.", "title": title}])
    ]
    page = open_page()
    page.get_by_role("button", name="A curve.").click()
    expect(page.get_by_role("dialog", name="What a result pays").get_by_role("img", name="A curve.")).to_be_visible()


def test_a_conversation_stays_at_its_end_while_its_pictures_come(double: Double, open_page: Open) -> None:
    double.pictures = {"F1"}
    words = [said(f"line {at}", ts=f"17954172{at}.000100", user=f"U00{at % 2}") for at in range(10, 40)]
    picture = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A curve."}
    double.history["C001"] = [*words, posted([picture] * 5, ts="1795417300.000100")]
    page = open_page()
    last = page.get_by_role("img", name="A curve.").last
    expect(last).to_have_js_property("naturalWidth", 60)
    expect(last).to_be_in_viewport(ratio=1)
    page.get_by_role("article").first.scroll_into_view_if_needed()
    double.tell("U001", {"type": "message", "channel": "C001", "message": said("late", ts="1795417400.000100")})
    expect(page.get_by_text("late", exact=True)).to_be_attached()
    expect(page.get_by_role("article").first).to_be_in_viewport()


def test_other_files_are_cards_to_keep(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("Here they are.", files=[ROWS, {"id": "F3", "name": "notes", "size": 0}])]
    page = open_page()
    article = page.get_by_role("article")
    expect(article.locator(".section-text")).to_have_text("Here they are.")
    card = article.get_by_role("link", name="The 14 rows rows.csv · text/csv · 5.3 kB")
    expect(card).to_have_attribute("href", "/local/file/F2?as=U001")
    expect(card).to_have_attribute("download", "rows.csv")
    expect(article.get_by_role("link", name="notes 0 bytes")).to_be_visible()


def test_a_picture_that_is_gone_is_told_in_words(double: Double, open_page: Open) -> None:
    page = open_page()
    page.route("**/local/file/**", lambda route: route.fulfill(body="no picture"))
    double.tell("U001", {"type": "message", "channel": "C001", "message": said("", files=[{**PICTURE, "id": "../F1"}])})
    gone = page.get_by_role("article").locator(".picture-missing")
    expect(gone).to_have_text("Picture, in wordsThree of five measures are on track.")
    expect(page.get_by_role("article").get_by_role("img")).to_have_count(0)
