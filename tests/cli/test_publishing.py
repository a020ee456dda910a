"""Publishing on both databases: once, for good, in order, recorded; and what was published is read back by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write

AT = ("--as-of", "2026-01-05T08:00:00Z")
LATER = ("--as-of", "2026-02-05T08:00:00Z")
WHY = ("--effective", "2026-01-01", "--rationale", "A year of its own.")


@pytest.fixture
def at(database: Database, empty_folder: Path) -> tuple[str, str]:
    """The papers lie in the folder; what to add to a call for the database."""
    papers(empty_folder)
    return "--database", database.url.render_as_string(hide_password=False)


def test_a_registry_then_a_plan(call: Call, at: tuple[str, str]) -> None:
    registry = call("registry", "publish", "registry.yaml", "--by", "ana", *AT, *at, "--json").json()
    assert registry == {
        "registry": "2026-01",
        "hash": call("registry", "check", "registry.yaml", "--json").json()["hash"],
        "published": "2026-01-05T08:00:00Z",
        "published_by": "ana",
        "new": True,
        "changed": [],
    }
    done = call("plan", "publish", "plan.yaml", *WHY, "--by", "ana", *AT, *at, "--json")
    assert done.code == 0, done.err
    assert done.json() == {
        "plan": "hunters",
        "version": "1",
        "hash": call("plan", "check", "plan.yaml", "--registry", "registry.yaml", "--json").json()["hash"],
        "registry": {"version": "2026-01", "hash": registry["hash"]},
        "effective": {"from": "2026-01-01", "to": "2026-12-31"},
        "published": "2026-01-05T08:00:00Z",
        "published_by": "ana",
        "rationale": "A year of its own.",
        "new": True,
        "changed": [],
    }
    [listed] = call("plan", "list", "--jsonl", *LATER, *at).lines()
    assert listed == {key: value for key, value in done.json().items() if key not in {"new", "changed"}}
    assert call("plan", "list", "--jsonl", "--as-of", "2026-01-01T00:00:00Z", *at).lines() == []


def test_the_same_again_changes_nothing(call: Call, at: tuple[str, str]) -> None:
    first = published(call, at)
    assert call("registry", "publish", "registry.yaml", *LATER, *at, "--json").json()["new"] is False
    again = call("plan", "publish", "plan.yaml", *WHY, *LATER, *at, "--json").json()
    assert again == {**first, "new": False}
    assert call("audit", "verify", *at, "--json").json()["rows"] == 2


def test_another_text_needs_another_version(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    published(call, at)
    write(empty_folder, "plan.yaml", PLAN.replace("250 EUR", "999 EUR"))
    plan = call("plan", "publish", "plan.yaml", *WHY, *LATER, *at, "--json")
    assert plan.code == 3
    assert "hunters 1 is published with another text. Give this one a new version." in plan.err
    write(empty_folder, "registry.yaml", REGISTRY.replace("Accounts won", "Accounts"))
    registry = call("registry", "publish", "registry.yaml", *LATER, *at)
    assert registry.code == 3
    assert "Registry 2026-01 is published with another text." in registry.err
    assert len(call("plan", "list", "--jsonl", *LATER, *at).lines()) == 1


def test_a_plan_waits_for_its_registry(call: Call, at: tuple[str, str]) -> None:
    done = call("plan", "publish", "plan.yaml", *WHY, *AT, *at, "--json")
    assert done.code == 3
    assert [problem["code"] for problem in done.json()["problems"]] == ["unknown-registry"]


def test_the_day_must_be_meant(call: Call, at: tuple[str, str]) -> None:
    call("registry", "publish", "registry.yaml", *AT, *at)
    done = call(
        "plan", "publish", "plan.yaml", "--effective", "2026-04-01", "--rationale", "Spring.", *AT, *at, "--json"
    )
    assert done.code == 3
    [problem] = done.json()["problems"]
    assert (problem["code"], problem["line"]) == ("effective", 5)
    assert "publish it with --effective 2026-01-01" in problem["remedy"]
    assert call("plan", "list", "--jsonl", *AT, *at).lines() == []


def test_nothing_is_published_into_the_past(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    published(call, at)
    write(empty_folder, "plan.yaml", PLAN.replace('version: "1"', 'version: "2"'))
    done = call("plan", "publish", "plan.yaml", *WHY, "--as-of", "2025-12-31T00:00:00Z", *at)
    assert done.code == 3
    assert "what was known then must not change" in done.err


@pytest.mark.parametrize(
    "missing",
    [
        ("--effective", "2026-01-01"),
        ("--rationale", "Because."),
        ("--effective", "soon", "--rationale", "Because."),
        (*WHY[:2], "--rationale", " "),
    ],
)
def test_day_and_reason_are_asked_for(call: Call, at: tuple[str, str], missing: tuple[str, ...]) -> None:
    assert call("plan", "publish", "plan.yaml", *missing, *AT, *at).code == 2


def test_a_plan_is_no_registry_and_a_registry_no_plan(call: Call, at: tuple[str, str]) -> None:
    wrong = call("registry", "publish", "plan.yaml", *AT, *at)
    assert wrong.code == 3
    assert "This is no registry." in wrong.err
    other = call("plan", "publish", "registry.yaml", *WHY, *AT, *at)
    assert other.code == 3
    assert "Use `registry publish FILE`." in other.err


def test_published_plans_have_names(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    first = published(call, at)
    write(empty_folder, "plan.yaml", PLAN.replace('version: "1"', 'version: "2"').replace("250 EUR", "300 EUR"))
    call("plan", "publish", "plan.yaml", *WHY, *LATER, *at)
    (empty_folder / "registry.yaml").unlink()
    words = call("plan", "words", "hunters@1", *LATER, *at)
    assert "Pay for accounts" in words.out
    found = call("plan", "diff", first["hash"][:12], "plan.yaml", *LATER, *at, "--json").json()
    assert found["terms"]["changed"] == {"bonus": {"old": "250 EUR per account", "new": "300 EUR per account"}}
    assert call("plan", "check", "plan.yaml", *LATER, *at).code == 0  # with the published registry


@pytest.mark.parametrize("name", ["hunters@9", "nobody@1", "0123456789ab"])
def test_a_plan_that_nobody_published(call: Call, at: tuple[str, str], name: str) -> None:
    published(call, at)
    done = call("plan", "words", name, *LATER, *at)
    assert done.code == 8
    assert f"No published plan is called `{name}`." in done.err


def published(call: Call, at: tuple[str, str]) -> dict[str, object]:
    assert call("registry", "publish", "registry.yaml", "--by", "ana", *AT, *at).code == 0
    document: dict[str, object] = call("plan", "publish", "plan.yaml", *WHY, "--by", "ana", *AT, *at, "--json").json()
    return document


CREDITS = """credit_id,kind,payee_id,share,enters,amount,currency,item_id
C-1,deal,P-1,60%,2026-01-03,5,EUR,D-1
C-2,deal,P-2,39.99%,2026-01-03,5,EUR,D-1
C-3,deal,P-1,50%,2025-12-31,5,EUR,D-2
"""


def test_credits_that_do_not_add_up_to_what_the_plan_asks_are_named(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    """The rows came before the plan, and what enters before its first day is not its own."""
    items = "items:\n  deal: {title: Deal, currency: EUR, source: crm}\n"
    write(empty_folder, "registry.yaml", REGISTRY + items)
    asks = "attribution:\n  credit: {each: deal, enters: closed, who: {column: payee}, takes: share, shares: 100%}\n"
    write(empty_folder, "plan.yaml", PLAN.replace("terms:\n", f"{asks}terms:\n", 1))
    assert call("import", "credits", write(empty_folder, "credits.csv", CREDITS), *AT, *at).code == 0
    assert call("registry", "publish", "registry.yaml", *AT, *at).code == 0
    done = call("plan", "publish", "plan.yaml", *WHY, *AT, *at)
    assert done.code == 0, done.err
    assert (
        "Note: hunters 1 asks that the shares of one deal add up to 100%. One item does not: D-1: 99.99%."
        " Correct the shares, or import the credits that are missing." in done.err
    )
    assert "D-2" not in done.err
    assert "Note" not in call("plan", "publish", "plan.yaml", *WHY, *AT, *at).err
