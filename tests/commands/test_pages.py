"""Lists that do not end at their first page: older looks and older periods, always one's own."""

from __future__ import annotations

import pytest

from plans.load import load_plan
from plans.statement import Scheme
from storage.looks import Look, record_look
from tests.commands.conftest import LOGGED, Company, buttons, form_of, message_of, publish, said
from tests.views.checking import check
from tests.views.northwind import AS_OF, SAMPLE, registry
from views.effects import OpenForm, PushForm, Refuse, ReplaceForm
from views.message import Button

OLDER_LOOKS, NEWEST_LOOKS = "fs.mypay.looks.older", "fs.mypay.looks.newest"
OLDER_PERIODS, NEWEST_PERIODS = "fs.mypay.past.older", "fs.mypay.past.newest"


def look(company: Company, count: int) -> None:
    """Ines looks so many times at Sam's pay; her reasons are numbered."""
    with company.world.database.write() as connection:
        for number in range(1, count + 1):
            record_look(connection, Look(0, "ines", "sam", "2026-Q4", f"reason {number:03}", AS_OF), LOGGED)


def reasons(text: str) -> list[int]:
    return [int(line.rpartition("reason ")[2]) for line in text.splitlines() if "reason " in line]


def test_older_looks_are_reached_page_by_page(company: Company) -> None:
    look(company, 45)
    answer = company.types("sam", "/mypay", "looks")
    assert "Your pay was looked at 45 times. The newest look comes first." in said(answer)
    assert reasons(said(answer)) == list(range(45, 25, -1))
    check(message_of(answer))
    older = company.presses("sam", buttons(message_of(answer))[OLDER_LOOKS])
    assert isinstance(older, OpenForm)
    assert "Your pay was looked at 45 times. These are older looks." in said(older)
    assert reasons(said(older)) == list(range(25, 5, -1))
    check(older.form)
    oldest = company.presses("sam", buttons(older.form)[OLDER_LOOKS], older.form.key)
    assert isinstance(oldest, ReplaceForm)
    assert reasons(said(oldest)) == [5, 4, 3, 2, 1]
    assert OLDER_LOOKS not in buttons(oldest.form)
    newest = company.presses("sam", buttons(oldest.form)[NEWEST_LOOKS], oldest.form.key)
    assert isinstance(newest, ReplaceForm)
    assert reasons(said(newest)) == list(range(45, 25, -1))


def test_a_full_page_with_nothing_behind_it_offers_no_more(company: Company) -> None:
    look(company, 20)
    answer = company.types("sam", "/mypay", "looks")
    assert len(reasons(said(answer))) == 20
    assert buttons(message_of(answer)) == {}


def test_a_page_lies_where_the_one_before_lay(company: Company) -> None:
    look(company, 21)
    past = form_of(company.types("sam", "/mypay", "past"))
    looks = company.presses("sam", buttons(past)["fs.mypay.looks"], past.key)
    assert isinstance(looks, PushForm)
    older = company.presses("sam", buttons(looks.form)[OLDER_LOOKS], looks.form.key)
    assert isinstance(older, ReplaceForm)
    assert reasons(said(older)) == [1]
    assert older.form.key == looks.form.key


def test_a_button_of_somebody_else_shows_ones_own_looks(company: Company) -> None:
    look(company, 45)
    button = buttons(message_of(company.types("sam", "/mypay", "looks")))[OLDER_LOOKS]
    assert "Nobody has looked at your pay." in said(company.presses("rival", button))
    for value in ("sam", "look.x", "2026-Q4.5", "45"):
        assert isinstance(company.presses("sam", Button(OLDER_LOOKS, "Show older looks", value)), Refuse)


def publish_older(company: Company, year: int) -> None:
    """The same plan as today's, in force from that year on until today's begins."""
    text = (SAMPLE / "customer-success.yaml").read_text()
    text = text.replace("{from: 2026-07-01, to: 2026-12-31}", f"{{from: {year}-01-01, to: 2026-06-30}}")
    loaded = load_plan(text.replace('version: "3"', 'version: "2"'), "older.yaml", registry())
    assert loaded.plan is not None, list(map(str, loaded.problems))
    with company.world.database.write() as connection:
        publish(connection, Scheme(loaded.plan, registry()))


def periods(text: str) -> list[str]:
    return [line.partition(":")[0] for line in text.splitlines() if line.startswith("Q")]


def test_older_periods_are_reached_page_by_page(company: Company) -> None:
    """Sam joined in March 2024: twelve quarters through the current one."""
    publish_older(company, 2023)
    past = form_of(company.types("sam", "/mypay", "past"))
    assert periods(said(OpenForm(past))) == [f"Q{quarter} {year}" for year in (2026, 2025) for quarter in (4, 3, 2, 1)]
    assert "Older periods are on record as well." in said(OpenForm(past))
    check(past)
    older = company.presses("sam", buttons(past)[OLDER_PERIODS], past.key)
    assert isinstance(older, ReplaceForm)
    assert periods(said(older)) == ["Q4 2024", "Q3 2024", "Q2 2024", "Q1 2024"]
    assert "Older periods" not in said(older)
    check(older.form)
    opened = company.presses("sam", buttons(older.form)["fs.mypay.open.2024-Q3"], older.form.key)
    assert isinstance(opened, ReplaceForm)
    assert "Your variable pay, Q3 2024" in said(opened)
    newest = company.presses("sam", buttons(older.form)[NEWEST_PERIODS], older.form.key)
    assert isinstance(newest, ReplaceForm)
    assert newest.form.parts == past.parts


def test_eight_periods_fill_a_list_and_promise_no_more(company: Company) -> None:
    publish_older(company, 2025)
    past = form_of(company.types("sam", "/mypay", "past"))
    assert len(periods(said(OpenForm(past)))) == 8
    assert list(buttons(past))[-1] == "fs.mypay.looks"
    assert not {OLDER_PERIODS, NEWEST_PERIODS} & set(buttons(past))


def test_a_list_keeps_the_instant_at_which_it_was_opened(company: Company) -> None:
    publish_older(company, 2023)
    past = form_of(company.types("sam", "/mypay", "past"))
    later = AS_OF + 3_600_000_000
    assert "As of 20 Nov 2026, 06:00 UTC." in said(
        company.presses("sam", buttons(past)[OLDER_PERIODS], past.key, now=later)
    )


@pytest.mark.parametrize("value", ["", "sam", "look.1", "2027-Q1.5", "9998.5", "2026-Q4"])
def test_a_page_that_fairshare_did_not_offer_is_refused(company: Company, value: str) -> None:
    assert isinstance(company.presses("sam", Button(OLDER_PERIODS, "Show older periods", value)), Refuse)


def test_a_button_of_somebody_else_shows_ones_own_periods(company: Company) -> None:
    publish_older(company, 2023)
    button = buttons(form_of(company.types("sam", "/mypay", "past")))[OLDER_PERIODS]
    assert "No period with a plan is on record yet." in said(company.presses("rival", button))
