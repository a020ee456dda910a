"""Every mock-up of what people see, drawn: nothing unknown, nothing left out."""

import pytest
from playwright.sync_api import Locator, expect

from tests.page.conftest import MESSAGES, TS, JsonObject, Open, modal, payload, posted
from tests.page.double import Double
from tests.page.walk import asking, choices, objects, plain, texts

pytestmark = pytest.mark.browser

NAMES = sorted(path.stem for path in MESSAGES.glob("*.json") if path.stem != "index")
IN_A_CHANNEL = [name for name in NAMES if "type" not in payload(name)]
ELSEWHERE = [name for name in NAMES if name not in IN_A_CHANNEL]  # modals and Home tabs
WITH_CHOICES = [name for name in NAMES if choices(payload(name))]
WITH_QUESTIONS = [name for name in NAMES if asking(payload(name))]
PICTURES = {one["slack_file"]["id"] for name in NAMES for one in objects(payload(name)) if "slack_file" in one}

SAID = """node => [node.textContent, ...[...node.querySelectorAll('*')].flatMap(one =>
  ['aria-label', 'placeholder', 'alt'].map(name => one.getAttribute(name) ?? ''))].join(' ')"""


def drawn(name: str, double: Double, open_page: Open) -> Locator:
    """The mock-up on the surface it is made for, once it is there."""
    surface = surface_of(name, double, open_page)
    expect(surface).to_be_visible()
    return surface


def surface_of(name: str, double: Double, open_page: Open) -> Locator:
    content = payload(name)
    double.pictures = PICTURES
    if content.get("type") == "modal":
        page = open_page()
        double.tell("U001", modal(name))
        return page.get_by_role("dialog")
    if content.get("type") == "home":
        double.home = {**content, "id": "V900", "hash": "1"}
        return open_page("as=U001&channel=D001&tab=home").locator(".home-view")
    double.history["C001"] = [message_of(name)]
    return open_page().get_by_role("article")


def message_of(name: str, ts: str = TS) -> JsonObject:
    content = payload(name)
    return posted(content["blocks"], ts, is_ephemeral=content.get("response_type") == "ephemeral")


def test_there_are_38_mock_ups() -> None:
    assert (len(IN_A_CHANNEL), len(ELSEWHERE)) == (28, 10)


def test_every_message_is_drawn_whole(double: Double, open_page: Open) -> None:
    """One below the other, as a channel shows them."""
    double.pictures = PICTURES
    one_after_another = enumerate(IN_A_CHANNEL, start=10)
    double.history["C001"] = [message_of(name, f"17954172{second}.000100") for second, name in one_after_another]
    articles = open_page().get_by_role("article")
    expect(articles).to_have_count(len(IN_A_CHANNEL))
    for article, name in zip(articles.all(), IN_A_CHANNEL, strict=True):
        assert_whole(article, name)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_every_modal_and_home_tab_is_drawn_whole(name: str, double: Double, open_page: Open) -> None:
    assert_whole(drawn(name, double, open_page), name)


def assert_whole(surface: Locator, name: str) -> None:
    content = payload(name)
    expect(surface.locator("[data-block]")).to_have_count(len(content["blocks"]))
    expect(surface.locator(".unknown")).to_have_count(0)
    for picture in surface.locator("img").all():
        picture.scroll_into_view_if_needed()  # it is loaded when it comes near
        expect(picture).to_have_js_property("naturalWidth", 60)
    shown = " ".join(surface.evaluate(SAID).split())
    wanted = {key: content[key] for key in ("title", "blocks", "submit", "close") if key in content}
    # what a press, a menu or a select opens is looked at in the two tests below
    opened_first = {*choices(content), *(words for one in asking(content) for words in texts(one["confirm"]))}
    assert [words for words in texts(wanted) if words not in shown and words not in opened_first] == [], name


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_selects_and_menus_offer_all_their_choices(name: str, double: Double, open_page: Open) -> None:
    surface = drawn(name, double, open_page)
    offered: list[str] = []
    for control in surface.locator("[role=combobox], [aria-haspopup=menu]").all():
        control.click()
        offered += surface.locator(":popover-open [role=option], :popover-open [role=menuitem]").all_inner_texts()
        surface.page.keyboard.press("Escape")
        expect(surface.locator(":popover-open")).to_have_count(0)
    shown = " ".join(" ".join(offered).split())
    assert [words for words in choices(payload(name)) if words not in shown] == []


@pytest.mark.parametrize("name", WITH_QUESTIONS)
def test_a_press_that_asks_first_shows_its_question(name: str, double: Double, open_page: Open) -> None:
    surface = drawn(name, double, open_page)
    for control in asking(payload(name)):
        surface.locator(f'[data-action-id="{control["action_id"]}"]').click()
        question = surface.page.get_by_role("alertdialog")
        for words in texts(control["confirm"]):
            expect(question).to_contain_text(words)
        safe = question.get_by_role("button", name=plain(control["confirm"]["deny"]["text"]), exact=True)
        expect(safe).to_be_focused()
        surface.page.keyboard.press("Escape")
        expect(question).to_have_count(0)
    assert [path for path, _ in double.sent if path == "/local/click"] == []


def test_a_picture_from_elsewhere_is_told_in_words_and_never_asked_for(double: Double, open_page: Open) -> None:
    double.history["C001"] = [
        posted([{"type": "image", "image_url": "https://example.com/a.png", "alt_text": "Three of five on track."}])
    ]
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="general").click()
    page.get_by_role("link", name="thanks").click()
    page.get_by_role("link", name="general").click()
    expect(page.get_by_role("article")).to_contain_text("Three of five on track.")
    expect(page.get_by_role("article").get_by_role("img")).to_have_count(0)
    assert asked
    assert [address for address in asked if not address.startswith(double.url)] == []
