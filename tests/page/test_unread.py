"""What one has not read: counted in the sidebar and in the tab's title, marked in the conversation, told back once seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import TS, Open, said
from tests.page.double import Double

pytestmark = pytest.mark.browser

SECOND, THIRD, FOURTH = "1795417260.000100", "1795417320.000100", "1795417380.000100"
HIDE = """state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
  document.dispatchEvent(new Event('visibilitychange')); }"""
HEARD = """() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('announcements').textContent))
  .observe(document.getElementById('announcements'), {childList: true}); }"""
ROWS = "log => [...log.children].map(row => row.getAttribute('aria-label') ?? row.querySelector('.section-text')?.textContent ?? 'day')"


def message(channel: str, text: str, ts: str = TS) -> dict[str, object]:
    return {"type": "message", "channel": channel, "message": said(text, ts=ts)}


def rows(page: Page) -> list[str]:
    """What stands in the conversation, in its order."""
    found: list[str] = page.get_by_role("log", name="Messages").evaluate(ROWS)
    return found


def test_what_the_server_counts_is_shown_and_told_back_once_it_was_seen(double: Double, open_page: Open) -> None:
    double.unread = {
        "C001": {"count": 2, "mentions": 0, "last_read": TS},
        "C002": {"count": 12, "mentions": 1, "last_read": "0"},
    }
    double.history["C001"] = [said("old"), said("new", ts=SECOND), said("newer", ts=THIRD)]
    double.history["C002"] = [said("thanks", ts=FOURTH)]
    page = open_page()
    expect(page.get_by_role("link", name="thanks, 12 new messages, 1 for you")).to_be_visible()
    expect(page.get_by_role("link", name="general", exact=True)).to_have_attribute("aria-current", "page")
    expect(page).to_have_title("(12) #general · Ana Alves · Northwind (local Slack)")
    assert rows(page) == ["day", "old", "New messages", "new", "newer"]
    assert double.read == [{"as": "U001", "channel": "C001", "ts": THIRD}]
    with page.expect_request("**/local/read") as request:
        page.get_by_role("link", name="thanks, 12 new messages").click()
    assert request.value.post_data_json == {"as": "U001", "channel": "C002", "ts": FOURTH}
    expect(page).to_have_title("#thanks · Ana Alves · Northwind (local Slack)")


def test_news_elsewhere_is_counted_and_announced_once(double: Double, open_page: Open) -> None:
    page = open_page()
    page.evaluate(HEARD)
    double.tell("U001", message("C002", "thanks, <@U001>"))
    double.tell("U001", message("C002", "thanks again", SECOND))
    double.tell("U001", {"type": "message", "channel": "C002", "message": said("a reply", ts=THIRD, thread_ts=TS)})
    expect(page.get_by_role("link", name="thanks, 2 new messages, 1 for you")).to_have_css("font-weight", "700")
    expect(page).to_have_title("(2) #general · Ana Alves · Northwind (local Slack)")
    assert page.evaluate("heard") == ["New in #thanks"]
    double.tell("U001", {"type": "read", "channel": "C002", "last_read": TS})  # in another tab, before the second came
    double.tell("U001", message("D001", "a word", FOURTH))
    expect(page.get_by_role("link", name="Fairshare, connected, 1 new message")).to_be_visible()
    expect(page.get_by_role("link", name="thanks, 2 new messages")).to_be_visible()
    double.tell("U001", {"type": "read", "channel": "C002", "last_read": SECOND})
    expect(page.get_by_role("link", name="thanks", exact=True)).to_be_visible()
    expect(page).to_have_title("(1) #general · Ana Alves · Northwind (local Slack)")


def test_on_a_phone_the_button_of_the_channels_says_that_there_is_news(double: Double, open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    double.tell("U001", message("C002", "<!here> thanks"))
    page.get_by_role("button", name="Channels and people, 1 new message").click()
    page.get_by_role("link", name="thanks, 1 new message, 1 for you").click()
    expect(page.get_by_role("button", name="Channels and people", exact=True)).to_be_visible()


def test_nothing_is_read_in_a_tab_that_nobody_looks_at(double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("seen")]
    page = open_page()
    expect(page.get_by_text("seen")).to_be_visible()
    page.evaluate(HIDE, "hidden")
    double.tell("U001", message("C001", "unseen", SECOND))
    expect(page).to_have_title("(1) #general · Ana Alves · Northwind (local Slack)")
    assert rows(page) == ["day", "seen", "New messages", "unseen"]
    assert [one["ts"] for one in double.read] == [TS]
    with page.expect_request("**/local/read") as request:
        page.evaluate(HIDE, "visible")
    assert request.value.post_data_json == {"as": "U001", "channel": "C001", "ts": SECOND}
    expect(page).to_have_title("#general · Ana Alves · Northwind (local Slack)")
    double.tell("U001", {"type": "message", "channel": "C001", "message": said("mine", ts=THIRD, user="U001")})
    expect(page.get_by_role("separator", name="New messages")).to_have_count(0)
