"""`/mypay` over a real database: the figures of the mock-ups, the periods one can ask for, and that it is always one's own."""

from __future__ import annotations

from tests.commands.conftest import Company, buttons, message_of, said
from views.effects import OpenForm, PushForm


def test_the_sample_statement(company: Company) -> None:
    words = said(company.types("sam", "/mypay"))
    assert "Your variable pay, Q4 2026" in words
    assert (
        "€6,066.43 earned so far, if the quarter closed on today's figures. That is 101.1% of your €6,000.00 target."
        in words
    )
    for line in ("Net revenue retention: €3,120.00", "Adoption: €1,575.00", "Time to first value: €1,371.43"):
        assert line in words


def test_why_opens_on_the_statement_and_rows_on_that(company: Company) -> None:
    answer = company.types("sam", "/mypay")
    why = company.presses("sam", buttons(message_of(answer))["fs.why.ttv"])
    assert isinstance(why, OpenForm)
    assert "107.142857…%" in said(why)
    rows = company.presses("sam", buttons(why.form)["fs.rows.open"], why.form.key)
    assert isinstance(rows, PushForm)
    assert "A-01. 2 Oct 2026: 20 days. From onboarding tracker" in said(rows)
