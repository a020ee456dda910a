"""The recipes of the cookbook: what each asks, its figures, how they read aloud, and the calculations it was tried on.

`python -m tests.docs.recipes` writes the sentences of every recipe anew, from the rules themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plans.document import Table
from plans.load import check_figures
from plans.problem import Problems
from plans.reading.attribution import crediting_in
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.rehearsal import KNOWN, alike, read_rehearsals, types_of
from plans.sentences import rule
from plans.words import say
from tests.docs.pages import DOCS
from tests.plans.fragments import document

COOKBOOK = DOCS / "cookbook"
_BLOCK = re.compile(r"```yaml\n(?P<figures>.*?)```\n(?:\n```text\n(?P<aloud>.*?)```\n)?", re.DOTALL)
_TRIED = re.compile(r"^Tried on: (?P<names>.*?)\.$", re.MULTILINE | re.DOTALL)


class Recipe(NamedTuple):
    """One section of the cookbook: `figures` is its block of YAML, `aloud` the sentences under it."""

    page: Path
    title: str
    words: str
    figures: str
    aloud: str
    tried: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.title}"

    @property
    def table(self) -> Table:
        """The block, read."""
        return document(self.figures)


def pages() -> list[Path]:
    """The pages that hold recipes; the first page only leads to them."""
    return sorted(page for page in COOKBOOK.glob("*.md") if page.stem != "index")


def recipes() -> list[Recipe]:
    """All recipes, page by page."""
    return [recipe for page in pages() for recipe in _of(page)]


def _of(page: Path) -> Iterator[Recipe]:
    for section in page.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, words = section.partition("\n")
        found, tried = _BLOCK.search(words), _TRIED.search(words)
        if found is None:
            raise ValueError(f"{page.name}: `{title}` has no figures")
        names = tuple(re.findall(r"`([^`]+)`", " ".join(tried["names"].split()))) if tried else ()
        yield Recipe(
            page,
            title,
            "\n\n".join(_BLOCK.split(words)[:: _BLOCK.groups + 1]),
            found["figures"],
            found["aloud"] or "",
            names,
        )


def read_aloud(figures: str) -> str:
    """Each figure of a block with its clause, its title, and its rule as a sentence."""
    table, problems = document(figures), Problems()
    inputs = Table(tuple(entry for entry in table if entry.key in KNOWN), table.place)
    types = types_of(alike(read_rehearsals(inputs, problems, crediting_in(Form(table, "", problems), problems)))[0])
    checked = check_figures(read_figures(Form(table, "", problems), problems, complete=False), types, problems)
    assert problems.ok, "\n".join(map(str, problems))
    told = checked.figures
    lines = [f"{figure.clause}  {figure.called}: {say(rule(figure, told))}" for figure in told.values()]
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """A page with the sentences of its recipes made anew."""

    def block(found: re.Match[str]) -> str:
        return f"```yaml\n{found['figures']}```\n\n```text\n{read_aloud(found['figures'])}```\n"

    return _BLOCK.sub(block, text)


def main() -> None:
    """Writes the pages."""
    for page in pages():
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
