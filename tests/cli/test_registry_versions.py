"""A registry that changes what a published plan reads: refused under the same version, told under a new one; and a registry as people and editors read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from storage.database import Database
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write
from tests.cli.test_publishing import LATER, WHY, published

ROLLED = "roll-up: {count: accounts-won}"
OTHER = REGISTRY.replace("2026-01", "2026-02", 1).replace(
    ROLLED, "roll-up: {count: accounts-won, over: last 2 quarters}"
)
WAS, IS = "the number of records of accounts won in the period", "the number of records of accounts won in the last 2 quarters"  # fmt: skip


@pytest.fixture
def at(database: Database, empty_folder: Path) -> tuple[str, str]:
    """The papers lie in the folder; what to add to a call for the database."""
    papers(empty_folder)
    return "--database", database.url.render_as_string(hide_password=False)


def test_a_new_version_says_what_changed_and_which_plans_read_it(call: Call, at: tuple[str, str], empty_folder: Path) -> None:  # fmt: skip
    published(call, at)
    write(
        empty_folder, "registry.yaml", OTHER + '  idle: {title: Idle, unit: "%", roll-up: {given: idle}, source: crm}\n'
    )
    done = call("registry", "publish", "registry.yaml", *LATER, *at, "--json")
    assert done.json()["changed"] == [
        {"name": "metric.accounts", "fields": {"roll-up": {"old": WAS, "new": IS}}, "plans": ["hunters@1"], "registry": "2026-01"}
    ]  # fmt: skip
    assert (
        f"Note: `metric.accounts`: roll-up was {WAS}, and is {IS}. hunters@1 reads it, and goes on with registry 2026-01."
        " It counts for a plan once a new version of the plan says `metrics: registry 2026-02`." in done.err
    )
    again = call("registry", "publish", "registry.yaml", *LATER, *at, "--json")
    assert (again.json()["new"], again.json()["changed"]) == (False, [])


def test_the_version_of_a_plan_that_takes_the_new_registry_says_what_it_takes(call: Call, at: tuple[str, str], empty_folder: Path) -> None:  # fmt: skip
    published(call, at)
    write(empty_folder, "registry.yaml", OTHER)
    assert call("registry", "publish", "registry.yaml", *LATER, *at).code == 0
    second = PLAN.replace('version: "1"', 'version: "2"')
    write(empty_folder, "plan.yaml", second)
    assert call("plan", "publish", "plan.yaml", *WHY, *LATER, *at, "--json").json()["changed"] == []
    write(empty_folder, "plan.yaml", second.replace('"2"', '"3"').replace("registry 2026-01", "registry 2026-02"))
    done = call("plan", "publish", "plan.yaml", *WHY, *LATER, *at, "--json")
    assert done.json()["changed"] == [{"name": "metric.accounts", "fields": {"roll-up": {"old": WAS, "new": IS}}}]
    assert f"Note: `metric.accounts`: roll-up was {WAS}, and is {IS}, unlike in the version before." in done.err


def test_only_what_is_read_by_a_plan_that_is_not_over_is_told(call: Call, at: tuple[str, str], empty_folder: Path) -> None:  # fmt: skip
    published(call, at)
    write(empty_folder, "registry.yaml", OTHER)
    after = ("--as-of", "2027-01-01T00:00:00Z")  # the plan held through 2026
    assert call("registry", "publish", "registry.yaml", *after, *at, "--json").json()["changed"] == []


def test_a_version_that_has_begun_takes_the_place_of_the_ones_before(call: Call, at: tuple[str, str], empty_folder: Path) -> None:  # fmt: skip
    published(call, at)
    write(empty_folder, "plan.yaml", PLAN.replace('version: "1"', 'version: "2"').replace("2026-01-01", "2026-02-01"))
    late = ("--effective", "2026-02-01", "--rationale", "More.")
    assert call("plan", "publish", "plan.yaml", *late, *LATER, *at).code == 0
    write(empty_folder, "registry.yaml", OTHER)
    (changed,) = call("registry", "publish", "registry.yaml", *LATER, *at, "--json").json()["changed"]
    assert changed["plans"] == ["hunters@2"]


def test_what_is_published_stays_as_it_was(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    published(call, at)
    write(empty_folder, "registry.yaml", OTHER.replace("2026-02", "2026-01", 1))
    done = call("registry", "publish", "registry.yaml", *LATER, *at)
    assert done.code == 3
    assert "Registry 2026-01 is published with another text. Give this one a new version." in done.err


MORE = """
  retention: {title: Retention, unit: "%", source: crm, owner: finance, period: quarter, target: 105%, edges: {close: 100%}, story: They stay.,
    roll-up: {ratio: {of: {sum: paid, cohort: {by: paid, during: 1 year before}}, to: {sum: paid, over: 1 year before}}}}
  idle: {title: Idle days, unit: days, per: company, better: lower, source: crm, edges: {on-track: 2 days, close: 3 days}, roll-up: {median: idle}}
"""


def test_a_registry_is_read_aloud(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "registry.yaml", REGISTRY + MORE.lstrip("\n"))
    said = call("registry", "words", "registry.yaml").out
    assert " ".join(said.split()).endswith(
        "Accounts won (accounts), for each person, in accounts The number of records of accounts won in the period."
        " Source: the CRM; sales operations answers for it."
        " Retention (retention), for each person, each quarter, as a share"
        " The sum of paid in the period, about the items of which paid was recorded in the same period 1 year before,"
        " divided by the sum of paid in the same period 1 year before."
        " They stay. Source: the CRM; finance answers for it. Target 105%. On track from 105% on, close from 100% on."
        " Idle days (idle), for the company, in days The middle value of idle in the period. Source: the CRM; sales operations"
        " answers for it. On track from 2 days down, close from 3 days down."
    )
    told = call("registry", "words", "registry.yaml", "--json").json()["metrics"]
    assert [each["name"] for each in told] == ["accounts", "retention", "idle"]
    assert told[1]["edges"] == {"on_track": "105%", "close": "100%"}


def test_what_cannot_be_read_has_no_words(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "registry.yaml", REGISTRY.replace("count:", "counts:"))
    done = call("registry", "words", "registry.yaml")
    assert done.code == 3
    assert "Did you mean `count`?" in done.err


def test_the_schema_is_printed(call: Call) -> None:
    schema = json.loads(call("registry", "schema").out)
    Draft202012Validator.check_schema(schema)
    assert "registry" in schema["properties"]
