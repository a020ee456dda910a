"""Chromium's tabs, lent to one test after another: to open one and to read the page's files anew takes longer than most tests.

A tab that comes back has left the page and forgotten what the page stored. The next test loads the page from the start; only
files of the page may come from Chromium's cache.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

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
DESKTOP = {"viewport": {"width": 1180, "height": 860}}


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """A headless Chromium for as long as the block runs; skips visibly where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        pytest.skip(f"none of these browsers is installed: {', '.join(CHROMIUMS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Tabs:
    """The tabs of a Chromium, each in a context of its own, by what they were opened with."""

    def __init__(self, browser: Browser, empty_page: str) -> None:
        """`empty_page` is an address of the page's own server with nothing on it, where a tab waits for the next test."""
        self._browser = browser
        self._empty_page = empty_page
        self._waiting: dict[str, list[Page]] = {}

    @contextmanager
    def lent(self, errors: list[str], **options: Any) -> Iterator[Page]:
        """A tab for as long as the block runs; what its console calls an error is added to `errors`.

        `options` are those of `Browser.new_context`. A tab that could not be emptied is not lent again.
        """
        options = DESKTOP | options
        waiting = self._waiting.setdefault(repr(sorted(options.items())), [])
        tab = waiting.pop() if waiting else self._browser.new_context(**options).new_page()
        with noting(tab, errors):
            try:
                yield tab
                self._empty(tab)
            except BaseException:
                tab.context.close()
                raise
        waiting.append(tab)

    def _empty(self, tab: Page) -> None:
        tab.unroute_all()
        tab.goto(self._empty_page)
        tab.evaluate("sessionStorage.clear(); localStorage.clear()")
        tab.context.clear_cookies()


@contextmanager
def noting(tab: Page, errors: list[str]) -> Iterator[None]:
    """Adds to `errors` whatever the tab's console calls an error while the block runs."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    def raised(error: Exception) -> None:
        errors.append(str(error))

    tab.on("console", said)
    tab.on("pageerror", raised)
    yield
    tab.remove_listener("console", said)
    tab.remove_listener("pageerror", raised)
