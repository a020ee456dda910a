"""Letting things go wrong: set in words, told to the local Slack as it takes them, and visible while they wait."""

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Open
from tests.page.double import Double

pytestmark = pytest.mark.browser


def test_a_fault_is_set_seen_and_forgotten(double: Double, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Let things go wrong").click()
    panel = page.get_by_role("dialog", name="Let things go wrong")
    expect(panel.get_by_label("Which call?")).to_be_focused()
    panel.get_by_label("Which call?").select_option("chat.postMessage")
    panel.get_by_label("Milliseconds until it answers").fill("2500")
    panel.get_by_label("How many times?").fill("2")
    panel.get_by_role("button", name="Set it").click()
    expect(panel.get_by_role("listitem")).to_have_text("Slack answers too late: posting a message, the next 2 times")
    panel.get_by_role("radio", name="The line is cut after it happened").check()
    expect(panel.get_by_label("Milliseconds until it answers")).to_have_count(0)
    panel.get_by_label("How many times?").fill("1")
    panel.get_by_role("button", name="Set it").click()
    expect(panel.get_by_role("listitem")).to_have_count(2)
    assert double.faults == [
        {"method": "chat.postMessage", "kind": "slow", "ms": 2500, "times": 2},
        {"method": "chat.postMessage", "kind": "drop_after", "times": 1},
    ]
    page.keyboard.press("Escape")
    note = page.get_by_role("status").get_by_text("Faults are set. Slack answers too late: posting a message")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Let things go wrong (2 set)").click()
    panel.get_by_role("button", name="Forget all").click()
    expect(panel).to_contain_text("Nothing is set.")
    expect(note).to_have_count(0)


def test_a_refusal_names_an_error_that_refuses(double: Double, open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Let things go wrong").click()
    page.get_by_role("radio", name="Slack says no").check()
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_text("Slack says no: any call, once")
    assert double.faults == [{"method": "*", "kind": "error", "error": "restricted_action", "times": 1}]


def test_faults_that_are_used_up_go_and_unknown_ones_keep_their_names(double: Double, open_page: Open) -> None:
    double.faults = [{"method": "users.list", "kind": "ratelimited", "times": 1}]
    page = open_page()
    note = page.locator(".status-line")
    expect(note).to_have_text("Faults are set. Slack asks to wait: reading the list of people, once.")
    double.tell("U001", {"type": "faults", "faults": [{"method": "x.y", "kind": "flood", "times": 1, "share": 0.1}]})
    expect(note).to_have_text("Faults are set. flood: x.y, 10% of the calls, until it is forgotten.")
    double.tell("U001", {"type": "faults", "faults": []})
    expect(note).to_have_count(0)
