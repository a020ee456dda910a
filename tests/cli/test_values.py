"""`registry values`: one metric of everybody, on both databases, by a published registry and by a draft."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from storage.database import Database
from tests.cli.conftest import Call, Done
from tests.cli.hunters import PEOPLE, TEAMS
from tests.cli.papers import write

REGISTRY = """
registry: 2026-01
sources:
  crm: {title: the CRM, owner: sales operations}
  survey: {title: the survey}
metrics:
  won: {title: Value won, unit: EUR, roll-up: {sum: won}, source: crm, may-be-negative: yes}
  typical: {title: Typical deal, unit: EUR, roll-up: {median: won}, source: crm}
  live: {title: Share that went live, unit: "%", roll-up: {ratio: {of: {count: live, where: yes}, to: {count: live}}}, source: crm}
  all: {title: Value won by all, unit: EUR, per: company, roll-up: {sum: won}, source: crm}
  north: {title: Deals of the team, unit: deals, per: team, roll-up: {count: won}, source: crm}
  mood: {title: Mood, unit: "%", roll-up: {given: mood}, source: survey}
"""
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id
F-1,won,person,P-1,2026-01-20,100.00,EUR,D-1
F-2,won,person,P-1,2026-02-20,50.00,EUR,D-2
F-3,won,person,P-1,2026-03-20,30.10,EUR,D-3
F-4,won,person,P-2,2026-04-01,7.00,EUR,D-4
F-5,won,partner,X-9,2026-03-31,8.00,EUR,D-5
F-6,live,person,P-1,2026-02-01,yes,yes/no,D-1
F-7,live,person,P-1,2026-02-01,no,yes/no,D-2
F-8,live,person,P-1,2026-02-01,no,yes/no,D-3
"""
AFTER = ("--as-of", "2026-04-20T08:00:00Z")


class Analyst:
    """Somebody who asks for metrics of the first quarter of 2026."""

    def __init__(self, call: Call, url: tuple[str, ...]) -> None:
        self.call, self.url = call, url

    def ask(self, metric: str, *more: object) -> Done:
        return self.call("registry", "values", metric, "--period", "2026-Q1", *AFTER, *more, *self.url)

    def told(self, metric: str, *more: object) -> dict[str, tuple[object, int]]:
        """By subject: the value, or why it waits; and of how many facts it is."""
        done = self.ask(metric, "--jsonl", *more)
        assert done.code == 0, done.err
        return {
            each["subject"]: (each["value"].get("text") or each["waits"][0]["why"], each["facts"])
            for each in done.lines()
        }


@pytest.fixture
def analyst(call: Call, database: Database, empty_folder: Path) -> Analyst:
    url = ("--database", database.url.render_as_string(hide_password=False))
    morning = ("--as-of", "2026-04-02T08:00:00Z")
    for kind, text in (("teams", TEAMS), ("people", PEOPLE)):
        done = call(
            "import",
            kind,
            write(empty_folder, f"{kind}.csv", text),
            "--source",
            "hr",
            "--as-of",
            "2026-01-01T08:00:00Z",
            *url,
        )
        assert done.code == 0, done.err
    file = write(empty_folder, "facts.csv", FACTS)
    done = call("import", "facts", file, "--source", "crm", "--complete-through", "2026-04-01", *morning, *url)
    assert done.code == 0, done.err
    assert call("registry", "publish", write(empty_folder, "registry.yaml", REGISTRY), *morning, *url).code == 0
    return Analyst(call, url)


def test_everybody_who_is_there_is_told_and_whoever_has_a_fact(analyst: Analyst) -> None:
    assert analyst.told("won") == {
        "P-1": ("180.1", 3),
        "P-2": ("0", 0),
        "P-3": ("0", 0),
        "X-9": ("8", 1),
    }  # 100 + 50 + 30.10
    assert analyst.told("metric.typical") == {
        "P-1": ("50", 3),
        "P-2": ("absent", 0),
        "P-3": ("absent", 0),
        "X-9": ("8", 1),
    }
    assert analyst.told("all") == {"": ("188.1", 4)}  # F-4 is of April


