"""`plan budget`: what a plan comes to beside its band, and what it must not tell of one person; on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, write

DURING = ("--as-of", "2026-05-20T08:00:00Z")  # in the second quarter
AFTER = ("--as-of", "2027-02-20T08:00:00Z")
BUDGET = "budget: {band: [7000 EUR, %s EUR], of: payouts, each: year, warn-at: 90%%, then: the council decides in public, who: finance}\n"
HEADER = "person_id,name,email,team_id,slack_user_id,manager_id,function,start,end,locale,zone,currency,kind,partner_id,entity_id,from\n"
PERSON = "P-{n},Person {n},p{n}@example.com,,U00{n},,sales,2025-01-01,,en-IE,Europe/Dublin,EUR,person,,,\n"
TERMS = "payee_id,term,value,unit,from,to\nP-1,base,1000.50,EUR,2026-01-01,\nP-2,base,2000.00,EUR,2026-01-01,\nP-3,base,500.00,EUR,2026-01-01,\n"
FACTS = "fact_id,metric,subject_kind,subject_id,observed,value,unit\nF-1,accounts-won,person,P-1,2026-01-20,yes,yes/no\nF-2,accounts-won,person,P-2,2026-02-21,yes,yes/no\n"


@pytest.fixture
def url(database: Database) -> tuple[str, str]:
    return ("--database", database.url.render_as_string(hide_password=False))


def company(
    call: Call, folder: Path, url: tuple[str, str], *, high: str = "20000", people: int = 3, plan: str = PLAN
) -> None:
    """A published plan with a budget, people who sell, what is agreed with them, and facts through 10 May 2026."""
    published = ("--as-of", "2025-12-01T00:00:00Z", *url)
    write(folder, "registry.yaml", REGISTRY)
    write(folder, "plan.yaml", plan + BUDGET % high if plan is PLAN else plan)
    assert call("registry", "publish", "registry.yaml", *published).code == 0
    done = call("plan", "publish", "plan.yaml", "--effective", "2026-01-01", "--rationale", "A year.", *published)
    assert done.code == 0, done.err
    rows = HEADER + "".join(PERSON.format(n=number + 1) for number in range(people))
    terms = "".join(TERMS.splitlines(keepends=True)[: people + 1])
    for what, text in (("people", rows), ("terms", terms)):
        assert call("import", what, write(folder, f"{what}.csv", text), "--source", "hr", *published).code == 0
    through = ("--source", "crm", "--complete-through", "2026-05-10", "--as-of", "2026-05-11T08:00:00Z")
    facts = "".join(FACTS.splitlines(keepends=True)[: people + 1])
    assert call("import", "facts", write(folder, "facts.csv", facts), *through, *url).code == 0


# First quarter: 1000.50 + 250, 2000 + 250 and 500; second, so far: 1000.50, 2000 and 500. Together 7501.
SUM = "7501"


def test_what_a_plan_comes_to_so_far(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url)
    done = call("plan", "budget", "hunters", "--period", "2026", *DURING, *url, "--json")
    assert done.code == 0, done.err
    found = done.json()
    assert found["sum"] == {"text": SUM, "unit": "EUR", "minor": 750100}
    assert (found["people"], found["statements"], found["level"], found["over"]) == (3, 6, "within", False)
    assert found["band"]["to"]["minor"] == 2_000_000
    assert found["warn_at"] == {"share": "90%", "text": "18000", "unit": "EUR", "minor": 1_800_000}
    assert (found["who"], found["waits"]) == (["finance"], [])
    assert "P-" not in done.out


def test_a_sum_above_the_band_stops_nothing(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url, high="7500")
    done = call("plan", "budget", "hunters", *DURING, *url, "--json")
    assert (done.code, done.json()["level"], done.json()["period"]) == (0, "above", "2026")


def test_what_waits_is_named_and_not_counted(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    """After the year its last three quarters are final, and the source has told of none of them to the end: only the first is known."""
    company(call, empty_folder, url)
    found = call("plan", "budget", "hunters", "--period", "2026", *AFTER, *url, "--json").json()
    assert found["sum"]["text"] == "4000.5"
    assert [(wait["metric"], wait["owner"], wait["statements"]) for wait in found["waits"]] == [
        ("accounts", "sales operations", 9)
    ]
    assert (found["over"], found["level"]) == (False, "within")


def test_of_two_people_no_sum_is_told(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url, people=2, high="7100")
    done = call("plan", "budget", "hunters", "--period", "2026", *DURING, *url, "--json")
    assert (done.code, done.json()["sum"], done.json()["level"]) == (0, None, "not-shown")
    assert "fewer than 3 people are paid anything" in call("plan", "budget", "hunters", *DURING, *url).out


def test_people_who_are_paid_nothing_hide_nobody(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    """Five are in the plan, and of two of them nothing is agreed, so that theirs waits: the sum is of three."""
    company(call, empty_folder, url, people=5)
    found = call("plan", "budget", "hunters", *DURING, *url, "--json").json()
    assert (found["people"], found["sum"]["text"]) == (5, SUM)
    assert [wait["metric"] for wait in found["waits"]] == ["term.base"]


def test_it_reads_aloud(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url)
    lines = call("plan", "budget", "hunters", *DURING, *url).out.splitlines()
    assert lines[0] == "Hunters, 2026, so far: 3 people, 6 statements"
    assert lines[1].split(maxsplit=1) == ["sum", "7501.00 EUR, within the band"]
    assert any("from 90% of the upper end, 18000.00 EUR" in line for line in lines)
    assert any("the council decides in public" in line for line in lines)


def test_what_is_not_there(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url)
    asked = {
        ("gatherers",): "No published plan is called `gatherers`.",
        (
            "hunters",
            "--period",
            "2026-Q1",
        ): "The budget of `hunters` is for each year; 2026-Q1 is none. Ask for one such as 2026.",
        (
            "hunters",
            "--period",
            "2031",
        ): "`2031` is no period in which `hunters` holds with a budget. Ask for one such as 2026.",
        ("hunters", "--period", "soon"): "`soon` is no period in which `hunters` holds with a budget.",
    }
    for words, message in asked.items():
        done = call("plan", "budget", *words, *DURING, *url)
        assert done.code == 8, (words, done.out)
        assert message in done.err


def test_a_plan_without_a_budget(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    company(call, empty_folder, url, plan=PLAN + "\n")
    done = call("plan", "budget", "hunters", *DURING, *url)
    assert done.code == 8
    assert "`hunters` names no budget. Add `budget:` to its next version." in done.err


def test_a_year_of_its_own(call: Call, empty_folder: Path, url: tuple[str, str]) -> None:
    """The year that holds May 2026 began in July 2025, before there was a plan: its first two quarters are in nobody's sum."""
    plan = PLAN.replace("period: quarter", "period: quarter\nyear-starts: 1 July") + BUDGET % "20000"
    company(call, empty_folder, url, plan=plan)
    for asked in ((), ("--period", "2025/26")):
        found = call("plan", "budget", "hunters", *asked, *DURING, *url, "--json").json()
        assert (found["period"], found["sum"]["text"], found["statements"]) == ("2025/26", SUM, 6)
    ahead = call("plan", "budget", "hunters", "--period", "2026/27", *DURING, *url)
    assert (ahead.code, "2026/27 has not begun, so nothing is paid in it yet." in ahead.err) == (8, True)
