"""A plan that counts by the company calendar, from a file to a statement, on both databases: checked, tried, compared, published, computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.hunters import FACTS, PEOPLE, TEAMS, TERMS
from tests.cli.papers import INPUTS, PLAN, REGISTRY, write
from tests.company.rows import text_13, text_fiscal

PUBLISHED = ("--as-of", "2025-12-01T00:00:00Z")
LATER = ("--as-of", "2026-02-20T08:00:00Z")  # within 2026-P02, 26 January to 22 February
WHY = ("--rationale", "Periods that can be compared.")
THIRTEEN = text_13(start="2025-12-29")
IN_PERIODS = (
    PLAN.replace("period: quarter\n", "period: month\ncalendar: northwind\n")
    .replace("{from: 2026-01-01, to: 2026-12-31}", "{from: 2025-12-29}")
    .replace("after the quarter", "after the month")
)


@pytest.fixture
def papers(empty_folder: Path) -> Path:
    write(empty_folder, "registry.yaml", REGISTRY)
    write(empty_folder, "inputs.yaml", INPUTS.replace("rows: 2", "periods: 2"))
    return write(empty_folder, "plan.yaml", IN_PERIODS)


@pytest.fixture
def at(call: Call, database: Database, empty_folder: Path, papers: Path) -> tuple[str, str]:
    """A database with the registry, the calendar, the plan, three people and their facts."""
    url = ("--database", database.url.render_as_string(hide_password=False))
    calendar = write(empty_folder, "dates.yaml", THIRTEEN)
    assert call("registry", "publish", "registry.yaml", *PUBLISHED, *url).code == 0
    assert call("calendar", "publish", calendar, "--effective", "2025-12-29", *WHY, *PUBLISHED, *url).code == 0
    done = call("plan", "publish", papers, "--effective", "2025-12-29", *WHY, *PUBLISHED, *url)
    assert done.code == 0, done.err
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        file = write(empty_folder, f"{what}.csv", text)
        assert call("import", what, file, "--source", "hr", *PUBLISHED, *url).code == 0
    file = write(empty_folder, "facts.csv", FACTS)
    done = call("import", "facts", file, "--source", "crm", "--complete-through", "2026-02-19", *LATER, *url)
    assert done.code == 0, done.err
    return url


def test_without_the_calendar_the_check_says_how_to_come_by_it(call: Call, papers: Path) -> None:
    done = call("plan", "check", papers)
    assert done.code == 3
    assert "The plan counts by the calendar `northwind`, which is neither published nor at hand." in done.out + done.err
    assert "name its file: `--calendar FILE`" in done.out + done.err


def test_the_calendar_is_a_file_that_is_named_or_lies_beside_or_is_checked_as_well(
    call: Call, papers: Path, empty_folder: Path
) -> None:
    dates = write(empty_folder, "dates.yaml", THIRTEEN)
    assert call("plan", "check", papers, "--calendar", dates).code == 0
    assert call("plan", "check", papers, dates).code == 0
    write(empty_folder, "calendar.yaml", THIRTEEN)
    beside = call("plan", "check", papers)
    assert beside.code == 0
    assert "calendar.yaml is read in its place" in beside.err
    assert call("plan", "check", papers, "--calendar", "registry.yaml").code == 3
    assert "This is no calendar." in call("plan", "words", papers, "--calendar", "registry.yaml").err


def test_words_and_differences_say_what_it_counts_by(call: Call, papers: Path, empty_folder: Path) -> None:
    dates = write(empty_folder, "dates.yaml", THIRTEEN)
    told = call("plan", "words", papers, "--calendar", dates)
    assert "Pays each month of the calendar northwind in EUR." in told.out
    plain = write(empty_folder, "plain.yaml", PLAN)
    found = call("plan", "diff", plain, papers, "--calendar", dates, "--json").json()
    assert found["head"]["changed"]["period"] == {"old": "each quarter", "new": "each month of the calendar northwind"}


def test_a_trial_has_the_periods_of_the_calendar(call: Call, papers: Path, empty_folder: Path) -> None:
    dates = write(empty_folder, "dates.yaml", THIRTEEN)
    for registry in ((), ("--registry", "registry.yaml")):
        run = call("plan", "run", papers, "--inputs", "inputs.yaml", "--calendar", dates, *registry, "--jsonl")
        assert run.code == 0, run.err
        assert [(each["period"], each["totals"]["earned"]["minor"]) for each in run.lines()] == [
            ("2026-P01", 175050), ("2026-P02", 350050),
        ]  # fmt: skip
    refused = call("plan", "run", papers, "--inputs", "inputs.yaml")
    assert refused.code == 3
    assert "neither published nor at hand" in refused.err


def test_a_statement_and_its_explanation_by_the_calendars_names(call: Call, at: tuple[str, str]) -> None:
    done = call("statement", "P-1", "--period", "2026-p02", *LATER, *at, "--json")
    assert done.code == 0, done.err
    found = done.json()
    assert (found["period"], found["mode"], found["totals"]["earned"]["minor"]) == ("2026-P02", "standing", 125050)
    assert found["calendar"] == {
        "name": "northwind", "version": "1", "hash": call("calendar", "check", "dates.yaml", "--json").json()["hash"],
    }  # fmt: skip
    assert call("statement", "P-1", *LATER, *at, "--json").json() == found
    before = call("statement", "P-1", "--period", "2026-P01", *LATER, *at, "--json").json()
    assert (before["mode"], before["totals"]["earned"]["minor"]) == ("final", 125050)
    explained = call("explain", "P-1", "accounts-pay", "--period", "2026-P01", *LATER, *at, "--json").json()
    assert [fact["id"] for fact in explained["parts"][0]["facts"]] == ["F-1"]
    everybody = call("statement", "--all", "--period", "2026-P02", *LATER, *at, "--jsonl")
    assert [(each["payee"], each["period"]) for each in everybody.lines()] == [("P-1", "2026-P02"), ("P-2", "2026-P02")]


@pytest.mark.parametrize(
    ("period", "code", "said"),
    [
        ("2026-P14", 2, "`2026-P14` is no period. Write 2026-Q4 for a quarter, 2026-10 for a month, 2026-H2 for a half-year, 2026 for a year; by the company calendar, such as 2026-P02."),
        ("2026-Q1", 8, "Hunters pays each month, so 2026-Q1 has no statement of its own. Ask for 2026-P01."),
        ("2027-P01", 8, "2027-P01 has not begun."),
    ],
)  # fmt: skip
def test_a_period_that_has_no_statement(call: Call, at: tuple[str, str], period: str, code: int, said: str) -> None:
    done = call("statement", "P-1", "--period", period, *LATER, *at)
    assert done.code == code
    assert said in " ".join(done.err.split())


def test_where_the_rows_end(call: Call, at: tuple[str, str]) -> None:
    done = call("statement", "P-1", "--as-of", "2028-02-01T08:00:00Z", *at)
    assert done.code == 8
    assert "The company calendar has no month after 2027-P13" in done.err


def test_a_plan_waits_for_its_calendar_to_be_published(
    call: Call, database: Database, papers: Path, empty_folder: Path
) -> None:
    url = ("--database", database.url.render_as_string(hide_password=False))
    assert call("registry", "publish", "registry.yaml", *PUBLISHED, *url).code == 0
    write(empty_folder, "calendar.yaml", THIRTEEN)  # a draft beside the plan does not count
    done = call("plan", "publish", papers, "--effective", "2025-12-29", *WHY, *PUBLISHED, *url)
    assert done.code == 3
    assert "Publish it first (`calendar publish FILE`)" in done.err


def published(call: Call, folder: Path, text: str, effective: str, url: tuple[str, str]) -> str:
    """What is said when a version is refused; nothing where it was published."""
    file = write(folder, "next.yaml", text)
    done = call("calendar", "publish", file, "--effective", effective, *WHY, *LATER, *url)
    return "" if done.code == 0 else " ".join(done.err.split())


def test_what_a_next_version_may_not_change(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    """On 20 February 2026 the periods P01 and P02 have begun, and so has the year."""
    whole = text_13("2", "2025-12-29")
    moved = whole.replace("from: 2026-01-26, to: 2026-02-22", "from: 2026-01-26, to: 2026-03-01")
    moved = moved.replace("from: 2026-02-23,", "from: 2026-03-02,")
    said = published(call, empty_folder, moved, "2025-12-29", at)
    assert (
        "`2026-P02`, 2026-01-26 to 2026-02-22, has begun, and would become `2026-P02`, 2026-01-26 to 2026-03-01."
        in said
    )
    assert "what people are paid rests on it" in said
    said = published(call, empty_folder, text_13("2", "2025-12-29", years=("2027",)), "2025-12-29", at)
    assert "`2026-P01`, 2025-12-29 to 2026-01-25, has begun, and would be gone." in said
    said = published(call, empty_folder, text_fiscal("2", "2026-03-01"), "2026-03-01", at)
    assert "hunters 1 is published, and counts by this calendar: In the calendar `northwind`" in said
    # What has not begun may change: the third period takes a week from the fourth.
    moved = whole.replace("to: 2026-03-22", "to: 2026-03-29").replace("from: 2026-03-23", "from: 2026-03-30")
    assert published(call, empty_folder, moved, "2025-12-29", at) == ""
    third = call("statement", "P-1", "--period", "2026-P03", "--as-of", "2026-03-25T08:00:00Z", *at, "--json").json()
    assert third["calendar"]["version"] == "2"


def test_a_calendar_that_no_plan_counts_by_may_change_as_it_likes(
    call: Call, database: Database, empty_folder: Path
) -> None:
    url = ("--database", database.url.render_as_string(hide_password=False))
    assert published(call, empty_folder, THIRTEEN, "2025-12-29", url) == ""
    assert published(call, empty_folder, text_fiscal("2", "2026-02-01"), "2026-02-01", url) == ""


def test_an_import_counts_what_is_early_by_the_calendar(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    """Within 2026-P02, and before P01, which began on 29 December; by Gregorian quarters it would be the one just over."""
    file = write(empty_folder, "early.csv", FACTS.replace("F-", "G-").replace("2026-01-20", "2025-12-20"))
    done = call("import", "facts", file, "--source", "crm", *LATER, *at)
    assert "One row lies before 2026-P02. Statements of those periods change with them." in " ".join(done.err.split())


def test_periods_of_the_calendar_are_signed_off_one_after_the_other(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    roles = "person_id,role,scope,from,to,given_by,reason\nP-3,approver,,2026-01-01,,cfo,She signs.\n"
    over = ("--as-of", "2026-03-24T08:00:00Z")  # 2026-P03 ended on 22 March
    assert call("import", "roles", write(empty_folder, "roles.csv", roles), "--source", "hr", *LATER, *at).code == 0
    file = write(empty_folder, "facts.csv", FACTS)
    assert call("import", "facts", file, "--source", "crm", "--complete-through", "2026-03-23", *over, *at).code == 0

    def signed(period: str) -> tuple[int, str]:
        done = call("period", "sign", "hunters", "--period", period, "--by", "P-3", *over, *at)
        return done.code, " ".join((done.out + done.err).split())

    assert signed("2026-P01")[0] == 0
    code, said = signed("2026-P03")
    assert code == 3
    assert "2026-P02 of hunters is not signed off yet. Sign 2026-P02 first." in said
    assert signed("2026-p02")[0] == 0
    assert signed("2026-P03")[0] == 0
    code, said = signed("2026-P99")
    assert code == 2
    assert "`2026-P99` is no period." in said
    found = call("statement", "P-1", "--period", "2026-P01", *over, *at, "--json").json()
    assert (found["signed"], found["totals"]["paid"]["minor"]) == ("2026-03-24", 125050)
