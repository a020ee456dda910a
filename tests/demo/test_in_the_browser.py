"""The demonstration as a person meets it: a real browser, the local Slack, the real bot, the sample company."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.cli.test_demo import shown
from tests.page.tabs import chromium_running, noting

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with shown(tmp_path_factory.mktemp("demo") / "demo") as (_, ready):
        yield ready["url"]


@pytest.fixture(scope="module")
def window() -> Iterator[BrowserContext]:
    """One for all tests: the files of the page are read once."""
    with chromium_running() as browser:
        yield browser.new_context(viewport={"width": 1200, "height": 1000})


@pytest.fixture
def page(window: BrowserContext, address: str) -> Iterator[Page]:
    """A page of the local Slack; nothing may go wrong in its console."""
    faults: list[str] = []
    opened = window.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    with noting(opened, faults):
        opened.goto(address)
        yield opened
        opened.close()
    assert not faults


def be(page: Page, name: str) -> None:
    """Become somebody, by the switcher and the keyboard."""
    page.get_by_role("button", name=re.compile("^You are ")).click()
    search = page.get_by_role("combobox", name=re.compile("person|somebody|Search", re.IGNORECASE)).first
    search.fill(name)
    search.press("Enter")
    expect(page.get_by_role("button", name=re.compile(f"^You are {name}"))).to_be_visible()


def types(page: Page, text: str) -> None:
    field = page.get_by_role("combobox", name=re.compile("^Message to"))
    field.fill(text)
    field.press("Enter")


def last_answer(page: Page) -> Locator:
    return page.locator("article").last


def test_ana_sees_her_pay_asks_why_and_opens_the_rows(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("^You are Ana Alves"))).to_be_visible()  # nobody has chosen yet
    types(page, "/mypay")
    answer = last_answer(page)
    expect(answer).to_contain_text("€6,066.43 earned so far")
    expect(answer).to_contain_text("Only visible to you")
    answer.get_by_role("button", name="Why: time to first value").click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text("107.142857…%")
    expect(why).to_contain_text("€1,371.43")
    why.get_by_role("button", name=re.compile("^See the 14")).click()
    rows = page.get_by_role("dialog").last
    expect(rows).to_contain_text("From onboarding tracker, line")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("What was measured.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_by_keyboard_alone_the_command_is_completed_and_answered(page: Page) -> None:
    be(page, "Ben Brandt")
    field = page.get_by_role("combobox", name=re.compile("^Message to"))
    field.focus()
    page.keyboard.type("/my")
    expect(page.get_by_role("listbox")).to_contain_text("/mypay")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(last_answer(page)).to_contain_text("One gate is closed, so €291.43 more does not count yet.")
    page.get_by_role("button", name=re.compile(r"^Show the 13\saccounts")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_missing_is_not_zero(page: Page) -> None:
    be(page, "Chloé Caron")
    types(page, "/mypay")
    expect(last_answer(page)).to_contain_text("€4,491.43 from two of three parts.")
    expect(last_answer(page)).to_contain_text("between €4,491.43 and €7,191.43")


def test_a_manager_says_why_she_looks_and_the_person_can_see_it(page: Page) -> None:
    be(page, "Ines Moreau")
    types(page, "/team")
    form = page.get_by_role("dialog")
    form.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("Ben Brandt")).click()
    form.get_by_role("textbox").fill("preparing the quarterly talk")
    form.get_by_role("button", name="Show statement").click()
    expect(page.get_by_role("dialog").last).to_contain_text("€5,775.00")
    page.keyboard.press("Escape")
    be(page, "Ben Brandt")
    types(page, "/mypay looks")
    expect(last_answer(page)).to_contain_text(
        re.compile("Ines Moreau looked at Q4 2026 on .*: preparing the quarterly talk")
    )


def test_others_see_nothing_and_strangers_are_refused(page: Page) -> None:
    page.get_by_role("button", name="Be Max Contractor").click()  # of whom the README tells: one click
    expect(page.get_by_role("button", name=re.compile("^You are Max Contractor"))).to_be_visible()
    types(page, "/mypay")
    expect(last_answer(page)).to_contain_text("That is not something I can show you.")
    expect(page.locator("main")).not_to_contain_text("6,066.43")


def test_everybody_sees_what_lies_ahead_where_they_work(page: Page) -> None:
    be(page, "Ana Alves")
    types(page, "/calendar")
    expect(last_answer(page)).to_contain_text("Q4 2026 ends on 31 Dec 2026")
    expect(last_answer(page)).to_contain_text("Pay date for Q4 2026: 29 Jan 2027")  # as her statement says
    be(page, "Aoife Zhang")
    types(page, "/calendar")
    expect(last_answer(page)).to_contain_text("Next holidays: Thanksgiving Day on Nov 26, 2026")


def test_nonsense_is_answered_kindly(page: Page) -> None:
    be(page, "Ana Alves")
    types(page, "/mypay tomorow 🎉")
    expect(last_answer(page)).to_contain_text("/mypay last")
    types(page, "/mypay 2026-Q2")
    expect(last_answer(page)).to_contain_text("Q2 2026")


def test_every_control_of_an_answer_has_a_name(page: Page) -> None:
    be(page, "Ana Alves")
    types(page, "/mypay")
    expect(last_answer(page)).to_contain_text("€6,066.43")
    tree = last_answer(page).aria_snapshot()
    assert 'heading "Your variable pay, Q4 2026"' in tree
    for name in ("Why: net revenue retention", "Why: adoption", "Why: time to first value", "Past periods"):
        assert f'button "{name}"' in tree
    assert 'button ""' not in tree


def test_finn_reads_what_his_deal_was_before_it_was_corrected(page: Page) -> None:
    be(page, "Finn Farrell")
    types(page, "/mypay")
    last_answer(page).get_by_role("button", name="Why: commission").click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text("One row behind it was corrected.")
    before = re.compile(r"Corrected on 20 Nov 2026, 05:50 UTC \(CRM, batch \d+\): before, it was €45,000\.00\.")
    expect(why).to_contain_text(before)
    why.get_by_role("button", name=re.compile("^See the deal")).click()
    rows = page.get_by_role("dialog").last
    expect(rows).to_contain_text("€38,500.00. From CRM")
    expect(rows).to_contain_text(before)


def test_priya_moves_the_next_post_and_pauses_all_of_them(page: Page) -> None:
    be(page, "Priya Patel")
    types(page, "/schedule")
    answer = last_answer(page)
    expect(answer).to_contain_text("Nothing needs you.")
    answer.get_by_role("button", name="Times and channels").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Change: Anchor of the log").click()
    form.get_by_role("textbox", name="At what time?").fill("25:00")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("That is no time of day. Write hours and minutes, such as 09:00.")
    form.get_by_role("textbox", name="At what time?").fill("23:50")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Every day at 23:50 UTC")
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="Pause all posts").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Pause").click()
    expect(answer).to_contain_text("All posts are paused.")  # the same answer, as it is now
    expect(answer).to_contain_text("Today, 23:50 UTC")
    answer.get_by_role("button", name="Resume posts").click()
    expect(answer).to_contain_text("Resumed. What waits goes out now.")


def test_ana_turns_the_pages_of_a_hundred_rows(page: Page) -> None:
    be(page, "Ana Alves")
    types(page, "/mypay")
    last_answer(page).get_by_role("button", name="Why: adoption").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^See the 100")).click()
    rows = page.get_by_role("dialog").last
    expect(rows).to_contain_text("Rows 1 to 60 of 100, the oldest first.")
    expect(rows.get_by_role("listitem")).to_have_count(60)
    rows.get_by_role("button", name="Show rows 61 to 100").click()
    expect(rows).to_contain_text("Rows 61 to 100 of 100, the oldest first.")
    expect(rows.get_by_role("listitem")).to_have_count(40)
    rows.get_by_role("button", name="Show rows 1 to 60").press("Enter")
    expect(rows).to_contain_text("Rows 1 to 60 of 100, the oldest first.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_contain_text("What was measured.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)  # or the next page would open with it
