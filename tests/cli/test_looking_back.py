"""Metrics that look back, from imported rows to a statement, on both databases: cohorts, first days, changes, each with what stands behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS, TERMS
from tests.cli.papers import PLAN, REGISTRY, write

METRICS = """
  retention: {title: Retention, unit: "%", roll-up: {ratio: {of: {sum: paid, cohort: {by: paid, during: 4 quarters before}}, to: {sum: paid, over: 4 quarters before}}}, source: crm}
  early: {title: Early use, unit: hours, roll-up: {sum: used, over: {first: 90 days, from: signed}}, source: crm}
  growth: {title: Growth, unit: EUR, may-be-negative: yes, roll-up: {change: {of: {sum: paid}, against: {sum: paid, over: 1 year before}, as: difference}}, source: crm}
  सक्रिय: {title: Active over a year, unit: accounts, roll-up: {distinct: paid, of: item, over: last 4 quarters}, source: crm}
  team-year: {title: Paid to the team, unit: EUR, per: team, roll-up: {sum: paid, over: last 4 quarters}, source: crm}
"""
FIGURES = """
  kept: {clause: "1.2", title: Pay for those who stay, story: They stay., rate: {of: 1000 EUR, at: metric.retention}}
  used: {clause: "1.3", title: Pay for early use, story: They begin., rate: {of: metric.early, at: 2 EUR per hour}}
  active: {clause: "1.4", title: Pay for accounts, story: They are many., rate: {of: metric.सक्रिय, at: 10 EUR per account}}
  team: {clause: "1.5", title: Pay of the team, story: Together., rate: {of: metric.team-year, at: 1%}}
  all: {clause: "1.6", title: All, story: All., round: {of: everything, to: minor unit, mode: half-away}}
  never-less: {clause: "1.8", title: Never less, story: All., floor: {of: all, at: 0 EUR}}
  everything: {clause: "1.7", title: Everything, story: All., sum: {of: [kept, used, active, team, metric.growth]}}
"""
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id
A-0,paid,person,P-1,2025-02-10,400,EUR,A
B-0,paid,person,P-1,2025-03-31,600.00,EUR,B
A-1,paid,person,P-1,2026-02-10,450.50,EUR,A
C-1,paid,person,P-1,2026-02-11,77,EUR,C
D-1,paid,person,P-1,2024-12-31,9999,EUR,D
P2-1,paid,person,P-2,2025-07-01,1000,EUR,E
S-A,signed,person,P-1,2025-10-03,yes,yes/no,A
S-B,signed,person,P-1,2025-10-04,yes,yes/no,B
U-1,used,person,P-1,2025-12-31,3,hours,A
U-2,used,person,P-1,2025-12-31,5,hours,B
U-3,used,person,P-1,2026-01-01,7,hours,B
U-4,used,person,P-1,2026-01-02,11,hours,B
"""
DURING = ("--as-of", "2026-03-20T08:00:00Z")


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, str]:
    """A database with a plan that pays by such metrics, and rows of three years; what to add to a call for it."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(empty_folder, "registry.yaml", REGISTRY + METRICS.lstrip("\n"))
    figures = PLAN.replace("  pay: {clause", FIGURES.lstrip("\n") + "  pay: {clause").replace("of: [accounts-pay, term.base]", "of: [never-less, term.base]")  # fmt: skip
    plan = figures[: figures.index("  accounts-pay:")] + figures[figures.index("  kept:") :]
    write(empty_folder, "plan.yaml", plan.replace("  bonus: {value: 250 EUR per account}\n", ""))
    done = call("registry", "publish", "registry.yaml", *published)
    assert done.code == 0, done.err
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    read = ("--complete-through", "2026-03-19", "--as-of", "2026-03-19T08:00:00Z", *url)
    done = call("import", "facts", write(empty_folder, "facts.csv", FACTS), "--source", "crm", *read)
    assert done.code == 0, done.out + done.err
    return url


def test_imported_rows_of_other_days_come_to_what_was_written_down_by_hand(call: Call, at: tuple[str, str]) -> None:
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    figures = document["figures"]
    values = {name.removeprefix("metric."): figure["value"]["text"] for name, figure in figures.items() if name.startswith("metric.") and name.count(".") == 1}  # fmt: skip
    assert values == {
        "retention": "0.4505",  # A paid 450.50 of what A and B paid a year ago: 1,000
        "early": "12",  # B's 90 days end on 1 January: 5 + 7; A's ended in December
        "growth": "-472.5",  # 450.50 + 77, less 1,000
        "सक्रिय": "2",  # A and C, from April 2025 on
        "team-year": "1527.5",  # 450.50 + 77, and the 1,000 of P-2
    }
    # 450.50 + 24 + 20 + 15.275 - 472.50 = 37.275; 37.28 + 1,000.50
    assert document["totals"]["earned"] == {"minor": 103778, "currency": "EUR"}
    behind = {name: [fact["id"] for fact in figures[name]["facts"]] for name in ("metric.retention.of", "metric.retention.of.cohort", "metric.early", "metric.early.first")}  # fmt: skip
    assert behind == {
        "metric.retention.of": ["A-1"],
        "metric.retention.of.cohort": ["A-0", "B-0"],
        "metric.early": ["U-2", "U-3"],
        "metric.early.first": ["S-B"],
    }


def test_explain_shows_the_cohort_with_its_rows(call: Call, at: tuple[str, str]) -> None:
    told = call("explain", "P-1", "kept", "--period", "2026-Q1", *DURING, *at).out
    assert "paid, of those with paid: 450.50 EUR" in told
    assert "paid: 2 items" in told
    assert "A-0, 2025-02-10: 400 EUR" in told


def test_a_row_that_was_corrected_out_of_the_cohort_moves_the_value(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    corrected = (
        "fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id\nA-0,paid,person,P-1,2025-02-10,400,EUR,Z\n"
    )
    file = write(empty_folder, "corrected.csv", corrected)
    later = ("--as-of", "2026-03-19T09:00:00Z")
    assert call("import", "facts", file, "--source", "crm", "--complete-through", "2026-03-19", *later, *at).code == 0
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    assert document["figures"]["metric.retention"]["value"]["text"] == "0"  # nobody of B and Z paid this year
    before = call("statement", "P-1", "--period", "2026-Q1", "--as-of", "2026-03-19T08:30:00Z", *at, "--json").json()
    assert before["figures"]["metric.retention"]["value"]["text"] == "0.4505"
