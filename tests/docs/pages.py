"""The pages that people read, and what in them can be executed: fenced blocks, with notes in comments before them.

`<!-- file: NAME -->` saves the block under that name in the page's folder; `<!-- exit: N -->` expects that code of the block's last command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_NOTE = re.compile(r"<!-- (?P<name>[a-z]+): (?P<value>.+?) -->\Z")
_FENCE = re.compile(r"(?P<marks>`{3,}|:{3,})(?P<language>[^`]*)\Z")


class Block(NamedTuple):
    """A fenced block: its language, its text, the line at which it starts, and the notes before it."""

    page: Path
    line: int
    language: str
    text: str
    notes: dict[str, str]

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages() -> tuple[Path, ...]:
    """All pages but those of `_build`, the readme first."""
    found = sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)
    return (ROOT / "README.md", *found)


def text_of(name: str) -> str:
    """A page of docs/, by its name without the ending."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in their order."""
    lines = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    notes: dict[str, str] = {}
    for number, line in lines:
        if note := _NOTE.match(line.strip()):
            notes[note["name"]] = note["value"]
        elif fence := _FENCE.match(line.strip()):
            indent = len(line) - len(line.lstrip())
            inside = []
            for _, each in lines:
                if each.strip() == fence["marks"]:
                    break
                inside.append(each[indent:] if not each[:indent].strip() else each)
            yield Block(page, number, fence["language"].strip(), "\n".join(inside) + "\n", notes)
            notes = {}
        else:
            notes = {}


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
