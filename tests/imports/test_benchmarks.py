"""Benchmarks from outside: imported, corrected, listed as they were known; on both databases."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli.verbs import PROGRAM
from storage.database import Database
from tests.imports.conftest import NOVEMBER, Give
from tests.imports.mapped import Take
from tests.imports.read_back import published

HEADER = "benchmark_id,about,population,percentile,value,unit,observed,publisher,reference\n"
ROWS = (
    HEADER + 'S-50,target-incentive,"account managers, Germany",50,18000,EUR per year,2026-03-31,Pay Survey,table 17\n'
    'S-75,target-incentive,"account managers, Germany",P75,24500.50,EUR per year,2026-03-31,Pay Survey,table 17\n'
    "R-1,net-revenue-retention,software,,104.5%,ratio,2026-06-30,SaaS Report,\n"
)
A_DAY = 86_400_000_000


def listed(database: Database, *more: str) -> tuple[int, str, str]:
    """`benchmark list`: exit code, output, and what was told."""
    url = database.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(PROGRAM, ["benchmark", "list", *more, "--database", url])
    return done.exit_code, done.stdout, done.stderr


def test_they_are_taken_as_published(give: Give, database: Database) -> None:
    report = give("benchmarks", ROWS, source="survey")
    assert (report.ok, report.accepted, report.warnings) == (True, 3, ())
    assert published(database, "benchmark", "benchmark_id", "percentile", "minor", "value", "unit") == [
        ("S-50", 50, None, "18000", "EUR per year"),
        ("S-75", 75, None, "24500.5", "EUR per year"),
        ("R-1", None, None, "1.045", "ratio"),
    ]
    assert give("benchmarks", ROWS, source="survey").unchanged == 3


def test_a_correction_is_a_row_of_its_own(give: Give, database: Database) -> None:
    give("benchmarks", ROWS, source="survey")
    mended = give("benchmarks", ROWS.replace("24500.50", "25000"), source="survey", recorded=NOVEMBER + A_DAY)
    assert (mended.corrected, mended.unchanged) == (1, 2)
    code, now, _ = listed(database, "--about", "target-incentive", "--as-of", "2026-11-22T00:00:00Z")
    assert (code, len(now.splitlines())) == (0, 3)  # a head and two rows
    assert now.splitlines()[2].split() == [
        "target-incentive", "account", "managers,", "Germany", "P75", "25000", "EUR", "per", "year", "2026-03-31", "Pay", "Survey", "survey",
    ]  # fmt: skip
    before = listed(database, "--as-of", "2026-11-20T12:00:00Z")[1]
    assert "24500.5 EUR per year" in before
    assert before.splitlines()[1].split()[:3] == ["net-revenue-retention", "software", "mean"]


def test_the_same_as_a_document(give: Give, database: Database) -> None:
    give("benchmarks", ROWS, source="survey")
    code, out, _ = listed(database, "--about", "net-revenue-retention", "--as-of", "2026-11-22T00:00:00Z", "--json")
    assert code == 0
    assert json.loads(out) == [
        {
            "benchmark_id": "R-1",
            "about": "net-revenue-retention",
            "population": "software",
            "percentile": None,
            "value": {"text": "1.045", "unit": "ratio"},
            "observed": "2026-06-30",
            "publisher": "SaaS Report",
            "reference": "",
            "source": "survey",
            "line": 4,
            "recorded": "2026-11-20T06:00:00Z",
        }
    ]


def test_nothing_to_list(give: Give, database: Database) -> None:
    code, out, _ = listed(database)
    assert (code, out) == (0, "None is imported yet: `import benchmarks FILE`.\n")
    give("benchmarks", ROWS, source="survey")
    code, _, said = listed(database, "--about", "churn", "--as-of", "2026-11-22T00:00:00Z")
    assert code == 8
    assert "No benchmark is about `churn`. There are some about: `net-revenue-retention`, `target-incentive`." in said


@pytest.mark.parametrize("cell", [",0,", ",100,", ",median,", ",50.5,"])
def test_a_percentile_that_is_none(give: Give, cell: str) -> None:
    report = give("benchmarks", ROWS.replace(",50,", cell))
    assert [(each.line, each.column, each.code) for each in report.rejected] == [(2, "percentile", "percentile")]
    assert "50 for the median" in report.rejected[0].remedy


def test_what_else_is_refused(give: Give) -> None:
    report = give(
        "benchmarks", ROWS.replace("104.5%,ratio", "yes,yes/no").replace("24500.50,EUR per year", "24500.505,EUR")
    )
    assert [(each.line, each.column, each.code) for each in report.rejected] == [
        (3, "value", "decimals"),
        (4, "unit", "unit"),
    ]
    assert report.batch is None
    missing = give("benchmarks", ROWS.replace("SaaS Report", ""))
    assert [(each.column, each.code) for each in missing.rejected] == [("publisher", "empty")]


MAPPING = """
mapping: survey
source: survey
decimal: ","
outputs:
  - import: benchmarks
    columns:
      benchmark_id: Ref
      about: {is: target-incentive}
      population: Job
      percentile: {is: "50"}
      value: Median
      unit: {is: EUR}
      observed: {is: "2026-03-31"}
      publisher: {is: Pay Survey}
"""


def test_a_mapping_brings_a_survey_as_it_was_sold(take: Take, sqlite_database: Database) -> None:
    report = take("benchmarks", MAPPING, "Ref;Job;Median\nJ1;Seller;18000,50\nJ2;Lead;31000,00\n")
    assert report.ok, report.rejected
    assert published(sqlite_database, "benchmark", "population", "percentile", "minor") == [
        ("Seller", 50, 1_800_050),
        ("Lead", 50, 3_100_000),
    ]
