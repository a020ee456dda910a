"""`plan run`: statements from given inputs, with a registry and without, of plans and of bare figures."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from plans.document import Listing, Table, Text
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write
from tests.plans.fragments import CASES, all_fragments, run

FRAGMENT = "figures:\n  commission: {rate: {of: metric.sales, at: 20%}}\n"


def test_one_statement_a_row(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--registry", "registry.yaml", "--json")
    assert done.code == 0
    first, second = done.json()
    assert (first["row"], first["period"], second["row"], second["period"]) == (1, "2026-Q1", 2, "2026-Q1")
    assert first["plan"]["name"] == "hunters"
    assert first["registry"]["version"] == "2026-01"
    assert first["figures"]["pay"]["value"] == {"text": "1750.5", "unit": "EUR", "minor": 175050}  # 3 x 250 + 1000.50
    assert second["figures"]["pay"]["value"]["minor"] == 350050  # 10 x 250 + 1000.50
    assert first["totals"]["earned"] == {"minor": 175050, "currency": "EUR"}
    assert first["payouts"][0] | {"date": None} == {
        "name": "pay", "as": "cash", "figure": "pay", "item": None, "minor": 175050,
        "amount": {"text": "1750.5", "unit": "EUR", "minor": 175050}, "currency": "EUR", "date": None, "state": "due",
    }  # fmt: skip
    assert first["payouts"][0]["date"] == "2026-05-15"  # 45 days after 31 March


def test_without_a_registry_metrics_are_of_the_kinds_given(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    with_one = call(
        "plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--registry", "registry.yaml", "--jsonl"
    ).lines()
    without = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--jsonl").lines()
    assert [line["payouts"] for line in without] == [line["payouts"] for line in with_one]
    assert without[0]["registry"] is None


def test_it_needs_no_database(process: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = process("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", env={"DATABASE_URL": "nonsense"})
    assert done.code == 0
    assert not list(empty_folder.glob("*.db"))
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect("file:fairshare.db?mode=ro", uri=True).execute("SELECT 1")


TO_DATE = """
  to-date: {clause: "1.2", title: This year, sum: {each: metric.accounts, over: year to date}}
  before: {clause: "1.3", title: A year ago, earlier: {of: metric.accounts, back: 1 year, before-first: 0 accounts}}
  rest: {clause: "1.4", title: Rest, each: year, sum: {each: accounts-pay, over: each quarter}}
  pay: {clause"""


def test_windows_read_the_periods_that_are_given(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    plan = PLAN.replace("  pay: {clause", TO_DATE.lstrip("\n")).replace("2026-12-31", "2027-12-31")
    write(empty_folder, "plan.yaml", plan.replace("[accounts-pay, term.base]", "[accounts-pay, rest]"))
    write(
        empty_folder,
        "inputs.yaml",
        "periods: 5\ngiven: {metric.accounts: [1 account, 2 accounts, 3 accounts, 4 accounts, 5 accounts], term.base: 1 EUR}\n",
    )
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 0, done.err
    found = [each["figures"] for each in done.json()]
    assert [each["to-date"]["value"]["text"] for each in found] == ["1", "3", "6", "10", "5"]
    assert [each["before"]["value"]["text"] for each in found] == ["0", "0", "0", "0", "1"]
    assert [each["pay"]["value"]["text"] for each in found] == [
        "250",
        "500",
        "750",
        "3500",
        "1250",
    ]  # the fourth ends the year
    assert [name for name in found[3] if name.startswith("rest")] == ["rest@2026"]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (
            "each: year, rate: {of: metric.accounts, at: 1 EUR per account}",
            "`figures.odd` is computed for each year and reads `metric.accounts`",
        ),
        ("sum: {each: metric.accounts, over: each month}", "`figures.odd` reads `metric.accounts` over `each month`"),
        (
            "sum: {each: metric.accounts, over: last 2 months}",
            "`figures.odd` reads `metric.accounts` over `last 2 months`",
        ),
    ],
)
def test_values_of_other_periods_are_not_guessed(call: Call, empty_folder: Path, figure: str, said: str) -> None:
    papers(empty_folder)
    write(
        empty_folder,
        "plan.yaml",
        PLAN.replace("  pay: {clause", f'  odd: {{clause: "1.2", title: Odd, {figure}}}\n  pay: {{clause'),
    )
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--registry", "registry.yaml")
    assert done.code == 3
    assert (
        f"{said}; what is given are values for each quarter. Import facts, and look at a `statement`"
        in done.err + done.out
    )


def test_periods_of_two_currencies_are_not_added_up(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "plan.yaml", "figures:\n  it: {sum: {each: metric.sales, over: year to date}}\n")
    write(empty_folder, "inputs.yaml", "periods: 2\ngiven: {metric.sales: [100 EUR, 20000 JPY]}\n")
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml")
    assert done.code == 3
    assert (
        "The periods of run 1 give values of different kinds, and the plan reads several periods at once."
        in done.err + done.out
    )


def test_periods_follow_the_first_one_of_the_plan(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(
        empty_folder,
        "inputs.yaml",
        "periods: 3\ngiven: {metric.accounts: 1 account, term.base: [1 EUR, 2 EUR, 3 EUR]}\n",
    )
    lines = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--jsonl").lines()
    assert [line["period"] for line in lines] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [line["totals"]["earned"]["minor"] for line in lines] == [25100, 25200, 25300]


def test_the_period_that_is_given_counts(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    given = "given: {metric.accounts: 1 account, term.base: 0 EUR, period.start: 2026-10-01}\n"
    write(empty_folder, "inputs.yaml", given)
    [line] = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--jsonl").lines()
    assert line["period"] == "2026-Q4"


def test_bare_figures_are_a_sketch_of_a_plan(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "sketch.yaml", FRAGMENT)
    write(empty_folder, "inputs.yaml", "rows: 2\ngiven: {metric.sales: [50000 USD, 100 JPY]}\n")
    done = call("plan", "run", "sketch.yaml", "--inputs", "inputs.yaml", "--jsonl")
    values = [line["figures"]["commission"]["value"] for line in done.lines()]
    assert values == [{"text": "10000", "unit": "USD", "minor": 1000000}, {"text": "20", "unit": "JPY", "minor": 20}]


SALES = "items: {sale: [{amount: 100 EUR, fx: 1}, {amount: 25906 JPY, fx: 129.53 JPY per EUR}]}\n"
SOLD = """
figures:
  in-euro: {clause: 1.1, title: In euros, per: sale, convert: {of: sale.amount, at: sale.fx}}
  so-far: {clause: 1.2, title: Sold so far, per: sale, running: {of: in-euro, through: this one}}
  back: {clause: 1.3, title: In the currency of the sale, per: sale, convert: {of: so-far, at: sale.fx}}
"""


def test_each_item_may_come_in_a_currency_of_its_own(call: Call, empty_folder: Path) -> None:
    done = call(
        "plan", "run", write(empty_folder, "sold.yaml", SOLD), "--inputs", write(empty_folder, "sales.yaml", SALES)
    )
    amounts = [" ".join(line.split()[-2:]) for line in done.out.splitlines()[1:] if line]
    assert amounts == ["100.00 EUR", "100.00 EUR", "100.00 EUR", "200.00 EUR", "300.00 EUR", "38859 JPY"]


def test_what_would_add_euros_to_yen_is_told_with_the_items(call: Call, empty_folder: Path) -> None:
    sold = write(empty_folder, "sold.yaml", SOLD.replace("of: in-euro, through", "of: sale.amount, through"))
    done = call("plan", "run", sold, "--inputs", write(empty_folder, "sales.yaml", SALES), "--json")
    assert done.code == 3
    [problem] = [problem for problem in done.json()["problems"] if problem["code"] == "mixed"]
    assert problem["message"].endswith("it is in EUR for item 1 of `sale`, and in JPY for item 2 of `sale`.")


def test_a_plan_pays_no_item_in_a_currency_of_its_own(call: Call, empty_folder: Path) -> None:
    attribution = "attribution:\n  sale: {each: sale, enters: on, who: {column: payee}, takes: share, shares: 100%}\n"
    figures = "  pay: {clause: 1.1, title: Pay, per: sale, round: {of: sale.amount, to: minor unit, mode: up}}\n"
    head, _, rest = PLAN.partition("terms:")
    plan = f"{head}{attribution}figures:\n{figures}{rest[rest.index('payouts:') :].replace('of: pay', 'of: pay, per: sale')}"
    write(empty_folder, "plan.yaml", plan)
    write(empty_folder, "inputs.yaml", "items: {sale: [{amount: 100 EUR}, {amount: 25906 JPY}]}\n")
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 3
    assert [problem["message"] for problem in done.json()["problems"]] == [
        "payout `pay` pays `pay`, which counts different things for different items."
    ]


def test_people_read_a_line_for_each_figure(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml")
    assert done.out.splitlines()[:4] == [
        "Row 1, period 2026-Q1",
        "  1.1  Pay for accounts   750.00 EUR",
        "  2.1  Your pay          1750.50 EUR",
        "    payout pay  1750.50 EUR  due 2026-05-15",
    ]


def test_what_a_registry_knows_and_nobody_gives_waits(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "inputs.yaml", "given: {term.base: 10 EUR}\n")
    [line] = call(
        "plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--registry", "registry.yaml", "--jsonl"
    ).lines()
    assert line["figures"]["pay"]["value"] == {"missing": "accounts is not given"}
    assert line["payouts"][0]["state"] == "waits"
    assert line["waits"][0]["metric"] == "accounts"


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("given: {metric.acounts: 3 accounts, term.base: 1 EUR}", "not-given", "Did you mean `metric.acounts`?"),
        ("given: {metric.accounts: 3accounts, term.base: 1 EUR}", "literal", "has no space before its unit"),
        ("given: {metric.accounts: 3 accounts, term.base: 1 USD}", "unit", "the plan reads it in EUR"),
        ("rows: 3\ngiven: {metric.accounts: [3 accounts, 4 accounts], term.base: 1 EUR}", "count", "there are 3 rows"),
        ("rows: many\ngiven: {metric.accounts: 3 accounts, term.base: 1 EUR}", "count", "`rows: many` is no number"),
        (
            "reader: 1\ngiven: {metric.accounts: 3 accounts, term.base: 1 EUR}",
            "count",
            "`reader: 1` is no item: there are 0.",
        ),
        ("gven: {}", "unknown-key", "Did you mean `given`?"),
        ("records: [x]\nfor: ana", "table", "`records` is a table"),
        ("records: {deal: []}\nfor: ana", "attribution", "there is no `attribution`"),
        ("records: {}", "for", "Add `for: [ana, ben]`"),
        ("for: [ana, ana]", "for", "Name each payee once"),
        ("for: [ana, ben]\nrows: 2", "count", "Leave `rows` out"),
        ("people: {ana: {boss: [{is: rui}]}}", "unknown-key", "`manager`, `team`"),
        ("people: {ana: {manager: rui}}", "list", "without `from` or `to` it is open"),
        ("links: {north: {owner: [{from: 2026-01-01}]}}", "missing-key", "`is` is missing"),
    ],
)
def test_bad_inputs_are_told_with_their_place(
    call: Call, empty_folder: Path, given: str, code: str, words: str
) -> None:
    papers(empty_folder)
    write(empty_folder, "inputs.yaml", given)
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 3
    problems = done.json()["problems"]
    [problem] = [each for each in problems if each["code"] == code]
    assert words in f"{problem['message']} {problem['remedy']}"
    assert problem["line"]


def test_a_value_that_no_figure_reads_is_a_warning(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    given = "given: {metric.accounts: 3 accounts, term.base: 1 EUR, metric.acounts: 3 accounts}"
    write(empty_folder, "inputs.yaml", given)
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 0
    assert "inputs.yaml:1:56: warning: No figure reads `metric.acounts`. Did you mean `metric.accounts`?" in done.err


LED = """attribution:
  credit: {each: deal, enters: on, who: {column: payee}, takes: share, shares: 100%}
  lead-credit: {each: deal, enters: on, who: {manager-of: credit, levels: 1, on: on}, takes: the reports' shares}
figures:
  own: {sum: {each: credit.amount, over: credit}}
  lead: {sum: {each: lead-credit.amount, over: lead-credit}}
"""
GIVEN = """for: [ana, rui]
given: {period.start: 2026-01-01, period.end: 2026-03-31}
records:
  deal:
    - {on: 2026-01-10, amount: 100 EUR, note: first, credits: [{payee: ana, share: 60%}, {payee: ben, share: 40%}]}
    - {on: 2026-02-10, amount: 10 EUR}
    - {on: 2026-04-10, amount: 1 EUR, credits: [{payee: ana, share: 100%}]}
people: {ana: {manager: [{is: rui}]}}
"""


def test_records_make_a_statement_for_each_payee_and_what_nobody_gets_is_named(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "plan.yaml", LED)
    write(empty_folder, "inputs.yaml", GIVEN)
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 0, done.err
    found = done.json()
    assert [(each["payee"], each["row"]) for each in found] == [("ana", 1), ("rui", 2)]
    values = [[each["figures"][name]["value"]["text"] for name in ("own", "lead")] for each in found]
    assert values == [["60", "0"], ["0", "60"]]  # the third deal is of another period
    facts = found[1]["figures"]["lead-credit.amount[1]"]["facts"]
    assert [(row["id"], row["value"]) for row in facts] == [("1-1", "100 EUR"), ("person/ana/manager", "rui")]
    assert done.err.splitlines() == [
        "inputs.yaml:5:7: warning: `deal` 1: no manager of ben is recorded for 2026-01-10 (on). Write who it is for that day, or correct the record; until then nobody gets this part.",
        "inputs.yaml:6:7: warning: `deal` 2: the row names no payee. Write who it is for that day, or correct the record; until then nobody gets this part.",
    ]
    assert "Row 2, for rui, period 1" in call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml").out


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("on: 2026-01-10", "no: 2026-01-10", "Record 1 of `deal` has no date `on`, by which it enters a period. Write for example `on: 2026-05-10`."),
        ("share: 60%", "part: 60%", "`part` is not known here."),
        ("share: 60%", "share: 60 EUR", "A credit has a share of the item. Write `share: 60%`."),
        ("payee: ana, ", "", "`payee` is missing. Write `{payee: ana, share: 60%}`."),
        ("[{payee: ana, share: 100%}]", "ana", "Credits are a list of tables."),
        ("  deal:", "  order:", "No scope of `attribution` holds each `order`; so nobody would get anything of these records. Kinds that are held: `deal`"),
        ("manager: [{is: rui}]", "manager: [{is: rui, from: May}]", "`May` is no date."),
        ("who: {column: payee}", "who: the seller", "`who` of `credit` is prose."),
    ],
)  # fmt: skip
def test_records_that_do_not_hold_are_told(call: Call, empty_folder: Path, right: str, wrong: str, words: str) -> None:
    assert right in LED + GIVEN
    write(empty_folder, "plan.yaml", LED.replace(right, wrong))
    write(empty_folder, "inputs.yaml", GIVEN.replace(right, wrong))
    done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--json")
    assert done.code == 3
    assert any(words in f"{each['message']} {each['remedy']}" for each in done.json()["problems"]), done.out


def test_a_whole_plan_makes_items_of_records_with_and_without_a_registry(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    items = "items:\n  deal: {title: Deal, currency: EUR, source: crm, fields: {note: label}}\n"
    write(empty_folder, "registry.yaml", REGISTRY + items)
    clauses = LED.replace("own: {", "own: {clause: '1.1', title: Own, ").replace(
        "lead: {", "lead: {clause: '1.2', title: Led, "
    )
    cents = "  pay: {clause: '2', title: Pay, round: {of: never-less, to: minor unit, mode: half-away}}\n  never-less: {clause: '3', title: Never less, floor: {of: lead, at: 0 EUR}}\n"
    write(empty_folder, "plan.yaml", PLAN[: PLAN.index("terms:")] + clauses + cents + PLAN[PLAN.index("payouts:") :])
    write(empty_folder, "inputs.yaml", GIVEN)
    for more in ((), ("--registry", "registry.yaml")):
        done = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--jsonl", *more)
        assert done.code == 0, done.out + done.err
        assert [line["payouts"][0]["minor"] for line in done.lines()] == [0, 6000]
        assert "No figure reads" not in done.err


def test_a_given_value_stands_above_a_constant_of_the_plan(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(
        empty_folder,
        "inputs.yaml",
        "given: {metric.accounts: 2 accounts, term.base: 0 EUR, term.bonus: 1 EUR per account}",
    )
    [line] = call("plan", "run", "plan.yaml", "--inputs", "inputs.yaml", "--jsonl").lines()
    assert line["payouts"][0]["minor"] == 200


def test_problems_of_plan_and_registry_are_told_together(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "bad.yaml", PLAN.replace("currency: EUR", "currency: EURO"))
    done = call("plan", "run", "bad.yaml", "--inputs", "inputs.yaml")
    assert done.code == 3
    assert "bad.yaml:7:11: `EURO` is no currency in use." in done.err


def written(tree: Any) -> Any:
    if isinstance(tree, Text):
        return tree.text
    return (
        [written(item) for item in tree]
        if isinstance(tree, Listing)
        else {each.key: written(each.value) for each in tree}
    )


def computable(fragment: Table) -> bool:
    """Whether the language has everything that the fragment uses by now."""
    try:
        run(fragment)
    except AssertionError:
        return False
    return True


FRAGMENTS = {name: fragment for name, fragment in all_fragments().items() if computable(fragment)}


def test_there_are_fragments_to_run() -> None:
    assert {"simple-prowi", "sdr-three-paths"} <= set(FRAGMENTS)
    assert sum(fragment.get("attribution") is not None for fragment in FRAGMENTS.values()) == 2


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_published_case_runs_as_its_fragment_is_written(call: Call, empty_folder: Path, name: str) -> None:
    path = write(empty_folder, "fragment.yaml", json.dumps(written(FRAGMENTS[name]), ensure_ascii=False))
    done = call("plan", "run", path, "--inputs", path, "--json")
    assert done.code == 0, done.err
    assert all(statement["figures"] for statement in done.json())


def test_a_published_result_to_the_cent(call: Call, empty_folder: Path) -> None:
    path = write(empty_folder, "fragment.yaml", json.dumps(written(FRAGMENTS["simple-prowi"])))
    [line] = call("plan", "run", path, "--inputs", path, "--jsonl").lines()
    assert line["figures"]["commission"]["value"]["text"] == str(CASES["simple-prowi"]["expected"]["commission"])
