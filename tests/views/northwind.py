"""Statements of the sample's customer success manager: the figures of the mock-ups, each variant with one fact changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from plans.calendar import parse_period
from plans.document import read_document
from plans.dossier import Dossier
from plans.literal import Scalar
from plans.load import load_plan
from plans.problem import Problems
from plans.reading.registry import registry_from
from plans.record import Completeness, Fact, Origin, Stay, Term
from plans.registry import Registry
from plans.scheme import Scheme
from plans.statement import Statement, state
from plans.unit import Kind, Sort, Unit
from views.figures import figures_for
from views.reader import Reader

SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
AS_OF = int(datetime(2026, 11, 20, 6, tzinfo=UTC).timestamp()) * 1_000_000
READ = int(datetime(2026, 11, 20, 5, 40, tzinfo=UTC).timestamp()) * 1_000_000
EUR = Unit(("EUR",))
FIRST_VALUE_DAYS = (20, 21, 22, 24, 25, 26, 28, 28, 29, 30, 31, 33, 36, 40)  # fourteen accounts, the median is 28
SOURCES = ("billing", "product-usage", "onboarding", "success-plans")
PAYEE = "sam"


@cache
def registry() -> Registry:
    problems = Problems()
    table = read_document((SAMPLE / "registry.yaml").read_text(), "registry.yaml", problems)
    assert table is not None
    loaded = registry_from(table, problems)
    assert loaded.registry is not None, list(map(str, problems))
    return loaded.registry


@cache
def scheme(name: str = "customer-success") -> Scheme:
    loaded = load_plan((SAMPLE / f"{name}.yaml").read_text(), f"{name}.yaml", registry())
    assert loaded.plan is not None, list(map(str, loaded.problems))
    return Scheme(loaded.plan, registry())


def statement(*, as_of: int = AS_OF, mode: str = "", period: str = "2026-Q4", **facts: Any) -> Statement:
    found = parse_period(period)
    assert found is not None
    return state(scheme(), dossier(**facts), found, as_of, mode)


def reader(locale: str = "en-IE", of: str = "") -> Reader:
    return Reader(figures_for(locale), f"2026-Q4.{AS_OF}", of, date(2026, 11, 20))


def dossier(
    *,
    revenue: tuple[str, str] = ("1071000", "1000000"),
    active: Sequence[int] = (57, 100),
    days: Sequence[int] = FIRST_VALUE_DAYS,
    current: Sequence[int] = (41, 50),
    usage_through: date = date(2026, 11, 20),
    through: date = date(2026, 11, 20),
    target: str | None = "6000",
) -> Dossier:
    """What is recorded about one manager: revenue now and a year ago, accounts active, days to first value, plans current."""
    day = date(2026, 11, 5)
    (used,) = registry().metrics["adopt"].roll_up.facts
    facts = {
        ("revenue-now", "person"): (_fact("now", "revenue-now", day, Decimal(revenue[0]), EUR, "billing"),),
        ("revenue-year-ago", "person"): (_fact("ago", "revenue-year-ago", day, Decimal(revenue[1]), EUR, "billing"),),
        (used, "person"): _yes_no(used, active, date(2026, 11, 9), "product-usage"),
        ("first-value-days", "person"): tuple(
            _fact(
                f"F-{place}",
                "first-value-days",
                date(2026, 10, 1 + place),
                Decimal(value),
                Unit(("day",)),
                "onboarding",
                f"A-{place:02}",
            )
            for place, value in enumerate(days, 1)
        ),
        ("plan-current", "person"): _yes_no("plan-current", current, date(2026, 11, 18), "success-plans"),
    }
    declared = {
        source: Completeness(source, usage_through if source == "product-usage" else through) for source in SOURCES
    }
    stay = Stay(
        PAYEE,
        date(2024, 3, 1),
        None,
        "cs",
        "ines",
        "customer-success",
        "northwind-ie",
        "UTC",
        "EUR",
        {"role": "manager"},
    )
    terms = () if target is None else (Term(PAYEE, "target", Decimal(target), EUR, date(2026, 1, 1)),)
    return Dossier(PAYEE, (stay,), terms, facts, {}, (), declared)


def _yes_no(metric: str, counts: Sequence[int], day: date, source: str) -> tuple[Fact, ...]:
    yes, of = counts
    return tuple(
        _fact(f"{metric}-{place}", metric, day, place <= yes, Sort.YES_NO, source, f"A-{place:02}")
        for place in range(1, of + 1)
    )


def _fact(fact_id: str, metric: str, day: date, value: Scalar, kind: Kind, source: str, item: str = "") -> Fact:
    return Fact(fact_id, metric, "person", PAYEE, day, value, kind, item, Origin(source, 2, READ))
