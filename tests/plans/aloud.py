"""A figure read aloud: its rule, and how its result came about, with values given for everything it reads."""

from __future__ import annotations

from plans.engine import evaluate
from plans.load import check_figures
from plans.plan import Figure
from plans.problem import Problems
from plans.program import compile_figures
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.rehearsal import read_rehearsals, types_of
from plans.sentences import rule
from plans.syntax import Over, leaves
from plans.tree import Missing
from plans.words import say
from tests.plans.fragments import document

GIVEN = """
periods: 4
given:
  period.start: 2026-01-01
  period.end: 2026-03-31
  metric.by-quarter: [100 EUR, 300 EUR, 200 EUR, 250 EUR]
  metric.good: [yes, yes, no, yes]
  metric.sales: 110000 EUR
  metric.before: 90000 EUR
  metric.net: -30000 EUR
  metric.refunds: 0 EUR
  metric.attainment: 95%
  metric.growth: 112%
  metric.deals: 3 deals
  metric.days: 28 days
  metric.points: 137 points
  metric.yen: 1234.56 JPY
  metric.pool: 1000.01 EUR
  metric.live: yes
  metric.paid: no
  metric.level: silver
  metric.since: 2026-03-01
  metric.left: 2026-10-15
  term.quota: 100000 EUR
  term.target: 8000 EUR
  participant.segment: mid
items:
  deal:
    - {amount: 300 EUR, live: yes, account: acme, closing-day: 2026-03-02, signed: 2026-01-05}
    - {amount: 900 EUR, live: no, account: bolt, closing-day: 2026-03-09, signed: 2026-03-31}
    - {amount: 500 EUR, live: yes, account: acme, closing-day: 2026-03-12, signed: 2025-12-31}
  member: [{days: 62 days, awards: 0, start: 2020-01-01}, {days: 30 days, awards: 0, start: 2021-01-01}, {days: 0 days, awards: 0, start: 2022-01-01}]
"""
CONDITION = "condition: {title: The account is in use, test: {of: metric.attainment, at-least: 60%}}"


def aloud(figure: str) -> tuple[str, str]:
    """The rule of `x: {…}` and the working of its result."""
    inputs = document(GIVEN)
    problems = Problems()
    rehearsals = read_rehearsals(inputs, problems)
    form = Form(document(f"figures:\n  x: {{{figure}}}\n  {CONDITION}\n"), "", problems)
    checked = check_figures(read_figures(form, problems, complete=False), types_of(rehearsals), problems)
    assert problems.ok, "\n".join(map(str, problems))
    windows = any(isinstance(leaf, Over) for leaf in leaves(tuple(checked.figures["x"].params.values())))
    inputs_of = rehearsals[-1 if windows else 0].inputs
    found = evaluate(compile_figures(checked.figures, checked.order), inputs_of)
    node = [each for each in found.every() if each.made.name == "x"][-1]  # of items, the last one's
    assert isinstance(node.made, Figure)
    assert not isinstance(node.value, Missing), node.value
    working = node.made.verb.working(node)
    return say(rule(node.made, checked.figures)), say(working) if working else ""
