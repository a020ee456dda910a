"""Import, statement, explain: from files of rows to figures with their reasons, on both databases."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from storage.looks import looks_at
from tests.cli.conftest import ROOT, Call
from tests.cli.hunters import AT, DURING, FACTS, TEAMS, at
from tests.cli.papers import write

__all__ = ["at"]

BAD_TERMS = """payee_id,term,value,unit,from,to
P-1,base,1000.505,EUR,2026-01-01,
P-2,base,2000.00,EUR,soon,
P-1,base,lots,EUR,2026-02-01,
"""


def test_a_statement_as_the_contract_has_it(call: Call, at: tuple[str, str]) -> None:
    done = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json")
    assert done.code == 0, done.err
    document = done.json()
    assert (document["payee"], document["period"], document["mode"]) == ("P-1", "2026-Q1", "standing")
    assert document["as_of"] == "2026-03-20T08:00:00Z"
    assert document["plan"]["name"] == "hunters"
    assert document["totals"]["earned"] == {"minor": 150050, "currency": "EUR"}  # 2 accounts x 250 + 1000.50
    assert document["figures"]["pay"]["value"] == {"text": "1500.5", "unit": "EUR", "minor": 150050}
    assert document["figures"]["accounts-pay"]["parts"][0] == "metric.accounts"
    facts = document["figures"]["metric.accounts"]["facts"]
    assert {"F-1", "F-2"} <= {fact["id"] for fact in facts}
    assert next(fact for fact in facts if fact["id"] == "F-1") == {
        "id": "F-1", "source": "crm", "line": 2, "observed": "2026-01-20", "recorded": "2026-03-10T08:00:00Z", "value": "yes",
    }  # fmt: skip
    assert document["payouts"][0]["date"] == "2026-05-15"


def test_a_period_that_is_over_waits_for_its_source(call: Call, at: tuple[str, str]) -> None:
    document = call("statement", "P-1", "--period", "2026-Q1", *AT, *at, "--json").json()
    assert document["mode"] == "final"
    assert document["totals"]["earned"]["minor"] is None
    assert [(wait["metric"], wait["source"], wait["owner"]) for wait in document["waits"]] == [
        ("accounts", "crm", "sales operations")
    ]
    standing = call("statement", "P-1", "--period", "2026-Q1", "--standing", *AT, *at, "--json").json()
    assert (standing["mode"], standing["totals"]["earned"]["minor"]) == ("standing", 150050)
    assert standing["assumes"]
    assert call("statement", "P-1", "--period", "2026-Q1", "--final", *DURING, *at, "--json").json()["mode"] == "final"


def test_people_read_what_the_chat_would_say(call: Call, at: tuple[str, str]) -> None:
    done = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at)
    assert done.code == 0
    assert done.out.startswith("Ana Alves's variable pay, Q1 2026\n\n€1,500.50 earned so far")
    assert "[" not in done.out  # nothing to press
    document = call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--json").json()
    code = document["statement_hash"][:8].upper()
    assert f"Statement check code: {code[:4]}-{code[4:]}" in done.out


def test_everybody_with_a_plan_one_a_line(call: Call, at: tuple[str, str]) -> None:
    lines = call("statement", "--all", "--period", "2026-Q1", "--jsonl", *DURING, *at).lines()
    assert [(line["payee"], line["totals"]["earned"]["minor"]) for line in lines] == [("P-1", 150050), ("P-2", 225000)]
    assert lines[0] == call("statement", "P-1", "--period", "2026-Q1", "--json", *DURING, *at).json()
    assert call("statement", "--all", "--period", "2026-Q1", "--json", *DURING, *at).json() == lines
    words = call("statement", "--all", "--period", "2026-Q1", *DURING, *at).out.splitlines()
    assert words[0] == "P-1  Ana Alves  €1,500.50  hunters 1"
    assert call("statement", "--all", "--period", "2026-01", "--jsonl", *DURING, *at).lines() == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["P-9", "--period", "2026-Q1"], 8, "Nobody with the id `P-9` is recorded."),
        (["P-3", "--period", "2026-Q1"], 8, "No published plan is for the team and role"),
        (
            ["P-1", "--period", "2026-01"],
            8,
            "pays each quarter, so 2026-01 has no statement of its own. Ask for 2026-Q1.",
        ),
        (["P-1", "--period", "2024-Q1"], 8, "There is nothing for Q1 2024."),
        (["P-1", "--period", "2027-Q1"], 8, "Q1 2027 has not begun."),
        (["P-\udcff", "--period", "2026-Q1"], 2, "characters that are no text"),
        (["P-1", "--period", "2026-Q5"], 2, "`2026-Q5` is no period. Write 2026-Q4 for a quarter"),
        (["P-1", "--period", "2026-Q1", "--final", "--standing"], 2, "not both"),
        ([], 2, "Name one payee, or write --all."),
        (["P-1", "--all", "--period", "2026-Q1"], 2, "Write a payee or --all, not both."),
        (["--all"], 2, "Say for which period"),
    ],
)
def test_what_cannot_be_stated_says_why(
    call: Call, at: tuple[str, str], arguments: list[str], code: int, words: str
) -> None:
    done = call("statement", *arguments, *DURING, *at)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_without_a_period_the_current_one(call: Call, at: tuple[str, str]) -> None:
    assert call("statement", "P-1", *DURING, *at, "--json").json()["period"] == "2026-Q1"


def test_a_figure_explains_itself_down_to_the_rows(call: Call, at: tuple[str, str]) -> None:
    document = call("explain", "P-1", "pay", "--period", "2026-Q1", *DURING, *at, "--json").json()
    assert (document["payee"], document["figure"], document["clause"], document["op"]) == ("P-1", "pay", "2.1", "sum")
    [accounts_pay, base] = document["parts"]
    assert accounts_pay["title"] == "Pay for accounts"
    assert base["facts"][0]["value"] == "1000.5 EUR"
    assert {fact["id"] for fact in accounts_pay["parts"][0]["facts"]} >= {"F-1", "F-2"}
    words = call("explain", "P-1", "2.1", "--period", "2026-Q1", *DURING, *at).out
    assert words.startswith("2.1  Your pay: 1500.50 EUR\n")
    assert "F-1, 2026-01-20: yes (crm, line 2)" in words
    assert call("explain", "P-1", "metric.accounts", *DURING, *at, "--json").json()["value"]["text"] == "2"


def test_a_figure_explains_what_was_corrected_behind_it(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    """F-1 was won a day later than was said, and F-2 by somebody else."""
    mended = "F-1,accounts-won,person,P-1,2026-01-21,yes,yes/no\nF-2,accounts-won,person,P-2,2026-01-22,yes,yes/no\n"
    file = write(empty_folder, "mended.csv", f"{FACTS.splitlines()[0]}\n{mended}")
    later = ("--as-of", "2026-03-20T07:00:00Z")
    batch = call("import", "facts", file, "--source", "fixes", *later, *at, "--json").json()["batch"]
    document = call("explain", "P-1", "pay", "--period", "2026-Q1", *DURING, *at, "--json").json()
    [correction], [gone] = document["corrections"], document["no_longer"]
    by = {"source": "fixes", "recorded": "2026-03-20T07:00:00Z", "batch": batch}
    assert {**correction, **by, "id": "F-1", "line": 2} == correction
    assert (correction["was"]["observed"], correction["now"]["observed"]) == ("2026-01-20", "2026-01-21")
    assert {**gone, **by, "id": "F-2", "line": 3, "now": None} == gone
    assert (gone["was"]["source"], gone["was"]["value"], gone["was"]["of"]) == ("crm", "yes", "accounts-won")
    words = call("explain", "P-1", "metric.accounts", "--period", "2026-Q1", *DURING, *at).out
    when = f"20 Mar 2026, 07:00 UTC (fixes, batch {batch})"
    assert f"One row behind it was corrected.\nF-1: now yes. Corrected on {when}: before, it was 20 Jan 2026." in words
    assert (
        f"One row no longer counts here.\n\n- F-2. 20 Feb 2026: yes. Since {when}, it is recorded for somebody else."
        in words
    )
    before = call(
        "explain", "P-1", "pay", "--period", "2026-Q1", "--as-of", "2026-03-20T06:00:00Z", *at, "--json"
    ).json()
    assert (before["corrections"], before["no_longer"]) == ([], [])


def test_who_lost_every_row_is_told_of_each(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    file = write(empty_folder, "mended.csv", FACTS.replace(",P-1,", ",P-2,"))
    assert call("import", "facts", file, "--source", "crm", "--as-of", "2026-03-20T07:00:00Z", *at).code == 0
    document = call("explain", "P-1", "accounts-pay", "--period", "2026-Q1", *DURING, *at, "--json").json()
    assert document["value"]["minor"] == 0
    assert [(gone["id"], gone["now"]) for gone in document["no_longer"]] == [("F-1", None), ("F-2", None)]


def test_a_figure_that_does_not_exist_has_a_nearest_one(call: Call, at: tuple[str, str]) -> None:
    done = call("explain", "P-1", "acounts-pay", *DURING, *at)
    assert done.code == 8
    assert "Did you mean `accounts-pay`?" in done.err
    assert "There are: accounts-pay, pay." in call("explain", "P-1", "zzz", *DURING, *at).err


def test_an_import_reports_as_the_contract_has_it(call: Call, at: tuple[str, str]) -> None:
    again = call("import", "facts", "facts.csv", "--source", "crm", *AT, *at, "--json").json()
    assert {key: again[key] for key in ("batch", "source", "rows", "accepted", "unchanged", "corrected", "rejected", "published")} == {
        "batch": None, "source": "crm", "rows": 3, "accepted": 0, "unchanged": 3, "corrected": 0, "rejected": [], "published": False,
    }  # fmt: skip


def test_refused_rows_are_readable_lines_and_nothing_is_taken(
    call: Call, at: tuple[str, str], empty_folder: Path
) -> None:
    bad = write(empty_folder, "bad.csv", BAD_TERMS)
    done = call("import", "terms", bad, "--source", "hr", *AT, *at)
    assert (done.code, done.out) == (3, "")
    lines = done.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:3]] == ["Line 2, value", "Line 3, from", "Line 4, value"]
    assert lines[-1] == "Nothing was taken from hr: 3 to mend in 3 rows."
    document = call("import", "terms", bad, "--source", "hr", *AT, *at, "--json")
    assert document.code == 3
    assert all(
        set(each) == {"line", "column", "value", "code", "message", "remedy"} for each in document.json()["rejected"]
    )
    assert (document.json()["published"], document.json()["batch"]) == (False, None)


def test_a_dry_run_publishes_nothing(call: Call, at: tuple[str, str], empty_folder: Path) -> None:
    more = write(empty_folder, "more.csv", FACTS.replace("F-", "G-"))
    done = call("import", "facts", more, "--dry-run", *AT, *at, "--json")
    assert done.code == 0
    assert (done.json()["accepted"], done.json()["published"]) == (3, False)
    assert "Nothing was published, as asked." in done.err


def test_on_a_terminal_a_bar_shows_how_far_it_is(process: Call, empty_folder: Path) -> None:
    url = ("--database", "sqlite:///bar.db")
    assert process("init", *url).code == 0
    teams = write(empty_folder, "teams.csv", TEAMS)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "bot", "import", "teams", str(teams), *AT, *url, "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=False)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while read := os.read(ours, 10_000):
            seen += read
    os.close(ours)
    assert done.returncode == 0
    assert json.loads(done.stdout)["accepted"] == 1
    assert b"Importing teams.csv" in seen
    assert b"100%" in seen


def test_an_import_is_recorded_with_who_did_it(call: Call, at: tuple[str, str]) -> None:
    kinds = [entry["kind"] for entry in call("audit", "export", "--jsonl", *at).lines()]
    assert kinds == ["publish", "publish", "import", "import", "import", "import"]
    last = call("audit", "export", "--jsonl", *at).lines()[-1]
    assert last["payload"]["what"]["what"] == "facts"
    assert last["payload"]["actor"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["facts", "nowhere.csv"], 3, "nowhere.csv cannot be read"),
        (["facts", "."], 3, "cannot be read"),
        (["fact", "facts.csv"], 2, "'fact' is not one of"),
        (
            ["facts", "facts.csv", "--complete-through", "yesterday"],
            2,
            "`yesterday` is no day. Write it like 2026-07-01.",
        ),
        (["facts", "facts.csv", "--mapping", "nowhere.yaml"], 3, "nowhere.yaml"),
        (["facts", "plan.yaml"], 3, "to mend"),
        (
            ["facts", "facts.csv", "--as-of", "2020-01-01T00:00:00Z"],
            3,
            "An import with a later instant is already published",
        ),
    ],
)
def test_an_import_that_cannot_be(call: Call, at: tuple[str, str], arguments: list[str], code: int, words: str) -> None:
    done = call("import", *([] if "--as-of" in arguments else AT), *arguments, *at)
    assert done.code == code, done.err
    assert words in done.err


def test_a_look_on_the_command_line_is_recorded_before_anything_is_printed(
    call: Call, at: tuple[str, str], database: Database
) -> None:
    assert call("statement", "P-1", "--period", "2026-Q1", *DURING, *at, "--reason", "a question of hers").code == 0
    assert call("explain", "P-1", "pay", "--period", "2026-Q1", *DURING, *at).code == 0
    assert call("statement", "--all", "--period", "2026-Q1", *DURING, *at, "--jsonl").code == 0
    with database.read() as connection:
        looks = looks_at(connection, "P-1", 9)
    assert [(look.viewer.startswith("os:"), look.period, look.reason) for look in looks] == [
        (True, "2026-Q1", "on the command line"),
        (True, "2026-Q1", "a question of hers"),
    ]
    kinds = [row["kind"] for row in call("audit", "export", *at, "--jsonl").lines()]
    assert kinds.count("look-at-all") == 1
