"""Whom an item counts for, beside a second evaluation in exact fractions: companies and items of any make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.attribution.credited import credited
from plans.attribution.parts import Attribution
from plans.attribution.relations import Relations
from plans.attribution.who import COLUMN, MANAGER, MEMBERS, OWNER, REPORTS, SHARE, WHOLE, Who
from plans.number import canonical, edge
from plans.plan import Crediting
from plans.record import Credit, Link
from plans.unit import Unit
from tests.plans.fractions import attribution as second
from tests.plans.fractions.attribution import Company, Span

PEOPLE, ACCOUNTS, TEAMS = ("ana", "ben", "cy", "rui", "sol"), ("north", "south"), ("iris", "juno")
START = date(2026, 1, 1)
EUR = Unit(("EUR",))
PARTS = [Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)]


def days() -> st.SearchStrategy[date]:
    return st.integers(0, 9).map(lambda number: START + timedelta(days=number))


@st.composite
def one_at_a_time(draw: st.DrawFn, names: tuple[str, ...]) -> list[Span]:
    """Spans that follow each other, perhaps with a gap."""
    spans: list[Span] = []
    first = draw(days())
    while first <= START + timedelta(days=9) and draw(st.booleans()):
        more = draw(st.none() | st.integers(0, 4))
        last = None if more is None else first + timedelta(days=more)
        spans.append((draw(st.sampled_from(names)), first, last))
        if last is None:
            break
        first = last + timedelta(days=draw(st.integers(1, 2)))
    return spans


def companies() -> st.SearchStrategy[Company]:
    return st.builds(
        Company,
        st.fixed_dictionaries({each: one_at_a_time(PEOPLE) for each in ACCOUNTS}),
        st.fixed_dictionaries({each: one_at_a_time(PEOPLE) for each in PEOPLE}),
        st.fixed_dictionaries({each: one_at_a_time(TEAMS) for each in PEOPLE}),
    )


ITEMS = st.lists(
    st.fixed_dictionaries({
        "account": st.sampled_from(ACCOUNTS), "team": st.sampled_from(TEAMS), "enters": days(),
        "day-30": days(), "day-90": st.none() | days(),
        "credits": st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PARTS)), min_size=1, max_size=4),
    }),
    max_size=4,
)  # fmt: skip


def credits_of(items: list[dict[str, Any]]) -> list[Credit]:
    """The rows of the items as they would be imported, one for each payee named."""
    found = []
    for number, item in enumerate(items):
        dates = {column: day.isoformat() for column in ("day-30", "day-90") if (day := item[column])}
        known = {"item_id": f"D{number}", "account": item["account"], "team": item["team"], **dates}
        for place, (payee, share) in enumerate(item["credits"]):
            held = Decimal(share.numerator) / Decimal(share.denominator)
            found.append(Credit(f"D{number}-{place}", "deal", payee, held, item["enters"], Decimal(100), EUR, known))
    return found


def relations_of(company: Company) -> Relations:
    owners = [Link("account", name, "owner", *span) for name, spans in company.owners.items() for span in spans]
    lines = [Link("person", name, "manager", *span) for name, spans in company.managers.items() for span in spans]
    teams = [
        Link("team", team, "member", name, first, last)
        for name, spans in company.teams.items()
        for team, first, last in spans
    ]
    return Relations([*owners, *lines, *teams])


CREDITING: Mapping[str, Crediting] = {
    scope: Crediting(scope, "deal", "enters", who, takes)
    for scope, who, takes in (
        ("credit", Who(COLUMN), SHARE),
        ("own", Who(OWNER, "account", ("day-30", "day-90")), SHARE),
        ("late", Who(OWNER, "account", ("day-30", "enters", "day-90")), SHARE),
        ("once", Who(OWNER, "account", ("day-30", "day-90")), WHOLE),
        ("squad", Who(MEMBERS, "team", ("day-30",)), SHARE),
        ("lead", Who(MANAGER, "credit", ("enters",), 1), REPORTS),
        ("area", Who(MANAGER, "credit", ("enters",), 2), WHOLE),
        ("above", Who(MANAGER, "lead", ("day-30",), 1), REPORTS),
        ("of-owners", Who(MANAGER, "own", ("day-90",), 1), REPORTS),
    )
}  # fmt: skip


def expected(scope: str, item: dict[str, Any], company: Company) -> second.Shares:
    day, late = item["enters"], item["day-90"]
    own = second.by_owner(item, ["day-30", "day-90"], company)
    lead = second.of_managers(second.by_column(item), day, 1, company)
    return {
        "credit": lambda: second.by_column(item),
        "own": lambda: own,
        "late": lambda: second.by_owner(item, ["day-30", "enters", "day-90"], company),
        "once": lambda: second.whole(own),
        "squad": lambda: second.by_team(item, ["day-30"], company),
        "lead": lambda: lead,
        "area": lambda: second.whole(second.of_managers(second.by_column(item), day, 2, company)),
        "above": lambda: second.of_managers(lead, item["day-30"], 1, company),
        "of-owners": lambda: second.of_managers(own, late, 1, company),
    }[scope]()


@pytest.mark.parametrize("scope", CREDITING)
@given(companies(), ITEMS)
def test_each_payee_has_the_share_that_the_rule_gives(
    scope: str, company: Company, items: list[dict[str, Any]]
) -> None:
    taken_back = [all(not share for _, share in item["credits"]) for item in items]
    relations, rows = relations_of(company), credits_of(items)
    by_payee = credited(scope, Attribution(CREDITING, rows, relations))
    for payee in PEOPLE:
        found = by_payee.get(payee, ())
        shares: dict[str, Fraction] = defaultdict(Fraction)
        for each in found:
            assert not each.doubt
            assert isinstance(each.share, Decimal)
            shares[each.credit.attributes["item_id"]] += Fraction(canonical(edge(each.share)))
        for number, item in enumerate(items):
            wanted = Fraction(0) if taken_back[number] and scope != "credit" else expected(scope, item, company)[payee]
            assert shares[f"D{number}"] == Fraction(canonical(edge(Decimal(wanted.numerator) / wanted.denominator)))


@pytest.mark.parametrize("scope", ["own", "late", "squad"])
@given(companies(), ITEMS)
def test_the_shares_of_an_item_add_up_or_it_is_named(scope: str, company: Company, items: list[dict[str, Any]]) -> None:
    """Whatever is not all of it has a part that nobody gets, and that part is named; and nothing else is."""
    by = Attribution(CREDITING, credits_of(items), relations_of(company))
    total: dict[str, Decimal] = defaultdict(Decimal)
    for part in by.parts(scope):
        total[part.item] += part.share
    named = {found.item for found in by.unclaimed}
    for number, item in enumerate(items):
        if any(share for _, share in item["credits"]):
            assert (edge(total[f"D{number}"]) == 1) == (f"D{number}" not in named)
        else:
            assert f"D{number}" not in named


@given(companies(), ITEMS)
def test_reports_shares_are_those_below_or_named(company: Company, items: list[dict[str, Any]]) -> None:
    by = Attribution(CREDITING, credits_of(items), relations_of(company))
    above, below = by.parts("lead"), by.parts("credit")
    missing = {found.item for found in by.unclaimed}
    for number in range(len(items)):
        name = f"D{number}"
        there = sum((part.share for part in above if part.item == name), Decimal(0))
        stated = sum((part.share for part in below if part.item == name), Decimal(0))
        assert there == stated or (there < stated and name in missing)
        assert len({part.payee for part in above if part.item == name}) == len([p for p in above if p.item == name])
