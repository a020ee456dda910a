"""Mutants of a file: where each change goes, how it reads, and the code that it makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from tests.mutants.changes import LEFT_KEYWORDS, changed

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# What no test could notice, or nobody would want one for.
_LEFT_FIELDS = {
    "annotation",
    "returns",
    "bases",
    "decorator_list",
}  # types, and what dataclasses are made of: mypy watches them
_LEFT_NODES = (ast.Assert, ast.Import, ast.ImportFrom)  # an assertion says what holds anyway
_LEFT_CALLS = {"cast", "TypeVar", "ParamSpec", "NewType"}  # for the type checker alone

_SHOWN = 12  # a piece of code shorter than this is shown with what stands around it
_LONGEST = 160


class Slot(NamedTuple):
    """Where a node hangs in the tree."""

    parent: ast.AST
    field: str
    place: int | None

    def put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


@dataclass(frozen=True)
class Mutant:
    """One change at one place of a file."""

    file: str  # plans/number.py
    tree: ast.Module
    slot: Slot
    was: ast.AST
    becomes: ast.AST
    around: tuple[ast.AST, ...]  # what holds the place, from the module inwards
    in_function: bool  # whose code can be exchanged after the import

    @property
    def lines(self) -> tuple[int, int]:
        """The line of the change, and the first line of its statement: the one that is traced where the other is not."""
        statement = next(
            each for each in (self.was, *reversed(self.around)) if isinstance(each, ast.stmt | ast.match_case)
        )
        return _line(self.was) or _line(statement), _line(statement)

    def code(self) -> CodeType:
        """The whole file with the change in it, compiled as the import would."""
        self.slot.put(self.becomes)
        try:
            return compile(self.tree, str(Path(self.file).absolute()), "exec", dont_inherit=True)
        finally:
            self.slot.put(self.was)

    def change(self) -> tuple[str, str]:
        """The code before and after, wide enough to be recognised, on one line each."""
        shown: ast.AST = self.was
        for outer in reversed(self.around):
            if (
                not isinstance(shown, ast.comprehension | ast.match_case | ast.keyword | ast.arguments)
                and len(_text(shown)) >= _SHOWN
            ):
                break
            if isinstance(
                outer, ast.Module | ast.ClassDef | ast.FunctionDef | ast.For | ast.While | ast.If | ast.Try | ast.With
            ):
                break
            shown = outer
        before = _text(shown)
        if shown is self.was:
            return before, _text(self.becomes)
        self.slot.put(self.becomes)
        try:
            return before, _text(shown)
        finally:
            self.slot.put(self.was)

    def __str__(self) -> str:
        before, after = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in _apart(*self.change()))
        return f"{self.file}:{self.lines[0]}: {before}  ->  {after}"


def mutants(file: str) -> list[Mutant]:
    """All mutants of a file."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"), file)
    return [Mutant(file, tree, *found) for found in _found(tree, (), in_function=False)]


def _found(node: ast.AST, around: tuple[ast.AST, ...], *, in_function: bool) -> Iterator[tuple[Any, ...]]:
    around = (*around, node)
    for slot, child in _children(node):
        inside = in_function or (isinstance(node, Function) and slot.field == "body")
        if not _is_left_alone(child):
            for becomes in changed(child):
                yield slot, child, becomes, around, inside
            yield from _found(child, around, in_function=inside)


def _children(node: ast.AST) -> Iterator[tuple[Slot, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if name in _LEFT_FIELDS:
            continue
        if isinstance(value, ast.AST):
            yield Slot(node, name, None), value
        elif isinstance(value, list):
            yield from (
                (Slot(node, name, place), each) for place, each in enumerate(value) if isinstance(each, ast.AST)
            )


def _is_left_alone(node: ast.AST) -> bool:
    """What nobody wants a test for: types, what only the type checker reads, and how much of a text a message quotes."""
    if isinstance(node, ast.FormattedValue):
        return isinstance(node.value, ast.Subscript) and isinstance(node.value.slice, ast.Slice)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and (_is_type(node.left) or _is_type(node.right))
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _LEFT_CALLS
    if isinstance(node, ast.keyword):
        return node.arg in LEFT_KEYWORDS
    return isinstance(node, _LEFT_NODES)


def _is_type(node: ast.expr) -> bool:
    """`Verb | None`: types put together, where no other operator could stand."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name[:1].isupper() and not name.isupper()


def _line(node: ast.AST) -> int:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno
    if isinstance(node, ast.comprehension):
        return node.ifs[0].lineno if node.ifs else node.iter.lineno
    return int(getattr(node, "lineno", 0))


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While):
        node = type(node)(test=node.test, body=[ast.Expr(ast.Constant(...))], orelse=[])
    text = ast.unparse(ast.fix_missing_locations(node) if not hasattr(node, "lineno") else node)
    return " ".join(text.split())


def _apart(before: str, after: str) -> tuple[str, str]:
    """Both without what they have in common far from the change."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    skipped = before.rfind(" ", 0, max(start - 60, 0)) + 1
    return ("…" if skipped else "") + before[skipped:], ("…" if skipped else "") + after[skipped:]
