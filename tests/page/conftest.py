"""A Chromium for all tests of the page, a double of the server and a page for each."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.page.double import Double, running

JsonObject = dict[str, Any]
Open = Callable[..., Page]

MESSAGES = Path(__file__).parents[1] / "data" / "messages"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TS = "1795417200.000100"  # 23 Nov 2026, 07:00 UTC
PATIENCE_MS = 10_000


def payload(name: str) -> JsonObject:
    """One of the mock-ups: a message, a modal or a Home tab."""
    loaded: JsonObject = json.loads((MESSAGES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def posted(blocks: list[JsonObject], ts: str = TS, **more: Any) -> JsonObject:
    """A message of the app with these blocks."""
    return {"type": "message", "ts": ts, "user": "U0BOT000001", "bot_id": "B0BOT000001", "blocks": blocks, **more}


def said(text: str, ts: str = TS, user: str = "U002", **more: Any) -> JsonObject:
    """A message that a person wrote."""
    return {"type": "message", "ts": ts, "user": user, "text": text, **more}


def modal(name: str, view_id: str = "V001", **more: Any) -> JsonObject:
    """The view event that shows this mock-up as the only modal."""
    return {"type": "view", "stack": [{**payload(name), "id": view_id, "hash": "1", **more}]}


def body_of(request: Request) -> JsonObject:
    """What the page sent."""
    body: JsonObject = request.post_data_json or {}
    return body


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.skip(f"none of these browsers is installed: {', '.join(CHROMIUMS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def double() -> Iterator[Double]:
    with running(Double()) as server:
        yield server


@pytest.fixture
def open_page(chromium: Browser, double: Double) -> Iterator[Open]:
    """Opens the page as a person at a channel; whatever the console calls an error fails the test."""
    errors: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    def open_as(query: str = "as=U001&channel=C001", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1180, "height": 860}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{double.url}?{query}")
        page.get_by_role("heading", level=1).filter(has_text="#").or_(page.get_by_role("link", name="Home")).wait_for()
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert errors == []
