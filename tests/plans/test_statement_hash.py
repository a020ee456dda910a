"""What a statement's hash tells apart: everything that changes a figure or the words about it, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from plans.absence import FINAL
from plans.dossier import Dossier
from plans.record import Credit, Fact, Origin, Stay, Term
from plans.statement import state
from plans.tree import Row
from plans.unit import RATIO, Unit
from tests.plans.build import AS_OF, HEAD, dossier, quarter, scheme

EURO = Unit(("EUR",))
SCHEME = scheme(
    """
    mine: {per: credit, rate: {of: credit.amount, at: 10%}}
    deals: {sum: {each: mine, over: credit}}
    reached: {ratio: {of: metric.won, to: term.quota, if-zero: 0%}}
    served: {ratio: {of: period.days-served, to: period.days, if-zero: refuse}}
    mood: {sum: {of: [metric.mood]}}
    """
)
FACT = Fact("f1", "deal-value", "person", "ana", date(2026, 10, 5), Decimal(100), EURO, "d1")
STAY = Stay("ana", date(2025, 1, 1), date(2026, 12, 1), "north", "mia", "sales", "de", "UTC", "EUR", {"role": "senior"})
TERM = Term("ana", "quota", Decimal(900), EURO, date(2026, 1, 1), date(2027, 1, 1))
CREDIT = Credit("c1", "deal", "ana", Decimal("0.5"), date(2026, 10, 5), Decimal(300), EURO, {"segment": "small"})


def recorded(
    fact: Fact = FACT, stay: Stay = STAY, term: Term = TERM, credit: Credit = CREDIT, **complete: str
) -> Dossier:
    plain = dossier(fact, credits=[credit], stays=(stay,), complete={"crm": "2026-11-19", **complete})
    return Dossier("ana", plain.stays, (term,), plain.facts, plain.credits, (), plain.completeness)


def hashed(rows: Dossier, mode: str = "") -> str:
    return state(SCHEME, rows, quarter(), AS_OF, mode).hash


def other(value: Any) -> Any:
    """Something else of the same sort."""
    changed = {
        date: lambda day: day.replace(day=day.day + 1),
        Decimal: lambda number: number + 1,
        str: lambda text: f"{text}-2",
        dict: lambda attributes: {**attributes, "more": "1"},
        Unit: lambda _: Unit(("USD",)),
    }
    return changed[type(value)](value)


ROWS: dict[str, Row] = {"fact": FACT, "stay": STAY, "term": TERM, "credit": CREDIT}
# Another metric, kind or term is another input: such a row is not read here at all.
CHOSEN_BY = {("fact", "metric"), ("term", "term"), ("credit", "kind")}
FIELDS = [(row, name) for row, value in ROWS.items() for name in value._fields if (row, name) not in CHOSEN_BY]


@pytest.mark.parametrize(("row", "name"), [field for field in FIELDS if field[1] != "origin"])
def test_every_field_of_a_row_is_in_it(row: str, name: str) -> None:
    changed = ROWS[row]._replace(**{name: other(getattr(ROWS[row], name))})
    if (row, name) == ("fact", "subject_id"):  # a fact of somebody else would not be Ana's
        changed = FACT._replace(subject_kind="team", subject_id="north")
    assert hashed(recorded(**{row: changed})) != hashed(recorded())  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS)
def test_where_a_row_came_from_is_not(row: str) -> None:
    moved = ROWS[row]._replace(origin=Origin("elsewhere", 99, AS_OF - 1))
    assert hashed(recorded(**{row: moved})) == hashed(recorded())  # type: ignore[arg-type]


def test_the_way_a_number_or_the_attributes_are_kept_is_not() -> None:
    """Another database, or a file, may hand over 100 as 100.00, and attributes in another order or as a mapping that cannot change."""
    attributes = {"segment": "small", "region": "north"}
    other_way = MappingProxyType(dict(reversed(attributes.items())))
    one = recorded(credit=CREDIT._replace(attributes=attributes))
    two = recorded(FACT._replace(value=Decimal("100.00")), credit=CREDIT._replace(attributes=other_way))
    assert hashed(one) == hashed(two)


def test_an_open_end_is_told_from_a_named_one() -> None:
    assert hashed(recorded(term=TERM._replace(end=None))) != hashed(recorded())
    assert hashed(recorded(stay=STAY._replace(end=None))) != hashed(recorded())


def test_yes_is_no_label_and_a_number_no_text() -> None:
    made = scheme("it: {sum: {of: [metric.deals]}}")
    told = [
        state(made, recorded(FACT._replace(value=value)), quarter(), AS_OF).hash
        for value in (Decimal(1), True, "true", "yes", date(1, 1, 1))
    ]
    assert len(set(told)) == len(told)


def test_a_unit_is_in_it_where_the_figure_stays_the_same() -> None:
    """Shares and counts of whatever noun come to the same number; the words name the noun."""
    made = scheme("it: {sum: {of: [metric.deals]}}")
    euro, dollar = (state(made, recorded(FACT._replace(kind=unit)), quarter(), AS_OF) for unit in (EURO, RATIO))
    assert euro.evaluation.nodes["it"].value == dollar.evaluation.nodes["it"].value
    assert euro.hash != dollar.hash


def test_no_two_texts_run_into_one_another() -> None:
    made = scheme("it: {sum: {of: [metric.all-won]}}")
    one, two = (
        FACT._replace(subject_kind="team", subject_id="a b"),
        FACT._replace(subject_kind="team a", subject_id="b"),
    )
    first, second = (state(made, recorded(fact), quarter(), AS_OF).hash for fact in (one, two))
    assert first != second


def test_what_it_assumes_is_in_it() -> None:
    """The same rows and figures, counted through another day."""
    one, two = hashed(recorded(crm="2026-11-17")), hashed(recorded(crm="2026-11-18"))
    assert one != two


def test_why_it_waits_is_in_it() -> None:
    """The same feed, late for longer or for less."""
    assert hashed(recorded(crm="2026-11-01")) != hashed(recorded(crm="2026-11-02"))
    assert hashed(recorded(survey="2026-11-01")) != hashed(recorded())


def test_mode_period_and_plan_are_in_it() -> None:
    rows = recorded(crm="2026-12-31")
    assert hashed(rows) != hashed(rows, FINAL)
    assert hashed(rows) != state(SCHEME, rows, quarter("2026-Q3"), AS_OF).hash
    one, two = (scheme("it: {sum: {of: [metric.won]}}", head=HEAD.replace("Test plan", title)) for title in ("A", "B"))
    assert state(one, rows, quarter(), AS_OF).hash != state(two, rows, quarter(), AS_OF).hash