def test_a_share_shows_its_sides(analyst: Analyst) -> None:
    (found,) = (each for each in analyst.ask("live", "--jsonl").lines() if each["subject"] == "P-1")
    assert (found["value"], found["facts"]) == ({"text": "1/3", "unit": "ratio"}, 4)  # one yes, and three of all
    assert {name: side["text"] for name, side in found["parts"].items()} == {"of": "1", "to": "3"}


def test_what_waits_says_why(analyst: Analyst) -> None:
    found = analyst.ask("mood", "--json").json()
    assert {each["waits"][0]["why"] for each in found} == {"late"}
    assert found[0]["waits"][0] == {
        "why": "late",
        "words": "the survey never said through which day it holds everything",
        "source": "survey",
        "since": None,
        "owner": "",
    }
    assert analyst.told("mood", "--standing") == {"P-1": ("absent", 0), "P-2": ("absent", 0), "P-3": ("absent", 0)}
    said = analyst.ask("mood")
    assert "P-1                0  the survey never said through which day it holds everything" in said.out
    assert said.err == "Mood, 2026-Q1, final, by registry 2026-01.\n"


def test_a_draft_is_asked_before_it_is_published(analyst: Analyst, empty_folder: Path) -> None:
    text = REGISTRY.replace("2026-01", "2026-02").replace("roll-up: {sum: won}", "roll-up: {max: won}", 1)
    draft = write(empty_folder, "draft.yaml", text)
    assert analyst.told("won", "--registry", draft) == {
        "P-1": ("100", 3),
        "P-2": ("absent", 0),
        "P-3": ("absent", 0),
        "X-9": ("8", 1),
    }
    broken = analyst.ask("won", "--registry", write(empty_folder, "broken.yaml", "registry: x\nmetrics: {won: {}}\n"))
    assert (broken.code, "broken.yaml" in broken.err) == (3, True)


def test_a_file_is_new_and_for_its_owner_alone(analyst: Analyst, empty_folder: Path) -> None:
    file = empty_folder / "won.csv"
    done = analyst.ask("typical", "--out", file)
    assert (done.code, done.out) == (0, f"{file} has 4 rows: Typical deal, 2026-Q1, final, by registry 2026-01.\n")
    with file.open(newline="", encoding="utf-8") as text:
        assert list(csv.reader(text)) == [
            ["subject", "value", "unit", "facts", "why", "words"],
            ["P-1", "50", "EUR", "3", "", ""],
            ["P-2", "", "EUR", "0", "absent", "nothing has arrived from the CRM for this period"],
            ["P-3", "", "EUR", "0", "absent", "nothing has arrived from the CRM for this period"],
            ["X-9", "8", "EUR", "1", "", ""],
        ]
    assert file.stat().st_mode & 0o777 == 0o600
    again = analyst.ask("typical", "--out", file)
    assert (again.code, again.err) == (2, f"{file} exists already. Name another file; no file is overwritten.\n")


def test_a_name_that_is_none_says_what_was_meant(analyst: Analyst) -> None:
    done = analyst.ask("wonn")
    assert (done.code, done.err) == (8, "Registry 2026-01 has no metric `wonn`. Did you mean `won`?\n")
    assert analyst.ask("won", "--final", "--standing").code == 2
    early = analyst.call(
        "registry", "values", "won", "--period", "2026-Q1", "--as-of", "2026-01-02T00:00:00Z", *analyst.url
    )
    assert (early.code, "--registry" in early.err) == (8, True)


def test_the_look_is_recorded(analyst: Analyst) -> None:
    analyst.ask("won", "--reason", "a new definition")
    looks = [
        row
        for row in analyst.call("audit", "export", *analyst.url, "--jsonl").lines()
        if row["kind"] == "look-at-metric"
    ]
    assert [look["payload"]["what"] for look in looks] == [
        {"metric": "won", "period": "2026-Q1", "reason": "a new definition"}
    ]
