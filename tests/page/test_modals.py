"""Modals: focus, fields, errors beside them, Slack's state.values, the stack."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.page.conftest import JsonObject, Open, body_of, hold_first, modal, payload
from tests.page.double import Double

pytestmark = pytest.mark.browser


def opened(name: str, double: Double, open_page: Open) -> Locator:
    page = open_page()
    double.tell("U001", modal(name))
    dialog = page.get_by_role("dialog", name=payload(name)["title"]["text"])
    expect(dialog).to_be_visible()
    return dialog


def sent(page: Page, send: Locator) -> JsonObject:
    with page.expect_request("**/local/submit") as request:
        send.click()
    return body_of(request.value)


def test_a_form_is_sent_as_slack_sends_it(double: Double, open_page: Open) -> None:
    dialog = opened("feedback-form", double, open_page)
    page = dialog.page
    line = dialog.get_by_role("combobox", name="Which line?")
    expect(line).to_be_focused()
    expect(line).to_have_value("Time to first value")
    line.fill("adop")
    line.press("Enter")
    dialog.get_by_role("radio", name="The data").check()
    dialog.get_by_role("textbox", name="What should the council know?").fill("Three dates are a week late.")
    dialog.get_by_role("checkbox", name="The calculation, step by step").uncheck()
    body = sent(page, dialog.get_by_role("button", name="Send to council"))
    fields = {
        block["block_id"]: block["element"] for block in payload("feedback-form")["blocks"] if block["type"] == "input"
    }
    assert (body["as"], body["view_id"]) == ("U001", "V001")
    assert body["values"] == {
        "line": {"line": {"type": "static_select", "selected_option": fields["line"]["options"][1]}},
        "category": {"category": {"type": "radio_buttons", "selected_option": fields["category"]["options"][0]}},
        "words": {"words": {"type": "plain_text_input", "value": "Three dates are a week late."}},
        "evidence": {"evidence": {"type": "checkboxes", "selected_options": fields["evidence"]["options"][:1]}},
        "manager": {"manager": {"type": "checkboxes", "selected_options": []}},
    }


def test_people_are_chosen_and_taken_away_by_keyboard(double: Double, open_page: Open) -> None:
    dialog = opened("nomination-form", double, open_page)
    box = dialog.get_by_role("combobox", name="Who?")
    for name in ("jun", "leo", "zoe"):
        box.press_sequentially(name)
        box.press("Enter")
    expect(dialog.get_by_role("listitem")).to_have_text(["Jun Sato", "Leo Costa", "Zoe Park"])
    box.press("Backspace")
    dialog.get_by_role("button", name="Remove Jun Sato").click()
    expect(dialog.get_by_role("listitem")).to_have_text(["Leo Costa"])
    box.press_sequentially("support")  # Jun and Leo: the first that fits is marked, not the one already chosen
    box.press("Enter")
    expect(dialog.get_by_role("listitem")).to_have_text(["Leo Costa", "Jun Sato"])


def test_what_is_missing_is_said_beside_its_field(double: Double, open_page: Open) -> None:
    dialog = opened("nomination-form", double, open_page)
    dialog.get_by_role("button", name="Send to approvers").click()
    who = dialog.get_by_role("combobox", name="Who?")
    expect(who).to_be_focused()
    expect(who).to_have_attribute("aria-invalid", "true")
    expect(who).to_have_accessible_description(
        "Not yourself. The same person cannot be named twice for the same thing. Please complete this required field."
    )
    story = dialog.get_by_role("textbox", name="What did they do, and what came of it?")
    story.fill("Too short")
    link = dialog.get_by_role("textbox", name="Link to something others can read")
    link.fill("not an address")
    dialog.get_by_role("button", name="Send to approvers").click()
    expect(story).to_have_accessible_description(
        "Facts over praise. Write about the work. Leave out health, family and private life. "
        "Please write at least 40 characters."
    )
    expect(link).to_have_accessible_description("Enter an address that starts with https:// or http://.")
    assert double.sent == []


def test_errors_of_the_app_show_beside_their_fields_and_words_stay(double: Double, open_page: Open) -> None:
    double.answers["/local/submit"] = {
        "ok": False,
        "errors": {"words": "Please name one date.", "gone": "This line is closed."},
    }
    dialog = opened("feedback-form", double, open_page)
    dialog.get_by_role("radio", name="The data").check()
    words = dialog.get_by_role("textbox", name="What should the council know?")
    words.fill("Something is not right here.")
    sent(dialog.page, dialog.get_by_role("button", name="Send to council"))
    expect(words).to_have_attribute("aria-invalid", "true")
    expect(words).to_be_focused()
    expect(dialog.locator('[data-block-id="words"] .input-error')).to_have_text("Please name one date.")
    expect(dialog.get_by_role("status")).to_contain_text("This line is closed.")
    expect(words).to_have_value("Something is not right here.")
    words.press_sequentially(" On 3 Nov.")
    expect(words).not_to_have_attribute("aria-invalid", "true")


def test_escape_closes_and_gives_the_focus_back(double: Double, open_page: Open) -> None:
    dialog = opened("why-line", double, open_page)
    with dialog.page.expect_request("**/local/close") as request:
        dialog.page.keyboard.press("Escape")
    assert body_of(request.value) == {"as": "U001", "view_id": "V001"}
    expect(dialog).to_have_count(0)
    expect(dialog.page.get_by_role("combobox", name="Message to #general")).to_be_focused()


def test_escape_first_puts_an_open_list_away(double: Double, open_page: Open) -> None:
    dialog = opened("feedback-form", double, open_page)
    dialog.get_by_role("combobox", name="Which line?").click()
    expect(dialog.get_by_role("option")).to_have_count(6)
    dialog.page.keyboard.press("Escape")
    expect(dialog.get_by_role("option")).to_have_count(0)
    expect(dialog).to_be_visible()
    assert double.sent == []


def test_the_focus_stays_in_the_modal(double: Double, open_page: Open) -> None:
    dialog = opened("why-line", double, open_page)
    inside = "node => node.contains(document.activeElement) || document.activeElement === document.body"
    for _ in range(8):
        dialog.page.keyboard.press("Tab")
        assert dialog.evaluate(inside)


def test_a_stack_goes_back_with_the_words_kept(double: Double, open_page: Open) -> None:
    first = {**payload("feedback-form"), "id": "V001", "hash": "1"}
    second = {**payload("why-line"), "id": "V002", "hash": "1"}
    page = open_page()
    double.tell("U001", {"type": "view", "stack": [first]})
    page.get_by_role("textbox", name="What should the council know?").fill("half a sentence")
    double.tell("U001", {"type": "view", "stack": [first, second]})
    dialog = page.get_by_role("dialog", name=second["title"]["text"])
    with page.expect_request("**/local/close") as request:
        dialog.get_by_role("button", name="Back").click()
    assert body_of(request.value) == {"as": "U001", "view_id": "V002"}
    expect(page.get_by_role("textbox", name="What should the council know?")).to_have_value("half a sentence")
    with page.expect_request("**/local/close") as request:
        page.get_by_role("button", name="Close", exact=True).click()
    assert body_of(request.value) == {"as": "U001", "view_id": "V001", "cleared": True}
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_three_modals_stand_on_each_other_and_one_under_them_may_change(double: Double, open_page: Open) -> None:
    names = ("why-line", "clawback-detail", "change-effect")
    one, two, three = ({**payload(name), "id": f"V00{at}", "hash": "1"} for at, name in enumerate(names, start=1))
    page = open_page()
    dialog = page.get_by_role("dialog")
    title = dialog.get_by_role("heading", level=2)
    for stack in ([one], [one, two], [one, two, three]):
        double.tell("U001", {"type": "view", "stack": stack})
        expect(title).to_have_text(stack[-1]["title"]["text"])
    dialog.get_by_role("button", name="Try my own numbers").focus()
    changed = {**two, "hash": "2", "title": {"type": "plain_text", "text": "Changed meanwhile"}}
    double.tell("U001", {"type": "view", "stack": [one, changed, three]})
    double.tell("U001", {"type": "app", "connected": False})  # told after it, so seen after it
    expect(page.get_by_text("Fairshare is not connected.")).to_be_attached()
    expect(dialog.get_by_role("button", name="Try my own numbers")).to_be_focused()
    page.keyboard.press("Escape")
    expect(title).to_have_text("Changed meanwhile")
    dialog.get_by_role("button", name="Back").click()
    expect(title).to_have_text("Why this figure")
    expect(dialog.get_by_role("button", name="Back")).to_have_count(0)
    assert [body["view_id"] for path, body in double.sent if path == "/local/close"] == ["V003", "V002"]


def test_two_escapes_in_the_same_moment_close_two_modals(double: Double, open_page: Open) -> None:
    one, two = ({**payload(name), "id": f"V00{at}"} for at, name in enumerate(("why-line", "change-effect"), start=1))
    page = open_page()
    double.tell("U001", {"type": "view", "stack": [one, two]})
    expect(page.get_by_role("dialog")).to_be_visible()
    held = hold_first(page, "**/local/close")
    with page.expect_request("**/local/close"):
        page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # nobody has answered yet that the upper one is closed
    held[0].continue_()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [body["view_id"] for path, body in double.sent if path == "/local/close"] == ["V002", "V001"]


def test_an_update_keeps_what_was_typed_and_where_one_is(double: Double, open_page: Open) -> None:
    dialog = opened("feedback-form", double, open_page)
    words = dialog.get_by_role("textbox", name="What should the council know?")
    words.fill("half a sentence")
    blocks = [
        {"type": "section", "text": {"type": "plain_text", "text": "A new line"}},
        *payload("feedback-form")["blocks"],
    ]
    double.tell("U001", modal("feedback-form", hash="2", blocks=blocks))
    expect(dialog).to_contain_text("A new line")
    expect(words).to_have_value("half a sentence")
    expect(words).to_be_focused()


def test_a_press_in_a_modal_carries_what_is_filled_in(double: Double, open_page: Open) -> None:
    view = {"type": "modal", "id": "V001", "hash": "1", "title": {"type": "plain_text", "text": "What if"}, "blocks": [
        {"type": "input", "block_id": "number", "label": {"type": "plain_text", "text": "How much?"},
         "element": {"type": "number_input", "action_id": "n", "is_decimal_allowed": True, "max_value": "100"}},
        {"type": "actions", "block_id": "b", "elements": [
            {"type": "button", "action_id": "try", "value": "x", "text": {"type": "plain_text", "text": "Try"}}]},
    ]}  # fmt: skip
    page = open_page()
    double.tell("U001", {"type": "view", "stack": [view]})
    page.get_by_role("textbox", name="How much?").fill("62.5")
    with page.expect_request("**/local/click") as request:
        page.get_by_role("button", name="Try").click()
    body = body_of(request.value)
    assert body["container"] == {"type": "view", "view_id": "V001"}
    assert body["values"] == {"number": {"n": {"type": "number_input", "value": "62.5"}}}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("12.5", "Enter a whole number."), ("many", "Enter a number."), ("0", "Enter 1 or more."), ("11", "Enter 10 or less.")],
)  # fmt: skip
def test_numbers_are_checked(typed: str, words: str, double: Double, open_page: Open) -> None:
    view = {"type": "modal", "id": "V001", "hash": "1", "title": {"type": "plain_text", "text": "Count"},
            "submit": {"type": "plain_text", "text": "Send"}, "blocks": [
        {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "How many?"},
         "element": {"type": "number_input", "action_id": "n", "min_value": "1", "max_value": "10"}}]}  # fmt: skip
    page = open_page()
    double.tell("U001", {"type": "view", "stack": [view]})
    page.get_by_role("textbox", name="How many?").fill(typed)
    page.get_by_role("button", name="Send").last.click()
    expect(page.locator(".input-error")).to_have_text(words)
