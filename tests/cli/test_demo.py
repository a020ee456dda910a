"""The demonstration: both processes answer, a person sees their pay, and it ends cleanly, whatever happens to it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.cli.demo.folder import prepared
from tests.cli.conftest import ROOT, Call

ANA = "Ana Alves"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder, made once, to be copied."""
    return prepared(tmp_path_factory.mktemp("made") / "demo", keep=False).path


@contextmanager
def shown(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A demonstration that is ready; it is ended at the latest afterwards."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--jsonl", "--folder", str(folder), *more]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SLACK_API_URL": "http://127.0.0.1:1/",
        "COMMAND_MYPAY": "/other",
    }
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        yield process, json.loads(line)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def ask(url: str, **body: str) -> Any:
    data = json.dumps(body).encode() if body else None
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=10) as answer:  # noqa: S310 - this machine's
        return json.load(answer)


def moved_on(url: str, person: str, channel: str) -> bool:
    """After the page's clock is moved a quarter ahead, the bot's is, too: at once, or when it asks again 0.2 s later."""
    assert ask(f"{url}local/clock", move="quarter")["now"].startswith("2027-01-01T09:0")
    for _ in range(50):
        ask(f"{url}local/say", **{"as": person, "channel": channel, "text": "/mypay"})
        if "Q1 2027" in json.dumps(ask(f"{url}local/history?as={person}&channel={channel}")):
            return True
    return False


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_ana_asks_for_her_pay_and_ctrl_c_ends_everything(tmp_path: Path) -> None:
    with shown(tmp_path / "demo") as (process, ready):
        assert ready["url"].startswith("http://127.0.0.1:")
        workspace = ask(f"{ready['url']}local/workspace")
        ana = next(person["id"] for person in workspace["people"] if person["real_name"] == ANA)
        channel = next(channel["id"] for channel in workspace["channels"] if ana in channel["members"])
        said = ask(f"{ready['url']}local/say", **{"as": ana, "channel": channel, "text": "/mypay"})
        assert said["ok"], said
        history = ask(f"{ready['url']}local/history?as={ana}&channel={channel}")
        assert "€6,066.43" in json.dumps(history, ensure_ascii=False)
        assert moved_on(ready["url"], ana, channel)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (0, "")
        assert "Traceback" not in err
        assert "Ended." in err
        assert all(gone(pid) for pid in ready["processes"].values())
    log = (tmp_path / "demo" / "bot.log").read_text()
    assert "6066" not in log
    assert "6,066" not in log


@pytest.mark.parametrize(
    ("child", "words"), [("slack", "The local Slack ended by itself."), ("bot", "The bot ended by itself.")]
)
def test_a_process_that_dies_is_told_and_the_other_ended(made: Path, tmp_path: Path, child: str, words: str) -> None:
    with shown(shutil.copytree(made, tmp_path / "demo"), "--keep") as (process, ready):
        os.kill(ready["processes"][child], signal.SIGKILL)
        _, err = process.communicate(timeout=40)
        assert process.returncode in {1, 6}
        assert words in err
        assert "All that it said is in" in err
        assert "Traceback" not in err
        assert all(gone(pid) for pid in ready["processes"].values())


def test_a_second_one_leaves_the_first_alone(made: Path, tmp_path: Path, process: Call) -> None:
    folder = shutil.copytree(made, tmp_path / "demo")
    kept = (folder / "manifest.json").stat().st_mtime_ns
    with shown(folder, "--keep") as (_, ready):
        second = process("demo", "--port", "0", "--folder", folder)
        assert second.code == 5
        assert "Another `run` serves this database file" in second.err
        assert ask(f"{ready['url']}local/workspace")["app"]["connected"] is True
    assert (folder / "manifest.json").stat().st_mtime_ns == kept


def test_ctrl_c_while_it_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(tmp_path / "demo")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as starting:
        assert starting.stderr is not None
        try:
            assert starting.stderr.readline() == "Making the sample company …\n"
            starting.send_signal(signal.SIGINT)
            assert starting.stderr.read() == "Stopped.\n"
            assert starting.wait(timeout=20) == -signal.SIGINT
        finally:
            starting.terminate()  # one that went on would be waited for without end


def test_a_port_in_use_has_a_free_neighbour(call: Call, empty_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = call("demo", "--port", port)
    assert done.code == 4
    assert f"Port {port} is in use by another program. Try `demo --port " in done.err
    assert not (empty_folder / ".demo").exists()


def test_a_folder_that_no_demonstration_made_is_left_alone(call: Call, empty_folder: Path) -> None:
    (empty_folder / ".demo").mkdir()
    (empty_folder / ".demo" / "thesis.txt").write_text("years of work")
    done = call("demo", "--port", "0")
    assert done.code == 2
    assert "no demonstration made it" in done.err
    assert (empty_folder / ".demo" / "thesis.txt").read_text() == "years of work"
    assert call("demo", "--port", "99999").code == 2
