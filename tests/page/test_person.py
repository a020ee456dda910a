"""Being somebody, and somebody else."""

import re

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Open, body_of, said
from tests.page.double import PEOPLE, Double

pytestmark = pytest.mark.browser


def test_one_becomes_somebody_else_by_keyboard(double: Double, open_page: Open) -> None:
    page = open_page()
    expect(
        page.get_by_role("button", name="You are Ana Alves, Customer success manager. Be somebody else")
    ).to_be_visible()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Who do you want to be?")
    search = dialog.get_by_role("combobox", name="Search people by name or title")
    expect(search).to_be_focused()
    expect(dialog.get_by_role("option")).to_have_count(8)
    search.press_sequentially("council")
    expect(dialog.get_by_role("option")).to_have_text(["RWRuth WeissCouncil chair"])
    search.press("Enter")
    expect(page.get_by_role("button", name=re.compile("You are Ruth Weiss"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?as=U0COUNCIL01&channel=C001"))
    expect(page.get_by_role("link", name="council, private")).to_be_visible()
    double.tell("U0COUNCIL01", {"type": "message", "channel": "C001", "message": said("for Ruth")})
    expect(page.get_by_text("for Ruth")).to_be_visible()


def test_the_page_opens_as_whom_the_workspace_names(double: Double, open_page: Open) -> None:
    double.opens_as = "U002"
    page = open_page("")
    expect(page.get_by_role("button", name=re.compile("You are Jun Sato"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?as=U002&channel=C001"))
    named = open_page("as=U001")
    expect(named.get_by_role("button", name=re.compile("You are Ana Alves"))).to_be_visible()


def test_a_click_is_enough_and_escape_changes_nothing(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name=re.compile("You are")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name=re.compile("You are Ana")).click()
    page.get_by_role("option", name="Jun Sato").click()
    expect(page.get_by_role("button", name=re.compile("You are Jun Sato"))).to_be_visible()


def test_the_people_one_was_are_one_click_away(open_page: Open) -> None:
    page = open_page()
    faces = page.get_by_role("list", name="Be somebody else, with one click")
    expect(faces).to_have_count(0)
    page.get_by_role("button", name=re.compile("You are Ana")).click()
    page.get_by_role("option", name="Jun Sato").click()
    expect(faces.get_by_role("button")).to_have_count(2)
    expect(faces.get_by_role("button", name="Jun Sato, that is you")).to_have_attribute("aria-pressed", "true")
    faces.get_by_role("button", name="Be Ana Alves").click()
    expect(page.get_by_role("button", name=re.compile("You are Ana Alves"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?as=U001&channel=C001"))
    expect(faces.get_by_role("button", name="Ana Alves, that is you")).to_be_focused()


def test_everybody_whom_the_workspace_recommends_is_one_click_away(double: Double, open_page: Open) -> None:
    double.featured = [person["id"] for person in PEOPLE if person["id"] != "U0COUNCIL01"]
    page = open_page()
    faces = page.get_by_role("list", name="Be somebody else, with one click")
    expect(faces.get_by_role("button")).to_have_count(7)
    page.get_by_role("button", name=re.compile("You are Ana")).click()
    page.get_by_role("option", name="Ruth Weiss").click()
    expect(faces.get_by_role("button")).to_have_count(8)
    faces.get_by_role("button", name="Be Zoe Park").click()
    expect(page.get_by_role("button", name=re.compile("You are Zoe Park"))).to_be_visible()
    expect(faces.get_by_role("button", name="Be Ruth Weiss")).to_be_visible()


def test_two_tabs_are_two_people(double: Double, open_page: Open) -> None:
    ana = open_page("as=U001&channel=C001")
    jun = open_page("as=U002&channel=C001")
    double.tell("U001", {"type": "ephemeral", "channel": "C001", "message": said("only for Ana", is_ephemeral=True)})
    double.tell("U002", {"type": "message", "channel": "C001", "message": said("for Jun", user="U001")})
    expect(ana.get_by_text("only for Ana")).to_be_visible()
    expect(jun.get_by_text("for Jun")).to_be_visible()
    expect(jun.get_by_text("only for Ana")).to_have_count(0)


def test_the_address_keeps_the_place_and_back_goes_back(open_page: Open) -> None:
    page = open_page("as=U002&channel=C002")
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")
    page.get_by_role("link", name="general").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")


def test_a_private_channel_is_not_open_to_others(open_page: Open) -> None:
    page = open_page("as=U001&channel=C003")
    expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    expect(page.get_by_role("link", name="council, private")).to_have_count(0)


def test_a_direct_message_that_does_not_exist_yet_is_opened(double: Double, open_page: Open) -> None:
    double.answers["/local/dm"] = {"ok": True, "channel": {"id": "D777", "is_im": True, "user": "U0EMPLOYEE1"}}
    page = open_page("as=U0EMPLOYEE1&channel=C001")
    page.get_by_role("link", name="Fairshare, connected").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fairshare")


def test_a_bot_that_is_not_connected_is_told_kindly(double: Double, open_page: Open) -> None:
    double.connected = False
    page = open_page()
    notice = page.get_by_role("status").get_by_text("Fairshare is not connected.")
    expect(notice).to_be_visible()
    double.tell("U001", {"type": "app", "connected": True})
    expect(notice).to_have_count(0)


def test_a_reload_of_the_page_is_a_reload_of_slack(open_page: Open) -> None:
    page = open_page()
    with page.expect_request("**/local/reload") as request:
        page.reload()
    assert body_of(request.value) == {"as": "U001"}


def test_refused_calls_are_shown_to_who_builds_the_app(double: Double, open_page: Open) -> None:
    double.refusals = [{"where": "chat.postMessage", "error": "invalid_blocks", "message": "51 blocks, 50 are allowed"}]
    page = open_page()
    page.get_by_role("button", name="1 call of the app was refused").click()
    expect(page.get_by_role("dialog")).to_contain_text("chat.postMessage invalid_blocks51 blocks, 50 are allowed")
