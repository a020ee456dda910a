"""The page about imports names every column, every code and every key of a mapping; its example is read and run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plans.document
import storage.feeds
import storage.imports
from storage.database import Database
from storage.imports import import_file
from storage.imports.file import ENCODINGS
from storage.imports.kinds import KINDS
from storage.imports.kinds.roles import ROLES
from storage.imports.mapping.document import TOP, read_mapping
from tests.imports.conftest import NOVEMBER

PAGE = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")
_CODE_AT = {
    "CellError": 0,
    "FileError": 0,
    "warn": 0,
    "refuse": 2,
    "add": 2,
    "_shaped": 1,
    "_reject_circle": 2,
    "_RefusedError": 1,
    "AddressError": 0,
    "_telling": 0,
}
_MADE_OF_WORDS = {"unknown-person", "unknown-team", "unknown-payee", "more"}


def _codes(source: Path) -> Iterator[str]:
    """The codes that a module gives, as they stand in its calls."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = _CODE_AT.get(name, 99)
        if len(node.args) > place:
            code = node.args[place]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def _all_codes() -> set[str]:
    folders = (storage.imports.__file__, storage.feeds.__file__)
    files = [file for folder in folders for file in Path(folder).parent.rglob("*.py")] + [Path(plans.document.__file__)]
    return {code for file in files for code in _codes(file) if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)} | _MADE_OF_WORDS


def test_every_code_has_its_line() -> None:
    documented = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE))
    assert len(_all_codes()) > 50
    assert _all_codes() - documented == set()


def test_no_line_speaks_of_a_code_that_does_not_exist() -> None:
    codes = PAGE.partition("## What can be wrong")[2]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", codes, re.MULTILINE)) - _all_codes() == set()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_header_stands_as_it_is_read(kind: storage.imports.kinds.Kind) -> None:
    assert f"`{','.join(kind.header)}" in PAGE


@pytest.mark.parametrize("word", [*TOP, *ENCODINGS, *ROLES])
def test_every_word_of_a_mapping_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE or f"`{word}:" in PAGE


def test_the_example_of_the_page_works(sqlite_database: Database, tmp_path: Path) -> None:
    (mapping,) = re.findall(r"```yaml\n(mapping: invoices.*?)```", PAGE, re.DOTALL)
    (export,) = re.findall(r"```text\n(Number;.*?)```", PAGE, re.DOTALL)
    (tmp_path / "invoices.yaml").write_text(mapping, encoding="utf-8")
    (tmp_path / "export.csv").write_text(export, encoding="windows-1252")
    for what, rows in (("facts", 2), ("credits", 2)):
        report = import_file(
            sqlite_database, what, tmp_path / "export.csv", tmp_path / "invoices.yaml", recorded=NOVEMBER
        )
        assert (report.rejected, report.accepted) == ((), rows)


def test_every_mapping_of_the_page_can_be_read(tmp_path: Path) -> None:
    mappings = re.findall(r"```yaml\n(mapping: .*?)```", PAGE, re.DOTALL)
    (schedule,) = re.findall(r"```yaml\n(schedule: .*?)```", PAGE, re.DOTALL)
    assert len(mappings) == 3
    queried = next(text for text in mappings if "database: " in text)
    for text in (*mappings, queried + schedule):
        (tmp_path / "mapping.yaml").write_text(text, encoding="utf-8")
        mapping, problems = read_mapping(tmp_path / "mapping.yaml")
        assert problems.ok, [str(each) for each in problems]
        assert mapping.outputs
    assert mapping.timetable is not None
