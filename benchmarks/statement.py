"""A statement with its tree, against the same arithmetic in bare Decimal: at most 8x. Rows are in memory on both sides."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Any

from benchmarks.measure import in_turn, report
from bot.sample.customer_success import ANA, revenue
from plans.calendar import period_of
from plans.dossier import Dossier
from plans.literal import Literal, parse
from plans.load import load_plan
from plans.reading.registry import load_registry
from plans.record import Completeness, Fact, Stay, Term
from plans.scheme import Scheme
from plans.statement import Statement, state

SIZES = {"full": 400, "smoke": 20}
_SAMPLE = Path(__file__).parent.parent / "examples" / "sample"
PERIOD = period_of(date(2026, 11, 20), "quarter")
AS_OF = int(datetime(2026, 11, 20, 6, tzinfo=UTC).timestamp()) * 1_000_000


def run(size: str) -> bool:
    scheme, dossier = sample_scheme(), sample_dossier()
    expected = bare(dossier)
    if state(scheme, dossier, PERIOD, AS_OF).earned != expected:
        raise ValueError("the two sides compute different things")
    count = SIZES[size]
    pair = in_turn(
        lambda: [_ours(scheme, dossier) for _ in range(count)],
        lambda: [bare(dossier) for _ in range(count)],
        rounds=9,
        clock=time.process_time,
    )
    rows = sum(map(len, dossier.facts.values()))
    return report(f"a statement of {rows} facts, 17 figures / bare Decimal", pair, at_most=8, unit="us", each=count)


def _ours(scheme: Scheme, dossier: Dossier) -> Statement:
    statement = state(scheme, dossier, PERIOD, AS_OF)
    _ = statement.earned
    return statement


def bare(dossier: Dossier) -> Decimal:
    """The same rules as examples/sample/customer-success.yaml, by hand and without a trace."""
    with localcontext() as context:
        context.prec = 50
        facts: dict[str, list[Any]] = {
            metric: [fact.value for fact in rows] for (metric, _), rows in dossier.facts.items()
        }
        retained = sum(facts["revenue-now"], Decimal(0)) / sum(facts["revenue-year-ago"], Decimal(0)) / Decimal("1.05")
        spaces = facts["workspace-active"]
        adopted = Decimal(sum(value is True for value in spaces)) / Decimal(len(spaces)) / Decimal("0.6")
        days = sorted(facts["first-value-days"])
        middle = len(days) // 2
        quick = Decimal(30) / (days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2)
        plans = facts["plan-current"]
        behind = Decimal(sum(value is True for value in plans)) < Decimal(len(plans)) * Decimal("0.8")
        target, total = dossier.terms[-1].value, Decimal(0)
        for reached, weight in ((retained, Decimal("0.5")), (adopted, Decimal("0.3")), (quick, Decimal("0.2"))):
            pays = _curve(reached)
            total += target * weight * (min(pays, Decimal(1)) if behind else pays)  # type: ignore[operator]  # an amount
        return total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _curve(reached: Decimal) -> Decimal:
    if reached < Decimal("0.8"):
        return Decimal(0)
    if reached < 1:
        return Decimal("0.5") + (reached - Decimal("0.8")) * Decimal("2.5")
    return 1 + (min(reached, Decimal("1.25")) - 1) * 2


def sample_scheme() -> Scheme:
    registry = load_registry((_SAMPLE / "registry.yaml").read_text(encoding="utf-8"), "registry.yaml").registry
    plan = (
        load_plan((_SAMPLE / "customer-success.yaml").read_text(encoding="utf-8"), "plan.yaml", registry).plan
        if registry
        else None
    )
    if registry is None or plan is None:
        raise ValueError("the sample's documents cannot be read")
    return Scheme(plan, registry)


def sample_dossier() -> Dossier:
    """Ana's quarter, as the sample has it."""
    amounts = list(revenue(ANA))
    recorded = {
        "revenue-year-ago": [f"{before} EUR" for before, _ in amounts],
        "revenue-now": [f"{now} EUR" for _, now in amounts],
        "workspace-active": ["yes" if n < (ANA.active or 0) else "no" for n in range(ANA.workspaces)],
        "first-value-days": [f"{days} days" for days in ANA.days],
        "plan-current": ["yes" if n < ANA.current_plans else "no" for n in range(ANA.accounts)],
    }
    facts = {
        (metric, "person"): tuple(_fact(metric, n, text) for n, text in enumerate(texts))
        for metric, texts in recorded.items()
    }
    target = _literal("6000.00 EUR")
    sources = ("billing", "product-usage", "onboarding", "success-plans")
    return Dossier(
        "P-1",
        (Stay("P-1", date(2025, 1, 1), function="customer-success", entity_id="northwind-ie"),),
        (Term("P-1", "target", target.value, target.kind, date(2025, 1, 1)),),
        facts,
        completeness={source: Completeness(source, date(2026, 11, 19)) for source in sources},
    )


def _fact(metric: str, number: int, text: str) -> Fact:
    literal = _literal(text)
    return Fact(f"{metric}-{number}", metric, "person", "P-1", date(2026, 11, 19), literal.value, literal.kind)


def _literal(text: str) -> Literal:
    literal = parse(text)
    if literal is None:
        raise ValueError(text)
    return literal
