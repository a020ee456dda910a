"""Figures that read other periods, from imported rows to a statement, on both databases and across a change of version."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import PEOPLE, TEAMS, TERMS
from tests.cli.papers import PLAN, REGISTRY, write

FIGURES = """
  to-date: {clause: "1.2", title: Accounts this year, sum: {each: metric.accounts, over: year to date}}
  rate-reached: {clause: "1.3", title: Rate reached, lookup: {by: to-date, at-edge: upper, bands: [{from: 0 accounts, gives: 10 EUR per account}, {from: 3 accounts, gives: 100 EUR per account}]}}
  year-pay: {clause: "1.4", title: At the rate reached, rate: {of: metric.accounts, at: rate-reached}}
  before: {clause: "1.5", title: Pay a quarter ago, earlier: {of: accounts-pay, back: 1 quarter, before-first: 0 EUR}}
"""
FIRST = PLAN.replace("to: 2026-12-31", "to: 2026-06-30").replace("250 EUR", "200 EUR")
SECOND = (
    PLAN.replace("from: 2026-01-01", "from: 2026-07-01")
    .replace('version: "1"', 'version: "2"\nreplaces: "1"')
    .replace("  pay: {clause", FIGURES.lstrip("\n") + "  pay: {clause")
    .replace("of: [accounts-pay, term.base]", "of: [accounts-pay, year-pay, before]")
    .replace("  base: {from: participant, unit: EUR, each: quarter, when-changed: last}\n", "")
)
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit
F-0,accounts-won,person,P-1,2025-12-31,yes,yes/no
F-1,accounts-won,person,P-1,2026-01-20,yes,yes/no
F-2,accounts-won,person,P-1,2026-06-30,yes,yes/no
F-3,accounts-won,person,P-1,2026-07-01,yes,yes/no
F-4,accounts-won,person,P-2,2026-08-01,yes,yes/no
"""
THIRD = SECOND.replace('version: "2"\nreplaces: "1"', 'version: "3"\nreplaces: "2"').replace(
    "from: 2026-07-01", "from: 2026-10-01"
)
PUBLISHED = ("--effective", "2026-10-01", "--rationale", "More.", "--as-of", "2026-10-11T00:00:00Z")
AT = ("--as-of", "2026-10-20T08:00:00Z", "--period", "2026-Q3")


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path) -> tuple[str, str]:
    """A database with both versions, and accounts won in three quarters; what to add to a call for it."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    done = call("registry", "publish", write(empty_folder, "registry.yaml", REGISTRY), *published)
    assert done.code == 0, done.err
    for name, text, start in (("first", FIRST, "2026-01-01"), ("second", SECOND, "2026-07-01")):
        paper = write(empty_folder, f"{name}.yaml", text)
        done = call("plan", "publish", paper, "--effective", start, "--rationale", "A year.", *published)
        assert done.code == 0, done.out + done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        assert call("import", what, write(empty_folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    read = ("--complete-through", "2026-09-30", "--as-of", "2026-10-10T08:00:00Z", *url)
    done = call("import", "facts", write(empty_folder, "facts.csv", FACTS), "--source", "crm", *read)
    assert done.code == 0, done.out + done.err
    return url


def test_the_year_and_the_quarter_before_come_to_what_was_written_down_by_hand(call: Call, at: tuple[str, str]) -> None:
    document = call("statement", "P-1", *AT, *at, "--json").json()
    figures = document["figures"]
    assert figures["to-date"]["value"]["text"] == "3"
    assert figures["to-date"]["parts"] == ["metric.accounts@2026-Q1", "metric.accounts@2026-Q2", "metric.accounts"]
    assert [fact["id"] for fact in figures["metric.accounts@2026-Q2"]["facts"]] == ["F-2"]
    # One account at 250, one at 100 for the third of the year, and one at 200 of the quarter before under the first version.
    assert document["totals"]["earned"] == {"minor": 55000, "currency": "EUR"}
    assert figures["accounts-pay@2026-Q2"]["value"]["minor"] == 20000
    other = call("statement", "P-2", *AT, *at, "--json").json()
    assert other["totals"]["earned"] == {"minor": 26000, "currency": "EUR"}  # 250 + 10


def test_explain_tells_the_periods_apart(call: Call, at: tuple[str, str]) -> None:
    told = call("explain", "P-1", "pay", *AT, *at).out
    assert "1.2  Accounts this year: 3 accounts\n" in told
    assert "1 account + 1 account + 1 account = 3 accounts\n" in told
    assert "Accounts won, 2026-Q1: 1 account\n" in told
    assert "1.1  Pay for accounts, 2026-Q2: 200.00 EUR\n" in told
    assert "in 2026-Q2 it was 200.00 EUR\n" in told
    assert call("explain", "P-1", "accounts-pay@2026-Q2", *AT, *at, "--json").json()["value"]["minor"] == 20000


def test_what_is_late_in_an_earlier_quarter_is_named_with_it(call: Call, at: tuple[str, str]) -> None:
    known = ("--as-of", "2026-10-09T08:00:00Z", "--period", "2026-Q3")  # the day before the import
    document = call("statement", "P-1", *known, *at, "--json").json()
    assert [wait.get("period") for wait in document["waits"]] == [None, "2026-Q1", "2026-Q2"]


def test_a_window_into_a_version_that_counted_something_else_is_not_published(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    third = THIRD.replace("rate: {of: metric.accounts, at: term.bonus}", "sum: {of: [metric.accounts]}").replace(
        "before-first: 0 EUR", "before-first: 0 accounts"
    )
    third = third.replace("of: [accounts-pay, year-pay, before]", "of: [year-pay]").replace(
        "  bonus: {value: 250 EUR per account}\n", "  bonus: {value: 1}\n"
    )
    done = call("plan", "publish", write(empty_folder, "third.yaml", third), *PUBLISHED, *at)
    assert done.code == 3
    assert (
        "`earlier` of clause 1.5 reaches into version 2, where `accounts-pay` is in EUR; here it is in accounts."
        " Give the new figure another name: then the periods of that version are left out."
    ) in done.err
    assert "version 1" not in done.err  # a quarter back is not as far


def test_a_window_into_a_version_without_the_figure_is_published_with_a_warning(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    third = THIRD.replace("accounts-pay", "won-pay")
    done = call("plan", "publish", write(empty_folder, "third.yaml", third), *PUBLISHED, *at)
    assert done.code == 0, done.err
    assert "reaches into version 2, which has no `won-pay`: its periods are left out." in done.err
