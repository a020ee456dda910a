"""Takes the pictures of docs/images/ from a `make demo` that has just been started: `python docs/pictures.py http://127.0.0.1:8910/`.

The last ones let a post go wrong, and move the demonstration's time to its Monday.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

IMAGES = Path(__file__).parent / "images"
MOST_BYTES = 200_000
SIZE = {"width": 1120, "height": 1180}
MODAL_SIZE = {"width": 900, "height": 800}
OPERATOR_SIZE = {"width": 1000, "height": 880}
DELIVERED_MS = 30_000  # what fell due is posted
SETTLED_MS = 800  # a modal has come up, a chart is drawn


class Demo:
    """The page of a demonstration, in a browser."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        with urlopen(f"{url}local/workspace") as answer:  # noqa: S310 - the address that the caller named
            known = json.load(answer)
        self.people = {person["real_name"]: person["id"] for person in known["people"]}
        self.channels = {channel["name"]: channel["id"] for channel in known["channels"] if channel.get("name")}

    def ask(self, path: str, body: dict[str, object]) -> None:
        """One request as the page makes them."""
        headers = {"Content-Type": "application/json", "Origin": self.url.rstrip("/")}
        urlopen(Request(f"{self.url}{path}", json.dumps(body).encode(), headers)).close()  # noqa: S310 - as above

    @contextmanager
    def being(self, name: str, size: dict[str, int], channel: str = "general") -> Iterator[Page]:
        """The page as somebody who has just reloaded Slack: earlier private answers and modals are gone."""
        self.ask("local/reload", {"as": self.people[name]})
        context = self.browser.new_context(viewport=size, locale="en-IE", timezone_id="Europe/Dublin")
        page = context.new_page()
        page.goto(f"{self.url}?as={self.people[name]}&channel={self.channels[channel]}")
        yield page
        context.close()


def say(page: Page, words: str) -> None:
    """Types into the channel that is open."""
    page.get_by_role("combobox", name=re.compile("^Message to #")).fill(words)
    page.keyboard.press("Enter")


def shoot(page: Page, name: str) -> None:
    """Saves a picture, and refuses one that is too large for a page."""
    page.wait_for_timeout(SETTLED_MS)
    file = IMAGES / f"{name}.png"
    page.screenshot(path=file)
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file.name} has {file.stat().st_size:,} bytes; {MOST_BYTES:,} are the most.")


def main(url: str) -> None:
    """Every picture of the docs, one after the other."""
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        demo = Demo(browser, url)
        with demo.being("Ana Alves", SIZE) as page:
            say(page, "/mypay")
            expect(page.get_by_text("earned so far")).to_be_visible()
            shoot(page, "mypay")
        with demo.being("Ana Alves", MODAL_SIZE) as page:
            say(page, "/mypay")
            page.get_by_role("button", name="Why: adoption").click()
            expect(page.get_by_role("dialog")).to_be_visible()
            shoot(page, "why")
        with demo.being("Ben Brandt", MODAL_SIZE) as page:
            say(page, "/mypay")
            expect(page.get_by_text("One gate is closed")).to_be_visible()
            shoot(page, "gate")
        with demo.being("Ines Moreau", MODAL_SIZE) as page:
            say(page, "/team")
            form = page.get_by_role("dialog")
            form.get_by_role("combobox", name="Whose statement?").click()
            page.get_by_role("option", name="Ana Alves").click()
            form.get_by_role("textbox", name="Why do you look?").fill("Preparing the quarterly talk")
            shoot(page, "team")
        take_operator(demo)
        browser.close()


def take_operator(demo: Demo) -> None:
    """A post that Slack refuses waits for a decision; once it was taken, it stands there, and so does that of the next day."""
    demo.ask("admin/faults", {"method": "chat.postMessage", "kind": "error", "error": "restricted_action"})
    with demo.being("Priya Patel", OPERATOR_SIZE, "fairshare-operators") as page:
        demo.ask("local/clock", {"move": "hour"})
        expect(page.get_by_role("button", name="See what waits")).to_be_visible(timeout=DELIVERED_MS)
        say(page, "/schedule")
        expect(page.get_by_role("button", name="Post it now")).to_be_visible()
        shoot(page, "schedule")
        page.get_by_role("button", name="Post it now").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Post it").click()
        anchors = page.get_by_role("article").filter(
            has=page.get_by_role("heading", name=re.compile("^Anchor of the audit log"))
        )
        expect(anchors).to_have_count(1, timeout=DELIVERED_MS)
        demo.ask("local/clock", {"move": "monday"})
        expect(anchors).to_have_count(2, timeout=DELIVERED_MS)
    with demo.being("Priya Patel", OPERATOR_SIZE, "fairshare-operators") as page:
        expect(page.get_by_role("button", name="See what waits")).to_be_visible()
        shoot(page, "anchor")


if __name__ == "__main__":
    main(sys.argv[1])
