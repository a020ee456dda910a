"""Calls of the command line: `call` inside this process, `process` as a program of its own; both in an empty folder with no settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from bot.cli.verbs import PROGRAM

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """How a call ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without `.env`, an environment without settings, and records of faults beside them."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "FAIRSHARE_", "COMMAND_")) or name in {"DATABASE_URL", "LOG_LEVEL"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def call() -> Call:
    """Calls a verb in this process."""

    def called(*arguments: object) -> Done:
        result = CliRunner().invoke(PROGRAM, [str(each) for each in arguments])
        return Done(result.exit_code, result.stdout, result.stderr)

    return called


@pytest.fixture
def process() -> Call:
    """Calls a verb as people do: `python -m bot …`."""

    def called(*arguments: object, **options: Any) -> Done:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
        command = [*options.pop("before", ()), sys.executable, "-m", "bot", *(str(each) for each in arguments)]
        done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60, **options)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return called
