"""What a statement says of what is not there: everything that is awaited by name, at once, and what is taken for granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.render.plain import plain
from plans.statement import state
from tests.plans.build import quarter
from tests.views.northwind import AS_OF, dossier, reader, scheme, statement
from views.statement import statement_message

LONG_AGO = date(2026, 10, 20)


def test_what_lies_behind_a_gate_that_is_not_known_is_named_as_well() -> None:
    """The success plans decide whether retention counts in full; that retention is late too is not told only afterwards."""
    waiting = statement(through=LONG_AGO, usage_through=LONG_AGO, target=None)
    assert {cause.what for cause in waiting.waits} == {
        "term.target", "metric.nrr", "metric.adopt", "metric.ttv", "metric.current-plans", "metric.accounts",
    }  # fmt: skip


def test_whatever_is_not_told_in_full_is_named() -> None:
    said = plain(statement_message(statement(through=LONG_AGO, usage_through=LONG_AGO), reader()))
    assert "more figures are waited for: " in said
    missing = ("net revenue retention", "adoption", "time to first value", "accounts with a current success plan")
    assert [name for name in missing if name not in said.lower()] == []


def test_what_no_source_vouches_for_is_assumed_in_so_many_words() -> None:
    known = dossier()
    silent = replace(known, completeness={"product-usage": known.completeness["product-usage"]})
    said = plain(statement_message(state(scheme(), silent, quarter(), AS_OF), reader()))
    assert "€6,066.43 earned so far" in said
    assert "Assumes that what has arrived so far is all there is: " in said
    assert "net revenue retention" in said.partition("is all there is: ")[2].partition(".")[0]


def test_what_the_known_parts_of_a_waiting_statement_assume_is_said_too() -> None:
    said = plain(statement_message(statement(usage_through=date(2026, 11, 9), through=date(2026, 11, 19)), reader()))
    assert "€4,491.43 from two of three parts." in said
    assert "Counted through 19 Nov 2026: " in said
