"""What must hold of any statement, whatever the figures: what does not belong changes nothing, and what is not known is never zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.absence import FINAL, STANDING
from plans.dossier import Dossier
from plans.export import statement_json
from plans.statement import Statement, state
from plans.tree import Missing
from plans.unit import Unit
from tests.accounting.house import House
from tests.plans import build
from tests.views.northwind import AS_OF, EUR, SOURCES, dossier, scheme

QUARTER = build.quarter()
AFTER = AS_OF + 60 * 86_400_000_000
COMPLETE = {"through": date(2026, 12, 31), "usage_through": date(2026, 12, 31)}
people = st.builds(
    dossier,
    revenue=st.tuples(st.integers(1, 10**7).map(str), st.integers(1, 10**7).map(str)),
    active=st.integers(1, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    days=st.lists(st.integers(1, 90), min_size=1, max_size=7),
    current=st.integers(0, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    target=st.integers(1, 10**6).map(lambda cents: str(Decimal(cents) / 100)),
    **{key: st.just(day) for key, day in COMPLETE.items()},
)


def stated(recorded: Dossier, mode: str = FINAL, as_of: int = AFTER) -> Statement:
    return state(scheme(), recorded, QUARTER, as_of, mode)


@settings(max_examples=40, deadline=None)
@given(people)
def test_once_all_is_known_both_modes_say_the_same(recorded: Dossier) -> None:
    final, standing = stated(recorded), stated(recorded, STANDING)
    assert final.earned == standing.earned
    assert not isinstance(final.earned, Missing)
    assert standing.assumes == ()
    assert final.hash != standing.hash  # the mode is part of what was said


@settings(max_examples=40, deadline=None)
@given(people, st.sampled_from(("revenue-now", "revenue-year-ago")), st.decimals(0, 1, places=2))
def test_a_fact_split_in_two_changes_no_sum(recorded: Dossier, metric: str, share: Decimal) -> None:
    (fact,) = recorded.facts[metric, "person"]
    assert isinstance(fact.value, Decimal)
    first = (fact.value * share).quantize(Decimal("0.01"))
    halves = (
        fact._replace(fact_id="a", value=first),
        fact._replace(fact_id="b", observed=date(2026, 11, 6), value=fact.value - first),
    )
    split = replace(recorded, facts={**recorded.facts, (metric, "person"): halves})
    assert stated(split).earned == stated(recorded).earned
    assert stated(split).hash != stated(recorded).hash


@settings(max_examples=40, deadline=None)
@given(people, st.integers(2, 1000))
def test_another_scale_of_currency_scales_the_pay(recorded: Dossier, times: int) -> None:
    """As if all were written in a currency worth less: shares stay, and the pay grows by as much as the target."""
    facts = {
        key: tuple(
            fact._replace(value=fact.value * times) if isinstance(fact.value, Decimal) and fact.kind == EUR else fact
            for fact in rows
        )
        for key, rows in recorded.facts.items()
    }
    terms = tuple(term._replace(value=term.value * times) for term in recorded.terms if isinstance(term.value, Decimal))
    ours, theirs = stated(recorded).figure("score"), stated(replace(recorded, facts=facts, terms=terms)).figure("score")
    assert ours is not None
    assert theirs is not None
    assert isinstance(ours.value, Decimal)
    assert isinstance(theirs.value, Decimal)
    assert abs(Fraction(theirs.value) - Fraction(ours.value) * times) * 10**45 <= Fraction(theirs.value)


@settings(max_examples=25, deadline=None)
@given(people)
def test_facts_outside_the_period_change_nothing(recorded: Dossier) -> None:
    facts = {
        key: tuple(
            sorted(
                (
                    *rows,
                    *(row._replace(fact_id=f"was-{row.fact_id}", observed=date(2026, 9, 30)) for row in rows),
                    *(row._replace(fact_id=f"next-{row.fact_id}", observed=date(2027, 1, 1)) for row in rows),
                ),
                key=lambda fact: (fact.observed, fact.fact_id),
            )
        )
        for key, rows in recorded.facts.items()
    }
    assert stated(replace(recorded, facts=facts)).hash == stated(recorded).hash


SILENT = [silent for size in range(1, len(SOURCES) + 1) for silent in combinations(SOURCES, size)]


@pytest.mark.parametrize("silent", SILENT, ids="+".join)
@pytest.mark.parametrize("empty", [False, True], ids=["with facts", "without facts"])
def test_what_no_source_vouches_for_never_becomes_a_zero(silent: tuple[str, ...], *, empty: bool) -> None:
    whole = dossier(**COMPLETE)  # type: ignore[arg-type]
    facts = {} if empty else whole.facts
    completeness = {source: row for source, row in whole.completeness.items() if source not in silent}
    less = replace(whole, facts=facts, completeness=completeness)
    assert isinstance(stated(less).earned, Missing)
    assert {cause.source for cause in stated(less).waits} >= set(silent)
    standing = stated(less, STANDING)
    assert isinstance(standing.earned, Missing) if empty else standing.earned == stated(whole, STANDING).earned


def test_the_hash_changes_with_every_row_and_with_nothing_else() -> None:
    recorded = dossier(**COMPLETE)  # type: ignore[arg-type]
    known = stated(recorded)
    seen = {known.hash}
    for key, rows in recorded.facts.items():
        for place, row in enumerate(rows):
            other = not row.value if isinstance(row.value, bool) else row.value + 1  # type: ignore[operator]
            changed = (*rows[:place], row._replace(value=other), *rows[place + 1 :])
            seen.add(stated(replace(recorded, facts={**recorded.facts, key: changed})).hash)
    assert len(seen) == 1 + sum(map(len, recorded.facts.values()))
    elsewhere = {
        key: tuple(row._replace(origin=row.origin._replace(line=99, recorded=1)) for row in rows)
        for key, rows in recorded.facts.items()
    }
    assert stated(replace(recorded, facts=elsewhere)).hash == known.hash
    assert stated(recorded, as_of=AFTER + 86_400_000_000).hash == known.hash


def test_a_share_of_amounts_in_two_currencies_waits() -> None:
    recorded = dossier(**COMPLETE)  # type: ignore[arg-type]
    dollars = tuple(row._replace(kind=Unit(("USD",))) for row in recorded.facts["revenue-now", "person"])
    mixed = stated(replace(recorded, facts={**recorded.facts, ("revenue-now", "person"): dollars}))
    assert isinstance(mixed.earned, Missing)
    assert [(cause.why, cause.words) for cause in mixed.waits] == [
        ("conflict", "revenue now is in USD, revenue year ago in EUR, so there is no share of it")
    ]


@pytest.mark.parametrize(
    ("term", "comes_to"), [("quota", Fraction(50 * 31 + 100 * 61, 92)), ("last-target", 100), ("first-target", 50)]
)
def test_a_term_that_was_taken_back_never_held(term: str, comes_to: Fraction | int) -> None:
    """50 in October, then 900 by mistake, taken back by an end on the day before it starts; 100 from November on."""
    agreed = [(term, "2026-10-01", "50 EUR"), (term, "2026-10-20", "900 EUR"), (term, "2026-11-01", "100 EUR")]
    for mistaken in ("2026-10-20", "2026-12-01"):
        agreed[1:] = sorted([(term, mistaken, "900 EUR"), (term, "2026-11-01", "100 EUR")], key=lambda row: row[1])
        recorded = build.dossier(terms=agreed)
        terms = tuple(
            row._replace(end=row.start - timedelta(days=1)) if row.value == 900 else row for row in recorded.terms
        )
        plan = build.scheme(f"it: {{sum: {{of: [term.{term}]}}}}")
        found = state(plan, replace(recorded, terms=terms), QUARTER, AS_OF, STANDING).evaluation.nodes["it"].value
        assert isinstance(found, Decimal)
        assert abs(Fraction(found) - comes_to) < Fraction(1, 10**40)


def test_who_left_or_moved_is_stated_for_the_time_that_was_theirs(house: House) -> None:
    ids = {member.name: member.person_id for member in house.sample.people}
    plans = {
        name: {statement.payee: statement.plan.name for statement in house.statements(name)}
        for name in ("2026-Q1", "2026-Q2", "2026-Q4")
    }
    assert ids["Gwen Garcia"] not in plans["2026-Q1"]
    assert plans["2026-Q2"][ids["Gwen Garcia"]] == "sales-emea"
    assert plans["2026-Q4"][ids["Lena Lund"]] == "customer-success"
    later = {statement.payee for statement in house.statements("2027-Q1", "2027-02-01T00:00:00+00:00")}
    assert ids["Lena Lund"] not in later
    assert all(statement_json(each)["mode"] == "standing" for each in house.statements("2026-Q4"))
