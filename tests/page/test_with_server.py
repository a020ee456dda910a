"""The page, the local Slack and a Bolt app together: what a person does comes to the app, and its answers come back."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

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
    "channels": [{"id": "C001", "name": "general", "members": [*EVERYBODY, "U0BOT000001"]}],
}
MANIFEST: JsonObject = {
    "display_information": {"name": "Fairshare"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [{"command": "/mypay", "description": "See your variable pay", "usage_hint": "[period]"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "im:write"]}},
    "settings": {
        "socket_mode_enabled": True,
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
    },
}
BOT = Path(__file__).parent / "bot.py"


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[str]:
    """The address of a local Slack, as a program of its own."""
    for name, content in (("workspace", WORKSPACE), ("manifest", MANIFEST)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    command = [sys.executable, "-m", "sandbox", "--port", "0"]
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
    expect(page.get_by_role("article")).to_contain_text("hello <world> & all")
    command(page, "/mypay ")
    expect(page.get_by_role("article").filter(has_text="Only visible to you")).to_have_count(1)
    page.get_by_role("button", name="You are Jun Sato").click()
    page.get_by_role("option", name="Ana Alves").click()
    expect(page.get_by_role("article")).to_have_count(1)
