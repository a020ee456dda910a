"""`source take`: what comes by itself, through the command line on both databases, down to the statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.hunters import at
from tests.cli.papers import write
from tests.cli.test_sources import QUERY, listed
from tests.imports.other_database import deals

__all__ = ["at"]

HEADER = "id,seller,signed\n"
WATCHED = QUERY.replace('database: "sqlite:///${CRM_FILE}.db"\n', "watch: inbox\n")
WATCHED = "\n".join(line for line in WATCHED.splitlines() if not line.startswith("query:"))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is whole as soon as it is there."""
    monkeypatch.setattr("storage.feeds.watching.SETTLED_US", -60_000_000)


@pytest.fixture
def sources(empty_folder: Path) -> Path:
    folder = empty_folder / "sources"
    (folder / "inbox").mkdir(parents=True)
    write(folder, "accounts.yaml", WATCHED)
    return folder


def test_dropped_files_reach_the_statement(
    call: Call, at: tuple[str, str], sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRSHARE_SOURCES", str(sources))
    take = ("source", "take", *at, "--as-of")
    assert "Nothing new." in call(*take, "2026-04-01T07:00:00Z").err
    write(sources / "inbox", "march.csv", f"{HEADER}A-7,P-1,March 4\n")
    bad = call(*take, "2026-04-01T08:00:00Z")
    assert bad.code == 3
    assert "accounts, march.csv: refused." in bad.err
    assert "Line 2, signed: `March 4` is no date." in bad.err
    assert listed(call, at, "2026-04-01T08:30:00Z")["crm"]["state"] == "broken"
    write(sources / "inbox", "march.csv", f"{HEADER}A-7,P-1,2026-03-04\n")
    done = call(*take, "2026-04-01T09:00:00Z", "--json")
    (delivery,) = done.json()["deliveries"]
    assert (done.code, delivery["outcome"], delivery["reports"]["facts"]["accepted"]) == (0, "taken", 1)
    assert (Path(delivery["moved_to"]) / "report.json").is_file()
    document = call("statement", "P-1", "--period", "2026-Q1", "--as-of", "2026-04-02T08:00:00Z", *at, "--json").json()
    assert document["waits"] == []
    assert document["totals"]["earned"]["minor"] == 100050 + 3 * 25000


def test_a_due_query_is_asked_and_problems_of_mappings_are_told(
    call: Call, at: tuple[str, str], empty_folder: Path, sources: Path
) -> None:
    write(sources, "accounts.yaml", f"{QUERY}schedule: {{every: day, at: 06:00}}\n")
    write(sources, "wrong.yaml", "mapping: wrong\nwach: inbox\n")
    write(empty_folder, ".env", "CRM_FILE=crm\n")
    take = ("source", "take", "--folder", sources, *at, "--json", "--as-of")
    with deals(empty_folder, ""):
        done = call(*take, "2026-04-01T08:00:00Z")
    assert done.code == 3
    assert [each["outcome"] for each in done.json()["deliveries"]] == ["taken"]
    assert {each["file"] for each in done.json()["problems"]} == {"wrong.yaml"}
    (sources / "wrong.yaml").unlink()
    again = call(*take, "2026-04-01T08:00:30Z")
    assert (again.code, again.json()) == (0, {"ok": True, "deliveries": [], "problems": []})


def test_without_a_folder_it_says_how_to_name_one(call: Call, at: tuple[str, str]) -> None:
    done = call("source", "take", *at)
    assert done.code == 2
    assert "FAIRSHARE_SOURCES" in done.err
