"""What the deals so far come to, from imported credits to a statement, on both databases: the order is the one in which they were recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS
from tests.cli.papers import PLAN, REGISTRY, write

ITEMS = "items:\n  deal: {title: Deal, currency: EUR, source: crm, fields: {account: label}}\nmetrics:"
ATTRIBUTION = "attribution:\n  credit: {each: deal, enters: closed, who: {column: payee}, takes: share, shares: 100%}\n"
FIGURES = """figures:
  sold: {clause: "1.1", title: Sold so far, per: credit, running: {of: credit.amount, through: this one}}
  commission: {clause: "1.2", title: Commission on a deal, per: credit, tiers: {of: credit.amount, by: sold, crossing: whole, at-edge: upper, negative: refuse, bands: [{from: 0 EUR, rate: 10%}, {from: 1000 EUR, rate: 12%}]}}
  earned: {clause: "1.3", title: Commission, sum: {each: commission, over: credit}}
  least: {clause: "1.4", title: At least nothing, floor: {of: earned, at: 0 EUR}}
  pay: {clause: "2.1", title: Your pay, round: {of: least, to: minor unit, mode: half-away}}
"""
HEAD = "credit_id,kind,payee_id,share,enters,amount,currency,account\n"
FIRST = HEAD + "D-9,deal,P-1,100%,2026-02-03,400.00,EUR,A\nD-5,deal,P-1,100%,2026-02-03,700.00,EUR,B\n"
LATER = HEAD + "D-1,deal,P-1,100%,2026-02-03,100.00,EUR,A\nD-0,deal,P-1,100%,2026-01-03,50.00,EUR,A\n"
CORRECTED = HEAD + "D-9,deal,P-1,100%,2026-02-03,500.00,EUR,A\n"
DURING = ("--as-of", "2026-03-20T08:00:00Z")


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, str]:
    """A database with a plan that pays deals at the rate that they reach, and four deals; what to add to a call for it."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(empty_folder, "registry.yaml", REGISTRY.replace("metrics:", ITEMS))
    head, _, rest = PLAN.partition("terms:")
    write(empty_folder, "plan.yaml", head + ATTRIBUTION + FIGURES + rest[rest.index("payouts:") :])
    done = call("registry", "publish", "registry.yaml", *published)
    assert done.code == 0, done.err
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    for number, text in enumerate((FIRST, LATER), start=1):
        credited(call, empty_folder, text, f"2026-03-0{number}T08:00:00Z", url)
    return url


def credited(call: Call, folder: Path, text: str, instant: str, url: tuple[str, str]) -> None:
    read = ("--source", "crm", "--complete-through", instant[:10], "--as-of", instant, *url)
    done = call("import", "credits", write(folder, "credits.csv", text), *read)
    assert done.code == 0, done.out + done.err


def totals(call: Call, at: tuple[str, str]) -> dict[str, str]:
    figures = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()["figures"]
    return {name: figure["value"]["text"] for name, figure in figures.items() if name.startswith("sold[")}


def test_deals_of_one_day_count_as_they_were_recorded(call: Call, at: tuple[str, str]) -> None:
    assert totals(call, at) == {"sold[D-0]": "50", "sold[D-9]": "450", "sold[D-5]": "1150", "sold[D-1]": "1250"}
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    # 10% of 50 and 400; 12% of 700, which reaches 1,150, and of 100
    assert document["totals"]["earned"] == {"minor": 14100, "currency": "EUR"}


def test_a_correction_moves_no_deal_behind_another(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    credited(call, empty_folder, CORRECTED, "2026-03-05T08:00:00Z", at)
    assert totals(call, at) == {"sold[D-0]": "50", "sold[D-9]": "550", "sold[D-5]": "1250", "sold[D-1]": "1350"}


def test_explain_lists_what_was_added(call: Call, at: tuple[str, str]) -> None:
    told = call("explain", "P-1", "sold[D-5]", "--period", "2026-Q1", *DURING, *at).out.splitlines()
    lines = [line.strip() for line in told]
    assert "50.00 EUR + 400.00 EUR + 700.00 EUR = 1150.00 EUR" in lines
    assert [line.partition(",")[0] for line in lines if line.startswith("D-")] == ["D-0", "D-9", "D-5"]
