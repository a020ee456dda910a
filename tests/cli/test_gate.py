"""`gate check RELEASE`, through the command line on both databases: open or shut, with every reason and whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from tests.cli.conftest import Call, Done
from tests.cli.papers import write

REGISTRY = """
registry: 2026-01
sources:
  experiments: {title: experiment log, owner: product analytics}
  quality: {title: build server, owner: platform team}
  usage: {title: usage feed, owner: data team, late-after: 3 days}
metrics:
  planned: {title: Planned lift, unit: "%", per: team, roll-up: {given: planned-lift}, source: experiments}
release-gate:
  title: Release gate
  needs:
    planned-lift: {title: Planned lift, source: experiments, more-than: 0%}
    checks-passed: {title: Quality checks, source: quality, at-least: 95%}
    security-review: {title: Security review, source: quality, is: yes}
    roll-back: {title: Way back, source: quality, recorded: yes}
    freeze: {title: Last change, source: quality, at-most: 2026-03-18}
  fresh: [usage]
"""
HEADER = "fact_id,metric,subject_kind,subject_id,observed,value,unit,item_id\n"
GOOD = {
    "P": "planned-lift,team,growth,2026-03-01,2.5,%",
    "C": "checks-passed,team,growth,2026-03-18,95,%",
    "S": "security-review,team,growth,2026-03-17,yes,yes/no",
    "R": "roll-back,team,growth,2026-03-17,by the switch,label",
    "F": "freeze,team,growth,2026-03-18,2026-03-18,date",
}
AT = ("--as-of", "2026-03-20T08:00:00Z")


class Pipeline:
    """A deployment pipeline: it hands in facts about releases, and asks."""

    def __init__(self, call: Call, url: tuple[str, ...], folder: Path) -> None:
        self.call, self.url, self.folder, self.hour = call, url, folder, 1

    def give(self, lines: dict[str, str], release: str = "R-7", source: str = "quality") -> None:
        self.hour += 1
        text = HEADER + "".join(f"{fact}-{release},{line},{release}\n" for fact, line in lines.items())
        file = write(self.folder, "facts.csv", text)
        when = ("--as-of", f"2026-03-19T{self.hour:02}:00:00Z", "--complete-through", "2026-03-18")
        done = self.call("import", "facts", file, "--source", source, *when, *self.url, "--json")
        assert done.code == 0, done.out

    def ask(self, release: str = "R-7", at: tuple[str, ...] = AT) -> Done:
        return self.call("gate", "check", release, *at, *self.url, "--json")

    def reasons(self, release: str = "R-7", at: tuple[str, ...] = AT) -> dict[str, str]:
        done = self.ask(release, at)
        document: dict[str, Any] = done.json()
        assert (done.code, document["open"]) == ((0, True) if not document["reasons"] else (9, False))
        return {each["need"] or each["source"]: each["why"] for each in document["reasons"]}


@pytest.fixture
def pipeline(call: Call, database: Database, empty_folder: Path) -> Pipeline:
    url = ("--database", database.url.render_as_string(hide_password=False))
    file = write(empty_folder, "registry.yaml", REGISTRY)
    done = call("registry", "publish", file, "--as-of", "2026-01-01T00:00:00Z", *url)
    assert done.code == 0, done.err
    made = Pipeline(call, url, empty_folder)
    made.give({"U": "visits,company,all,2026-03-18,1,visits"}, "", "usage")
    return made


def test_a_release_that_meets_everything_may_be_deployed(pipeline: Pipeline) -> None:
    pipeline.give(GOOD)
    assert pipeline.reasons() == {}
    said = pipeline.call("gate", "check", "R-7", *AT, *pipeline.url)
    assert (said.code, said.out) == (0, "Release gate: R-7 may be deployed.\n")
    assert {each["facts"]: each["asks"] for each in pipeline.ask().json()["needs"]} == {
        "planned-lift": "more than 0%", "checks-passed": "at least 95%", "security-review": "yes", "roll-back": "recorded",
        "freeze": "at most 2026-03-18",
    }  # fmt: skip


def test_a_release_of_which_nothing_is_known_is_held_with_every_reason(pipeline: Pipeline) -> None:
    pipeline.give(GOOD)
    assert pipeline.reasons("R-8") == dict.fromkeys(
        ("planned-lift", "checks-passed", "security-review", "roll-back", "freeze"), "absent"
    )


@pytest.mark.parametrize(
    ("fact", "line", "need", "why"),
    [
        ("P", "planned-lift,team,growth,2026-03-01,0,%", "planned-lift", "unmet"),
        ("C", "checks-passed,team,growth,2026-03-18,94.99,%", "checks-passed", "unmet"),
        ("C", "checks-passed,team,growth,2026-03-18,95,checks", "checks-passed", "another-unit"),
        ("S", "security-review,team,growth,2026-03-17,no,yes/no", "security-review", "unmet"),
        ("F", "freeze,team,growth,2026-03-18,2026-03-19,date", "freeze", "unmet"),
        ("R", "roll-back,team,growth,2026-03-21,by the switch,label", "roll-back", "absent"),  # of a day to come
    ],
)
def test_what_is_not_met_shuts_the_gate_and_says_whose_it_is(
    pipeline: Pipeline, fact: str, line: str, need: str, why: str
) -> None:
    pipeline.give(GOOD | {fact: line})
    assert pipeline.reasons() == {need: why}
    (reason,) = pipeline.ask().json()["reasons"]
    assert reason["owner"] == ("product analytics" if need == "planned-lift" else "platform team")


def test_the_words_say_what_is_and_what_is_asked_for(pipeline: Pipeline) -> None:
    pipeline.give(GOOD | {"C": "checks-passed,team,growth,2026-03-18,88.5,%"})
    said = pipeline.call("gate", "check", "R-7", *AT, *pipeline.url)
    assert said.code == 9
    assert said.out.splitlines() == [
        "Release gate: R-7 may not be deployed.",
        "Quality checks: 88.5% on 2026-03-18, and at least 95% is asked for. Owner: platform team.",
    ]


def test_the_latest_day_counts_and_each_of_its_facts(pipeline: Pipeline) -> None:
    pipeline.give(
        GOOD | {"C": "checks-passed,team,growth,2026-03-16,40,%", "C2": "checks-passed,team,growth,2026-03-18,97,%"}
    )
    assert pipeline.reasons() == {}
    pipeline.give({"C3": "checks-passed,team,growth,2026-03-18,60,%"})
    assert pipeline.reasons() == {"checks-passed": "unmet"}
    pipeline.give({"C3": "checks-passed,team,growth,2026-03-18,96,%"})
    assert pipeline.reasons() == {}
    assert pipeline.reasons(at=("--as-of", "2026-03-19T04:30:00Z")) == {
        "checks-passed": "unmet"
    }  # as it was known then


def test_a_source_that_must_be_fresh_and_is_not_shuts_the_gate(pipeline: Pipeline) -> None:
    pipeline.give(GOOD)
    later = ("--as-of", "2026-03-22T08:00:00Z")
    assert pipeline.reasons(at=later) == {"usage": "late"}
    (reason,) = pipeline.ask(at=later).json()["reasons"]
    assert (reason["words"], reason["owner"]) == ("usage feed is late.", "data team")
    file = write(pipeline.folder, "facts.csv", HEADER + "U,visits,company,all,18/3/26,1,visits,\n")
    assert (
        pipeline.call(
            "import", "facts", file, "--source", "usage", "--as-of", "2026-03-19T09:00:00Z", *pipeline.url
        ).code
        == 3
    )
    assert pipeline.reasons() == {"usage": "broken"}


def test_a_fact_by_hand_can_open_it(pipeline: Pipeline) -> None:
    pipeline.give({name: line for name, line in GOOD.items() if name != "S"})
    assert pipeline.reasons() == {"security-review": "absent"}
    fact = (
        "--metric",
        "security-review",
        "--subject-kind",
        "team",
        "--subject",
        "growth",
        "--observed",
        "2026-03-19",
        "--item",
        "R-7",
    )
    why = ("--source", "quality", "--reason", "Reviewed in a meeting.", "--as-of", "2026-03-19T10:00:00Z")
    wrong = pipeline.call(
        "fact", "add", "H-1", *fact, "--value", "1", "--unit", "reviews", *why, *pipeline.url, "--json"
    )
    assert (wrong.code, wrong.json()["rejected"][0]["code"]) == (3, "another-unit")
    assert (
        pipeline.call("fact", "add", "H-1", *fact, "--value", "yes", "--unit", "yes/no", *why, *pipeline.url).code == 0
    )
    assert pipeline.reasons() == {}


def test_without_a_gate_nothing_is_open(call: Call, empty_folder: Path) -> None:
    assert call("init").code == 0
    assert call("gate", "check", "R-7").code == 8
    write(empty_folder, "registry.yaml", REGISTRY.partition("release-gate:")[0])
    assert call("registry", "publish", "registry.yaml").code == 0
    done = call("gate", "check", "R-7", "--json")
    assert done.code == 8
    assert done.json()["error"]["code"] == "unknown-gate"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("source: quality, at-least: 95%", "source: qualty, at-least: 95%", "unknown-name"),
        ("source: quality, at-least: 95%", "at-least: 95%", "missing-key"),
        ("at-least: 95%", "at-least: 95%, at-most: 99%", "one-of"),
        (", at-least: 95%", "", "one-of"),
        ("at-least: 95%", "at-least: enough", "literal"),
        ("at-least: 95%", "at-least: yes", "literal"),
        ("at-least: 95%", "atleast: 95%", "unknown-key"),
        ("recorded: yes", "recorded: no", "word"),
        ("fresh: [usage]", "fresh: [usag]", "unknown-name"),
        ("roll-back: {", "2nd way: {", "name"),
        ("roll-back: {title: Way back, source: quality, recorded: yes}", "roll-back: yes", "need"),
        ("  title: Release gate", "  titel: Release gate", "unknown-key"),
    ],
)
def test_what_a_gate_may_not_say(call: Call, empty_folder: Path, old: str, new: str, code: str) -> None:
    assert old in REGISTRY
    done = call("registry", "check", write(empty_folder, "r.yaml", REGISTRY.replace(old, new)), "--json")
    assert done.code == 3
    assert code in {each["code"] for each in done.json()["problems"]}


def test_a_gate_that_asks_for_nothing_is_refused(call: Call, empty_folder: Path) -> None:
    text = REGISTRY.partition("  needs:")[0]
    done = call("registry", "check", write(empty_folder, "r.yaml", text), "--json")
    assert [each["code"] for each in done.json()["problems"]] == ["missing-key"]
