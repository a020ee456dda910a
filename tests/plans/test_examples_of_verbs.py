"""The example of each verb, as the reference prints it, loads and gives something."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.tree import Missing
from plans.verbs import VERBS
from tests.plans.fragments import run_text

GIVEN = """
rows: 3
given:
  metric.sales: 110000 EUR
  metric.pay: 1234.567 EUR
  metric.pool: 1000 EUR
  metric.earned: 9600 EUR
  metric.commission: 500 EUR
  metric.bonus: 250 EUR
  metric.attainment: 95%
  metric.growth: 112%
  metric.retention: 90%
  metric.active-seats: 65%
  metric.esg: 7.5%
  metric.pieces: 120 pieces
  metric.orders: 4 orders
  metric.days-here: 146 days
  metric.in-use: yes
  metric.invoice-paid: no
  metric.outage: no
  metric.withdrawn: no
  term.quota: 100000 EUR
  term.target: 8000 EUR
  term.on-target-earnings: 90000 EUR
  term.base: 60000 EUR
  term.hired: 2026-06-01
  participant.segment: [mid, small, enterprise]
items:
  credit: [{in-use: yes, amount: 300 EUR}, {in-use: no, amount: 500 EUR}]
  member: [{days-served: 92 days}, {days-served: 30 days}]
"""
VALUES = {
    "ratio": "1.1",
    "difference": "30000",
    "excess": "10000",
    "elapsed": "214",
    "earlier": "0",
    "sum": "750",
    "average": "1.01",
    "count": "1",
    "running": "800",
    "weigh": "1.032",
    "rate": "11000",
    "tiers": "5800",
    "lookup": "1",
    "curve": "0.875",
    "grid": "0.02",
    "choose": "0.04",
    "test": True,
    "streak": False,
    "all": False,
    "any": True,
    "none": True,
    "gate": "1234.567",
    "modify": "10200",
    "cap": "1234.567",
    "floor": "2000",
    "round": "1234.57",
    "convert": "550",
    "split": "1000",
    "spread": "2000",
    "prorate": "3200",
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_gives_something(verb: str) -> None:
    evaluation, *_others = run_text(f"{GIVEN}\nfigures:\n  {VERBS[verb].example}\n")
    *_, node = evaluation.every()  # of a figure of items, the last one's
    assert not isinstance(node.value, Missing), node.value
    wanted = VALUES[verb]
    assert node.value == (Decimal(wanted) if isinstance(wanted, str) else wanted)
    assert node.made.clause
    assert node.made.title


def test_every_parameter_says_what_it_is() -> None:
    for verb in VERBS.values():
        silent = [param.name for param in (*verb.parameters, *([verb.body] if verb.body else [])) if not param.says]
        assert not silent, verb.name
