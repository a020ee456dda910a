"""A quarter in which more came back than was won: what would be below zero, the floor that lifts it, and how each is explained."""

from __future__ import annotations

from decimal import Decimal

from bot.render.plain import plain
from plans.statement import Statement
from tests.views.checking import check
from tests.views.made import made, money
from tests.views.northwind import reader
from views.statement import statement_message
from views.why import line_to_explain, why_form

FIGURES = """
  base: {clause: "1", title: Base, rate: {of: metric.renewals, at: 1%}}
  sold: {clause: "2", title: Commission, rate: {of: metric.sales, at: 3%}}
  both: {clause: "3", title: Both, sum: {of: [sold, base]}}
  total: {clause: "4", title: To the cent, round: {of: both, to: minor unit, mode: half-away}}
  bonus: {clause: "5", title: Never below zero, floor: {of: total, at: 0 EUR}}"""
CASH = "  pay: {of: bonus, as: cash, when: 30 days after the quarter}"


def returned() -> Statement:
    return made(FIGURES, CASH, {"sales": money("-1000.50"), "renewals": money("100")})


def why(figure: str) -> list[str]:
    statement = returned()
    line = line_to_explain(statement, figure)
    assert line is not None
    form = why_form(line, statement, reader(), "1|k|x")
    check(form)
    return plain(form).splitlines()


def test_the_statement_says_what_lifts_it() -> None:
    message = statement_message(returned(), reader())
    check(message)
    said = plain(message)
    assert "€0.00 earned so far" in said
    assert "Commission: −€30.02\nYou: −€1,000.50. [Why?]" in said  # 3% of -1,000.50 is -30.015
    assert "Never below zero: €0.00\n−€29.02 is less than €0.00" in said  # -30.015 + 1.00


def test_half_of_a_negative_cent_goes_down() -> None:
    rounding = next(line for line in why("sold") if "Round, once" in line)
    assert rounding.partition(". ")[2].startswith(
        "Round, once, to the cent. Half or more goes down: −€30.02 (clause 4)."
    )
    assert Decimal("-30.015").quantize(Decimal("0.01")) == Decimal("-30.02")


def test_what_lifts_the_total_comes_after_the_rounding_and_measures_nothing_alone() -> None:
    said = why("bonus")
    steps = [line for line in said if line[:1].isdigit()]
    assert steps[-1].partition(". ")[2].startswith("Never below zero. −€29.02 is less than €0.00")
    assert not any("Round, once" in step for step in steps)
    assert "€0.00." in said
