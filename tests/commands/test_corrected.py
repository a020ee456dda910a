"""What was corrected says so where its figure is explained: what it was, when it was put right, and by which import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage.tables import FactRow
from tests.commands.conftest import Company, buttons, form_of, message_of, said
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF, registry
from views.effects import PushForm

FIXED = AS_OF - 600_000_000  # 05:50 UTC


def days(value: str, **more: Any) -> FactRow:
    """How long the first account took; it was recorded with 20 days."""
    usual = {
        "metric": "first-value-days", "subject_id": "sam", "unit": "day", "item_id": "A-01", "value": value,
        "observed": date(2026, 10, 2),
    }  # fmt: skip
    return recording.fact("F-1", **(usual | more))


@pytest.fixture
def corrected(company: Company) -> Company:
    company.record(days("25"), source="onboarding", at=FIXED)
    return company


def test_the_reason_of_a_figure_says_what_was_corrected_behind_it(corrected: Company) -> None:
    shown = buttons(message_of(corrected.types("sam", "/mypay")))
    why = form_of(corrected.presses("sam", shown["fs.why.ttv"]))
    batch = said(PushForm(why)).partition("batch ")[2].partition(")")[0]
    assert batch.isdigit()
    assert (
        "One row behind it was corrected.\nA-01: now 25 days."
        f" Corrected on 20 Nov 2026, 05:50 UTC (onboarding tracker, batch {batch}): before, it was 20 days."
        in said(PushForm(why))
    )
    check(why)
    assert "corrected" not in said(corrected.presses("sam", shown["fs.why.nrr"]))


def test_the_row_says_it_among_the_rows(corrected: Company) -> None:
    why = form_of(corrected.presses("sam", buttons(message_of(corrected.types("sam", "/mypay")))["fs.why.ttv"]))
    rows = said(corrected.presses("sam", buttons(why)["fs.rows.open"], why.key))
    (line,) = (line for line in rows.splitlines() if "Corrected" in line)
    assert line.startswith(
        "- A-01. 2 Oct 2026: 25 days. From onboarding tracker, line 2. Corrected on 20 Nov 2026, 05:50"
    )
    assert line.endswith("before, it was 20 days.")


def test_a_row_of_another_page_says_it_there(company: Company) -> None:
    (used,) = registry().metrics["adopt"].roll_up.facts
    company.record(
        recording.fact(
            f"{used}-70", metric=used, subject_id="sam", observed=date(2026, 11, 9), value="yes", unit="yes/no",
            item_id="A-70",
        ),
        source="product-usage",
        at=FIXED,
    )  # fmt: skip
    why = form_of(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.adopt"]))
    first = form_of(company.presses("sam", buttons(why)["fs.rows.open"], why.key))
    assert "Corrected" not in said(PushForm(first))
    second = said(company.presses("sam", buttons(first)["fs.rows.page.next"], first.key))
    assert "- A-70. 9 Nov 2026: yes." in second
    assert "before, it was no." in second


def test_a_corrected_target_is_told_where_it_is_worked_with(company: Company) -> None:
    target = recording.term("target", payee_id="sam", minor=700_000, unit="EUR", starts=date(2026, 1, 1))
    company.record(target, source="hr", at=FIXED)
    why = said(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.ttv"]))
    assert "Target: now €7,000.00. Corrected on 20 Nov 2026, 05:50 UTC (hr, batch " in why
    assert "before, it was €6,000.00." in why


def test_an_answer_from_before_the_correction_knows_nothing_of_it(company: Company) -> None:
    """Neither does its figure: both are as of the instant that the button names."""
    shown = buttons(message_of(company.types("sam", "/mypay")))["fs.why.ttv"]
    company.record(days("300"), source="onboarding", at=AS_OF + 1)
    why = said(company.presses("sam", shown, now=AS_OF + 60_000_000))
    assert "20 days" not in why
    assert "corrected" not in why


def test_who_lost_a_row_is_told_since_when_and_nothing_of_the_other(company: Company) -> None:
    company.record(days("777", subject_id="rival", observed=date(2026, 12, 24)), source="onboarding", at=FIXED)
    why = form_of(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.ttv"]))
    check(why)
    told = said(PushForm(why)).partition("One row no longer counts here.")[2]
    assert told.startswith("\n\n- A-01. 2 Oct 2026: 20 days. Since 20 Nov 2026, 05:50 UTC (onboarding tracker, batch ")
    assert "), it is recorded for somebody else.\n" in told
    assert "777" not in told
    assert "24 Dec" not in told
    rows = form_of(company.presses("sam", buttons(why)["fs.rows.open"], why.key))
    check(rows)
    assert "One row no longer counts here.\n\n- A-01. 2 Oct 2026: 20 days. Since" in said(PushForm(rows))
    elsewhere = said(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.nrr"]))
    assert "no longer" not in elsewhere


def test_a_row_that_moved_to_another_period_says_to_which_day(company: Company) -> None:
    company.record(days("20", observed=date(2027, 1, 5)), source="onboarding", at=FIXED)
    why = said(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.ttv"]))
    assert "- A-01. 2 Oct 2026: 20 days. Since 20 Nov 2026, 05:50 UTC (onboarding tracker, batch " in why
    assert "), it says 5 Jan 2027." in why


def test_a_row_that_came_back_is_not_told_as_lost(company: Company) -> None:
    company.record(days("20", subject_id="rival"), source="onboarding", at=FIXED)
    before = company.types("sam", "/mypay", now=FIXED - 1)
    company.record(days("20"), source="onboarding", at=FIXED + 1)
    assert "no longer" not in said(company.presses("sam", buttons(message_of(before))["fs.why.ttv"]))
    after = company.types("sam", "/mypay")
    assert "no longer" not in said(company.presses("sam", buttons(message_of(after))["fs.why.ttv"]))


def test_what_a_row_said_while_it_was_somebody_elses_is_not_told(company: Company) -> None:
    company.record(days("7", subject_id="rival"), source="onboarding", at=FIXED)
    company.record(days("25"), source="onboarding", at=FIXED + 1)
    why = said(company.presses("sam", buttons(message_of(company.types("sam", "/mypay")))["fs.why.ttv"]))
    assert "before, it was recorded for somebody else. Corrected on" in why
    assert "before, it was 20 days on 2 Oct 2026." in why
    assert "7 days" not in why.partition("corrected.")[2]
