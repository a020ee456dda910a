"""An export that nobody of this project wrote, taken as it is: its control totals come out on both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.database import Database
from storage.imports import ImportReport, import_file
from tests.imports.conftest import NOVEMBER
from tests.imports.read_back import published, staged

pytestmark = pytest.mark.crm

MAPPINGS = Path(__file__).parents[2] / "examples" / "crm"
QUARTERS = {
    "2017-Q1": (1_134_672, 531),
    "2017-Q2": (3_086_111, 1_254),
    "2017-Q3": (2_982_255, 1_257),
    "2017-Q4": (2_802_496, 1_196),
}


@pytest.fixture
def crm() -> Path:
    named = os.environ.get("FAIRSHARE_CRM_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("FAIRSHARE_CRM_DATA does not name the folder of the CRM export")
    return Path(named)


def _import(database: Database, what: str, file: Path, mapping: str) -> ImportReport:
    return import_file(database, what, file, MAPPINGS / mapping, recorded=NOVEMBER)


def _quarters(rows: list[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """By quarter, the sum of the values (in dollars) and their count."""
    sums: dict[str, tuple[int, int]] = {}
    for observed, minor in rows:
        year, month = observed[:4], int(observed[5:7])
        name = f"{year}-Q{(month + 2) // 3}"
        total, count = sums.get(name, (0, 0))
        sums[name] = (total + minor // 100, count + 1)
    return sums


def test_won_deals_by_quarter(database: Database, crm: Path) -> None:
    report = _import(database, "facts", crm / "sales_pipeline.csv", "deals.yaml")
    assert report.rejected == ()
    assert (report.rows, report.accepted, report.published, report.source) == (2 * 4_238, 2 * 4_238, True, "crm")
    facts = published(database, "fact", "metric", "subject_id", "observed", "minor", "value", "unit")
    values = [(day, minor) for metric, _, day, minor, _, unit in facts if (metric, unit) == ("won-value", "USD")]
    assert _quarters(values) == QUARTERS
    assert (sum(minor for _, minor in values), len(values)) == (1_000_553_400, 4_238)
    counts = [
        (day, 100 * int(value)) for metric, _, day, _, value, unit in facts if (metric, unit) == ("won-deals", "deal")
    ]
    assert {name: count for name, (count, _) in _quarters(counts).items()} == {
        name: count for name, (_, count) in QUARTERS.items()
    }
    assert len({agent for _, agent, *_ in facts}) == 30
    assert published(database, "completeness", "source", "through") == [("crm", "2017-12-31")]


def test_credits_say_the_same_with_their_list_price(database: Database, crm: Path) -> None:
    report = _import(database, "credits", crm / "sales_pipeline.csv", "deals.yaml")
    assert report.rejected == ()
    assert _quarters([row[:2] for row in published(database, "credit", "enters", "minor")]) == QUARTERS
    (moses,) = [
        row
        for row in published(database, "credit", "credit_id", "payee_id", "share", "attributes")
        if row[0] == "1C1I7A6R"
    ]
    assert moses[1:] == (
        "moses-frase",
        "1",
        '{"account": "Cancity", "engaged": "2016-10-20", "item_id": "1C1I7A6R", "list-price": "1096", "product": "GTX Plus Basic"}',
    )


def test_agents_managers_and_teams(database: Database, crm: Path) -> None:
    teams = _import(database, "teams", crm / "sales_teams.csv", "sales-teams.yaml")
    assert (teams.accepted, teams.rejected, teams.warnings) == (9, (), ())
    people = _import(database, "people", crm / "sales_teams.csv", "sales-teams.yaml")
    assert (people.accepted, people.rejected, people.warnings) == (41, (), ())
    stays = published(database, "stay", "person_id", "team_id", "manager_id", "attributes")
    assert (
        "anna-snelling",
        "team-dustin-brinkmann",
        "dustin-brinkmann",
        '{"region": "Central", "role": "agent"}',
    ) in stays
    assert ("dustin-brinkmann", "team-dustin-brinkmann", "", '{"region": "Central", "role": "manager"}') in stays
    report = _import(database, "facts", crm / "sales_pipeline.csv", "deals.yaml")
    assert [warning.code for warning in report.warnings] == ["earlier-period"]
    sellers = {row[0] for row in published(database, "fact", "subject_id")}
    agents = {person for person, _, manager, _ in stays if manager}
    assert (len(agents), len(agents - sellers)) == (35, 5)


def test_the_same_export_again_changes_nothing(database: Database, crm: Path) -> None:
    _import(database, "facts", crm / "sales_pipeline.csv", "deals.yaml")
    again = _import(database, "facts", crm / "sales_pipeline.csv", "deals.yaml")
    assert (again.unchanged, again.accepted, again.corrected, again.published) == (2 * 4_238, 0, 0, False)
    assert staged(database) == 0
