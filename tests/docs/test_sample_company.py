"""The page about the sample company: its stories and totals are those of the generated sample."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from bot.cli.payees import Wanted, find_all
from bot.cli.sampling import fill
from bot.clock import real
from bot.sample import make_sample
from bot.sample.company import SEED, workspace
from bot.sample.people import TEAMS, everybody
from bot.sample.quarters import NAMES, NOW, micros
from commands.world import World
from plans.calendar import parse_period
from plans.tree import Missing
from storage.catalogue import Catalogue
from storage.database import Database
from storage.schema import upgrade
from tests.docs.pages import text_of
from tests.docs.shell import Done, in_process

PAGE = text_of("sample-company")
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CLOCK = "2026-11-20T06:00:00Z"
COUNTED = {"facts": "fact", "credits": "credit", "people": "person", "stays": "stay", "agreed terms": "term", "teams": "team", "roles": "role", "postings": "posting", "sign-offs": "sign_off"}  # fmt: skip
_MONEY = re.compile(r"[€$][\d,]+\.\d\d")
_TOTAL = re.compile(r"[\d,]+\.\d\d")


class Sum(NamedTuple):
    """What the statements of one plan add up to in one quarter."""

    people: int
    waiting: int
    earned: Decimal


Totals = dict[tuple[str, str], Sum]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("northwind")
    found = Database.open(f"sqlite:///{folder}/northwind.db")
    upgrade(found)
    fill(found, make_sample(folder / "files"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def totals(database: Database) -> Totals:
    """By plan and quarter, as of the demonstration's business time."""
    world, now = World(database, Catalogue(), real), micros(NOW)
    earned: dict[tuple[str, str], list[Decimal | Missing]] = defaultdict(list)
    with database.read() as connection:
        for name in NAMES:
            period = parse_period(name)
            assert period is not None
            for found in find_all(connection, world, [period], Wanted(period.name, "", now)):
                earned[found.statement.plan.name, name].append(found.statement.earned)
    return {key: _sum(amounts) for key, amounts in earned.items()}


def _sum(amounts: list[Decimal | Missing]) -> Sum:
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    return Sum(len(amounts), len(amounts) - len(known), sum(known, Decimal()))


def _rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _statement(person: str, *more: str) -> Done:
    return in_process(["statement", person, "--as-of", CLOCK, *more])


@pytest.fixture
def at(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", str(database.url))


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("row", [row for row in _rows("Whom to be") if row[1].startswith("P-")], ids=lambda row: row[0])
def test_a_story_is_what_the_statement_says(row: list[str]) -> None:
    done = _statement(row[1])
    named = _MONEY.findall(row[3])
    for amount in named:
        assert amount in done.said, done.said
    if row[1] not in {"P-1001", "P-1017", "P-1117"}:
        assert done.code == 0
        assert row[0] in done.said
    else:
        assert not named
        assert done.code == 8


@pytest.mark.usefixtures("at")
def test_what_the_page_says_of_finn() -> None:
    before = in_process(["statement", "P-1039", "--as-of", "2026-11-20T05:45:00Z"])
    assert "€2,250.00" in before.said
    premium = in_process(["explain", "P-1039", "premium", "--as-of", CLOCK])
    assert "38500.00 EUR × 1% = 385.00 EUR" in premium.said
    assert Decimal(31 * 120_000 + 61 * 132_000) / 92 == pytest.approx(Decimal("127956.52"), abs=Decimal("0.01"))


@pytest.mark.usefixtures("at")
def test_what_the_page_says_of_gwens_returns() -> None:
    told = PAGE.partition("**Gwen's quarter of returns.**")[2].partition("\n## ")[0]
    said = _statement("P-1040", "--period", "2026-Q3").said
    assert said.startswith("Gwen Garcia's variable pay, Q3 2026\n\n€0.00 earned.")
    for amount in ("1,100.00", "275.00", "1,375.00"):  # 4% and 1% of 27,500
        assert f"−{amount}" in told
        assert f"−€{amount}" in said
    rows = in_process(["explain", "P-1040", "metric.won", "--period", "2026-Q3", "--as-of", CLOCK]).said
    assert "2026-08-18: -27500 EUR" in rows


@pytest.mark.usefixtures("at")
def test_gwen_has_nothing_for_the_quarter_before_she_moved() -> None:
    assert _statement("P-1040", "--period", "2026-Q1").code == 8


def test_the_totals_are_those_of_the_sample(totals: Totals) -> None:
    rows = _rows("Its totals")
    assert len(rows) == 5
    for _, plan, _, *shown in rows:
        for quarter, amount in zip(NAMES[:-1], shown, strict=True):
            assert f"{totals[plan, quarter].earned:,.2f}" == amount, (plan, quarter)
            assert totals[plan, quarter].waiting == 0


def test_the_people_of_each_plan_are_counted(totals: Totals) -> None:
    for _, plan, people, *_ in _rows("Its totals"):
        counts = {totals[plan, quarter].people for quarter in NAMES[:-1]}
        assert counts == {int(number) for number in re.findall(r"(?<![-\dQ])\d+(?!-|\d)", people)}, plan


def test_the_quarter_that_goes_on(totals: Totals) -> None:
    now = {plan: found for (plan, quarter), found in totals.items() if quarter == NAMES[-1]}
    page = PAGE.partition("In 2026-Q4, which goes on, ")[2].partition("\n## ")[0]
    waiting, everybody = sum(each.waiting for each in now.values()), sum(each.people for each in now.values())
    assert page.startswith(f"{waiting} of {everybody} statements wait")
    plans = [row[1] for row in _rows("Its totals") if row[1] != "customer-success-us"]
    assert _TOTAL.findall(page) == [f"{now[plan].earned:,.2f}" for plan in plans]
    assert now["customer-success-us"] == (10, 10, 0)


def test_teams_have_the_people_that_the_page_says() -> None:
    sizes = {team.name: team.size for team in TEAMS}
    counted: dict[str, int] = {}
    for names, people, _ in _rows("Who works there"):
        several = [int(number) for number in re.findall(r"\d+", people)]
        teams = names.split(", ")
        counted |= dict(zip(teams, several * len(teams) if len(several) == 1 else several, strict=False))
    assert counted == sizes
    assert f"{sum(sizes.values())} people in {len(sizes)} teams" in PAGE


def test_the_rows_are_counted(database: Database) -> None:
    with database.read() as connection:
        for words, table in COUNTED.items():
            count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - names of this file
            assert f"{count:,} {words}" in PAGE, (words, count)


def test_whoever_the_readme_says_to_be_is_one_click_away() -> None:
    table = README.partition("\n## Who to be in the demo\n")[2].partition("\n## ")[0]
    told = {row.split("|")[1].split(",")[0].strip() for row in table.splitlines() if row.startswith("| ")} - {"be"}
    people = everybody(random.Random(SEED))  # noqa: S311 - a sample, not a secret
    made = workspace(people)
    names = {account["id"]: account["real_name"] for account in made["people"]}
    assert {names[slack_id] for slack_id in made["featured"]} == told
    assert names[made["opens_as"]] == "Ana Alves"


def test_the_documents_stand_where_the_page_says() -> None:
    assert (Path(__file__).parents[2] / "examples" / "sample" / "customer-success.yaml").is_file()
