"""A small plan with its registry, as texts that tests bend."""

from __future__ import annotations

from pathlib import Path

REGISTRY = """
registry: 2026-01
sources:
  crm: {title: the CRM, owner: sales operations}
metrics:
  accounts: {title: Accounts won, unit: accounts, roll-up: {count: accounts-won}, source: crm}
"""

PLAN = """
plan: hunters
title: Hunters
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
period: quarter
currency: EUR
rationale: An account won is an account that somebody looked for.
metrics: registry 2026-01
audience: {who: {function: sales}}
terms:
  bonus: {value: 250 EUR per account}
  base: {from: participant, unit: EUR, each: quarter, when-changed: last}
figures:
  accounts-pay:
    clause: "1.1"
    title: Pay for accounts
    story: Somebody looked for it.
    rate: {of: metric.accounts, at: term.bonus}
  pay: {clause: "2.1", title: Your pay, sum: {of: [accounts-pay, term.base]}}
payouts:
  pay: {of: pay, as: cash, when: 45 days after the quarter}
"""

INPUTS = """
rows: 2
given: {metric.accounts: [3 accounts, 10 accounts], term.base: 1000.50 EUR}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def papers(folder: Path) -> Path:
    """Plan, registry and inputs as files in the folder; returns the plan's."""
    write(folder, "registry.yaml", REGISTRY)
    write(folder, "inputs.yaml", INPUTS)
    return write(folder, "plan.yaml", PLAN)
