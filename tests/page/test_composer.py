"""Writing: commands completed by keyboard, sending, what comes back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.conftest import TS, Open, body_of, hold_first, posted, said
from tests.page.double import Double

pytestmark = pytest.mark.browser


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Message to #general")


def test_a_command_is_found_and_sent_by_keyboard(open_page: Open) -> None:
    page = open_page()
    field(page).press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.first).to_contain_text("/mypay [period]See your variable pay")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    field(page).press("ArrowDown")
    field(page).press("ArrowDown")
    active = field(page).get_attribute("aria-activedescendant")
    assert options.nth(2).get_attribute("id") == active
    field(page).press("Tab")
    expect(field(page)).to_have_value("/kudos ")
    expect(field(page)).to_be_focused()
    expect(page.locator("#composer-hint")).to_have_text("/kudos @name for what")
    field(page).press_sequentially("@jun for the fix")
    with page.expect_request("**/local/say") as request:
        field(page).press("Enter")
    assert body_of(request.value) == {"as": "U001", "channel": "C001", "text": "/kudos @jun for the fix"}
    expect(field(page)).to_have_value("")


def test_typing_narrows_and_escape_puts_the_commands_away(open_page: Open) -> None:
    page = open_page()
    field(page).press_sequentially("/pl")
    expect(page.get_by_role("option")).to_have_count(1)
    field(page).press("Enter")
    expect(field(page)).to_have_value("/plan ")
    field(page).fill("/pl")
    field(page).press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field(page)).to_have_value("/pl")


def test_people_and_channels_are_completed_where_one_writes(open_page: Open) -> None:
    page = open_page()
    field(page).press_sequentially("/kudos @sat")
    people = page.get_by_role("listbox", name="People").get_by_role("option")
    expect(people).to_have_text(["Jun Sato @junSupport engineer"])
    field(page).press("Enter")
    expect(field(page)).to_have_value("/kudos @jun ")
    field(page).press_sequentially("for #tha")
    field(page).press("Tab")
    expect(field(page)).to_have_value("/kudos @jun for #thanks ")
    field(page).press("Home")
    for _ in "/kudos ":
        field(page).press("ArrowRight")
    field(page).press_sequentially("@mar")
    field(page).press("Enter")
    expect(field(page)).to_have_value("/kudos @mara @jun for #thanks ")
    field(page).fill("mail to x@jun")
    expect(page.get_by_role("option")).to_have_count(0)
    field(page).fill("#1 and @nobody")
    expect(page.get_by_role("option")).to_have_count(0)
    with page.expect_request("**/local/say") as request:
        field(page).press("Enter")
    assert body_of(request.value)["text"] == "#1 and @nobody"


def test_a_command_written_out_is_sent_by_one_enter(open_page: Open) -> None:
    page = open_page()
    field(page).press_sequentially("/plan")
    with page.expect_request("**/local/say") as request:
        field(page).press("Enter")
    assert body_of(request.value)["text"] == "/plan"


def test_shift_enter_starts_a_line_and_arrow_up_recalls(double: Double, open_page: Open) -> None:
    page = open_page()
    field(page).press_sequentially("one")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("two")
    with page.expect_response("**/local/say"):
        field(page).press("Enter")
    assert double.sent[-1][1]["text"] == "one\ntwo"
    field(page).fill("three")
    with page.expect_response("**/local/say"):
        field(page).press("Enter")
    expect(field(page)).to_have_value("")
    field(page).press("ArrowUp")
    expect(field(page)).to_have_value("three")
    field(page).press("ArrowUp")
    expect(field(page)).to_have_value("one\ntwo")
    field(page).press("ArrowDown")
    field(page).press("ArrowDown")
    expect(field(page)).to_have_value("")


def test_what_was_not_taken_stays_in_the_field(double: Double, open_page: Open) -> None:
    words = "Fairshare did not answer in time. Try again in a moment."
    double.answers["/local/say"] = {"ok": False, "error": "operation_timeout", "message": words}
    page = open_page()
    field(page).fill("/mypay")
    field(page).press("Enter")
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    expect(field(page)).to_have_value("/mypay")
    page.get_by_role("button", name="Dismiss this notice").click()
    expect(page.get_by_text(words)).to_have_count(0)


def test_what_is_typed_while_the_page_loads_is_kept(open_page: Open) -> None:
    page = open_page()
    held = hold_first(page, "**/local/workspace")
    with page.expect_request("**/local/workspace"):
        page.reload()
    page.locator("#composer-field").press_sequentially("/my")
    page.keyboard.press("Enter")  # nobody knows yet where to
    expect(page.locator("#composer-field")).to_have_value("/my")
    held[0].continue_()
    expect(field(page)).to_have_value("/my")
    page.get_by_role("link", name="thanks").click()
    expect(page.get_by_role("combobox", name="Message to #thanks")).to_have_value("")
    page.get_by_role("link", name="general").click()
    expect(field(page)).to_have_value("/my")


def test_messages_arrive_live_change_and_go(double: Double, open_page: Open) -> None:
    page = open_page()
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    double.tell("U001", {"type": "message", "channel": "C001", "message": said("first words")})
    expect(log.get_by_role("article")).to_contain_text("first words")
    changed = said("second words", edited={"user": "U002", "ts": TS})
    double.tell("U001", {"type": "message_changed", "channel": "C001", "message": changed})
    expect(log.get_by_role("article")).to_contain_text("second words(edited)")
    double.tell("U001", {"type": "message_deleted", "channel": "C001", "ts": TS})
    expect(log.get_by_role("article")).to_have_count(0)


def test_what_is_said_before_the_line_is_up_is_there(double: Double, open_page: Open) -> None:
    page = open_page()
    held = hold_first(page, "**/local/events?*")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    page.evaluate("fetch('/local/unread?as=U001').then(answer => answer.text())")
    double.history["C001"] = [said("said meanwhile")]  # of which nobody is told
    held[0].continue_()
    expect(page.get_by_text("said meanwhile")).to_be_visible()


def test_after_a_lost_line_the_page_catches_up(double: Double, open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_text("No messages here yet. Type / below to see what Fairshare can do.")).to_be_visible()
    double.tell("U001", {"type": "app", "connected": True})  # so the line is up before it is lost
    double.history["C001"] = [said("said while the line was down")]
    double.hang_up()
    expect(page.get_by_text("said while the line was down")).to_be_visible()
    expect(page.get_by_text("The line to the local Slack is down")).to_have_count(0)


def test_only_visible_to_you_until_dismissed(double: Double, open_page: Open) -> None:
    page = open_page()
    answer = posted([{"type": "header", "text": {"type": "plain_text", "text": "Your pay"}}], is_ephemeral=True)
    double.tell("U001", {"type": "ephemeral", "channel": "C001", "message": answer})
    article = page.get_by_role("article")
    expect(article).to_contain_text("Only visible to you")
    expect(article.get_by_text("APP", exact=True)).to_be_visible()
    article.get_by_role("button", name="Dismiss this message").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(field(page)).to_be_focused()


def test_news_elsewhere_is_marked_in_the_sidebar(double: Double, open_page: Open) -> None:
    page = open_page()
    double.tell("U001", {"type": "message", "channel": "C002", "message": said("thanks")})
    link = page.get_by_role("link", name="thanks, 1 new message")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")
    expect(page.get_by_role("link", name="thanks", exact=True)).to_have_attribute("aria-current", "page")


def test_a_reply_goes_into_its_thread(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("parent"), said("reply", ts="1795417300.000100", thread_ts=TS)]
    page = open_page()
    page.get_by_role("button", name="Reply in thread").focus()
    page.keyboard.press("Enter")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_role("article")).to_have_count(2)
    thread.get_by_role("combobox").fill("another")
    with page.expect_request("**/local/say") as request:
        thread.get_by_role("combobox").press("Enter")
    assert body_of(request.value) == {"as": "U001", "channel": "C001", "text": "another", "thread_ts": TS}
    more = said("another", ts="1795417400.000100", thread_ts=TS, user="U001")
    double.tell("U001", {"type": "message", "channel": "C001", "message": more})
    expect(thread.get_by_role("article")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(thread).to_have_count(0)
    expect(page.get_by_role("button", name="1 reply")).to_be_focused()
