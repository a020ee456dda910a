"""Metrics of every shape beside a second evaluation that walks the calendar day by day, in fractions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.absence import FINAL
from plans.calendar import Period, period_of
from plans.record import Fact, Origin
from plans.statement import state
from plans.tree import Missing, walk
from plans.unit import RATIO, Sort
from tests.plans.build import AS_OF, HEAD, REGISTRY, dossier, scheme
from tests.plans.fractions import rolls as second

FIRST = date(2024, 9, 1)
NUMBERS, FLAGS = ("price", "hours"), ("signed", "live")
LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
GRAINS = st.sampled_from(tuple(LENGTHS))
COMPLETE = {"crm": "2027-12-31"}


def rows(seed: int) -> list[second.Row]:
    """Some 40 rows over ten months, about few items and people, so that windows and cohorts meet them; rarely one names no item."""
    chance = Random(seed)  # noqa: S311 - a sample, not a secret
    drawn = []
    for number in range(chance.randint(5, 60)):
        metric = chance.choice(NUMBERS + FLAGS)
        value = chance.random() < 0.7 if metric in FLAGS else Fraction(chance.randint(-300, 500), 4)
        item = "" if chance.random() < 0.004 else chance.choice("ABC")
        day = FIRST + timedelta(days=chance.randint(0, 300))
        drawn.append(second.Row(f"f{number:02}", metric, chance.choice("xyz"), item, day, value))
    return drawn


SEEDS = st.integers(0, 10**6)


def windows() -> st.SearchStrategy[str]:
    lengths = st.sampled_from(["period", *LENGTHS])
    counted = st.builds(lambda count, length, way: way.format(f"{count} {length}s"), st.integers(1, 4), lengths, st.sampled_from(["last {}", "{} before"]))  # fmt: skip
    days = st.builds(lambda count, way: way.format(f"{count} days"), st.integers(20, 200), st.sampled_from(["last {}", "{} before"]))  # fmt: skip
    return st.just("this period") | counted | days


def things() -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from([{}, {"of": "item"}, {"of": "subject"}])


def wheres() -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from([{}, {}, {"where": "yes"}, {"where": "no"}])


def limits() -> st.SearchStrategy[dict[str, Any]]:
    """Over which days, and about which cohort."""
    first = st.builds(
        lambda days, fact, where, of: {"first": f"{days} days", "from": fact, **where, **of},
        st.integers(20, 200), st.sampled_from(FLAGS), wheres(), things(),
    )  # fmt: skip
    spans = st.builds(
        lambda start, length: {"from": str(start), "to": str(start + timedelta(days=length))},
        st.dates(FIRST, date(2025, 3, 31)), st.integers(50, 300),
    )  # fmt: skip
    cohort = st.builds(
        lambda fact, where, of, when: {"by": fact, **where, **of, **when},
        st.sampled_from(FLAGS), wheres(), things(), windows().map(lambda window: {"during": window}) | spans,
    )  # fmt: skip
    over = st.none() | windows() | first
    return st.builds(
        lambda over, cohort: {**({"over": over} if over else {}), **({"cohort": cohort} if cohort else {})},
        over, st.none() | cohort,
    )  # fmt: skip


def of_facts(ops: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[dict[str, Any]]:
    def of(op: str) -> st.SearchStrategy[dict[str, Any]]:
        facts = st.sampled_from(ops[op])
        where = wheres() if ops[op] == FLAGS else st.just({})
        tell = st.sampled_from([{}, {"of": "item"}, {"of": "subject"}]) if op == "distinct" else st.just({})
        return st.builds(lambda fact, w, t, limit: {op: fact, **w, **t, **limit}, facts, where, tell, limits())

    return st.sampled_from(tuple(ops)).flatmap(of)


VALUED = dict.fromkeys(("sum", "average", "median", "last", "min", "max", "given"), NUMBERS)
SIMPLE = of_facts(VALUED)
COUNTS = of_facts({"count": FLAGS, "distinct": FLAGS})
SHARES = st.builds(lambda of, to: {"ratio": {"of": of, "to": to}}, SIMPLE | COUNTS, SIMPLE | COUNTS)
CHANGES = st.builds(
    lambda of, against, way: {"change": {"of": of, "against": against, "as": way}},
    SIMPLE | SHARES, SIMPLE | SHARES | st.just("0.75"), st.sampled_from(["share", "difference"]),
)  # fmt: skip


def period(grain: str, months: int) -> Period:
    """The period that holds the first day of a month, counted from September 2024."""
    number = 2024 * 12 + 8 + months
    return period_of(date(number // 12, number % 12 + 1, 1), grain)


def found(roll_up: dict[str, Any], recorded: list[second.Row], asked: Period, unit: str) -> Decimal | None:
    """What the program says, of a metric of the whole company."""
    metric = f"  it: {{title: It, unit: {unit}, per: company, may-be-negative: {'no' if unit == 'things' else 'yes'}, source: crm, roll-up: {json.dumps(roll_up)}}}\n"  # fmt: skip
    head = HEAD.replace("period: quarter", f"period: {asked.grain}")
    made = scheme("it: {sum: {of: [metric.it]}}", head=head, registry=REGISTRY + metric)
    facts = [
        Fact(
            row.id, row.metric, "person", row.subject, row.day,
            row.value if isinstance(row.value, bool) else Decimal(row.value.numerator) / row.value.denominator,
            Sort.YES_NO if isinstance(row.value, bool) else RATIO, row.item, Origin("crm", 2, AS_OF),
        )
        for row in recorded
    ]  # fmt: skip
    statement = state(made, dossier(*facts, complete=COMPLETE), asked, AS_OF, FINAL)
    (node,) = [node for node in walk(*statement.evaluation.every()) if node.made.name == "metric.it"]
    if isinstance(node.value, Missing):
        return None
    assert isinstance(node.value, Decimal)
    return node.value


def agree(roll_up: dict[str, Any], recorded: list[second.Row], asked: Period, unit: str) -> None:
    first = asked.start.year * 12 + asked.start.month - 1
    wanted = second.value(roll_up, recorded, first, LENGTHS[asked.grain])
    said = found(roll_up, recorded, asked, unit)
    assert (said is None) == (wanted is None), (roll_up, said, wanted)
    if said is not None and wanted is not None:
        assert abs(Fraction(said) - wanted) <= abs(wanted) * Fraction(1, 10**40), (roll_up, said, wanted)


MONTHS = st.integers(2, 11)


@settings(max_examples=150)
@given(SIMPLE, SEEDS, GRAINS, MONTHS)
def test_values(roll_up: dict[str, Any], seed: int, grain: str, months: int) -> None:
    agree(roll_up, rows(seed), period(grain, months), '"%"')


@settings(max_examples=100)
@given(COUNTS, SEEDS, GRAINS, MONTHS)
def test_counts(roll_up: dict[str, Any], seed: int, grain: str, months: int) -> None:
    agree(roll_up, rows(seed), period(grain, months), "things")


@settings(max_examples=100)
@given(SHARES | CHANGES, SEEDS, GRAINS, MONTHS)
def test_shares_and_changes(roll_up: dict[str, Any], seed: int, grain: str, months: int) -> None:
    agree(roll_up, rows(seed), period(grain, months), '"%"')


@pytest.mark.parametrize("way", ["first", "cohort"])
def test_generated_metrics_do_come_to_something(way: str) -> None:
    """The generators above are worth something: what they limit by is met by the program and by the second evaluation."""
    day = date(2025, 1, 10)
    recorded = [
        second.Row("a", "signed", "x", "A", day, value=True),
        second.Row("b", "price", "x", "A", day + timedelta(days=5), Fraction(7)),
        second.Row("c", "price", "x", "B", day + timedelta(days=5), Fraction(1)),
    ]
    limit = {"over": {"first": "30 days", "from": "signed"}} if way == "first" else {"cohort": {"by": "signed", "during": "this period"}}  # fmt: skip
    asked = period("quarter", 4)
    assert found({"sum": "price", **limit}, recorded, asked, '"%"') == 7
    assert second.value({"sum": "price", **limit}, recorded, 2025 * 12, 3) == 7
