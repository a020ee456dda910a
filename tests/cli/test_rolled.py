"""Roll-ups from imported rows to a statement, on both databases: what was read, what it comes to, and which row decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS, TERMS
from tests.cli.papers import PLAN, REGISTRY, write

METRICS = """
  highest: {title: Highest offer, unit: EUR, roll-up: {max: offer}, source: crm}
  lowest: {title: Lowest offer, unit: EUR, roll-up: {min: offer}, source: crm}
  newest: {title: Newest offer, unit: EUR, roll-up: {last: offer}, source: crm}
  usual: {title: Usual offer, unit: EUR, roll-up: {average: offer}, source: crm}
  clients: {title: Clients with an offer, unit: clients, roll-up: {distinct: offer, of: item}, source: crm}
"""
FIGURES = """
  for-clients: {clause: "1.2", title: Pay for clients, story: Each counts., rate: {of: metric.clients, at: 10 EUR per client}}
  offers: {clause: "1.3", title: Offers, story: All four., sum: {of: [metric.highest, metric.lowest, metric.newest, for-clients]}}
  mean: {clause: "1.4", title: Mean, story: Rounded., round: {of: metric.usual, to: minor unit, mode: half-away}}
"""
OFFERS = """fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id
O-1,offer,person,P-1,2026-01-20,800.40,EUR,C-1
O-2,offer,person,P-1,2026-02-20,500.30,EUR,C-2
O-4,offer,person,P-1,2026-02-21,600.00,EUR,C-1
O-3,offer,person,P-1,2026-02-21,700.00,EUR,C-1
O-5,offer,person,P-1,2025-12-31,9000.00,EUR,C-9
"""
DURING = ("--as-of", "2026-03-20T08:00:00Z")


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, str]:
    """A database with a plan that pays from each of them, and five offers; what to add to a call for it."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(empty_folder, "registry.yaml", REGISTRY + METRICS.lstrip("\n"))
    plan = PLAN.replace("  pay: {clause", FIGURES.lstrip("\n") + "  pay: {clause").replace(
        "of: [accounts-pay, term.base]", "of: [offers, mean, term.base]"
    )
    plan = plan[: plan.index("  accounts-pay:")] + plan[plan.index("  for-clients:") :]
    plan = plan.replace("  bonus: {value: 250 EUR per account}\n", "")
    write(empty_folder, "plan.yaml", plan)
    done = call("registry", "publish", "registry.yaml", *published)
    assert done.code == 0, done.err
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    read = ("--complete-through", "2026-03-09", "--as-of", "2026-03-10T08:00:00Z", *url)
    done = call("import", "facts", write(empty_folder, "facts.csv", OFFERS), "--source", "crm", *read)
    assert done.code == 0, done.out + done.err
    return url


def test_imported_offers_come_to_what_was_written_down_by_hand(call: Call, at: tuple[str, str]) -> None:
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    figures = document["figures"]
    assert {name: figures[f"metric.{name}"].get("decided") for name in ("highest", "lowest", "newest", "usual", "clients")} == {
        "highest": "O-1", "lowest": "O-2", "newest": "O-4", "usual": None, "clients": None,
    }  # fmt: skip
    assert figures["metric.usual"]["value"]["text"] == "650.175"  # (800.40 + 500.30 + 600 + 700) / 4
    assert figures["metric.clients"]["value"]["text"] == "2"
    for name in ("highest", "lowest", "newest", "usual", "clients"):
        assert {fact["id"] for fact in figures[f"metric.{name}"]["facts"]} == {"O-1", "O-2", "O-3", "O-4"}
    # 800.40 + 500.30 + 600.00 + 2 x 10 + 650.18 + 1000.50
    assert document["totals"]["earned"] == {"minor": 357138, "currency": "EUR"}


def test_explain_points_to_the_row_that_decided(call: Call, at: tuple[str, str]) -> None:
    told = call("explain", "P-1", "offers", "--period", "2026-Q1", *DURING, *at).out
    marked = [line.strip() for line in told.splitlines() if line.endswith("<- this one")]
    assert [line.partition(",")[0] for line in marked] == ["O-1", "O-2", "O-4"]


def test_nobody_who_has_no_offers_is_paid_a_guess(call: Call, at: tuple[str, str]) -> None:
    document = call("statement", "P-2", "--period", "2026-Q1", *DURING, *at, "--json").json()
    assert document["totals"]["earned"]["minor"] is None
    assert {wait["metric"] for wait in document["waits"]} == {"highest", "lowest", "newest", "usual"}
    assert document["figures"]["metric.clients"]["value"]["text"] == "0"  # its source holds everything so far
