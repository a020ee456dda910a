"""The rooms of the house, and who may know whom. Reads the imports as they stand, third parties included."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "plans": {"plans"},
    "storage": {"storage", "plans"},
    "views": {"views", "plans"},
    "charts": {"charts", "plans"},
    "commands": {"commands", "views", "storage", "plans"},
    "jobs": {"jobs", "views", "storage", "plans"},
    "bot": {"bot", "commands", "jobs", "views", "charts", "storage", "plans"},
    "sandbox": {"sandbox"},
}
THIRD_PARTIES = {
    "plans": {"yaml"},
    "storage": {"alembic", "sqlalchemy", "sqlmodel", "psycopg", "yaml"},
    "views": {"babel"},
    "charts": {"PIL", "matplotlib"},
    "commands": set(),
    "jobs": set(),
    "bot": {"aiohttp", "apscheduler", "click", "dotenv", "slack_bolt", "slack_sdk"},
    "sandbox": {"aiohttp"},
}
LONGEST = 300


def files(room: str) -> Iterator[Path]:
    return (ROOT / room).rglob("*.py")


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_knows_only_those_it_may_know(room: str) -> None:
    strangers = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imported(path)
        if name in MAY_IMPORT and name not in MAY_IMPORT[room]
    }
    assert not strangers


@pytest.mark.parametrize("room", THIRD_PARTIES)
def test_a_room_uses_only_the_libraries_it_was_given(room: str) -> None:
    strangers = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imported(path)
        if name not in MAY_IMPORT and name not in sys.stdlib_module_names and name not in THIRD_PARTIES[room]
    }
    assert not strangers


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_file_is_too_long_to_be_seen_whole(room: str) -> None:
    long = {
        str(path.relative_to(ROOT))
        for path in files(room)
        if "versions" not in path.parts and len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert not long


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_each_package_is_ours(room: str) -> None:
    """Names like `bot` can collide with another distribution's."""
    module = __import__(room)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / room
    assert set(packages_distributions().get(room, ["fairshare"])) <= {"fairshare"}


def test_nothing_is_read_from_beside_the_repository() -> None:
    """The repository stands alone: no file of ours names a path outside of it."""
    outside = {
        str(path.relative_to(ROOT))
        for room in (*MAY_IMPORT, "tests", "benchmarks")
        for path in files(room)
        if path != Path(__file__) and "../shared" in path.read_text(encoding="utf-8")
    }
    assert not outside


def test_a_metric_is_computed_in_one_place() -> None:
    """Whoever shows a metric shows what `plans/rollup.py` made of the facts: no other file has the arithmetic at hand."""
    may = {
        "plans/rollup.py",
        "plans/rolls.py",
        "plans/registry.py",
        "plans/reading/roll_up.py",
    }  # the last two ask what can be, not how much
    others = set()
    for room in MAY_IMPORT:
        for path in files(room):
            names = {
                alias.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module == "plans.rolls"
                for alias in node.names
            }
            if "ROLLS" in names:
                others.add(str(path.relative_to(ROOT)))
    assert others == may - {"plans/rolls.py"}
