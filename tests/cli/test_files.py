"""Files that cannot be read are problems with a remedy, never a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.papers import PLAN, papers, write


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path)


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")


def utf16(path: Path) -> None:
    path.write_text(PLAN, encoding="utf-16")


def latin1(path: Path) -> None:
    path.write_bytes("plan: prämie\ntitle: Prämie\n".encode("latin-1"))


def empty(path: Path) -> None:
    path.write_text("")


def a_list(path: Path) -> None:
    path.write_text("- plan\n")


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def no_yaml(path: Path) -> None:
    path.write_text("plan: [unclosed\nfigures: }{\n")


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (missing, "no-file", "there is no such file"),
        (dangling, "no-file", "there is no such file"),
        (circle, "no-file", "links lead round in a circle"),
        (folder, "folder", "it is a folder"),
        (binary, "binary", "it holds no text"),
        (utf16, "encoding", "it is UTF-16"),
        (latin1, "encoding", "Line 1 holds bytes that are no UTF-8"),
        (empty, "empty", "This document is empty"),
        (a_list, "no-table", "A document is a table"),
        (endless, "too-large", "larger than 8,000,000 bytes"),
        (no_yaml, "yaml", "The bracket that opens in line 1 is not closed"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "words", "run", "diff"])
def test_each_says_what_is_wrong_and_what_to_do(
    call: Call, empty_folder: Path, make: Callable[[Path], None], code: str, words: str, verb: str
) -> None:
    papers(empty_folder)
    make(empty_folder / "bad.yaml")
    more = {"run": ["--inputs", "inputs.yaml"], "diff": ["plan.yaml"]}.get(verb, [])
    done = call("plan", verb, "bad.yaml", *more, "--json", "--registry", "registry.yaml")
    assert done.code == 3
    [problem] = [each for each in done.json()["problems"] if each["file"] == "bad.yaml"]
    assert problem["code"] == code
    assert words in problem["message"]
    assert problem["remedy"]


def test_a_file_that_one_may_not_read(process: Call, empty_folder: Path) -> None:
    plan = write(empty_folder, "plan.yaml", PLAN)
    plan.chmod(0o200)
    done = process("plan", "check", plan, before=without_rights())
    assert done.code == 3
    assert "you may not read it" in done.err
    assert "Traceback" not in done.err


def without_rights() -> list[str]:
    """Root may read everything, unless it gives that up."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root reads everything, and there is no setpriv to give that up")
    return [setpriv, "--inh-caps=-all", "--bounding-set=-all"]


@pytest.mark.parametrize("option", ["--registry", "--inputs"])
def test_files_named_by_options_are_read_as_kindly(call: Call, empty_folder: Path, option: str) -> None:
    papers(empty_folder)
    files = {"--registry": "registry.yaml", "--inputs": "inputs.yaml"} | {option: "nowhere.yaml"}
    done = call("plan", "run", "plan.yaml", *(word for pair in files.items() for word in pair))
    assert done.code == 3
    assert "nowhere.yaml: This cannot be read: there is no such file." in done.err


def test_a_name_with_a_zero_byte(call: Call) -> None:
    done = call("plan", "check", "a\0b")
    assert done.code == 3
    assert "zero byte" in done.err
