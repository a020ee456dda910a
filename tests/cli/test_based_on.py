"""A plan based on another one: checked, tried, published flat, and read aloud with what it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write

CHILD = """
plan: hunters-fr
title: Hunters in France
version: "1"
based-on: {plan: hunters, version: "1"}
effective: {from: 2026-01-01, to: 2026-12-31}
rationale: The same work, and a bonus of its own.
audience: {who: {function: sales, entity: fr}}
changes:
  terms:
    bonus: {value: 300 EUR per account}
    floor: {value: 500 EUR}
  figures:
    accounts-pay: {clause: "1.1", title: Pay for accounts, story: At least the floor., floor: {of: accounts-exact, at: term.floor}}
    accounts-exact: {clause: "1.2", title: Pay for accounts before the floor, rate: {of: metric.accounts, at: term.bonus}}
"""
FLAT = (
    PLAN.replace("plan: hunters\ntitle: Hunters\n", "plan: hunters-fr\ntitle: Hunters in France\n")
    .replace("An account won is an account that somebody looked for.", "The same work, and a bonus of its own.")
    .replace("{who: {function: sales}}", "{who: {function: sales, entity: fr}}")
    .replace("bonus: {value: 250 EUR per account}", "bonus: {value: 300 EUR per account}\n  floor: {value: 500 EUR}")
    .replace(
        "    story: Somebody looked for it.\n    rate: {of: metric.accounts, at: term.bonus}\n",
        "    story: At least the floor.\n    floor: {of: accounts-exact, at: term.floor}\n",
    )
    .replace(
        "  pay: {clause",
        '  accounts-exact: {clause: "1.2", title: Pay for accounts before the floor, rate: {of: metric.accounts, at: term.bonus}}\n  pay: {clause',
        1,
    )
)  # what CHILD means, written by hand
AT = ("--as-of", "2025-12-01T00:00:00Z")


@pytest.fixture
def at(database: Database, empty_folder: Path) -> tuple[str, str]:
    papers(empty_folder)
    write(empty_folder, "child.yaml", CHILD)
    return "--database", database.url.render_as_string(hide_password=False)


def check(call: Call, name: str = "child.yaml") -> list[str]:
    done = call("plan", "check", name, "--registry", "registry.yaml", "--json")
    return [f"{each['line']}: {each['message']} {each['remedy']}" for each in done.json()["problems"]]


def test_it_computes_what_the_flat_text_computes(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    for name, text in (("child.yaml", CHILD), ("flat.yaml", FLAT)):
        write(empty_folder, name, text)
    run = ("--inputs", "inputs.yaml", "--registry", "registry.yaml", "--json")
    child, flat = (call("plan", "run", name, *run).json() for name in ("child.yaml", "flat.yaml"))
    assert [each["figures"] for each in child] == [each["figures"] for each in flat]
    assert [each["totals"]["earned"]["minor"] for each in child] == [190050, 400050]  # 900 and 3000, with 1000.50 each
    assert check(call) == []


def test_it_is_published_flat_with_what_it_changed(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    why = ("--effective", "2026-01-01", "--rationale", "A year.", *AT, *at)
    assert call("registry", "publish", "registry.yaml", *AT, *at).code == 0
    refused = call("plan", "publish", "child.yaml", *why)
    assert refused.code == 3
    assert "This plan is based on hunters 1, which is not at hand. Publish that one first." in refused.err
    parent = call("plan", "publish", "plan.yaml", *why, "--json").json()
    done = call("plan", "publish", "child.yaml", *why, "--json")
    assert done.code == 0, done.err
    (empty_folder / "plan.yaml").unlink()
    told = call("plan", "words", "hunters-fr@1", *at)
    assert told.code == 0, told.err
    assert (
        "Based on: hunters 1; audience, terms.bonus replaced, terms.floor added, figures.accounts-pay replaced, figures.accounts-exact added."
        in " ".join(told.out.split())
    )
    assert "For: function sales; entity fr." in told.out
    again = call("plan", "check", "child.yaml", *at, "--json").json()  # the parent is read from what was published
    assert (again["ok"], again["hash"]) == (True, done.json()["hash"])
    assert again["hash"] != parent["hash"]


@pytest.mark.parametrize(
    ("was", "is_", "said"),
    [
        ("    floor: {value: 500 EUR}\n", "    bas: removed\n", "There is no `terms.bas` to remove. Did you mean `base`?"),
        ("  terms:\n", "  trems:\n", "`trems` is not known here. Did you mean `terms`?"),
        ("changes:\n", "figures: {}\nchanges:\n", "`figures` of a plan that is based on another one is changed item by item. Move it under `changes`: `changes: {figures: …}`."),
        ('{plan: hunters, version: "1"}', '{plan: hunters, version: "7"}', "This plan is based on hunters 7, which is not at hand. Publish that one first, or put its file beside this one."),
        ('{plan: hunters, version: "1"}', "{plan: hunters}", "`version` is missing. Write `based-on: {plan: sales, version: 2026-1}`."),
        ('based-on: {plan: hunters, version: "1"}\n', "", "`changes` does not say what it changes. Write `based-on: {plan: sales, version: 2026-1}`."),
        ("    accounts-exact: {clause", "    pay: removed\n    accounts-exact: {clause", "`payouts.pay` pays `pay`. There is no such figure."),
    ],
)  # fmt: skip
def test_changes_that_do_not_fit(call: Call, empty_folder: Path, was: str, is_: str, said: str) -> None:
    papers(empty_folder)
    assert was in CHILD
    write(empty_folder, "child.yaml", CHILD.replace(was, is_, 1))
    assert any(said in problem for problem in check(call)), check(call)


def test_a_plan_based_on_one_that_is_based_on_another(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "child.yaml", CHILD)
    grandchild = """
plan: hunters-lyon
version: "1"
based-on: {plan: hunters-fr, version: "1"}
effective: {from: 2026-01-01, to: 2026-12-31}
rationale: One of a kind.
changes: {terms: {floor: removed}, figures: {accounts-pay: {clause: "1.1", title: Pay, story: At most., cap: {of: accounts-exact, at: 600 EUR}}}}
"""
    write(empty_folder, "grandchild.yaml", grandchild)
    assert check(call, "grandchild.yaml") == []
    done = call("plan", "run", "grandchild.yaml", "--inputs", "inputs.yaml", "--registry", "registry.yaml", "--json")
    assert [each["totals"]["earned"]["minor"] for each in done.json()] == [160050, 160050]


def test_two_plans_based_on_each_other_have_no_ground(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "registry.yaml", REGISTRY)
    write(empty_folder, "child.yaml", CHILD)
    write(
        empty_folder,
        "other.yaml",
        CHILD.replace("plan: hunters-fr", "plan: hunters").replace(
            "{plan: hunters, version", "{plan: hunters-fr, version"
        ),
    )
    assert any("which is not at hand" in problem for problem in check(call))
