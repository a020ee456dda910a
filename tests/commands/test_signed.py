"""A signed period in the chat: the answer says so, and stays as it was signed, in the list of periods and at every press."""

from __future__ import annotations

from datetime import date

from commands.signing import Order, sign
from plans.calendar import period_of
from storage.tables import CompletenessRow
from tests.commands.conftest import Company, buttons, message_of, said
from tests.commands.operating import role
from tests.commands.test_mypay import JANUARY
from tests.storage import recording
from tests.views.checking import check

A_DAY = 86_400_000_000
LATE = "€6,066.43 earned."


def signed(company: Company) -> None:
    for source in ("billing", "product-usage", "onboarding", "success-plans"):
        through = CompletenessRow(batch_id=0, source=source, through=date(2027, 1, 5))
        company.record(through, source=source, at=JANUARY - A_DAY)
    company.record(role("ines", "approver"), at=JANUARY - A_DAY)
    order = Order("customer-success", period_of(date(2026, 10, 1), "quarter"), "ines", JANUARY)
    assert sign(company.world, order, lambda *_: None).stands


def a_late_row(company: Company) -> None:
    row = recording.fact(
        "F-99",
        metric="revenue-now",
        subject_id="sam",
        observed=date(2026, 11, 19),
        minor=900_000,
        value=None,
        unit="EUR",
    )
    company.record(row, source="billing", at=JANUARY + A_DAY)


def test_the_answer_stays_as_it_was_signed(company: Company) -> None:
    signed(company)
    before = company.types("sam", "/mypay", "last", now=JANUARY + 1)
    a_late_row(company)
    after = company.types("sam", "/mypay", "last", now=JANUARY + 2 * A_DAY)
    assert LATE in said(after)
    assert "Signed off on 20 Jan 2027." in said(after)
    assert said(after).rpartition("code: ")[2] == said(before).rpartition("code: ")[2]
    check(message_of(after))


def test_without_the_sign_off_it_would_have_changed(company: Company) -> None:
    """What the test above rests on: the late row does count where nobody signed."""
    for source in ("billing", "product-usage", "onboarding", "success-plans"):
        through = CompletenessRow(batch_id=0, source=source, through=date(2027, 1, 5))
        company.record(through, source=source, at=JANUARY - A_DAY)
    a_late_row(company)
    assert LATE not in said(company.types("sam", "/mypay", "last", now=JANUARY + 2 * A_DAY))


def test_its_reasons_and_the_list_of_periods_are_of_what_was_signed(company: Company) -> None:
    signed(company)
    a_late_row(company)
    now = JANUARY + 2 * A_DAY
    shown = buttons(message_of(company.types("sam", "/mypay", "last", now=now)))
    assert "107.142857…%" in said(company.presses("sam", shown["fs.why.ttv"], now=now))
    listed = said(company.presses("sam", shown["fs.mypay.past"], now=now))
    assert "Q4 2026: €6,066.43" in listed
    assert "Signed off on 20 Jan 2027." in listed
