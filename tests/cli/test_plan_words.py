"""`plan words` and `plan diff`: rules as people read them, and what changed in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write

CHANGED = (
    PLAN.replace('version: "1"', 'version: "2"')
    .replace("250 EUR", "300 EUR")
    .replace("title: Pay for accounts", "title: Pay for new accounts")
    .replace("function: sales", "function: [sales, success]")
    .replace("45 days", "30 days")
    .replace(
        '  pay: {clause: "2.1"',
        '  extra: {clause: "1.2", title: Extra, rate: {of: metric.accounts, at: 10 EUR per account}}\n  pay: {clause: "2.1"',
    )
    .replace("[accounts-pay, term.base]", "[accounts-pay, term.base, extra]")
)


def test_a_plan_reads_clause_by_clause(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "words", "plan.yaml", "--registry", "registry.yaml")
    assert done.code == 0
    text = done.out
    assert text.startswith("Hunters, version 1, from 2026-01-01 to 2026-12-31\nPays each quarter in EUR. Hash ")
    assert "For: function sales.\nAn account won is an account that somebody looked for.\n" in text
    assert re.search(r"\n1\.1  Pay for accounts\n     [A-Z].*Accounts won.*\.\n     Somebody looked for it\.\n", text)
    assert "  bonus  250 EUR per account\n" in text
    assert (
        "  base   agreed with each participant for each quarter, in EUR; where it changes, the last one holds\n" in text
    )
    assert "  pay  Your pay, as cash, 45 days after the quarter" in text


def test_whose_items_count_and_what_their_shares_add_up_to(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "registry.yaml", f"{REGISTRY}items:\n  deal: {{title: Deal, currency: EUR, source: crm}}\n")
    items = "attribution:\n  credit: {each: deal, enters: signed-on, who: {column: payee}, takes: share, shares: %s}\nterms:\n"
    for asked, said in (("100%", "100%"), ("up to 150%", "150% at most")):
        write(empty_folder, "items.yaml", PLAN.replace("terms:\n", items % asked, 1))
        text = call("plan", "words", "items.yaml", "--registry", "registry.yaml").out
        words = f"Counts: each deal by signed-on, for its payees by their shares, which add up to {said}.\n"
        assert words in text, text


RULES = {
    "{column: payee}, takes: 'whole, once per item'": "its payees, the whole of it once",
    "{owner-of: account, on: day-90}, takes: share": "whoever owned its account on day-90",
    "{owner-of: account, on: [signed-on, day-90]}, takes: share": "whoever owned its account on signed-on and day-90, in equal parts",
    "{members-of: account, on: day-90}, takes: share, shares: 100%": "the members that its account had on day-90, in equal parts, which add up to 100%",
    "{manager-of: own, levels: 1, on: day-90}, takes: the reports' shares": "the manager of whoever has it as own, by the line on day-90, by the shares of their reports together",
    "{manager-of: own, levels: 3, on: day-90}, takes: 'whole, once per item'": "the manager of the manager of the manager of whoever has it as own, by the line on day-90, the whole of it once",
}


@pytest.mark.parametrize(("rule", "said"), RULES.items(), ids=list(RULES))
def test_a_rule_of_whom_an_item_counts_for_is_told(call: Call, empty_folder: Path, rule: str, said: str) -> None:
    papers(empty_folder)
    fields = "fields: {account: label, day-90: date}"
    write(
        empty_folder,
        "registry.yaml",
        f"{REGISTRY}items:\n  deal: {{title: Deal, currency: EUR, source: crm, {fields}}}\n",
    )
    own = "own: {each: deal, enters: signed-on, who: {column: payee}, takes: share}"
    items = f"attribution:\n  {own}\n  other: {{each: deal, enters: signed-on, who: {rule}}}\nterms:\n"
    write(empty_folder, "items.yaml", PLAN.replace("terms:\n", items, 1))
    text = call("plan", "words", "items.yaml", "--registry", "registry.yaml").out
    assert f"its payees by their shares; each deal by signed-on, for {said}.\n" in text, text


def test_the_same_as_a_document(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    document = call("plan", "words", "plan.yaml", "--registry", "registry.yaml", "--json").json()
    assert (document["plan"], document["version"], document["audience"]) == ("hunters", "1", "function sales")
    assert document["clauses"][0].pop("sentence").endswith(".")
    assert document["clauses"][0] == {
        "figure": "accounts-pay",
        "clause": "1.1",
        "title": "Pay for accounts",
        "applies": "",
        "purpose": "",
        "story": "Somebody looked for it.",
    }
    assert document["hash"] == call("plan", "check", "plan.yaml", "--json").json()["hash"]


def test_without_its_registry_a_plan_has_words_too(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "plan.yaml", PLAN)
    done = call("plan", "words", "plan.yaml")
    assert done.code == 0
    assert "ccounts" in done.out
    assert "neither published nor at hand" in done.err


def test_a_plan_with_problems_has_none(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "plan.yaml", PLAN.replace("rate:", "rte:"))
    done = call("plan", "words", "plan.yaml")
    assert (done.code, done.out) == (3, "")
    assert "Did you mean `rate`?" in done.err


def test_what_changed_is_said_by_clause(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "new.yaml", CHANGED)
    done = call("plan", "diff", "plan.yaml", "new.yaml", "--json")
    assert done.code == 0
    document = done.json()
    assert document["same"] is False
    assert [clause["clause"] for clause in document["added"]] == ["1.2"]
    assert document["removed"] == []
    assert {change["clause"]: change["fields"] for change in document["changed"]} == {
        "1.1": ["title"],
        "2.1": ["sentence"],
    }
    [sentence] = [change for change in document["changed"] if change["clause"] == "2.1"]
    assert sentence["old"]["sentence"] == "Pay for accounts plus base."
    assert sentence["new"]["sentence"] == "Pay for new accounts plus base plus Extra."
    assert document["terms"]["changed"] == {"bonus": {"old": "250 EUR per account", "new": "300 EUR per account"}}
    assert document["payouts"]["changed"]["pay"]["new"] == "Your pay, as cash, 30 days after the quarter"
    assert document["head"]["changed"]["audience"] == {"old": "function sales", "new": "function sales or success"}


def test_the_way_back_says_the_opposite(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "new.yaml", CHANGED)
    there = call("plan", "diff", "plan.yaml", "new.yaml", "--json").json()
    back = call("plan", "diff", "new.yaml", "plan.yaml", "--json").json()
    assert back["removed"] == there["added"]
    assert [(change["new"], change["old"]) for change in back["changed"]] == [
        (change["old"], change["new"]) for change in there["changed"]
    ]


def test_people_read_was_and_now(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "new.yaml", CHANGED)
    out = call("plan", "diff", "plan.yaml", "new.yaml").out
    assert "  new     1.2  Extra. " in out
    assert (
        "  changed 2.1  Your pay\n          was  Pay for accounts plus base.\n          now  Pay for new accounts plus"
        in out
    )
    assert "  changed bonus\n          was  250 EUR per account\n          now  300 EUR per account\n" in out


def test_a_rule_that_reads_the_same_but_is_written_otherwise_is_told(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    plan = PLAN.replace(
        "sum: {of: [accounts-pay, term.base]}", "sum: {of: [accounts-pay, term.base], if-missing: wait}"
    )
    write(empty_folder, "new.yaml", plan)
    [change] = call("plan", "diff", "plan.yaml", "new.yaml", "--json").json()["changed"]
    assert (change["clause"], change["fields"]) == ("2.1", ["written"])
    assert '"if-missing":"wait"' in change["new"]["written"]


def test_a_figure_that_was_renamed_keeps_its_clause(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "new.yaml", PLAN.replace("accounts-pay", "for-accounts"))
    document = call("plan", "diff", "plan.yaml", "new.yaml", "--json").json()
    assert (document["added"], document["removed"]) == ([], [])
    assert {"figure"} in [set(change["fields"]) for change in document["changed"]]


def test_a_plan_is_the_same_as_itself(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "diff", "plan.yaml", "plan.yaml")
    assert done.code == 0
    assert "Both are the same text." in done.out


STEERED = """budget: {band: [7000 EUR, 9000 EUR], of: payouts, each: year, warn-at: 90%, then: the council decides}
decisions:
  plan: {proposes: sales lead, decides: council}
  outage: {trigger: the product is down for three days, instead: targets count by the other days, at-most: 1 quarter, decides: council}
"""


def test_budget_and_decisions_are_told_and_compared(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "steered.yaml", PLAN + STEERED)
    text = call("plan", "words", "steered.yaml", "--registry", "registry.yaml").out
    assert (
        "\nBudget, which warns and changes no pay\n  band     7000.00 EUR to 9000.00 EUR for each year, of all payouts in cash\n"
        in text
    )
    shock = "if the product is down for three days: targets count by the other days, for 1 quarter at most; decided by council"
    assert f"\nDecisions\n  plan    proposed by sales lead; decided by council\n  outage  {shock}\n" in text
    write(empty_folder, "later.yaml", PLAN + STEERED.replace("9000", "9500").replace("1 quarter", "2 quarters"))
    found = call("plan", "diff", "steered.yaml", "later.yaml", "--registry", "registry.yaml")
    assert "Budget\n  changed band\n" in found.out
    assert "now  7000.00 EUR to 9500.00 EUR for each year" in found.out
    assert "Decisions\n  changed outage\n" in found.out
    changes = call("plan", "diff", "plan.yaml", "steered.yaml", "--registry", "registry.yaml", "--json").json()
    assert list(changes["budget"]["added"]) == ["band", "warning", "then"]
    assert changes["decisions"]["added"]["outage"] == shock
