"""A Chromium and a server for all tests of the page; a double of the local Slack and an empty tab for each."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.page.double import Double
from tests.page.serving import COOKIE, EMPTY, Server, running
from tests.page.tabs import Tabs, chromium_running

JsonObject = dict[str, Any]
Open = Callable[..., Page]

MESSAGES = Path(__file__).parents[1] / "data" / "messages"
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


def hold_first(page: Page, address: str) -> list[Route]:
    """Keeps the first request to an address waiting until the test lets it `continue_()`; it is in the list once it was made."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(address, hold)
    return held


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with chromium_running() as browser:
        yield browser


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(scope="package")
def tabs(chromium: Browser, server: Server) -> Tabs:
    return Tabs(chromium, server.url + EMPTY)


@pytest.fixture
def double(server: Server) -> Iterator[Double]:
    with server.double() as double:
        yield double


@pytest.fixture
def open_page(tabs: Tabs, double: Double) -> Iterator[Open]:
    """Opens the page as a person at a channel; whatever the console calls an error fails the test."""
    errors: list[str] = []
    with ExitStack() as lent:

        def open_as(query: str = "as=U001&channel=C001", **options: Any) -> Page:
            page = lent.enter_context(tabs.lent(errors, **options))
            page.set_default_timeout(PATIENCE_MS)
            page.context.add_cookies([{"name": COOKIE, "value": double.name, "url": double.url}])
            page.goto(f"{double.url}?{query}")
            has_settled = page.locator("#composer-field:focus")  # the last thing that the page does on its own
            elsewhere = page.locator("a.tab, iframe")  # the app's tabs; two people beside each other
            has_settled.or_(elsewhere).first.wait_for()
            return page

        yield open_as
    assert errors == []
