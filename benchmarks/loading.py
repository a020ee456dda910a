"""Reading and checking a plan of 500 figures with 24 variants: less than a second of processor."""

from __future__ import annotations

import statistics
import time

from plans.load import load_plan
from plans.reading.registry import load_registry
from plans.registry import Registry

FIGURES = {"full": 500, "smoke": 50}
_ROUNDS = 5
_AT_MOST_S = 1.0
_REGISTRY = """
registry: 2026-01
title: What is measured
sources:
  crm: {title: CRM, owner: sales, late-after: 10 days}
metrics:
  sales: {title: Sales, unit: EUR, roll-up: {sum: sales}, source: crm, owner: sales, definition: What was sold.}
"""
_HEAD = """
plan: large
title: A large plan
version: "1"
effective: {from: 2026-01-01}
period: quarter
currency: EUR
rationale: To measure how long a plan takes to be read and checked.
metrics: registry 2026-01
audience:
  who: {function: sales}
  attributes:
    role: {junior: up to two years, mid: up to five, senior: up to ten, lead: leads others}
    region: {north: north, south: south, east: east}
    stage: {ramping: first two quarters, settled: later}
terms:
  target: {from: participant, unit: EUR, each: quarter, when-changed: last}
figures:
"""
# Ten figures a block: all verbs that plans are mostly made of, three case tables, and one figure read from the block before.
_BLOCK = """
  before-{n}: {{clause: "{n}.1", title: What came before, sum: {{of: [{last}, 0 EUR]}}}}
  rate-{n}: {{clause: "{n}.2", title: The rate, choose: {{according-to: participant.role, junior: 2%, mid: 3%, senior: 4%, lead: 5%}}}}
  factor-{n}: {{clause: "{n}.3", title: The factor, choose: {{according-to: participant.region, north: 1x, south: 1.1x, east: 1.2x}}}}
  ramp-{n}: {{clause: "{n}.4", title: The ramp, choose: {{according-to: participant.stage, ramping: 50%, settled: 100%}}}}
  attainment-{n}: {{clause: "{n}.5", title: Attainment, ratio: {{of: metric.sales, to: term.target, if-zero: refuse}}}}
  curve-{n}: {{clause: "{n}.6", title: What it pays, curve: {{by: attainment-{n}, points: [[80%, 50%], [100%, 100%], [120%, 150%]], below: nothing, above: flat}}}}
  score-{n}: {{clause: "{n}.7", title: The score, weigh: {{parts: {{curve-{n}: 60%, ramp-{n}: 40%}}}}}}
  commission-{n}: {{clause: "{n}.8", title: Commission, tiers: {{of: metric.sales, against: term.target, crossing: slab, bands: [{{from: 0%, rate: rate-{n}}}, {{from: 100%, rate: 6%}}]}}}}
  paid-{n}: {{clause: "{n}.9", title: What is paid, modify: {{of: commission-{n}, multiply: [score-{n}, factor-{n}]}}}}
  total-{n}: {{clause: "{n}.10", title: In cents, round: {{of: paid-{n}, to: minor unit, mode: half-away}}}}
"""


def run(size: str) -> bool:
    figures = FIGURES[size]
    registry = load_registry(_REGISTRY, "registry.yaml")
    if registry.registry is None:
        raise ValueError("\n".join(map(str, registry.problems)))
    text = _plan(figures // 10)
    took = [_seconds(text, figures, registry.registry) for _ in range(_ROUNDS)]
    median = statistics.median(took)
    fine = median < _AT_MOST_S
    print(
        f"reading and checking {figures} figures in 24 variants          {median:.2f} s of processor   at most {_AT_MOST_S:g}{'' if fine else '  OVER'}"
    )
    return fine


def _plan(blocks: int) -> str:
    last = ["0 EUR", *(f"total-{n}" for n in range(1, blocks))]
    body = "".join(_BLOCK.format(n=n, last=before) for n, before in enumerate(last, start=1))
    return f"{_HEAD}{body}payouts:\n  all: {{of: total-{blocks}, as: cash, when: 30 days after the quarter}}\n"


def _seconds(text: str, figures: int, registry: Registry) -> float:
    start = time.process_time()
    loaded = load_plan(text, "large.yaml", registry)
    took = time.process_time() - start
    if loaded.plan is None or len(loaded.plan.figures) != figures:
        raise ValueError("\n".join(map(str, loaded.problems)))
    return took
