"""`/mypay`, `/team`, looks and `/calendar` under plans that count by the company calendar, in the names that it gives its periods."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.commands.conftest import LONG_AGO, Company, buttons, form_of, message_of, said
from tests.commands.counting import joins, plan_text, publish_plan, publish_version
from tests.company.rows import text_13, text_445, text_fiscal
from tests.views.checking import check
from views.effects import OpenForm, PushForm, ReplaceForm

THIRTEEN = text_13(start="2025-12-29")
REASON = "preparing our quarterly talk"
FROM_13 = "2025-12-29"


def counts(company: Company, grain: str, calendar: str, start: str = "2026-02-01") -> Company:
    publish_version(company, calendar)
    publish_plan(company, plan_text(grain, start), calendar)
    joins(company)
    return company


@pytest.fixture
def fiscal(company: Company) -> Company:
    """Fiscal quarters: FY2027-Q4 began on 1 November, in it are 2 accounts; FY2027-Q3 had the one of October."""
    return counts(company, "quarter", text_fiscal())


@pytest.fixture
def thirteen(company: Company) -> Company:
    """2026-P12 goes from 2 to 29 November: 2 accounts; P11 had the one of 20 October."""
    return counts(company, "month", THIRTEEN, FROM_13)


def on(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T06:00:00").replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Your variable pay, FY2027-Q4"),
        ("FY2027-Q4", "€1,510.00 earned so far"),  # 2 x 250 + 1% of 4 x 250 + 1000
        ("fy2027 q4", "€1,510.00 earned so far"),
        ("last", "Your variable pay, FY2027-Q3"),
        ("FY2027-Q3", "€1,255.00"),
        ("q1", "Your variable pay, FY2027-Q1"),  # the latest that has begun
        ("q1 fy2028", "FY2028-Q1 has not begun. It starts on 1 Feb 2027."),
        ("FY2027", "FY2027 is a year, and your plan pays by the quarter. It begins with FY2027-Q1."),
        ("2026-Q3", "Q3 2026 is a quarter, and your plan pays by the quarter. It begins with FY2027-Q2."),
        ("october", "Oct 2026 is a month, and your plan pays by the quarter. It lies in FY2027-Q3."),
        ("FY2027-Q9", "Did you mean FY2027-Q"),
        ("fortnight", "/mypay FY2027-Q4, /mypay last, /mypay help"),
    ],
)
def test_what_one_can_ask_for_in_fiscal_years(fiscal: Company, text: str, expected: str) -> None:
    answer = fiscal.types("kim", "/mypay", text)
    assert expected in said(answer).replace("`", "")
    check(message_of(answer))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Your variable pay, 2026-P12"),
        ("2026-P12", "Plan: Hunters, version 1. Calendar: Northwind, version 1."),
        ("P12 2026", "€1,512.50 earned so far"),  # 2 x 250 + 1% of 5 x 250 + 1000
        ("p11", "Your variable pay, 2026-P11"),
        ("2026 p7", "Your variable pay, 2026-P07"),
        ("P7", "€1,255.00"),  # the account of 16 June; P07 goes from 15 June to 12 July
        ("last", "Your variable pay, 2026-P11"),
        ("2027-P01", "2027-P01 has not begun. It starts on 28 Dec 2026."),
        ("2025-Q4", "No published plan is for your team and role in Q4 2025."),
        ("p14", '"p14" is not a period.'),
    ],
)
def test_what_one_can_ask_for_in_thirteen_periods(thirteen: Company, text: str, expected: str) -> None:
    answer = thirteen.types("kim", "/mypay", text)
    assert expected in said(answer)
    check(message_of(answer))


def test_why_names_the_calendars_periods_and_opens_their_rows(thirteen: Company) -> None:
    answer = message_of(thirteen.types("kim", "/mypay"))
    why = thirteen.presses("kim", buttons(answer)["fs.why.season"])
    assert isinstance(why, OpenForm)
    assert why.form.key.startswith("1|2026-P12.")
    assert "2026-P11" in said(why)
    assert "2026-P02" in said(why)
    check(why.form)
    why = thirteen.presses("kim", buttons(answer)["fs.why.accounts-pay"])
    rows = thirteen.presses("kim", buttons(form_of(why))["fs.rows.open"], form_of(why).key)
    assert isinstance(rows, PushForm)
    assert "2 Nov 2026" in said(rows)
    assert "16 Nov 2026" in said(rows)


def test_older_periods_are_listed_and_opened_to_the_first_row(thirteen: Company) -> None:
    past = form_of(thirteen.types("kim", "/mypay", "past"))
    listed = [line.partition(":")[0] for line in said(OpenForm(past)).splitlines() if line.startswith("2026-P")]
    assert listed == [f"2026-P{number:02}" for number in range(12, 4, -1)]
    older = thirteen.presses("kim", buttons(past)["fs.mypay.past.older"], past.key)
    assert isinstance(older, ReplaceForm)
    listed = [line.partition(":")[0] for line in said(older).splitlines() if line.startswith("2026-P")]
    assert listed == ["2026-P04", "2026-P03", "2026-P02", "2026-P01"]
    opened = thirteen.presses("kim", buttons(older.form)["fs.mypay.open.2026-P02"], older.form.key)
    assert "Your variable pay, 2026-P02" in said(opened)
    assert "€1,252.50" in said(opened)  # 30 January: 250 + 1% of 250 + 1000
    back = thirteen.presses("kim", buttons(form_of(opened))["fs.mypay.past.back"], form_of(opened).key)
    assert "2026-P04" in said(back)


def test_a_button_shows_the_period_that_was_meant(fiscal: Company) -> None:
    (show,) = buttons(message_of(fiscal.types("kim", "/mypay", "october"))).values()
    assert "Your variable pay, FY2027-Q3" in said(fiscal.presses("kim", show))


@pytest.mark.parametrize(("period", "name"), [("this", "2026-P12"), ("before", "2026-P11")])
def test_a_manager_looks_and_the_look_names_the_period(thirteen: Company, period: str, name: str) -> None:
    shown = thirteen.sends("ines", "fs.team", whom="kim", period=period, reason=REASON)
    assert isinstance(shown, ReplaceForm)
    assert f"Kim Novak's variable pay, {name}" in said(shown)
    why = thirteen.presses("ines", buttons(shown.form)["fs.why.accounts-pay"], shown.form.key)
    assert isinstance(why, PushForm)
    assert f"Ines Moreau looked at {name} on 20 Nov 2026" in said(thirteen.types("kim", "/mypay", "looks"))


@pytest.mark.parametrize("text", ["", "P12 2026", "2026-p12"])
def test_the_calendar_command_has_the_same_names(thirteen: Company, text: str) -> None:
    assert "2026-P12 ends on 29 Nov 2026" in said(thirteen.types("kim", "/calendar", text))


def test_where_the_rows_end_it_says_so_and_the_past_stays(thirteen: Company) -> None:
    """Rows go until 2 January 2028. An older Gregorian version of the plan does not step in."""
    now = on("2028-02-01")
    answer = thirteen.types("kim", "/mypay", now=now)
    assert "The company calendar has no month after 2027-P13, which ended on 2 Jan 2028." in said(answer)
    assert "Once its next version is published, the time shows here" in said(answer)
    check(message_of(answer))
    assert "Your variable pay, 2027-P13" in said(thirteen.types("kim", "/mypay", "last", now))
    listed = said(thirteen.types("kim", "/mypay", "past", now))
    assert "2027-P13" in listed
    assert "2027-P06" in listed
    shown = thirteen.sends("ines", "fs.team", now, whom="kim", period="before", reason=REASON)
    assert "Kim Novak's variable pay, 2027-P13" in said(shown)


def test_the_first_row_after_gregorian_quarters(company: Company) -> None:
    """A plan that changes over: what came before keeps its names, and lists and buttons go across."""
    publish_version(company, THIRTEEN)
    publish_plan(company, plan_text("quarter", "2025-01-01", more=""))
    publish_plan(company, plan_text("month", FROM_13, version="2"), THIRTEEN)
    joins(company)
    assert "Your variable pay, Q4 2025" in said(company.types("kim", "/mypay", "2025-Q4"))
    assert "Your variable pay, 2026-P01" in said(company.types("kim", "/mypay", "2026-P01"))
    past = form_of(company.types("kim", "/mypay", "past"))
    older = form_of(company.presses("kim", buttons(past)["fs.mypay.past.older"], past.key))
    opens = [name.removeprefix("fs.mypay.open.") for name in buttons(older) if "open" in name]
    assert opens == ["2026-P04", "2026-P03", "2026-P02", "2026-P01", "2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1"]
    opened = company.presses("kim", buttons(older)["fs.mypay.open.2025-Q4"], older.key)
    assert "Your variable pay, Q4 2025" in said(opened)
    # Beyond the rows the older version, which has no end, does not come back.
    assert "no month after 2027-P13" in said(company.types("kim", "/mypay", now=on("2028-02-01")))


def test_one_name_for_other_days_is_the_plans_own(company: Company) -> None:
    """`2026-Q1` of the calendar ends on 29 March; the plan of before, which was Gregorian, had one of its own in 2025."""
    calendar = text_445(start="2025-12-29").replace("FY2026-Q", "2026-Q").replace("FY2027-Q", "2027-Q")
    publish_version(company, calendar)
    publish_plan(company, plan_text("quarter", FROM_13), calendar)
    joins(company)
    answer = company.types("kim", "/mypay", "2026-Q1")
    assert "Your variable pay, 2026-Q1" in said(answer)
    assert "ended on 29 Mar 2026" in said(company.types("kim", "/calendar", "2026-Q1"))
    # Sam's plan is Gregorian, and so is Sam's quarter.
    assert "Your variable pay, Q4 2026" in said(company.types("sam", "/mypay", "2026-Q4"))


def test_a_later_version_brings_more_rows_and_what_was_shown_stays(company: Company) -> None:
    first = text_13(years=("2026",), start="2025-12-29")
    counts(company, "month", first, FROM_13)
    shown = message_of(company.types("kim", "/mypay"))
    publish_version(company, text_13("2", "2026-12-28"), LONG_AGO + 1)
    assert "2027-P01 has not begun" in said(company.types("kim", "/mypay", "2027-P01"))
    now = on("2027-01-02")
    assert "Your variable pay, 2027-P01" in said(company.types("kim", "/mypay", now=now))
    assert "Your variable pay, 2026-P13" in said(company.types("kim", "/mypay", "last", now))
    assert isinstance(company.presses("kim", buttons(shown)["fs.why.accounts-pay"], now=now), OpenForm)


def test_years_that_start_in_july_are_asked_for_by_their_name(company: Company) -> None:
    publish_plan(company, plan_text("year", "2025-07-01", more="year-starts: 1 July"))
    joins(company)
    answer = company.types("kim", "/mypay")
    assert "Your variable pay, 2026/27" in said(answer)
    assert "Your variable pay, 2025/26" in said(company.types("kim", "/mypay", "2025/26"))
    assert "Your variable pay, 2025/26" in said(company.types("kim", "/mypay", "last"))
    assert isinstance(company.presses("kim", buttons(message_of(answer))["fs.why.accounts-pay"]), OpenForm)
