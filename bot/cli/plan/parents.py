"""The plan that another one is based on: a published one, one of the files at hand, or one that lies beside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.cli.files import read_table
from bot.cli.verb import Call
from plans.document import Table, Text, from_canonical
from plans.problem import Problems
from plans.reading.based_on import Parent, flat, parent_named

_DEEPEST = 20  # plans based on each other


def written_out(call: Call | None, table: Table, file: Path, problems: Problems, depth: int = 0) -> Table | None:
    """The document with all that it takes over; as it stands where it is based on nothing. None, with the problem named, where its parent is not at hand.

    Published plans are looked for where there is a call with a database; then files beside.
    """
    named = parent_named(table, problems)
    if named is None:
        return table if problems.ok or table.get("based-on") is None else None
    parent = None
    if depth < _DEEPEST:
        parent = (_published(call, named) if call else None) or _beside(call, named, file, depth)
    return _flat(table, named, parent, problems, "Publish that one first, or put its file beside this one.")


def published_parent(call: Call, table: Table, problems: Problems) -> Table | None:
    """The same for a plan that is to be published: what it is based on is published itself."""
    named = parent_named(table, problems)
    if named is None:
        return table if problems.ok or table.get("based-on") is None else None
    return _flat(table, named, _published(call, named), problems, "Publish that one first.")


def _flat(table: Table, named: Parent, parent: Table | None, problems: Problems, remedy: str) -> Table | None:
    if parent is not None:
        return flat(table, parent, problems)
    message = f"This plan is based on {named.plan} {named.version}, which is not at hand."
    problems.add(named.place, "based-on", "unknown-plan", message, remedy)
    return None


def _published(call: Call, named: Parent) -> Table | None:
    from bot.cli.plan.published import document_named  # noqa: PLC0415 - a second to load; most plans stand for themselves

    found = document_named(call, named.plan, named.version)
    return None if found is None else from_canonical(found.document.encode(), f"{named.plan}@{named.version}")


def _beside(call: Call | None, named: Parent, file: Path, depth: int) -> Table | None:
    for path in _siblings(file):
        table = read_table(path, Problems())
        if table is not None and (_text(table, "plan"), _text(table, "version")) == (named.plan, named.version):
            return written_out(call, table, path, Problems(), depth + 1)
    return None


def _siblings(file: Path) -> Iterable[Path]:
    return sorted(path for path in file.absolute().parent.glob("*.yaml") if path != file.absolute())


def _text(table: Table, key: str) -> str:
    tree = table.get(key)
    return tree.text.strip() if isinstance(tree, Text) else ""
