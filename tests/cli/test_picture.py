"""`explain --picture`: a private file, the same in words, and nothing heavy loaded for whoever asks for no picture."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from tests.charts.made import opened
from tests.cli.conftest import Call
from tests.cli.papers import PLAN, papers, write

ROOT = Path(__file__).parents[2]
AT = ("--period", "2026-Q1", "--as-of", "2026-03-20T08:00:00Z")
PEOPLE = """person_id,name,email,team_id,slack_user_id,manager_id,function,start,end,locale,zone,currency,kind,partner_id,entity_id,from
P-1,Ana Alves,ana@example.com,north,U001,,sales,2025-01-01,,en-IE,Europe/Dublin,EUR,person,,,
"""
TEAMS = "team_id,name,channel_id,zone,parent_id,entity_id\nnorth,North,C001,Europe/Dublin,,\n"
TERMS = "payee_id,term,value,unit,from,to\nP-1,base,1000.00,EUR,2026-01-01,\n"
FACTS = """fact_id,metric,subject_kind,subject_id,observed,value,unit
F-1,accounts-won,person,P-1,2026-01-20,yes,yes/no
F-2,accounts-won,person,P-1,2026-02-20,yes,yes/no
"""
CURVE = (
    "curve: {by: metric.accounts, points: [[1 account, 100 EUR], [5 accounts, 500 EUR]], below: nothing, above: flat}"
)
ROUNDED = '  paid-out: {clause: "2.2", title: Paid, round: {of: pay, to: minor unit, mode: half-away}}\n'
WITH_CURVE = (
    PLAN.replace("rate: {of: metric.accounts, at: term.bonus}", CURVE)
    .replace("  bonus: {value: 250 EUR per account}\n", "")
    .replace("payouts:\n  pay: {of: pay,", f"{ROUNDED}payouts:\n  pay: {{of: paid-out,")
)


@pytest.fixture
def at(call: Call, sqlite_database: Database, empty_folder: Path) -> tuple[str, ...]:
    """What to add to a call for a database in which Ana has won two accounts: 100 + 1 x 100 = 200 EUR."""
    papers(empty_folder)
    write(empty_folder, "plan.yaml", WITH_CURVE)
    url = ("--database", sqlite_database.url.render_as_string(hide_password=False))
    published = ("--as-of", "2025-12-01T00:00:00Z")
    why = ("--effective", "2026-01-01", "--rationale", "A year of its own.")
    calls = [
        call("registry", "publish", "registry.yaml", *published, *url),
        call("plan", "publish", "plan.yaml", *why, *published, *url),
    ]
    for what, text in (("teams", TEAMS), ("people", PEOPLE), ("terms", TERMS)):
        file = write(empty_folder, f"{what}.csv", text)
        calls.append(call("import", what, file, "--source", "hr", *published, *url))
    read = ("--as-of", "2026-03-10T08:00:00Z", "--complete-through", "2026-03-09")
    calls.append(call("import", "facts", write(empty_folder, "facts.csv", FACTS), "--source", "crm", *read, *url))
    assert [done.code for done in calls] == [0] * len(calls), [done.err for done in calls]
    return (*AT, *url)


def test_the_curve_is_a_file_for_its_owner_alone(call: Call, at: tuple[str, ...], empty_folder: Path) -> None:
    before = os.umask(0)
    try:
        done = call("explain", "P-1", "accounts-pay", "--picture", "curve.png", *at)
    finally:
        os.umask(before)
    assert done.code == 0, done.err
    file = empty_folder / "curve.png"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert opened(file.read_bytes()).width == 1080
    assert done.out == call("explain", "P-1", "accounts-pay", *at).out
    assert done.err == (
        "Pay for accounts, clause 1.1. You are at 2 accounts, which pays €200.00. Below 1 account it pays nothing. "
        "At 1 account it pays €100.00. From there each account adds €100.00: at 5 accounts it pays €500.00. "
        "Above 5 accounts it still pays €500.00.\n"
    )


def test_with_json_the_description_stays_out_of_the_document(call: Call, at: tuple[str, ...]) -> None:
    done = call("explain", "P-1", "1.1", "--picture", "curve.png", "--json", *at)
    assert done.json()["figure"] == "accounts-pay"
    assert done.err.startswith("Pay for accounts, clause 1.1.")


def test_a_picture_never_replaces_a_file(call: Call, at: tuple[str, ...], empty_folder: Path) -> None:
    file = write(empty_folder, "curve.png", "mine")
    done = call("explain", "P-1", "accounts-pay", "--picture", "curve.png", *at)
    assert (done.code, done.out) == (2, "")
    assert done.err == "curve.png exists already. Name another file; no file is overwritten.\n"
    assert file.read_text() == "mine"
    (empty_folder / "link.png").symlink_to("elsewhere.png")
    assert call("explain", "P-1", "accounts-pay", "--picture", "link.png", *at).code == 2
    assert not (empty_folder / "elsewhere.png").exists()


def test_a_figure_without_a_curve_names_those_that_have_one(
    call: Call, at: tuple[str, ...], empty_folder: Path
) -> None:
    done = call("explain", "P-1", "pay", "--picture", "curve.png", *at)
    assert (done.code, done.out) == (8, "")
    assert done.err == "`pay` has no curve to draw. These have one: accounts-pay.\n"
    assert not (empty_folder / "curve.png").exists()


@pytest.mark.parametrize("place", ["nowhere/curve.png", ".", "x" * 300, "a\0b"])
def test_a_place_that_cannot_be_written_is_named(call: Call, at: tuple[str, ...], place: str) -> None:
    done = call("explain", "P-1", "accounts-pay", "--picture", place, *at)
    assert (done.code, done.out) == (2, "")
    assert "cannot be written" in done.err or "exists already" in done.err


def test_only_the_verb_that_draws_imports_pictures() -> None:
    """So neither /mypay nor any other answer can load them, at whatever moment."""
    importing = {
        str(path.relative_to(ROOT))
        for room in ("bot", "commands", "jobs", "views", "storage", "plans", "sandbox")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").partition(".")[0] in {"charts", "matplotlib", "PIL"}
        )
        or (
            isinstance(node, ast.Import)
            and {name.name.partition(".")[0] for name in node.names} & {"charts", "matplotlib", "PIL"}
        )
    }
    assert importing == {"bot/cli/picture.py"}


@pytest.mark.parametrize("verb", ["settings", "explain"])
def test_drawing_is_loaded_only_for_a_picture(process: Call, verb: str) -> None:
    done = process(verb, "--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.code == 0
    assert " click\n" in done.err
    assert not {" matplotlib\n", " PIL\n", " charts\n"} & set(done.err.splitlines(keepends=True))
    assert "matplotlib" not in done.err


def test_the_whole_bot_and_its_commands_load_no_drawing() -> None:
    """Everything that /mypay runs through, imported at once."""
    code = (
        "import sys, pkgutil, importlib, bot, commands, views\n"
        "for room in (commands, views):\n"
        "    for module in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "import bot.serve, bot.app, bot.cli.explain\n"
        "print(sorted({'matplotlib', 'PIL', 'numpy', 'charts'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
