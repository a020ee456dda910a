"""Lists that do not end at their first page: older looks, older periods, more rows; always one's own."""

from __future__ import annotations

from datetime import date

import pytest

from plans.load import load_plan
from plans.scheme import Scheme
from storage.looks import Look, record_look
from tests.commands.conftest import LOGGED, Company, buttons, form_of, message_of, publish, said
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF, SAMPLE, registry
from views.effects import OpenForm, PushForm, Refuse, ReplaceForm
from views.message import Button

OLDER_LOOKS, NEWEST_LOOKS = "fs.mypay.looks.older", "fs.mypay.looks.newest"
OLDER_PERIODS, NEWEST_PERIODS = "fs.mypay.past.older", "fs.mypay.past.newest"
BACK_TO_PERIODS = "fs.mypay.past.back"

DAY = 86_400_000_000


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
    check(opened.form)
    back = company.presses("sam", buttons(opened.form)[BACK_TO_PERIODS], opened.form.key)
    assert isinstance(back, ReplaceForm)
    assert back.form == older.form
    newest = company.presses("sam", buttons(older.form)[NEWEST_PERIODS], older.form.key)
    assert isinstance(newest, ReplaceForm)
    assert newest.form.parts == past.parts


def test_a_period_that_was_not_opened_from_the_list_has_no_way_back_to_it(company: Company) -> None:
    month = message_of(company.types("sam", "/mypay", "2026-10"))
    opened = form_of(company.presses("sam", buttons(month)["fs.mypay.open.2026-Q4"]))
    assert "Your variable pay, Q4 2026" in said(OpenForm(opened))
    assert BACK_TO_PERIODS not in buttons(opened)


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


def rows_of(company: Company, figure: str) -> PushForm:
    """The rows behind a figure of Sam's, as a press in its reason opens them."""
    why = form_of(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))[f"fs.why.{figure}"]))
    rows = company.presses("sam", buttons(why)["fs.rows.open"], why.key)
    assert isinstance(rows, PushForm)
    return rows


def test_more_rows_than_a_modal_holds_are_turned_like_pages(company: Company) -> None:
    """A hundred accounts, sixty a page, in the place of the page before."""
    first = rows_of(company, "adopt")
    assert "Rows 1 to 60 of 100, the oldest first." in said(first)
    second = company.presses("sam", buttons(first.form)["fs.rows.page.next"], first.form.key)
    assert isinstance(second, ReplaceForm)
    assert "Rows 61 to 100 of 100, the oldest first." in said(second)
    assert said(second).count("- A-") == 40
    check(second.form)
    again = company.presses("sam", buttons(second.form)["fs.rows.page.before"], second.form.key)
    assert isinstance(again, ReplaceForm)
    assert again.form == first.form


def test_the_way_back_to_the_steps_is_on_every_page(company: Company) -> None:
    past = form_of(company.types("sam", "/mypay", "past"))
    statement = form_of(company.presses("sam", buttons(past)["fs.mypay.open.2026-Q4"], past.key))
    why = form_of(company.presses("sam", buttons(statement)["fs.why.adopt"], statement.key))
    first = form_of(company.presses("sam", buttons(why)["fs.rows.open"], why.key))
    second = form_of(company.presses("sam", buttons(first)["fs.rows.page.next"], first.key))
    back = company.presses("sam", buttons(second)["fs.why.adopt"], second.key)
    assert isinstance(back, ReplaceForm)
    assert back.form.parts == why.parts


def test_rows_that_a_gate_waits_for_are_turned_likewise(company: Company) -> None:
    late = [
        recording.fact(
            f"N-{place}", metric="plan-current", subject_id="sam", observed=date(2026, 11, 18), value="no",
            unit="yes/no", item_id=f"B-{place:02}",
        )
        for place in range(80)
    ]  # fmt: skip
    company.record(*late, source="success-plans")
    first = form_of(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.gate.rows"]))
    second = company.presses("sam", buttons(first)["fs.rows.page.next"], first.key)
    assert isinstance(second, ReplaceForm)
    assert "89 accounts that do not count yet" in said(second)  # the 9 of 50 that are recorded, and these 80
    assert "Rows 61 to 89 of 89" in said(second)


@pytest.mark.parametrize("first", ["1", "59", "120", "-60", "999999999999999999", ""])
def test_a_page_of_rows_that_is_not_there_is_refused(company: Company, first: str) -> None:
    button = Button("fs.rows.page.next", "Show the next 60", f"1|2026-Q4.{AS_OF}|{first}|adopt")
    assert isinstance(company.presses("sam", button), Refuse)


def test_a_page_of_rows_is_the_pressers_own(company: Company) -> None:
    button = buttons(rows_of(company, "adopt").form)["fs.rows.page.next"]
    assert isinstance(company.presses("rival", button), Refuse)


def test_a_managers_pages_end_with_the_day_of_the_look(company: Company) -> None:
    shown = form_of(company.sends("ines", "fs.team", whom="sam", period="this", reason="preparing the quarterly talk"))
    why = form_of(company.presses("ines", buttons(shown)["fs.why.adopt"], shown.key))
    rows = form_of(company.presses("ines", buttons(why)["fs.rows.open"], why.key))
    button = buttons(rows)["fs.rows.page.next"]
    assert "Rows 61 to 100 of 100" in said(company.presses("ines", button, rows.key))
    assert isinstance(company.presses("ines", button, rows.key, now=AS_OF + DAY), Refuse)
