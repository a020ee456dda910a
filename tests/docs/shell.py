"""Does what a page says, in a folder of its own: saves its files, types its commands, compares what they print.

Output is compared where the page shows it. `…` on a line of its own stands for any lines, inside a line for any words: instants, hashes,
what is not the point. Commands of `python -m bot` are called; of `make` it is checked that the Makefile has them; others are refused.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from bot.cli.verbs import PROGRAM
from tests.docs.pages import ROOT, Block

PROMPT = "$ "
_BOT = ["python", "-m", "bot"]
_WAIT_S = 100


class Done(NamedTuple):
    """How a command ended, with everything it said."""

    code: int
    said: str


Runner = Callable[[list[str]], Done]


class Typed(NamedTuple):
    """A command of a `console` block, and the output that the page shows for it."""

    command: str
    shown: str


def in_process(arguments: list[str]) -> Done:
    """Calls a verb in this process, in the folder one is in."""
    result = CliRunner().invoke(PROGRAM, arguments)
    return Done(result.exit_code, result.output)


def as_process(arguments: list[str]) -> Done:
    """Calls a verb as a program of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        timeout=_WAIT_S, env=environment, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout)


def perform(found: Iterable[Block], run: Runner) -> None:
    """Everything that the blocks say, in their order, in the folder one is in."""
    for block in found:
        if name := block.notes.get("file"):
            Path(name).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            _type(block, run)


def typed(block: Block) -> Iterator[Typed]:
    """The commands of a block, each with what it is shown to print."""
    joined = block.text.replace("\\\n", " ")
    for part in re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Typed(command, shown.rstrip())


def _type(block: Block, run: Runner) -> None:
    if not block.text.startswith(PROMPT):
        raise ValueError(f"{block}: a console block starts with `$ `")
    commands = list(typed(block))
    for place, each in enumerate(commands, start=1):
        words = shlex.split(os.path.expandvars(each.command))
        if words[0] == "make":
            check_target(words[1])
            continue
        if words[:3] != _BOT:
            raise ValueError(f"{block}: `{each.command}` is no command that this test can type")
        done = run(words[3:])
        wanted = int(block.notes.get("exit", "0")) if place == len(commands) else 0
        assert done.code == wanted, f"{block}: `{each.command}` ended with {done.code}\n{done.said}"
        if each.shown:
            assert matches(each.shown, done.said), f"{block}: `{each.command}` prints\n{done.said}\nnot\n{each.shown}"


def check_target(name: str) -> None:
    """Fails when the Makefile makes no such thing."""
    assert re.search(rf"^{re.escape(name)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), name


def matches(shown: str, said: str) -> bool:
    """Whether the output is what the page shows; `…` stands for anything."""
    pattern = ""
    for line in shown.splitlines():
        words = r".*".join(re.escape(part) for part in line.rstrip().split("…"))
        pattern += r"(?:.*\n)*?" if line.strip() == "…" else words + r"[ ]*\n"
    return re.fullmatch(pattern, said.strip("\n") + "\n") is not None
