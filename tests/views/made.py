"""Statements of plans that a test writes down itself: a few figures, a few metrics with their values, one payee, one quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from plans.calendar import parse_period
from plans.document import read_document
from plans.dossier import Dossier
from plans.load import load_plan
from plans.problem import Problems
from plans.reading.registry import registry_from
from plans.record import Completeness, Credit, Fact, Origin, Stay, Term
from plans.registry import Registry
from plans.scheme import Scheme
from plans.statement import Statement, state
from plans.unit import RATIO, Kind, Unit
from tests.views.northwind import AS_OF, READ

PAYEE = "sam"
DAY = date(2026, 11, 5)


def made(
    figures: str,
    payouts: str,
    values: Mapping[str, tuple[Decimal | None, Kind]],
    *,
    target: Decimal = Decimal(6000),
    currency: str = "EUR",
    deals: Mapping[str, Decimal] | None = None,
    metrics: str = "",
) -> Statement:
    """A statement of Q4 2026 on 20 Nov. `values` are given metrics by name (a share, or an amount; None: nothing has come); `deals` credits of `deal` by id.

    `figures` and `payouts` are blocks of a plan, indented by two; `metrics` is added to the registry.
    """
    registry = _registry(values, currency, metrics)
    period = parse_period("2026-Q4")
    assert period is not None
    money = Unit((currency,))
    facts = {
        (name, "person"): (Fact(name, name, "person", PAYEE, DAY, value, kind, "", Origin("crm", 2, READ)),)
        for name, (value, kind) in values.items()
        if value is not None
    }
    credits_ = tuple(
        Credit(name, "deal", PAYEE, Decimal(1), DAY, amount, money, {"account": "A"}, Origin("crm", 2, READ))
        for name, amount in (deals or {}).items()
    )
    stay = Stay(PAYEE, date(2024, 3, 1), None, "cs", "ines", "sales", "north", "UTC", currency)
    terms = (Term(PAYEE, "target", target, money, date(2026, 1, 1)),)
    complete = {"crm": Completeness("crm", date(2026, 11, 20))}
    dossier = Dossier(PAYEE, (stay,), terms, facts, {"deal": credits_}, (), complete)
    return state(_scheme(figures, payouts, currency, registry), dossier, period, AS_OF)


def share(text: str) -> tuple[Decimal, Kind]:
    return Decimal(text), RATIO


def money(text: str, currency: str = "EUR") -> tuple[Decimal, Kind]:
    return Decimal(text), Unit((currency,))


def _registry(values: Mapping[str, tuple[Decimal | None, Kind]], currency: str, metrics: str) -> Registry:
    given = "".join(
        f"  {name}:\n    title: {name.replace('-', ' ').capitalize()}\n    unit: {_unit(kind)}\n"
        f"    roll-up: {{given: {name}}}\n    source: crm\n    may-be-negative: yes\n    definition: What {name} says.\n"
        for name, (_, kind) in values.items()
    )
    text = (
        "registry: made\nsources:\n  crm: {title: CRM, owner: sales operations, late-after: 10 days}\n"
        f"items:\n  deal: {{title: Deal, currency: {currency}, source: crm, fields: {{account: label}}}}\nmetrics:\n{given}{metrics}"
    )
    problems = Problems()
    table = read_document(text, "registry.yaml", problems)
    assert table is not None, list(map(str, problems))
    loaded = registry_from(table, problems)
    assert loaded.registry is not None, list(map(str, problems))
    return loaded.registry


def _unit(kind: Kind) -> str:
    return '"%"' if kind == RATIO else str(kind)


def _scheme(figures: str, payouts: str, currency: str, registry: Registry) -> Scheme:
    text = f"""plan: made
title: Made for a test
version: "1"
effective: {{from: 2026-01-01, to: 2026-12-31}}
period: quarter
currency: {currency}
rationale: A test.
metrics: registry made
audience:
  who: {{function: sales}}
attribution:
  credit: {{each: deal, enters: signed-on, who: {{column: payee}}, takes: share, shares: 100%}}
terms:
  target: {{from: participant, unit: {currency}, each: quarter, when-changed: last}}
figures:
{figures}
payouts:
{payouts}
"""
    loaded = load_plan(text, "made.yaml", registry)
    assert loaded.plan is not None, "\n".join(map(str, loaded.problems))
    return Scheme(loaded.plan, registry)
