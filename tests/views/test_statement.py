"""The statement in words: the mock-ups' figures to the cent, from the sample plan and from nothing that the code knows about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.render.plain import plain
from plans.statement import Statement
from tests.views.northwind import AS_OF, reader, statement
from views.statement import statement_form, statement_message

MOCKUPS = Path(__file__).parents[1] / "data" / "messages" / "plain"
LATER_FEATURES = ("Held until", "Due ", "You can:", "Only you can see this", "What counts is")


def words(of: Statement, locale: str = "en-IE") -> str:
    return plain(statement_message(of, reader(locale)))


def of_mockup(name: str) -> list[str]:
    """The lines of a mock-up that do not speak of what is still to come (held parts, its buttons)."""
    lines = (MOCKUPS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(LATER_FEATURES)]


def test_the_mockup_stands_word_for_word() -> None:
    said = words(statement())
    differing = [line for line in of_mockup("mypay-normal") if line not in said]
    # The sample's facts do not say that a row is an account; and the chart's own labels are shortened by rule, not by hand.
    assert differing == [
        "You: 57% of accounts. Target: 60%. Counts for 30%. [Why?]",
        "- Time to value: Now €1,371.43, At target €1,200.00",
    ]


def test_bars_of_text_are_those_of_the_mockup() -> None:
    said = plain(statement_message(statement(), reader()), charts=False)
    bars = (MOCKUPS / "mypay-textbars.txt").read_text(encoding="utf-8").split("\n\n")[7]
    assert bars.startswith("Per cent of the target pay of each part")
    assert bars in said


def test_a_closed_gate_holds_back_what_the_mockup_says() -> None:
    said = words(statement(current=(37, 50)))
    for line in (
        "€5,775.00 earned so far, if the quarter closed on today's figures. One gate is closed, so €291.43 more does not count yet.",
        "Gate closed: too few success plans are current.",
        "Accounts with a current success plan: 37. The gate opens at 40 accounts, 80% of 50 accounts (clause 5.1). ",
        "While it is closed, net revenue retention and time to first value stop at 100% (clauses 5.3 and 5.5).",
        "What counts is the reading on 31 Dec 2026. Three more accounts with a current success plan would open it. [Show the 13 accounts]",
        "Net revenue retention: €3,000.00",
        "You: 107.1%. Target: 105%. It would be €3,120.00 with the gate open. [Why?]",
        "You: 57%. Target: 60%. The gate does not change this part. [Why?]",
        "It would be €1,371.43 with the gate open. [Why?]",
    ):
        assert line in said
    assert "Chart:" not in said


def test_one_account_short_is_said_in_the_singular() -> None:
    assert "One more account with a current success plan would open it." in words(statement(current=(39, 50)))


def test_a_late_feed_gives_no_total_but_a_range() -> None:
    said = words(statement(usage_through=date(2026, 11, 9)))
    for line in of_mockup("mypay-missing-data"):
        if not line.startswith(("You: 28 days", "The product usage feed")):
            assert line in said
    assert (
        "The product usage feed last arrived on 9 Nov 2026. Missing is not zero: this part waits. Owner: data team. You need to do nothing."
        in said
    )
    assert "Statement check code" not in said


def test_where_everything_is_late_there_is_no_figure_but_a_range() -> None:
    said = words(statement(usage_through=date(2026, 10, 20), through=date(2026, 10, 20)))
    assert "There is no figure yet." in said
    assert "Two more figures are waited for: " in said
    assert (
        "Adoption pays between €0.00 and €2,700.00." in said
    )  # whichever way the gate falls that hangs on the success plans
    assert "So your total would lie between €0.00 and €9,000.00." in said


def test_without_an_agreed_target_nothing_is_guessed() -> None:
    said = words(statement(target=None))
    assert "No target is agreed for this period. An HR administrator can add it." in said
    assert "What it could come to" not in said
    assert "Between which sums it will lie cannot be said before that is known." in said
    assert "€" not in said


def test_a_zero_from_a_complete_source_says_so() -> None:
    said = words(statement(revenue=("0", "1000000"), active=(0, 100)))
    assert "Net revenue retention: €0.00" in said
    assert "You: 0%. Target: 60%." in said


def test_a_final_statement_speaks_of_no_conditions() -> None:
    january = AS_OF + 60 * 86_400 * 1_000_000
    said = words(statement(as_of=january, through=date(2027, 1, 10), usage_through=date(2027, 1, 10)))
    assert "€6,066.43 earned. That is 101.1% of your €6,000.00 target." in said
    assert "Final. Plan: Customer Success 2026, version 3." in said
    assert "so far" not in said


def test_a_final_statement_waits_for_a_source_that_is_not_complete() -> None:
    january = AS_OF + 60 * 86_400 * 1_000_000
    said = words(statement(as_of=january, through=date(2027, 1, 10), usage_through=date(2026, 12, 20)))
    assert "€4,491.43 from two of three parts." in said


def test_what_is_counted_through_an_earlier_day_is_named() -> None:
    assert "Counted through 19 Nov 2026: adoption." in words(statement(usage_through=date(2026, 11, 19)))


@pytest.mark.parametrize(
    ("locale", "amount", "day"),
    [("de-DE", "6.066,43 €", "29. Jan. 2027"), ("en-US", "€6,066.43", "Jan 29, 2027")],
)
def test_figures_and_days_are_the_readers(locale: str, amount: str, day: str) -> None:
    said = words(statement(), locale)
    assert f"{amount} earned so far" in said
    assert f"Due {day}: {amount}" in said


def test_of_somebody_else_it_speaks_of_them() -> None:
    said = plain(statement_form(statement(), reader(of="Sam Keller"), "1|look.7|"))
    assert "Sam Keller's variable pay, Q4 2026" in said
    assert "That is 101.1% of the €6,000.00 target." in said
    assert "Result: 107.1%. Target: 105%. Counts for half of the target pay." in said
    assert "Sam Keller can see that you looked, and why." in said
    assert "your" not in said.lower()
