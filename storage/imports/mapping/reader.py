"""Reading tables of a mapping document key by key, with a problem for every key that is unknown, missing or of another shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plans.document import Entry, Listing, Table, Text, Tree
from plans.problem import Place, Problems
from storage.imports.refusal import cut, did_you_mean, listed


class TreeReader:
    """One table of the document under its path; problems go to `problems`."""

    def __init__(self, table: Table, path: str, problems: Problems) -> None:
        self.table = table
        self.path = path
        self.problems = problems

    def at(self, key: str | int) -> str:
        """The path of a part: `outputs[0].columns`."""
        if isinstance(key, int):
            return f"{self.path}[{key}]"
        return f"{self.path}.{key}" if self.path else key

    def only(self, known: Sequence[str]) -> None:
        """Refuses every key that is not known here."""
        for entry in self.table:
            if entry.key not in known:
                remedy = did_you_mean(entry.key, known) or f"Known here: {listed(known)}."
                self.refuse(entry.place, entry.key, "unknown-key", f"`{self.at(entry.key)}` is not known.", remedy)

    def refuse(self, place: Place, key: str, code: str, message: str, remedy: str) -> None:
        self.problems.add(place, self.at(key) if key else self.path, code, message, remedy)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """The text under a key."""
        value = self.table.get(key)
        if isinstance(value, Text) and (value.text or not required):
            return value.text
        if value is not None:
            self.refuse(
                value.place, key, "shape", f"`{self.at(key)}` must be a text.", "Write `name: text` on one line."
            )
        elif required:
            self.refuse(self.table.place, key, "missing-key", f"`{self.at(key)}` is missing.", "Add it.")
        return default

    def one_of(self, key: str, known: Sequence[str], default: str = "") -> str:
        """The text under a key, which must be one of a few."""
        text = self.text(key, default)
        value = self.table.get(key)
        if value is None or text in known:
            return text
        remedy = did_you_mean(text, known) or f"Write {listed(known)}."
        self.refuse(value.place, key, "unknown-word", f"`{self.at(key)}` cannot be `{cut(text)}`.", remedy)
        return default

    def yes(self, key: str) -> bool:
        return self.one_of(key, ("yes", "no"), "no") == "yes"

    def entries(self, key: str) -> Iterator[Entry]:
        """The entries of the table under a key; none when it is left out."""
        value = self.table.get(key)
        if isinstance(value, Table):
            yield from value
        elif value is not None:
            self.refuse(
                value.place,
                key,
                "shape",
                f"`{self.at(key)}` must be a table.",
                "Write lines of `name: value` under it.",
            )

    def items(self, key: str) -> Iterator[tuple[int, Tree]]:
        """The items of the list under a key; none when it is left out."""
        value = self.table.get(key)
        if isinstance(value, Listing):
            yield from enumerate(value)
        elif value is not None:
            self.refuse(
                value.place,
                key,
                "shape",
                f"`{self.at(key)}` must be a list.",
                "Write lines that start with `- ` under it.",
            )
