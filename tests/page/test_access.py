"""For everyone: names, landmarks, contrast, dark, and a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Open, modal, payload, posted, said
from tests.page.double import Double

pytestmark = pytest.mark.browser

SURFACES = ["mypay-normal", "whatif-before-after", "schedule-operator", "kudos-post", "plan-short"]
CONTROLS = "button, a[href], input, textarea, select, [role=combobox], [role=radiogroup], [role=group], [tabindex='0']"

NAMED = re.compile(r"""- '?\w+ ".""")  # the first line of a control's tree: its role, then its name

# The contrast of each text with what stands behind it (WCAG 2.2, 1.4.3); texts of an image are marks.
FAINT = """root => {
  const parse = words => { const n = words.match(/[\\d.]+/g).map(Number); const unit = words.startsWith('color(') ? 255 : 1;
    return [n[0] * unit, n[1] * unit, n[2] * unit, n[3] ?? 1]; };
  const light = ([r, g, b]) => [r, g, b].map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; })
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => { for (let at = node; at; at = at.parentElement) {
    const colour = parse(getComputedStyle(at).backgroundColor); if (colour[3] === 1) return colour; } return [255, 255, 255]; };
  const faint = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility({opacityProperty: true}) || node.closest('svg, .aside-words')) continue;
    const [one, other] = [light(parse(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faint.push(`${walker.currentNode.textContent.trim()}: ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


def unnamed(page: Page) -> list[str]:
    """The controls that the accessibility tree has no name for."""
    shown = [control for control in page.locator(CONTROLS).all() if control.is_visible()]
    assert shown
    return [tree for tree in (control.aria_snapshot() for control in shown) if not NAMED.match(tree)]


@pytest.mark.parametrize("name", SURFACES)
def test_every_control_has_a_name(name: str, double: Double, open_page: Open) -> None:
    double.history["C001"] = [said("hello"), posted(payload(name)["blocks"], ts="1795417300.000100", is_ephemeral=True)]
    page = open_page()
    expect(page.get_by_role("article")).to_have_count(2)
    assert unnamed(page) == []


@pytest.mark.parametrize("name", ["feedback-form", "nomination-form", "why-line"])
def test_every_control_of_a_modal_has_a_name(name: str, double: Double, open_page: Open) -> None:
    page = open_page()
    double.tell("U001", modal(name))
    expect(page.get_by_role("dialog")).to_be_visible()
    assert unnamed(page) == []


def everything(double: Double) -> None:
    """All that the page adds to a conversation, at once."""
    double.clock = "2026-11-23T12:00:20Z"
    double.featured = ["U001", "U0COUNCIL01"]
    double.faults = [{"method": "*", "kind": "drop_after", "times": 1}]
    double.refusals = [{"where": "views.open", "error": "invalid_arguments", "message": "no title"}]
    double.unread = {
        "C001": {"count": 1, "mentions": 0, "last_read": "0"},
        "C002": {"count": 3, "mentions": 0, "last_read": "0"},
        "D001": {"count": 1, "mentions": 1, "last_read": "0"},
    }
    reactions = [{"name": "+1", "users": ["U001"], "count": 1}, {"name": "eyes", "users": ["U002"], "count": 1}]
    file = {"id": "F1", "name": "rows.csv", "title": "The 14 rows", "mimetype": "text/csv", "size": 5321}
    double.history["C001"] = [said("hello <@U001>", reactions=reactions, files=[file], reply_count=2)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_marks_of_the_page_stand_out(scheme: str, double: Double, open_page: Open) -> None:
    everything(double)
    page = open_page(color_scheme=scheme)
    page.get_by_role("article").hover()
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()
    expect(page.locator(".message-tools")).to_have_css("opacity", "1")
    assert page.locator("body").evaluate(FAINT) == []
    page.get_by_role("button", name="Let things go wrong").click()
    assert page.get_by_role("dialog").evaluate(FAINT) == []


def test_landmarks_and_headings(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("mypay-normal")["blocks"], is_ephemeral=True)]
    page = open_page()
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.get_by_role("navigation", name="Workspace")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=3)).to_have_text("Your variable pay, Q4 2026")
    expect(page.get_by_text("This is not Slack")).to_be_visible()


def test_a_chart_is_told_in_words_and_as_a_table(double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload("mypay-normal")["blocks"])]
    page = open_page()
    chart = page.get_by_role("img", name="Each part: now and at target")
    expect(chart).to_have_accessible_description(
        "Bar chart. EUR by Part of your pay. Revenue retention: Now 3,120, At target 3,000; "
        "Adoption: Now 1,575, At target 1,800; Time to value: Now 1,371.43, At target 1,200."
    )
    page.get_by_text("Values as a table").click()
    expect(page.get_by_role("row", name="Adoption 1,575 1,800")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["mypay-normal", "schedule-operator", "kudos-post", "feedback-form"])
def test_text_stands_out_from_its_ground(scheme: str, name: str, double: Double, open_page: Open) -> None:
    double.connected = False
    content = payload(name)
    page = open_page(color_scheme=scheme)
    if content.get("type") == "modal":
        double.tell("U001", modal(name))
        page.get_by_role("button", name=content["submit"]["text"]).click()
        expect(page.locator(".input-error:visible")).to_have_count(2)
        assert page.get_by_role("dialog").evaluate(FAINT) == []
        return
    message = posted(content["blocks"], is_ephemeral=True)
    double.tell("U001", {"type": "ephemeral", "channel": "C001", "message": message})
    expect(page.get_by_role("article")).to_be_visible()
    assert page.locator("body").evaluate(FAINT) == []


def test_dark_is_dark(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(26, 29, 33)")


PHONE = {"viewport": {"width": 390, "height": 844}}
WIDE = """node => [...node.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > 391
  && !one.closest('.table, pre, .aside-words')).map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(
    "name", ["mypay-normal", "whatif-before-after", "plan-clause", "schedule-operator", "case-voting"]
)
def test_a_phone_shows_all_without_scrolling_sideways(name: str, double: Double, open_page: Open) -> None:
    double.history["C001"] = [posted(payload(name)["blocks"], is_ephemeral=True)]
    page = open_page(**PHONE)
    expect(page.get_by_role("article")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("body").evaluate(WIDE) == []


def test_the_marks_of_the_page_have_names_and_fit_a_phone(double: Double, open_page: Open) -> None:
    everything(double)
    page = open_page(**PHONE)
    expect(page.get_by_role("article")).to_be_visible()
    assert page.locator("body").evaluate(WIDE) == []
    page.get_by_role("button", name="Channels and people").click()
    assert unnamed(page) == []
    page.get_by_role("button", name="Let things go wrong").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= 390, box["y"] + box["height"] <= 844) == (True, True, True)


def test_on_a_phone_the_sidebar_stands_behind_a_button(open_page: Open) -> None:
    page = open_page(**PHONE)
    sidebar = page.get_by_role("navigation", name="Workspace")
    expect(sidebar).to_be_hidden()
    page.get_by_role("button", name="Channels and people").click()
    expect(sidebar).to_be_visible()
    page.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()
    page.get_by_role("button", name="Channels and people").click()
    sidebar.get_by_role("link", name="thanks").click()
    expect(sidebar).to_be_hidden()
    expect(page.get_by_role("button", name="Channels and people")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("#thanks")


def test_a_form_fits_a_phone(double: Double, open_page: Open) -> None:
    page = open_page(**PHONE)
    double.tell("U001", modal("feedback-form"))
    box = page.get_by_role("button", name="Send to council").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844
    assert box["x"] + box["width"] <= 390


def test_focus_is_seen(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("link", name="thanks").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="thanks")).to_have_css("outline-style", "solid")
