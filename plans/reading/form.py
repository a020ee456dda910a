"""Reading the fixed sections of a document: texts, days and tables, with every fault named and its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date

from plans.document import Entry, Listing, Table, Text, Tree
from plans.literal import NotALiteralError, parse
from plans.params import Reading
from plans.problem import Place, Problems
from plans.unit import Sort


def near(word: str, known: Iterable[str]) -> str:
    """`Did you mean …?` where a known name is close, else an empty text."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean `{found[0]}`?" if found else ""


def check_keys(table: Table, known: Iterable[str], path: str, problems: Problems, *, later: Iterable[str] = ()) -> None:
    """Names every entry that does not belong into the table."""
    known = tuple(known)
    for entry in table:
        here = f"{path}.{entry.key}" if path else entry.key
        if entry.key in later:
            message = f"`{entry.key}` is not part of this version of the language yet."
            problems.add(
                entry.place, here, "not-yet", message, "Leave it out for now; nothing would be computed from it."
            )
        elif entry.key not in known:
            remedy = near(entry.key, known) or "Known here: " + ", ".join(f"`{name}`" for name in known) + "."
            problems.add(entry.place, here, "unknown-key", f"`{entry.key}` is not known here.", remedy)


class Form:
    """A table whose entries are read one by one."""

    def __init__(self, table: Table, path: str, problems: Problems) -> None:
        self.table, self.path, self.problems = table, path, problems

    def _here(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, code: str, message: str, remedy: str = "", place: Place | None = None) -> None:
        tree = self.table.get(key)
        where = place or (tree.place if tree else self.table.place)
        self.problems.add(where, self._here(key), code, message, remedy)

    def reading(self, key: str) -> Reading:
        return Reading(self.problems, self._here(key))

    def text(self, key: str, *, needed: str = "") -> str:
        """The text under a key; `needed` is the remedy where it must not be missing."""
        tree = self.table.get(key)
        if isinstance(tree, Text) and (tree.text.strip() or not needed):
            return tree.text.strip()
        if tree is not None and not isinstance(tree, Text):
            self.fault(key, "text", f"`{key}` is a text, not a list or a table.", needed)
        elif needed:
            self.fault(key, "missing-key", f"`{key}` is missing.", needed)
        return ""

    def day(self, key: str, *, needed: str = "") -> date | None:
        text = self.text(key, needed=needed)
        if not text:
            return None
        try:
            literal = parse(text)
        except NotALiteralError:
            self.fault(key, "date", f"`{text}` is no date of the calendar.", "Write year, month and day: `2026-07-01`.")
            return None
        if literal is None or literal.kind is not Sort.DATE or not isinstance(literal.value, date):
            self.fault(key, "date", f"`{text}` is no date.", "Write year, month and day: `2026-07-01`.")
            return None
        return literal.value

    def table_at(self, key: str) -> Table | None:
        tree = self.table.get(key)
        if tree is None or isinstance(tree, Table):
            return tree
        if isinstance(tree, Text) and not tree.text:
            return None
        self.fault(key, "table", f"`{key}` is a table of `name: value` lines.", "Indent one line an entry.")
        return None

    def entries(self, key: str) -> tuple[Entry, ...]:
        table = self.table_at(key)
        return table.entries if table else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        tree = self.table.get(key)
        return tuple(_texts(tree)) if tree is not None else ()


def _texts(tree: Tree) -> Iterable[str]:
    if isinstance(tree, Text):
        yield tree.text
    elif isinstance(tree, Listing):
        for item in tree:
            yield from _texts(item)
