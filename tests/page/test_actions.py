"""Presses and choices outside of modals: what goes to the server, in Slack's shape."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.page.conftest import TS, JsonObject, Open, body_of, payload, posted
from tests.page.double import Double

pytestmark = pytest.mark.browser


def option(words: str, value: str) -> JsonObject:
    return {"text": {"type": "plain_text", "text": words}, "value": value}


def actions(*elements: JsonObject) -> JsonObject:
    return posted([{"type": "actions", "block_id": "menu", "elements": list(elements)}])


def told(page: Page) -> JsonObject:
    """The click that the page tells next, when the block runs out."""
    with page.expect_request("**/local/click") as request:
        page.keyboard.press("Enter")
    return body_of(request.value)


def test_a_button_tells_its_message_and_its_value(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("mypay-normal")["blocks"], is_ephemeral=True)]
    page = open_page()
    with page.expect_request("**/local/click") as request:
        page.get_by_role("button", name="Why: adoption").click()
    body = body_of(request.value)
    assert body["as"] == "U001"
    assert body["container"] == {"type": "message", "channel": "C001", "ts": TS, "ephemeral": True}
    assert body["action"] == {
        "type": "button",
        "block_id": "block-6",
        "action_id": "fs.why.adopt",
        "value": "line-adopt",
    }


def test_a_button_is_busy_while_its_press_runs_and_failure_is_told(double: Double, open_page: Open) -> None:
    double.history["C001"] = [
        actions({"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}})
    ]
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/local/click", hold)
    button = page.get_by_role("button", name="Go", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    words = "Fairshare did not answer within 3 seconds."
    held[0].fulfill(json={"ok": False, "error": "operation_timeout", "message": words})
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    expect(button).not_to_have_attribute("aria-busy", "true")
    assert len(held) == 1, "a second press while the first runs is not told"


def test_a_confirmed_press_is_told_and_a_denied_one_is_not(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("schedule-operator")["blocks"])]
    page = open_page()
    page.get_by_role("button", name="Pause all posts").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Go back").click()
    expect(page.get_by_role("button", name="Pause all posts")).to_be_focused()
    assert [path for path, _ in double.sent] == []
    page.get_by_role("button", name="Pause all posts").click()
    with page.expect_request("**/local/click") as request:
        page.get_by_role("alertdialog").get_by_role("button", name="Pause", exact=True).click()
    action = body_of(request.value)["action"]
    assert action == {"type": "button", "block_id": "jobs_menu", "action_id": "fs.job.pause", "value": "all"}


def test_an_overflow_menu_by_keyboard(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("kudos-post")["blocks"])]
    page = open_page()
    page.get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Undo (the sender, for 1 hour)")).to_be_focused()
    page.keyboard.press("ArrowDown")
    body = told(page)
    assert body["action"]["type"] == "overflow"
    assert body["action"]["selected_option"]["value"] == "untag:k-2231"
    expect(page.get_by_role("button", name="More actions")).to_be_focused()


def test_a_select_by_keyboard(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("plan-short")["blocks"])]
    page = open_page()
    box = page.get_by_role("article").get_by_role("combobox")
    box.press("ArrowDown")
    box.press("ArrowDown")
    body = told(page)
    chosen = body["action"]["selected_option"]
    assert body["action"]["type"] == "static_select"
    assert set(chosen) >= {"text", "value"}
    expect(box).to_have_value(chosen["text"]["text"])
    assert body["values"][body["action"]["block_id"]][body["action"]["action_id"]]["selected_option"] == chosen


def test_a_person_is_searched_and_chosen(double: Double, open_page: Open) -> None:
    element = {"type": "users_select", "action_id": "who", "placeholder": {"type": "plain_text", "text": "A colleague"}}
    double.history["C001"] = [actions(element)]
    page = open_page()
    box = page.get_by_role("combobox", name="A colleague")
    box.press_sequentially("council")
    expect(page.get_by_role("option")).to_have_text(["Ruth WeissCouncil chair"])
    assert told(page)["action"] == {"type": "users_select", "block_id": "menu", "action_id": "who", "selected_user": "U0COUNCIL01"}  # fmt: skip


def test_radio_checkboxes_and_dates_tell_at_once(double: Double, open_page: Open) -> None:
    two = [option("One", "1"), option("Two", "2")]
    double.history["C001"] = [
        actions(
            {"type": "radio_buttons", "action_id": "radio", "options": two},
            {"type": "checkboxes", "action_id": "boxes", "options": two, "initial_options": two[:1]},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-20"},
        )
    ]
    page = open_page()
    with page.expect_request("**/local/click") as request:
        page.get_by_role("radio", name="Two").check()
    assert body_of(request.value)["action"]["selected_option"] == two[1]
    with page.expect_request("**/local/click") as request:
        page.get_by_role("checkbox", name="Two").check()
    assert body_of(request.value)["action"]["selected_options"] == two
    with page.expect_request("**/local/click") as request:
        page.get_by_label("Date").fill("2026-12-01")
    assert body_of(request.value)["action"]["selected_date"] == "2026-12-01"


def test_a_choice_that_is_denied_goes_back(double: Double, open_page: Open) -> None:
    words = {key: {"type": "plain_text", "text": key} for key in ("title", "text", "confirm", "deny")}
    element = {"type": "static_select", "action_id": "pick", "options": [option("One", "1"), option("Two", "2")],
               "initial_option": option("One", "1"), "confirm": words}  # fmt: skip
    double.history["C001"] = [actions(element)]
    page = open_page()
    box = page.get_by_role("article").get_by_role("combobox")
    box.click()
    page.get_by_role("option", name="Two").click()
    page.get_by_role("button", name="deny").click()
    expect(box).to_have_value("One")
    assert double.sent == []


def test_an_update_keeps_the_focus_on_the_same_control(double: Double, open_page: Open) -> None:
    button = {"type": "button", "action_id": "vote", "text": {"type": "plain_text", "text": "Vote"}}
    double.history["C001"] = [actions(button)]
    page = open_page()
    page.get_by_role("button", name="Vote").focus()
    again = actions({**button, "text": {"type": "plain_text", "text": "Vote again"}})
    double.tell("U001", {"type": "message_changed", "channel": "C001", "message": again})
    expect(page.get_by_role("button", name="Vote again")).to_be_focused()


def test_the_home_tab_is_opened_told_and_clicked(double: Double, open_page: Open) -> None:
    double.home = {**payload("home-council"), "id": "V900", "hash": "1"}
    page = open_page("as=U001&channel=D001")
    told = {"as": "U001", "tab": "home"}  # the tab it opened with is told as well
    with page.expect_request(lambda request: request.url.endswith("/local/home") and body_of(request) == told):
        page.get_by_role("link", name="Home").click()
    assert "tab=home" in page.url
    with page.expect_request("**/local/click") as request:
        page.get_by_role("button", name="Open the queue").click()
    body = body_of(request.value)
    assert body["container"] == {"type": "view", "view_id": "V900"}
    changed = {**payload("home-employee"), "id": "V900", "hash": "2"}
    double.tell("U001", {"type": "home", "view": changed})
    expect(page.get_by_role("heading", name="Where you stand")).to_be_visible()
