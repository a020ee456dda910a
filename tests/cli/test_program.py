"""What holds for every verb: help, usage, results and words, our own faults."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.exits import MEANINGS, Exit
from bot.cli.out import plain
from bot.cli.program import Entry, Group, Program
from bot.cli.verb import verb
from bot.cli.verbs import PROGRAM
from tests.cli.conftest import ROOT, Call
from tests.cli.papers import papers

SECRET = "8437.50 EUR for Ana"
COMMON = {"--json", "--jsonl", "--database", "--as-of"}


@verb
def broken(call: object) -> None:  # noqa: ARG001 - as every verb
    """Fail as nobody foresaw, with pay in the message."""
    raise ZeroDivisionError(SECRET)


BROKEN = Program("bot", "Broken.", {"break": Entry("tests.cli.test_program:broken", "Fail.")})


def verbs(group: Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every verb with the words that call it."""
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += verbs(command, (*path, name)) if isinstance(command, Group) else [((*path, name), command)]
    return found


@pytest.mark.parametrize(
    ("path", "command"), verbs(PROGRAM), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_every_verb_takes_the_common_options_and_says_what_it_does(
    path: tuple[str, ...], command: click.Command
) -> None:
    options = {name for param in command.params for name in param.opts}
    assert options >= COMMON
    assert command.help, path
    assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_every_exit_code_has_its_meaning() -> None:
    assert set(MEANINGS) == set(Exit)
    assert [int(code) for code in Exit] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 75]


def test_the_list_of_verbs_loads_none_of_them(process: Call) -> None:
    done = process("--help")
    assert done.code == 0
    assert "plan" in done.out
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "plans.load" not in loaded.stderr


@pytest.mark.parametrize(
    "heavy", ["storage", "sqlalchemy", "slack_bolt", "slack_sdk", "matplotlib", "aiohttp", "alembic", "babel"]
)
def test_a_verb_loads_nothing_that_it_does_not_need(heavy: str, empty_folder: Path, importing: str) -> None:
    assert papers(empty_folder)
    assert f" {heavy}\n" not in importing


@pytest.fixture(scope="module")
def importing(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Everything that `plan check` imports where the registry lies at hand."""
    folder = tmp_path_factory.mktemp("importing")
    plan = papers(folder)
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "bot",
        "plan",
        "check",
        str(plan),
        "--registry",
        "registry.yaml",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=environment).stderr


def test_no_verb_shows_the_help(call: Call) -> None:
    done = call()
    assert done.code == 2
    assert "Verbs:" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "`chek` is no verb here."),
        (["plan", "chek"], "Did you mean `check`?"),
        (["plan", "check"], "Missing argument 'FILE…'."),
        (["plan", "check", "x", "--jso"], "No such option"),
        (["plan", "check", "x", "--json", "--jsonl"], "Write --json or --jsonl, not both."),
        (
            ["plan", "check", "x", "--as-of", "yesterday"],
            "`yesterday` is no instant. Write it like 2026-11-20T06:00:00Z.",
        ),
        (["plan", "check", "x", "--as-of", "2026-11-20T06:00:00"], "is no instant"),
        (["plan", "check", "x", "--as-of", "2026-02-30T06:00:00Z"], "is no instant"),
        (["plan", "check", "x", "--as-of", "1912-02-28T06:00:00Z"], "is no instant"),
        (["plan", "check", "x", "--as-of", "9999-12-31T23:59:59-23:00"], "is no instant"),
    ],
)
def test_a_command_that_is_not_understood_says_how_to_write_it(call: Call, arguments: list[str], words: str) -> None:
    done = call(*arguments)
    assert done.code == 2
    assert words in done.err
    assert "--json" in arguments or done.out == ""


def test_with_json_a_refusal_is_a_document_too(call: Call) -> None:
    done = call("plan", "check", "--json")
    assert done.code == 2
    assert done.json() == {
        "ok": False,
        "error": {
            "code": "usage",
            "message": "Missing argument 'FILE…'.",
            "remedy": "See `python -m bot plan check --help`.",
        },
    }


def test_a_fault_of_ours_has_a_reference_and_a_record_without_data(tmp_path: Path) -> None:
    result = CliRunner().invoke(BROKEN, ["break", "--json"])
    assert result.exit_code == 1
    error = json.loads(result.stdout)["error"]
    assert error["reference"] in result.stderr
    assert SECRET not in result.output
    assert "Traceback" not in result.output
    record = (tmp_path / "state" / "fairshare" / "faults.jsonl").read_text()
    assert SECRET not in record
    assert json.loads(record)["reference"] == error["reference"]
    assert "builtins.ZeroDivisionError" in record
    assert "in broken" in record
    assert (tmp_path / "state" / "fairshare" / "faults.jsonl").stat().st_mode & 0o077 == 0


def test_a_fault_that_cannot_be_recorded_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    result = CliRunner().invoke(BROKEN, ["break"])
    assert result.exit_code == 1
    assert "Reference " in result.stderr


def test_a_reader_that_has_enough_ends_the_verb_quietly(tmp_path: Path) -> None:
    plan = papers(tmp_path)
    script = f"{sys.executable} -m bot plan words {plan} --registry {plan.with_name('registry.yaml')} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.strip() in {"0", str(128 + signal.SIGPIPE)}


def test_a_full_disk_behind_standard_output_is_told(process: Call) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "bot", "plan", "schema"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert "could not be written: no space left on device" in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert process("plan", "schema").code == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_streams_that_the_caller_closed(closed: str) -> None:
    script = (
        f"{sys.executable} -m bot plan schema {closed} 2>/dev/null"
        if closed == ">&-"
        else f"{sys.executable} -m bot plan schema {closed}"
    )
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert done.stderr == ""


def test_names_cannot_command_a_terminal() -> None:
    assert plain("Ana\x1b[2J\x9b\u202eAlves\n\t€ 1 000") == "Ana�[2J��Alves\n\t€ 1 000"
