"""Whom an item counts for by a rule, from imported files to statements, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, write

ITEMS = """items:
  deal: {title: Deal, currency: EUR, source: crm, fields: {account: label, squad: label, day-30: date, day-90: date}}
"""
ATTRIBUTION = """attribution:
  credit: {each: deal, enters: signed-on, who: {column: payee}, takes: share, shares: 100%}
  lead-credit: {each: deal, enters: signed-on, who: {manager-of: credit, levels: 1, on: signed-on}, takes: the reports' shares}
  area-credit: {each: deal, enters: signed-on, who: {manager-of: lead-credit, levels: 1, on: signed-on}, takes: 'whole, once per item'}
  owned: {each: order, enters: day-90, who: {owner-of: account, on: [day-30, day-90]}, takes: share, shares: 100%}
  squad-credit: {each: order, enters: day-90, who: {members-of: squad, on: day-90}, takes: share, shares: 100%}
"""
FIGURES = """  own: {clause: "1.1", title: Own deals, sum: {each: credit.amount, over: credit}}
  lead: {clause: "1.2", title: Deals of reports, sum: {each: lead-credit.amount, over: lead-credit}}
  area: {clause: "1.3", title: Deals of the area, sum: {each: area-credit.whole, over: area-credit}}
  kept: {clause: "1.4", title: Orders of accounts, sum: {each: owned.amount, over: owned}}
  squad: {clause: "1.5", title: Orders of the squad, sum: {each: squad-credit.amount, over: squad-credit}}
  base: {clause: "1.6", title: Pay, rate: {of: kept, at: 1%}}
  never-less: {clause: "1.7", title: Never less, floor: {of: base, at: 0 EUR}}
  pay: {clause: "2.1", title: Pay in cents, round: {of: never-less, to: minor unit, mode: half-away}}
payouts:
  pay: {of: pay, as: cash, when: 45 days after the quarter}
"""
# Ana and Ben report to Rui, Cy to Sol, both to Tea; from 1 March Ana reports to Sol, and Cy is in no squad before.
PEOPLE = """person_id,name,team_id,manager_id,function,start,zone,currency,from,end,grade
ana,Ana,iris,rui,sales,2025-01-01,UTC,EUR,,2026-02-28,secret
ana,Ana,,sol,sales,2025-01-01,UTC,EUR,2026-03-01,,secret
ben,Ben,iris,rui,sales,2025-01-01,UTC,EUR,,,secret
cy,Cy,,sol,sales,2025-01-01,UTC,EUR,,2026-02-14,secret
cy,Cy,iris,sol,sales,2025-01-01,UTC,EUR,2026-02-15,,secret
rui,Rui,,tea,sales,2025-01-01,UTC,EUR,,,secret
sol,Sol,,tea,sales,2025-01-01,UTC,EUR,,,secret
tea,Tea,,,sales,2025-01-01,UTC,EUR,,,secret
"""
LINKS = """object_kind,object_id,relation,payee_id,from,to
account,north,owner,ana,2025-06-01,2026-01-31
account,north,owner,ben,2026-02-01,
account,south,owner,ben,2025-06-01,
account,south,member,cy,2025-06-01,
"""
CREDITS = """credit_id,kind,payee_id,share,enters,amount,currency,item_id,account,squad,day-30,day-90
C-1,deal,ana,50%,2026-02-10,1000,EUR,D-1,,,,
C-2,deal,ben,30%,2026-02-10,1000,EUR,D-1,,,,
C-3,deal,cy,20%,2026-02-10,1000,EUR,D-1,,,,
C-4,deal,ana,100%,2026-03-10,400,EUR,D-2,,,,
O-1,order,,,2026-03-10,900,EUR,,north,iris,2026-01-09,2026-03-10
O-2,order,,,2026-02-10,600,EUR,,south,iris,2025-12-12,2026-02-10
O-9,order,,,2026-01-10,50,EUR,,west,iris,2025-11-11,2026-01-10
"""
WANTED = {  # own, lead, area, kept, squad
    "ana": (900, 0, 0, 450, 325), "ben": (300, 0, 0, 1050, 775), "cy": (200, 0, 0, 0, 450),
    "rui": (0, 800, 0, 0, 0), "sol": (0, 600, 0, 0, 0), "tea": (0, 0, 1400, 0, 0),
}  # fmt: skip
NAMES = ("own", "lead", "area", "kept", "squad")
LATER = "2026-04-02T08:00:00Z"


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, ...]:
    """A database with plan, people, links and credits; what to add to a call for it."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    order = ITEMS[ITEMS.index("  deal:") :].replace("deal:", "order:").replace("Deal", "Order")
    write(empty_folder, "registry.yaml", REGISTRY + ITEMS + order)
    head = PLAN[: PLAN.index("terms:")]
    write(empty_folder, "plan.yaml", f"{head}{ATTRIBUTION}figures:\n{FIGURES}")
    assert call("registry", "publish", "registry.yaml", *published).code == 0
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.out + done.err
    give(call, empty_folder, "people", PEOPLE, *published)
    give(call, empty_folder, "links", LINKS, *published)
    return url


def give(call: Call, folder: Path, what: str, text: str, *more: str) -> dict[str, Any]:
    done = call("import", what, write(folder, f"{what}.csv", text), "--source", "crm", *more, "--json")
    assert done.code == 0, done.out + done.err
    document: dict[str, Any] = done.json()
    return document


def credit(call: Call, folder: Path, *url: str, text: str = CREDITS) -> dict[str, Any]:
    return give(
        call, folder, "credits", text, "--complete-through", "2026-03-31", "--as-of", "2026-04-01T08:00:00Z", *url
    )


def figures(call: Call, payee: str, *url: str) -> dict[str, Any]:
    found: dict[str, Any] = call("statement", payee, "--period", "2026-Q1", "--as-of", LATER, *url, "--json").json()[
        "figures"
    ]
    return found


def test_each_payee_has_what_the_rules_give(call: Call, at: tuple[str, ...], empty_folder: Path) -> None:
    credit(call, empty_folder, *at)
    for payee, wanted in WANTED.items():
        found = figures(call, payee, *at)
        assert tuple(found[name]["value"] for name in NAMES) == tuple(
            {"text": str(amount), "unit": "EUR", "minor": amount * 100} for amount in wanted
        ), payee


def test_the_tree_shows_the_rows_and_the_links_that_decided(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    credit(call, empty_folder, *at)
    (item,) = [each for name, each in figures(call, "rui", *at).items() if name.startswith("lead-credit.amount")]
    assert [(row["id"], row["value"]) for row in item["facts"]] == [
        ("C-1", "1000 EUR"), ("C-2", "1000 EUR"), ("person/ana/manager", "rui"), ("person/ben/manager", "rui"),
    ]  # fmt: skip
    told = call("explain", "ana", "kept", "--period", "2026-Q1", "--as-of", LATER, *at).out
    assert "O-1, 2026-03-10: 900 EUR (crm, line 6)" in told
    assert "account/north/owner, 2025-06-01: ana (crm, line 2)" in told
    told = call("explain", "cy", "squad", "--period", "2026-Q1", "--as-of", LATER, *at).out
    assert "team/iris/member, 2026-02-15: cy (crm, line 6)" in told


def test_a_managers_statement_has_items_and_shares_and_nothing_of_a_reports_pay(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    credit(call, empty_folder, *at)
    printed = call("statement", "tea", "--period", "2026-Q1", "--as-of", LATER, *at, "--json").out
    printed += call("explain", "tea", "area", "--period", "2026-Q1", "--as-of", LATER, *at).out
    assert "C-4" in printed
    assert "secret" not in printed  # nor what else their stays say
    assert "1050" not in printed  # what Ben's orders come to


def test_an_import_names_what_nobody_gets(call: Call, at: tuple[str, ...], empty_folder: Path) -> None:
    warned = [each for each in credit(call, empty_folder, *at)["warnings"] if each["code"] == "unclaimed"]
    assert [each["message"] for each in warned] == [
        "hunters 1, `owned` (each order): 2 parts that nobody gets: O-9: no owner of account west is recorded for 2025-11-11 (day-30) (line 8); O-9: no owner of account west is recorded for 2026-01-10 (day-90) (line 8)."
    ]
    assert "links for owners" in warned[0]["remedy"]
    rows = (
        CREDITS.splitlines()[0] + "\n" + "C-7,deal,,,2026-02-10,5,EUR,,,,,\nC-8,deal,tea,100%,2026-02-10,5,EUR,,,,,\n"
    )
    warned = [each for each in credit(call, empty_folder, *at, text=rows)["warnings"] if each["code"] == "unclaimed"]
    assert [each["message"] for each in warned] == [
        "hunters 1, `credit` (each deal): one part that nobody gets: C-7: the row names no payee (line 2).",
        "hunters 1, `lead-credit` (each deal): one part that nobody gets: C-8: no manager of tea is recorded for 2026-02-10 (signed-on) (line 3).",
    ]


def test_publishing_a_plan_names_what_nobody_gets_of_what_is_known(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    credit(call, empty_folder, *at)
    plan = (empty_folder / "plan.yaml").read_text().replace('version: "1"', 'version: "2"')
    write(empty_folder, "plan.yaml", plan.replace("from: 2026-01-01", "from: 2026-01-01", 1))
    done = call(
        "plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "Again.", "--as-of", LATER, *at
    )
    assert done.code == 0, done.out + done.err
    assert "Note: hunters 2, `owned` (each order): 2 parts that nobody gets: O-9: no owner of account west" in done.err


def test_two_owners_on_one_day_are_told_and_nobody_is_paid_by_guess(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    link = LINKS.splitlines()[0] + "\naccount,south,owner,cy,2026-01-01,\n"
    give(call, empty_folder, "links", link, "--as-of", "2026-03-31T08:00:00Z", *at)
    warned = credit(call, empty_folder, *at)["warnings"]
    both = "account south has two owners on 2026-02-10 (day-90): ben and cy"
    assert any(both in each["message"] for each in warned)
    for payee in ("ben", "cy"):
        assert both in figures(call, payee, *at)["kept"]["value"]["missing"]


def test_a_manager_who_changed_counts_from_the_correction_on(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    credit(call, empty_folder, *at)
    moved = PEOPLE.splitlines()[0] + "\nana,Ana,iris,sol,sales,2025-01-01,UTC,EUR,,2026-02-28,secret\n"
    give(call, empty_folder, "people", moved, "--as-of", "2026-04-01T09:00:00Z", *at)
    assert [figures(call, payee, *at)["lead"]["value"]["text"] for payee in ("rui", "sol")] == ["300", "1100"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C-1,deal,ana,,2026-02-10,5,EUR,,,,,", "The share of ana is empty."),
        ("C-1,deal,,60%,2026-02-10,5,EUR,,,,,", "The row has a share and names no payee."),
    ],
)
def test_a_payee_and_a_share_go_together(
    call: Call, at: tuple[str, ...], empty_folder: Path, row: str, message: str
) -> None:
    path = write(empty_folder, "credits.csv", f"{CREDITS.splitlines()[0]}\n{row}\n")
    done = call("import", "credits", path, "--source", "crm", *at, "--json")
    assert done.code == 3
    assert [each["message"] for each in done.json()["rejected"]] == [message]


def test_a_row_of_nobody_is_named_where_no_plan_says_whose_it_is(
    call: Call, database: Database, empty_folder: Path
) -> None:
    url = ("--database", database.url.render_as_string(hide_password=False))
    rows = "credit_id,kind,enters,amount,currency\nC-1,deal,2026-02-10,5,EUR\n"
    (warned,) = [
        each for each in credit(call, empty_folder, *url, text=rows)["warnings"] if each["code"] == "unclaimed"
    ]
    assert (
        warned["message"]
        == "Credits of the kind `deal` name no payee, and no published plan says whose they are: C-1 (line 2)."
    )
