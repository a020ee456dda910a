"""`plan check`: the contract's document, the registry that a plan is read with, several files at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from plans.document import canonical_bytes, read_document
from plans.problem import Problems
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, REGISTRY, papers, write


def hash_of(text: str) -> str:
    table = read_document(text, "", Problems())
    assert table is not None
    return hashlib.sha256(canonical_bytes(table)).hexdigest()


def test_a_good_plan_is_ok_and_has_its_hash(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "check", "plan.yaml", "--registry", "registry.yaml", "--json")
    assert done.code == 0
    assert done.json() == {
        "ok": True,
        "hash": hash_of(PLAN),
        "problems": [],
        "files": [{"file": "plan.yaml", "ok": True, "hash": hash_of(PLAN)}],
    }


def test_every_problem_has_its_place_and_its_remedy(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "bad.yaml", PLAN.replace("metric.accounts", "metric.acounts").replace("as: cash", "as: gold"))
    done = call("plan", "check", "bad.yaml", "--registry", "registry.yaml", "--json")
    assert done.code == 3
    document = done.json()
    assert (document["ok"], document["hash"]) == (False, None)
    keys = {"file", "line", "column", "path", "code", "message", "remedy"}
    assert all(set(problem) == keys and problem["remedy"] for problem in document["problems"])
    assert {problem["code"] for problem in document["problems"]} == {"unknown-name", "word"}
    [name] = [problem for problem in document["problems"] if problem["code"] == "unknown-name"]
    assert (name["line"], name["path"]) == (19, "figures.accounts-pay")
    assert "Did you mean `metric.accounts`?" in name["remedy"]


def test_people_read_the_same_on_standard_error(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "bad.yaml", PLAN.replace("metric.accounts", "metric.acounts"))
    done = call("plan", "check", "bad.yaml", "--registry", "registry.yaml")
    assert done.out == ""
    assert done.err.splitlines() == [
        "bad.yaml:19:16: `figures.accounts-pay` reads `metric.acounts`. There is no such metric in the registry. Did you mean `metric.accounts`?",
        "registry.yaml: no problems. Hash " + hash_of(REGISTRY) + ".",
        "bad.yaml: 1 problem to mend.",
    ]


def test_a_registry_among_the_files_is_checked_and_read_with_the_plans(call: Call, empty_folder: Path) -> None:
    papers(empty_folder).rename(empty_folder / "z.yaml")
    (empty_folder / "registry.yaml").rename(empty_folder / "metrics.yaml")
    done = call("plan", "check", "z.yaml", "metrics.yaml", "--jsonl")
    assert done.code == 0
    assert [(line["file"], line["ok"], line["hash"]) for line in done.lines()] == [
        ("z.yaml", True, hash_of(PLAN)),
        ("metrics.yaml", True, hash_of(REGISTRY)),
    ]


def test_a_registry_beside_the_plan_is_read_and_said(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "check", "plan.yaml", "--json")
    assert done.code == 0
    assert "Registry 2026-01 is not published; registry.yaml is read in its place." in done.err


def test_without_its_registry_a_plan_is_checked_as_far_as_it_goes(call: Call, empty_folder: Path) -> None:
    write(empty_folder, "bad.yaml", PLAN.replace("as: cash", "as: gold"))
    done = call("plan", "check", "bad.yaml", "--json")
    assert done.code == 3
    assert [problem["code"] for problem in done.json()["problems"]] == ["unknown-registry", "word"]
    assert "registry publish FILE" in done.json()["problems"][0]["remedy"]


def test_a_registry_of_another_version_is_named(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    write(empty_folder, "old.yaml", REGISTRY.replace("2026-01", "2025-01"))
    done = call("plan", "check", "plan.yaml", "--registry", "old.yaml")
    assert done.code == 3
    assert "The plan reads registry 2026-01; this one is 2025-01." in done.err


def test_one_bad_file_among_good_ones(call: Call, empty_folder: Path) -> None:
    papers(empty_folder)
    done = call("plan", "check", "plan.yaml", "nowhere.yaml", "registry.yaml", "--json")
    assert done.code == 3
    assert [(file["file"], file["ok"]) for file in done.json()["files"]] == [
        ("plan.yaml", True),
        ("nowhere.yaml", False),
        ("registry.yaml", True),
    ]
    assert done.json()["hash"] is None


@pytest.mark.parametrize("name", ["plan ü.yaml", "-plan.yaml", "plan\udcff.yaml"])
def test_unusual_names_of_files(process: Call, empty_folder: Path, name: str) -> None:
    papers(empty_folder).rename(empty_folder / name)
    done = process("plan", "check", "--json", "--", name)
    assert done.code == 0, done.err
    assert done.json()["ok"]
