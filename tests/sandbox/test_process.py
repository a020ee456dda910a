"""The local Slack as a program of its own."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from sandbox.__main__ import main
from sandbox.workspace import WorkspaceError, read_workspace
from tests.sandbox.house import MANIFEST, WORKSPACE

JsonObject = dict[str, Any]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The command line with a workspace and a manifest."""
    for name, content in (("workspace", WORKSPACE), ("manifest", MANIFEST)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    workspace, manifest = tmp_path / "workspace.json", tmp_path / "manifest.json"
    return [sys.executable, "-m", "sandbox", "--workspace", str(workspace), "--manifest", str(manifest), "--port", "0"]


def first_refusal(url: str) -> int:
    """The status of the first of many calls that is not answered."""
    for _ in range(60):
        try:
            with urlopen(Request(url, headers={"Authorization": "Bearer xoxb-local"}), timeout=30) as response:  # noqa: S310
                assert json.load(response)["ok"]
        except HTTPError as error:
            error.close()
            return error.code
    return 0


def test_it_says_when_it_is_ready_and_ends_on_sigterm(files: list[str]) -> None:
    command = [*files, "--clock", "2026-11-20T06:00:00Z"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["event"] == "ready"
        assert ready["api"] == ready["url"] + "api/"
        url = ready["url"] + "local/workspace"
        with urlopen(url, timeout=30) as response:  # noqa: S310  # the program's own address
            assert json.load(response)["team"]["domain"] == "northwind"
        with urlopen(ready["url"] + "clock", timeout=30) as response:  # noqa: S310  # the program's own address
            assert json.load(response)["now"].startswith("2026-11-20T06:0")
        assert first_refusal(ready["api"] + "users.list") == 429, "calls are counted by default"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


def test_an_instant_that_is_none_is_named(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [*files[2:], "--clock", "monday"])
    assert main() == 2
    assert capsys.readouterr().err == "'monday' is no instant such as 2026-11-20T09:30:00Z\n"


def test_a_file_that_cannot_be_used_is_named(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "workspace.json").write_text(json.dumps({**WORKSPACE, "people": [{"id": "U1", "nick": "x"}]}))
    done = subprocess.run(files, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == "people[0] has unknown keys: nick\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"people": WORKSPACE["people"] + WORKSPACE["people"][:1]}, "share an id"),
        ({"people": [*WORKSPACE["people"], {"id": "U9", "name": "ana"}]}, "share a name"),
        ({"channels": [{"id": "C1", "members": ["U77"]}]}, "members nobody knows: U77"),
        ({"people": [{"id": "U1", "name": "x", "tz": "Mars/Base"}]}, "no time zone 'Mars/Base'"),
        ({"team": {"id": "T1"}}, "missing"),
        ({"team": {**WORKSPACE["team"], "zone": "Mars/Base"}}, "no time zone 'Mars/Base'"),
        ({"team": []}, "must be an object"),
        ({"pace": {"processing": -1}}, "numbers of seconds"),
        ({"pace": {"speed": 1}}, "unknown keys: speed"),
        ({"opens_as": "U77"}, "cannot open as 'U77'"),
        ({"featured": ["U001", "U004", "U77"]}, "cannot offer U004, U77 as featured"),
    ],
)
def test_a_workspace_that_cannot_be(change: JsonObject, words: str) -> None:
    with pytest.raises(WorkspaceError, match=words):
        read_workspace({**WORKSPACE, **change})


def test_a_workspace_must_be_whole() -> None:
    with pytest.raises(WorkspaceError, match="lacks 'people'"):
        read_workspace({key: value for key, value in WORKSPACE.items() if key != "people"})
