"""Puts a mutant in the place of what was written: in a process that has imported everything, or before it imports anything."""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutants.mutant import Mutant

Functions = dict[CodeType, list[FunctionType]]


def functions_alive() -> Functions:
    """Every function of `plans` by its code, wherever it is held: in a class, a table, a decorator."""
    found: Functions = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and (each.__module__ or "").startswith("plans"):
            found[each.__code__].append(each)
    return found


def exchanged(mutant: Mutant, alive: Functions) -> bool:
    """Gives the function that a mutant changes its new code; whether that could be done."""
    before = list(_functions(compile(mutant.tree, mutant.file, "exec", dont_inherit=True)))
    after = list(_functions(mutant.code()))
    if len(before) != len(after):
        return False
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    for old, new in changed:
        functions = alive.get(old, [])
        if not functions or old.co_freevars != new.co_freevars:
            return False
        for function in functions:
            function.__code__ = new
    return bool(changed)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The functions and lambdas of a module and its classes, not those within others."""
    for each in code.co_consts:
        if not isinstance(each, CodeType):
            continue
        is_function = each.co_flags & CO_OPTIMIZED and (each.co_name == "<lambda>" or not each.co_name.startswith("<"))
        if is_function:
            yield each
        else:  # a class, or a comprehension outside of any function
            yield from _functions(each)


class Instead(PathFinder):
    """Imports one file with its change; stands first in `sys.meta_path`."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        path = Path(mutant.file)
        self._name = ".".join((path.parent if path.name == "__init__.py" else path.with_suffix("")).parts)

    def find_spec(  # type: ignore[override]
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self._name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(name)
        spec.loader = _Loader(name, spec.origin, self._mutant)
        return spec

    def install(self) -> None:
        sys.meta_path.insert(0, self)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, mutant: Mutant) -> None:
        super().__init__(name, path)
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - it is asked for the one file
        return self._mutant.code()
