"""Two people beside each other in one window."""

import re

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Open, body_of, said
from tests.page.double import Double

pytestmark = pytest.mark.browser


def test_two_people_talk_in_one_window_and_one_click_ends_it(double: Double, open_page: Open) -> None:
    double.clock = "2026-11-23T12:00:20Z"
    page = open_page()
    page.get_by_role("button", name="Two side by side").click()
    page.get_by_role("dialog", name="Who stands beside you?").get_by_role("option", name="Jun Sato").click()
    expect(page).to_have_url(re.compile(r"\?as=U001&channel=C001&beside=U002$"))
    ana = page.frame_locator('iframe[title="Chat as Ana Alves"]')
    jun = page.frame_locator('iframe[title="Chat as Jun Sato"]')
    ana.get_by_role("combobox", name="Message to #general").fill("hello")
    with page.expect_request("**/local/say") as request:
        ana.get_by_role("button", name="Send").click()
    assert body_of(request.value) == {"as": "U001", "channel": "C001", "text": "hello"}
    double.tell("U002", {"type": "message", "channel": "C001", "message": said("hello", user="U001")})
    expect(jun.get_by_role("article")).to_contain_text("hello")
    expect(ana.get_by_role("article")).to_have_count(0)

    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_text("This is not Slack")).to_be_visible()
    expect(jun.get_by_text("This is not Slack")).to_be_hidden()
    double.tell("U001", {"type": "clock", "now": "2026-11-24T12:00:20Z"})
    expect(page.get_by_role("group", name="The time of the demonstration")).to_contain_text(
        "Tue, 24 Nov 2026, 12:00 UTC"
    )

    jun.get_by_role("button", name="Channels and people").click()
    jun.get_by_role("link", name="thanks").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("#general")
    page.get_by_role("button", name="Close the chat as Ana Alves").click()
    expect(page).to_have_url(re.compile(r"\?as=U002&channel=C002$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")


def test_whoever_somebody_becomes_names_their_side(double: Double, open_page: Open) -> None:
    double.featured = ["U001", "U0COUNCIL01"]
    page = open_page("as=U001&channel=C001&beside=U002")
    left = page.get_by_role("region", name="Ana Alves")
    inside = left.locator("iframe").content_frame
    expect(inside.get_by_role("combobox", name="Message to #general")).to_be_focused()
    right = page.get_by_role("region", name="Jun Sato").locator("iframe")
    expect(right.content_frame.get_by_role("heading", level=1)).to_have_text("#general")
    page.keyboard.press("F6")
    expect(right.content_frame.get_by_role("combobox", name="Message to #general")).to_be_focused()
    page.keyboard.press("F6")
    expect(inside.get_by_role("combobox", name="Message to #general")).to_be_focused()
    inside.get_by_role("button", name="Channels and people").click()
    inside.get_by_role("button", name="Be Ruth Weiss").click()
    expect(page.get_by_role("region", name="Ruth Weiss")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?as=U0COUNCIL01&channel=C001&beside=U002$"))
    expect(page).to_have_title("Ruth Weiss beside Jun Sato · Northwind (local Slack)")


def test_on_a_phone_one_side_is_open_and_the_other_a_press_away(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("for everybody", user="U0COUNCIL01")]
    page = open_page("as=U001&channel=C001&beside=U002", viewport={"width": 390, "height": 844})
    ana, jun = page.get_by_role("region", name="Ana Alves"), page.get_by_role("region", name="Jun Sato")
    expect(ana.locator("iframe").content_frame.get_by_role("article")).to_be_visible()
    expect(jun.locator("iframe")).to_be_hidden()
    assert [one["as"] for one in double.read] == ["U001"]
    with page.expect_request("**/local/read") as request:
        jun.get_by_role("button", name="Jun Sato Support engineer").click()
    assert body_of(request.value)["as"] == "U002"
    expect(jun.locator("iframe")).to_be_visible()
    expect(ana.locator("iframe")).to_be_hidden()
    expect(jun.locator("iframe").content_frame.get_by_role("heading", level=1)).to_have_text("#general")


def test_somebody_who_is_not_there_stands_beside_nobody(open_page: Open) -> None:
    page = open_page("as=U001&channel=C002&beside=U404")
    expect(page).to_have_url(re.compile(r"\?as=U001&channel=C002$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")
