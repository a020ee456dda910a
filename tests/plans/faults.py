"""What the loader says of one figure, in a plan whose metrics have every property that a verb looks at."""

from __future__ import annotations

from plans.load import load_plan
from plans.problem import Problem
from plans.reading.registry import load_registry
from tests.plans.build import HEAD, document

METRICS = """
registry: test
sources:
  crm: {title: CRM, owner: sales operations}
items:
  deal: {title: Deal, currency: EUR, source: crm, fields: {segment: [small, large], months: months, live: yes/no, day-90: date}}
metrics:
  sales: {title: Sales, unit: EUR, roll-up: {sum: sale}, source: crm}
  net: {title: Net orders, unit: EUR, roll-up: {sum: order}, source: crm, may-be-negative: yes}
  dollars: {title: Sales abroad, unit: USD, roll-up: {sum: sale-abroad}, source: crm}
  deals: {title: Deals, unit: deals, roll-up: {count: sale}, source: crm}
  attainment: {title: Attainment, unit: "%", roll-up: {given: attainment}, source: crm}
  growth: {title: Growth, unit: "%", roll-up: {given: growth}, source: crm, may-be-negative: yes}
  mood: {title: Mood, unit: "%", roll-up: {given: mood}, source: crm, may-be-missing: yes}
  points: {title: Points, unit: points, roll-up: {given: points}, source: crm}
  live: {title: Live, unit: yes/no, roll-up: {given: live}, source: crm}
  since: {title: Since, unit: date, roll-up: {given: since}, source: crm}
  level: {title: Level, unit: label, labels: [bronze, silver], roll-up: {given: level}, source: crm}
"""
_READ = load_registry(METRICS, "registry.yaml")
PREFIX = "`figures.x` (clause 1): "


def told(figure: str, *more: str) -> list[str]:
    """Every message with its remedy for `x: {…}`; faults of its operands without `figures.x` before them. Dead ends do not count."""
    return [
        f"{problem.message} {problem.remedy}".strip().removeprefix(PREFIX)
        for problem in _faults(_document(figure, *more))
    ]


def pointed_to(figure: str, *more: str) -> list[str]:
    """What stands at the place of each fault, up to the end of its line."""
    text = _document(figure, *more)
    lines = text.splitlines()
    return [lines[problem.place.line - 1][problem.place.column - 1 :] for problem in _faults(text)]


def _document(figure: str, *more: str) -> str:
    return document("\n".join([f"x: {{{figure}}}", *more]), head=HEAD)


def _faults(text: str) -> list[Problem]:
    assert _READ.registry is not None, list(map(str, _READ.problems))
    return [problem for problem in load_plan(text, "plan.yaml", _READ.registry).problems if not problem.warning]
