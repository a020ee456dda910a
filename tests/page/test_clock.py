"""The demonstration's clock: what time it is there, moved on by a press, and what that does to the days of messages."""

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Open, said
from tests.page.double import Double

pytestmark = pytest.mark.browser

NOON = 1795435200  # 23 Nov 2026, 12:00 UTC
TWO_ROWS_PX = 60


def opened(double: Double, open_page: Open, now: str = "2026-11-23T12:00:20Z") -> Page:
    double.clock = now
    return open_page()


def test_the_time_is_shown_and_moved_on(double: Double, open_page: Open) -> None:
    page = opened(double, open_page)
    clock = page.get_by_role("group", name="The time of the demonstration")
    expect(clock.locator("time")).to_have_text("Mon, 23 Nov 2026, 12:00 UTC")
    double.answers["/local/clock"] = {"ok": True, "now": "2026-11-30T09:00:00Z"}
    clock.get_by_role("button", name="Monday 9:00").press("Enter")
    expect(clock.locator("time")).to_have_text("Mon, 30 Nov 2026, 09:00 UTC")
    expect(page.locator("#announcements")).to_have_text("It is now Monday, 30 November 2026 at 09:00 UTC.")
    double.tell("U001", {"type": "clock", "now": "2027-01-01T09:00:00Z"})  # somebody else moved it
    expect(clock.locator("time")).to_have_text("Fri, 1 Jan 2027, 09:00 UTC")
    words = "Time only goes on."
    double.answers["/local/clock"] = {"ok": False, "error": "bad_request", "message": words}
    clock.get_by_role("button", name="End of quarter").click()
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    clock.get_by_role("button", name="Next hour").click()
    moves = [body["move"] for path, body in double.sent if path == "/local/clock"]
    assert moves == ["monday", "quarter", "hour"]


def test_a_message_stands_at_the_time_of_the_demonstration(double: Double, open_page: Open) -> None:
    double.history["C001"] = [
        said("yesterday", ts="1700000000.000100", local_at=NOON - 86_400),
        said("today", ts="1700000001.000100", local_at=NOON),
    ]
    page = opened(double, open_page)
    expect(page.locator(".day")).to_have_text(["Yesterday", "Today"])
    expect(page.get_by_role("article").last.locator("time")).to_have_attribute("datetime", "2026-11-23T12:00:00.000Z")
    expect(page.get_by_role("article").last.locator("time")).to_have_text("12:00")
    double.tell("U001", {"type": "clock", "now": "2026-11-24T12:00:00Z"})
    expect(page.locator(".day")).to_have_text(["Sunday 22 November 2026", "Yesterday"])


def test_without_a_clock_there_is_none(open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_role("group", name="The time of the demonstration")).to_have_count(0)


def test_on_a_phone_it_takes_one_row_and_its_moves_stand_in_a_menu(double: Double, open_page: Open) -> None:
    double.clock = "2026-11-23T12:00:20Z"
    page = open_page(viewport={"width": 320, "height": 640})
    clock = page.get_by_role("group", name="The time of the demonstration")
    expect(clock.locator("time")).to_have_text("Mon 23 Nov, 12:00")
    assert page.locator("#top").evaluate("top => top.offsetHeight") < TWO_ROWS_PX
    double.answers["/local/clock"] = {"ok": True, "now": "2026-11-30T09:00:00Z"}
    clock.get_by_role("button", name="Move time").press("Enter")
    page.get_by_role("menu", name="Move time").get_by_role("menuitem", name="Monday 9:00").press("Enter")
    expect(clock.locator("time")).to_have_text("Mon 30 Nov, 09:00")
    expect(clock.get_by_role("button", name="Move time")).to_be_focused()
    assert double.sent == [("/local/clock", {"move": "monday"})]
