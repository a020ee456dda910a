"""What a roll-up came to, in words: how many rows, the value, and the one row that decided where one did."""

from __future__ import annotations

import pytest

from plans.record import Fact
from plans.statement import state
from plans.tree import walk
from tests.plans.build import AS_OF, REGISTRY, dossier, facts, quarter, scheme
from tests.views.northwind import reader
from views.measure_words import measured_words

OFFERS = facts("offer", ("o1", "2026-10-05", "10.10 EUR"), ("o2", "2026-11-01", "7.20 EUR"), ("o3", "2026-11-09", "7.30 EUR"))  # fmt: skip
ITEMS = {"o1": "Acme", "o2": "Bolt", "o3": "Acme", "c1": "Acme"}


def said(roll_up: str, rows: list[Fact], unit: str = "EUR") -> str:
    """The words of one metric with this roll-up."""
    negative = ", may-be-negative: yes" if "change" in roll_up else ""
    registry = f"{REGISTRY}  it: {{title: It, unit: {unit}, roll-up: {roll_up}, source: crm{negative}}}\n"
    made = scheme("a: {sum: {of: [metric.it]}}", registry=registry)
    named = [row._replace(item_id=ITEMS.get(row.fact_id, "")) for row in rows]
    statement = state(made, dossier(*named), quarter(), AS_OF)
    node = next(node for node in walk(*statement.evaluation.every()) if node.made.name == "metric.it")
    return measured_words(node, statement, reader()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("roll_up", "unit", "words"),
    [
        ("{last: offer}", "EUR", "The last one is €7.30: Acme, 9 Nov 2026."),
        ("{min: offer}", "EUR", "The lowest is €7.20: Bolt, 1 Nov 2026."),
        ("{max: offer}", "EUR", "The highest is €10.10: Acme, 5 Oct 2026."),
        ("{average: offer}", "EUR", "On average they are €8.20."),  # 24.60 / 3
        ("{distinct: offer, of: item}", "clients", "Counting each once, that is 2 clients."),
        ("{ratio: {of: {distinct: offer, of: item}, to: {distinct: offer}}}", '"%"', "2 items ÷ 3 values = 66.666666…%."),
        ("{ratio: {of: {distinct: offer}, to: {distinct: offer}}}", '"%"', "3 of 3 count: 100%."),
    ],
)  # fmt: skip
def test_the_result_is_told_by_its_roll_up(roll_up: str, unit: str, words: str) -> None:
    assert f" {words} Source: CRM" in said(roll_up, OFFERS, unit)


def test_one_row_has_no_average_to_speak_of() -> None:
    assert " It is €10.10. Source" in said("{average: offer}", OFFERS[:1])


def test_none_of_a_complete_source_say_on_what_that_rests() -> None:
    words = said("{distinct: offer, of: item}", [], "clients")
    assert words.endswith("Source: CRM, which holds everything through 19 Nov 2026. So it is 0 clients.")
    assert said("{max: offer}", []) == "There is no figure yet."


BEFORE = facts("offer", ("b1", "2025-10-05", "20 EUR"), ("b2", "2026-07-01", "1 EUR"))
OF_THEN = "{change: {of: {sum: offer}, against: {sum: offer, over: 1 year before}, as: share}}"


@pytest.mark.parametrize(
    ("roll_up", "unit", "days", "words"),
    [
        (OF_THEN, '"%"', "4 rows, from 1 Oct 2025", "From €20.00 to €24.60: a change of 23%."),
        ("{change: {of: {sum: offer}, against: 30 EUR, as: difference}}", "EUR", "3 rows, from 1 Oct", "From €30.00 to €24.60: a change of -€5.40."),
        ("{sum: offer, over: last 2 quarters}", "EUR", "4 rows, from 1 Jul", "Together they are €25.60."),
        ("{sum: offer, over: last 90 days}", "EUR", "3 rows, from 3 Oct", "Together they are €24.60."),
    ],
)  # fmt: skip
def test_what_looks_back_says_from_which_day_on(roll_up: str, unit: str, days: str, words: str) -> None:
    found = said(roll_up, [*OFFERS, *BEFORE], unit)
    assert f" {words} Source: CRM" in found.replace("\N{MINUS SIGN}\N{WORD JOINER}", "-"), found
    assert days in found, found


def test_a_cohort_decides_about_rows_and_is_none_of_them() -> None:
    rolled = "{sum: offer, cohort: {by: offer, of: item, during: 1 year before}}"
    found = said(rolled, [*OFFERS, *facts("offer", ("c1", "2025-11-11", "500 EUR"))])
    assert found.startswith("2 rows, from 1 Oct to 20 Nov 2026. Together they are €17.40."), found
