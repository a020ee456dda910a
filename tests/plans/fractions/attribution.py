"""Whose an item is, in exact fractions, written apart from the engine: day by day from plain spans, without links or parts.

A company is `owners` {account: spans}, `managers` {person: spans}, `teams` {person: spans}; a span is (who, first day, last day or None).
An item is a dict: `id`, `account`, `team`, days by their column, and `credits` [(payee, share)].
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

Span = tuple[str, date, date | None]
Shares = defaultdict[str, Fraction]


class Company(NamedTuple):
    owners: dict[str, list[Span]]
    managers: dict[str, list[Span]]
    teams: dict[str, list[Span]]


def then(spans: list[Span], day: date) -> list[str]:
    return sorted({who for who, first, last in spans if first <= day and (last is None or last >= day)})


def by_column(item: dict[str, Any]) -> Shares:
    shares: Shares = defaultdict(Fraction)
    for payee, share in item["credits"]:
        shares[payee] += share
    return shares


def by_owner(item: dict[str, Any], days: list[str], company: Company) -> Shares:
    shares: Shares = defaultdict(Fraction)
    for column in days:
        owners = then(company.owners.get(item["account"], []), item[column]) if item[column] else []
        if len(owners) == 1:
            shares[owners[0]] += Fraction(1, len(days))
    return shares


def by_team(item: dict[str, Any], days: list[str], company: Company) -> Shares:
    shares: Shares = defaultdict(Fraction)
    for column in days:
        if item[column]:
            there = [who for who, spans in company.teams.items() if item["team"] in then(spans, item[column])]
            for who in there:
                shares[who] += Fraction(1, len(there) * len(days))
    return shares


def of_managers(below: Shares, day: date | None, levels: int, company: Company) -> Shares:
    """The shares of those whose manager it is, so many levels up."""
    shares: Shares = defaultdict(Fraction)
    for payee, share in below.items():
        who = payee
        for _ in range(levels):
            above = then(company.managers.get(who, []), day) if day and who else []
            who = above[0] if above else ""
        if who and share:
            shares[who] += share
    return shares


def whole(shares: Shares) -> Shares:
    return defaultdict(Fraction, {who: Fraction(1) for who, share in shares.items() if share})
