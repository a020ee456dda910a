"""Metrics of accounts and segments, from imported rows to a statement, on both databases."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS, TERMS
from tests.cli.papers import PLAN, REGISTRY, write

MORE = """  health: {title: Health, unit: "%", per: account, roll-up: {ratio: {of: {count: used, where: yes}, to: {count: used}}}, source: crm}
  churn: {title: Churn, unit: "%", per: segment, roll-up: {last: churn}, source: crm}
items:
  deal: {title: Deal, currency: EUR, source: crm, fields: {account: label}}
"""
ATTRIBUTION = "attribution:\n  credit: {each: deal, enters: closed, who: {column: payee}, takes: share, shares: 100%}\n"
FIGURES = """  each: {clause: "1.2", title: Pay for a deal, per: credit, story: It lives., rate: {of: credit.amount, at: credit.account.health}}
  deals: {clause: "1.3", title: Pay for deals, story: They live., sum: {each: each, over: credit}}
  less: {clause: "1.4", title: For those who went, story: They went., rate: {of: 100 EUR, at: participant.segment.churn}}
  both: {clause: "1.5", title: Both, round: {of: sum-of-both, to: minor unit, mode: half-away}}
  sum-of-both: {clause: "1.6", title: Sum, sum: {of: [deals, less]}}
  never-less: {clause: "1.7", title: Never less, floor: {of: both, at: 0 EUR}}
"""
CREDITS = """credit_id,kind,payee_id,share,enters,amount,currency,item_id,account
C-1,deal,P-1,100%,2026-01-20,900,EUR,D-1,Alder
C-2,deal,P-1,100%,2026-02-20,100,EUR,D-2,Birch
"""
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit
U-1,used,account,Alder,2026-01-21,yes,yes/no
U-2,used,account,Alder,2026-02-21,no,yes/no
U-3,used,account,Alder,2026-02-22,no,yes/no
U-4,used,account,Birch,2026-02-22,yes,yes/no
S-1,churn,segment,small,2026-02-22,4%,%
S-2,churn,segment,large,2026-02-22,9%,%
"""


def test_each_deal_is_paid_by_the_health_of_its_account(call: Call, database: Database, empty_folder: Path) -> None:
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(empty_folder, "registry.yaml", REGISTRY + MORE)
    plan = PLAN.replace("terms:\n", ATTRIBUTION + "terms:\n", 1).replace("  bonus: {value: 250 EUR per account}\n", "")
    plan = plan[: plan.index("  accounts-pay:")] + FIGURES + plan[plan.index("  pay: {clause") :]
    plan = plan.replace("of: [accounts-pay, term.base]", "of: [never-less, term.base]")
    plan = plan.replace("{who: {function: sales}}", "{who: {function: sales}, attributes: {segment: {small: few, large: many}}}")  # fmt: skip
    write(empty_folder, "plan.yaml", plan)
    assert call("registry", "publish", "registry.yaml", *published).code == 0
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    lines = PEOPLE.strip().splitlines()
    people = "\n".join([f"{lines[0]},segment", *(f"{line},small" for line in lines[1:])]) + "\n"
    for what, text in (("teams", TEAMS), ("people", people), ("terms", TERMS)):
        done = call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published)
        assert done.code == 0, done.err
    read = ("--source", "crm", "--complete-through", "2026-03-19", "--as-of", "2026-03-19T08:00:00Z", *url)
    for what, text in (("credits", CREDITS), ("facts", FACTS)):
        done = call("import", what, write(empty_folder, f"{what}.csv", text), *read)
        assert done.code == 0, done.err
    document = call("statement", "P-1", "--period", "2026-Q1", "--as-of", "2026-03-20T08:00:00Z", *url, "--json").json()
    # 900 x 1/3 + 100 x 1/1 + 100 x 4% + 1,000.50
    assert document["totals"]["earned"] == {"minor": 140450, "currency": "EUR"}
    told = call("explain", "P-1", "both", "--period", "2026-Q1", "--as-of", "2026-03-20T08:00:00Z", *url).out
    assert "Health [C-1]: " in told
    assert "U-3, 2026-02-22: no (crm, line 4)" in told
    assert "S-2" not in told
