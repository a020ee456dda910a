"""A plan that is based on another one: whole items replaced, added or removed by name, and written out flat.

Nothing is merged inside of an item, so what the new plan says of it stands in one place. What is published and hashed is the flat document;
it keeps what it was based on and what was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plans.document import Entry, Listing, Table, Text, Tree, canonical_bytes
from plans.plan import BasedOn
from plans.problem import Place, Problems
from plans.reading.form import Form, check_keys, near

BY_ITEM = (
    "terms",
    "attribution",
    "figures",
    "payouts",
    "decisions",
    "glossary",
)  # sections that are changed item by item
REMOVED = "removed"
_CUTS = ("year-starts", "calendar")
_OWN = ("plan", "title", "version", "replaces", "effective", "rationale")  # never taken over: they say which plan it is
_WRITE = "Write `based-on: {plan: sales, version: 2026-1}`."


class Parent(NamedTuple):
    """The plan that a document is based on, as it names it."""

    plan: str
    version: str
    place: Place


def parent_named(document: Table, problems: Problems) -> Parent | None:
    """What the document is based on; None where it stands for itself, or is flat already."""
    form = Form(document, "", problems)
    table = form.table_at("based-on")
    if table is None or table.get("hash") is not None:
        if document.get("changes") is not None:
            form.fault("changes", "based-on", "`changes` does not say what it changes.", _WRITE)
        return None
    named = Form(table, "based-on", problems)
    check_keys(table, ("plan", "version"), "based-on", problems)
    plan, version = named.text("plan", needed=_WRITE), named.text("version", needed=_WRITE)
    return Parent(plan, version, table.place) if plan and version else None


def flat(document: Table, parent: Table, problems: Problems) -> Table:
    """The document with all that it takes over from its parent, which is flat itself; names every change that changes nothing."""
    form = Form(document, "", problems)
    for section in BY_ITEM:
        if document.get(section) is not None:
            message = f"`{section}` of a plan that is based on another one is changed item by item."
            form.fault(section, "based-on", message, f"Move it under `changes`: `changes: {{{section}: …}}`.")
    changes = form.table_at("changes") or Table((), document.place)
    check_keys(changes, BY_ITEM, "changes", problems)
    said: list[str] = []
    own = {entry.key: entry for entry in document if entry.key not in {"based-on", "changes", *BY_ITEM}}
    cut = _CUTS if any(key in own for key in _CUTS) else ()  # one way to cut time takes the place of the other
    taken = [entry for entry in parent if entry.key not in {"based-on", *_OWN, *own, *cut, *BY_ITEM}]
    sections = list(_sections(parent, changes, said, problems))
    origin = _origin(document, parent, [*(key for key in own if key not in _OWN), *said])
    return Table((*own.values(), origin, *taken, *sections), document.place)


def read_based_on(document: Table, problems: Problems) -> BasedOn | None:
    """What a flat document was based on."""
    table = Form(document, "", problems).table_at("based-on")
    if table is None or table.get("hash") is None:
        return None
    form = Form(table, "based-on", problems)
    check_keys(table, ("plan", "version", "hash", "changed"), "based-on", problems)
    return BasedOn(form.text("plan"), form.text("version"), form.text("hash"), form.texts("changed"))


def _sections(parent: Table, changes: Table, said: list[str], problems: Problems) -> Iterator[Entry]:
    for section in BY_ITEM:
        before, change = parent.get(section), changes.get(section)
        items = tuple(before) if isinstance(before, Table) else ()
        if isinstance(change, Table):
            items = tuple(_changed(section, {entry.key: entry for entry in items}, change, said, problems))
        elif change is not None:
            message = f"`changes.{section}` is no table of items."
            remedy = f"Write `{section}: {{its-name: …}}`, or `its-name: {REMOVED}`."
            problems.add(change.place, f"changes.{section}", "based-on", message, remedy)
        if items:
            place = before.place if before is not None else items[0].place
            yield Entry(section, place, Table(items, place))


def _changed(
    section: str, items: Mapping[str, Entry], change: Table, said: list[str], problems: Problems
) -> Iterator[Entry]:
    """The items in the parent's order, each replaced or left out as the change says; what is new comes last."""
    new = {entry.key: entry for entry in change}
    for name, entry in new.items():
        path = f"changes.{section}.{name}"
        if _is_removed(entry.value) and name not in items:
            remedy = near(name, items) or f"It has: {', '.join(items) or 'none'}."
            problems.add(entry.place, path, "based-on", f"There is no `{section}.{name}` to remove.", remedy)
        how = "removed" if _is_removed(entry.value) else "replaced" if name in items else "added"
        said.append(f"{section}.{name} {how}")
    for name, entry in {**items, **new}.items():
        kept = new.get(name, entry)
        if not _is_removed(kept.value):
            yield kept


def _is_removed(tree: Tree) -> bool:
    return isinstance(tree, Text) and tree.text == REMOVED


def _origin(document: Table, parent: Table, said: list[str]) -> Entry:
    """What the flat document says of where it comes from."""
    entry = next(entry for entry in document if entry.key == "based-on")
    place = entry.place
    named = entry.value if isinstance(entry.value, Table) else Table((), place)
    digest = hashlib.sha256(canonical_bytes(parent)).hexdigest()
    listed = Listing(tuple(Text(words, place) for words in said), place)
    return Entry(
        "based-on",
        place,
        Table((*named, Entry("hash", place, Text(digest, place)), Entry("changed", place, listed)), place),
    )
