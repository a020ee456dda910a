"""The page, the local Slack and a Bolt app together: what a person does comes to the app, and its answers come back."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from tests.page.conftest import PATIENCE_MS, payload
from tests.page.double import EVERYBODY, PEOPLE

pytestmark = pytest.mark.browser
JsonObject = dict[str, Any]

APP: JsonObject = {
    "id": "A0LOCAL0001",
    "name": "Fairshare",
    "bot_user": "U0BOT000001",
    "bot_id": "B0BOT000001",
    "bot_token": "xoxb-local",
    "app_token": "xapp-local",
    "signing_secret": "local-secret",
}
WORKSPACE: JsonObject = {
    "team": {"id": "T0LOCAL0001", "name": "Northwind", "domain": "northwind"},
    "app": APP,
    "people": PEOPLE,
    "channels": [
        {"id": "C001", "name": "general", "members": [*EVERYBODY, "U0BOT000001"]},
        {"id": "C002", "name": "thanks", "members": [*EVERYBODY, "U0BOT000001"]},
    ],
    "featured": ["U001", "U002"],
}
MANIFEST: JsonObject = {
    "display_information": {"name": "Fairshare"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [{"command": "/mypay", "description": "See your variable pay", "usage_hint": "[period]"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "files:write", "im:write"]}},
    "settings": {
        "socket_mode_enabled": True,
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
    },
}
BOT = Path(__file__).parent / "bot.py"
PNG = b64decode(  # one grey point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mN4DwAA5QDkYm2rRAAAAABJRU5ErkJggg=="
)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[str]:
    """The address of a local Slack, as a program of its own."""
    for name, content in (("workspace", WORKSPACE), ("manifest", MANIFEST)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--clock", "2026-11-20T09:30:00Z"]
    files = ["--workspace", str(tmp_path / "workspace.json"), "--manifest", str(tmp_path / "manifest.json")]
    with subprocess.Popen([*command, *files], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
        process.terminate()


@pytest.fixture
def bot(slack: str) -> Iterator[None]:
    """An app that answers with the mock-ups."""
    with subprocess.Popen([sys.executable, str(BOT), slack], stdout=subprocess.PIPE, text=True) as process:
        yield
        process.terminate()


@pytest.fixture
def app(slack: str) -> WebClient:
    """What an app says by itself, without a line."""
    return WebClient(token="xoxb-local", base_url=f"{slack}api/")


@pytest.fixture
def page(chromium: Browser, slack: str) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{slack}?as=U001&channel=C001")
    yield page
    context.close()


def connected(page: Page) -> None:
    """Waits for the app, a process that is still starting: on a busy machine that takes its time."""
    expect(page.get_by_role("link", name="Fairshare, connected")).to_be_visible(timeout=6 * PATIENCE_MS)


def command(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Message to #general").fill(words)
    page.keyboard.press("Enter")


def test_without_the_app_a_command_says_so(page: Page) -> None:
    expect(page.get_by_text("Fairshare is not connected.")).to_be_visible()
    command(page, "/mypay ")
    expect(page.locator("#notice")).to_contain_text("/mypay")
    expect(page.get_by_role("combobox", name="Message to #general")).to_have_value("/mypay")


@pytest.mark.usefixtures("bot")
def test_from_a_command_to_a_sent_form(page: Page) -> None:
    connected(page)
    command(page, "/mypay ")
    answer = page.get_by_role("article").filter(has_text="Only visible to you")
    expect(answer.get_by_role("heading", name="Your variable pay, Q4 2026")).to_be_visible()
    expect(page.locator(".unknown")).to_have_count(0)

    answer.get_by_role("button", name="Why: adoption").click()
    steps = page.get_by_role("dialog", name=payload("why-line")["title"]["text"])
    expect(steps).to_be_visible()
    page.keyboard.press("Escape")
    expect(steps).to_have_count(0)

    answer.get_by_role("button", name="Something looks wrong").click()
    form = page.get_by_role("dialog", name="Something looks wrong")
    form.get_by_role("radio", name="The data").check()
    words = form.get_by_role("textbox", name="What should the council know?")
    words.fill("Nothing to say here.")
    form.get_by_role("button", name="Send to council").click()
    expect(form.locator(".input-error:visible")).to_have_text("Please name one date.")
    words.fill("The date of 3 Nov is a week late.")
    form.get_by_role("button", name="Send to council").click()
    expect(form).to_have_count(0)
    expect(page.get_by_text("Sent: The date of 3 Nov is a week late.")).to_be_visible()


@pytest.mark.usefixtures("bot")
def test_the_home_tab_is_published_when_it_is_opened(page: Page) -> None:
    connected(page)
    page.get_by_role("link", name="Fairshare, connected").click()
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Where you stand")).to_be_visible()


@pytest.mark.usefixtures("bot")
def test_two_people_see_a_message_and_one_its_answer(page: Page) -> None:
    connected(page)
    command(page, "*hello* <world> & all")
    said = page.get_by_role("article")
    expect(said).to_contain_text("hello <world> & all")
    page.get_by_role("button", name="You are Ana Alves").click()
    page.get_by_role("option", name="Jun Sato").click()
    expect(page.get_by_role("button", name="You are Jun Sato")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("hello <world> & all")
    command(page, "/mypay ")
    expect(page.get_by_role("article").filter(has_text="Only visible to you")).to_have_count(1)
    page.get_by_role("button", name="You are Jun Sato").click()
    page.get_by_role("option", name="Ana Alves").click()
    expect(page.get_by_role("button", name="You are Ana Alves")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)


def test_what_one_has_not_read_is_marked_for_who_is_named_and_stays_read(page: Page) -> None:
    page.get_by_role("link", name="thanks").click()
    page.get_by_role("combobox", name="Message to #thanks").fill("@jun, see #general; `@ruth` is only code")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_be_visible()
    page.get_by_role("link", name="general", exact=True).click()
    page.get_by_role("button", name="Be Jun Sato").click()
    page.get_by_role("link", name="thanks, 1 new message, 1 for you").click()
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()
    said = page.get_by_role("article")
    expect(said.locator(".mention-me")).to_have_text("@Jun Sato")
    expect(said.get_by_role("link", name="#general")).to_be_visible()
    expect(said.locator("code")).to_have_text("@ruth")
    page.reload()
    expect(page.get_by_role("link", name="thanks", exact=True)).to_be_visible()
    expect(page.get_by_role("separator", name="New messages")).to_have_count(0)


def test_two_people_react_and_one_thinks_better_of_it(page: Page, app: WebClient) -> None:
    app.chat_postMessage(channel="C001", text="The plan is published.")
    page.get_by_role("button", name="Add a reaction").press("Enter")
    page.keyboard.press("Enter")
    chip = page.get_by_role("list", name="Reactions").get_by_role("button")
    expect(chip).to_have_accessible_name(":+1: 1, from you. Take yours back")
    page.get_by_role("button", name="Be Jun Sato").click()
    expect(chip).to_have_accessible_name(":+1: 1, from Ana Alves. React with it as well")
    chip.press("Enter")
    expect(chip).to_have_accessible_name(":+1: 2, from Ana Alves, you. Take yours back")
    chip.press("Enter")
    expect(chip).to_have_accessible_name(":+1: 1, from Ana Alves. React with it as well")


def test_the_clock_moves_for_the_page_and_for_the_app(page: Page, slack: str) -> None:
    clock = page.get_by_role("group", name="The time of the demonstration")
    expect(clock.locator("time")).to_have_text("Fri, 20 Nov 2026, 09:30 UTC")
    for button, shown, told in (
        ("Next hour", "Fri, 20 Nov 2026, 10:30 UTC", "2026-11-20T10:30"),
        ("Monday 9:00", "Mon, 23 Nov 2026, 09:00 UTC", "2026-11-23T09:00"),
        ("End of quarter", "Fri, 1 Jan 2027, 09:00 UTC", "2027-01-01T09:00"),
    ):
        clock.get_by_role("button", name=button).click()
        expect(clock.locator("time")).to_have_text(shown)
        with urlopen(f"{slack}clock") as answer:  # noqa: S310 - the local Slack's own address
            assert json.load(answer)["now"].startswith(told)


def test_a_fault_that_is_set_on_the_page_meets_the_app_and_is_used_up(page: Page, app: WebClient) -> None:
    page.get_by_role("button", name="Let things go wrong").click()
    panel = page.get_by_role("dialog", name="Let things go wrong")
    panel.get_by_label("Which call?").select_option("chat.postMessage")
    panel.get_by_role("radio", name="The line is cut after it happened").check()
    panel.get_by_role("button", name="Set it").click()
    expect(panel.get_by_role("listitem")).to_have_text("The line is cut after it happened: posting a message, once")
    page.keyboard.press("Escape")
    note = page.get_by_role("status").get_by_text("Faults are set.")
    expect(note).to_be_visible()
    app.retry_handlers.clear()
    with pytest.raises(RemoteDisconnected):
        app.chat_postMessage(channel="C001", text="stored, though nobody heard so")
    expect(page.get_by_role("article")).to_contain_text("stored, though nobody heard so")
    expect(note).to_have_count(0)


def test_a_picture_that_the_app_uploads_is_shown_with_its_words(page: Page, app: WebClient) -> None:
    words = "A curve that rises from 0 to 100%."
    app.files_upload_v2(channel="C001", filename="curve.png", title="What a result pays", content=PNG, alt_txt=words)
    article = page.get_by_role("article")
    expect(article.locator("figcaption")).to_have_text("What a result pays")
    expect(article.get_by_role("img", name=words)).to_have_js_property("naturalWidth", 1)
