"""YAML as far as plans use it: mappings, lists and text, each with its place. No guesses, anchors, tags or duplicate keys."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from plans.problem import Place, Problems

_OPEN = re.compile(r"expected ',' or '(.)'")
_LARGEST = 2_000_000  # characters; a plan of 500 figures has about 100,000
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, always as text; `null` written as nothing is the empty text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Tree, ...]
    place: Place

    def __iter__(self) -> Iterator[Tree]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    place: Place  # of the key
    value: Tree


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order written; every key stands once."""

    entries: tuple[Entry, ...]
    place: Place

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def get(self, key: str) -> Tree | None:
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def names(self) -> tuple[str, ...]:
        return tuple(entry.key for entry in self.entries)


Tree = Text | Listing | Table


def read_document(text: str, file: str, problems: Problems) -> Table | None:
    """The document as a tree of text, or None when it cannot be read; what is wrong goes to `problems`."""
    if len(text) > _LARGEST:
        message = f"This document has {len(text):,} characters; {_LARGEST:,} are the most."
        problems.add(Place(file, 1, 1), "", "too-large", message, "Split it: one plan a file.")
        return None
    try:
        root = yaml.compose(unicodedata.normalize("NFC", text), Loader=_PlainLoader)
    except _RefusedError as refused:
        problems.add(_place(file, refused.mark), "", refused.code, refused.message, refused.remedy)
        return None
    except RecursionError:
        problems.add(
            Place(file, 1, 1), "", "too-deep", "This document is nested without end.", "A figure needs three levels."
        )
        return None
    except yaml.MarkedYAMLError as error:
        _broken(error, file, problems)
        return None
    except yaml.reader.ReaderError as error:
        message = f"The character U+{ord(str(error.character)) if isinstance(error.character, str) else error.character:04X} cannot stand in a document."
        problems.add(Place(file, text.count("\n", 0, error.position) + 1, 1), "", "character", message, "Remove it.")
        return None
    if root is None:
        problems.add(Place(file, 1, 1), "", "empty", "This document is empty.", "A plan starts with `plan: its-name`.")
        return None
    tree = _convert(root, file, problems, "", 0)
    if not isinstance(tree, Table):
        problems.add(
            tree.place, "", "no-table", "A document is a table of `name: value` lines.", "Start with `plan: its-name`."
        )
        return None
    return tree


def canonical_bytes(tree: Tree) -> bytes:
    """The bytes by which a document is stored and hashed: JSON in the order written, text normalised to NFC, no spaces."""
    return json.dumps(_plain(tree), ensure_ascii=False, separators=(",", ":")).encode()


def from_canonical(data: bytes, file: str) -> Table:
    """The tree that `canonical_bytes` stored; its places all name the stored file alone."""
    tree = _from_plain(json.loads(data), Place(file))
    if not isinstance(tree, Table):
        raise TypeError("a stored document is a table")
    return tree


def _plain(tree: Tree) -> object:
    if isinstance(tree, Text):
        return tree.text
    if isinstance(tree, Listing):
        return [_plain(item) for item in tree]
    return {entry.key: _plain(entry.value) for entry in tree}


def _from_plain(value: object, place: Place) -> Tree:
    if isinstance(value, dict):
        return Table(tuple(Entry(key, place, _from_plain(item, place)) for key, item in value.items()), place)
    if isinstance(value, list):
        return Listing(tuple(_from_plain(item, place) for item in value), place)
    return Text(str(value), place)


class _RefusedError(Exception):
    def __init__(self, mark: yaml.Mark | None, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.mark, self.code, self.message, self.remedy = mark, code, message, remedy


class _PlainLoader(yaml.SafeLoader):
    """Composes without resolving: `on`, `12_000` and `1.10` stay the text that stands there. Anchors and tags are refused as they are met."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML is untyped here
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            remedy = "Write the value out where it is needed."
            raise _RefusedError(
                event.start_mark, "anchor", "Anchors (`&`) and aliases (`*`) are not part of the language.", remedy
            )
        if getattr(event, "tag", None):
            raise _RefusedError(
                event.start_mark, "tag", f"The tag `{event.tag}` is not part of the language.", "Remove it."
            )
        return super().compose_node(parent, index)

    def resolve(self, kind: type, value: str, implicit: object) -> str:  # noqa: ARG002 - PyYAML's signature
        return "tag:yaml.org,2002:str"


def _broken(error: yaml.MarkedYAMLError, file: str, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    problems.add(_place(file, mark), "", "yaml", *_slip(error))


def _slip(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """What is wrong and what to do: in our words for the slips that everybody makes, else as the parser says it."""
    said, opened = error.problem or "it cannot be read", error.context_mark
    if "\\t" in said:
        return "A tab stands here.", "Indent with spaces."
    if said.startswith("mapping values"):
        what = "A colon with a space behind it parts a name from its value, and this one stands inside a value."
        return what, 'Put quotes around a text that holds one: `title: "Field: sales"`.'
    bracket = _OPEN.match(said)
    if bracket and opened:
        what = f"The bracket that opens in line {opened.line + 1} is not closed before here."
        return what, f"Close it with `{bracket[1]}`, or write a comma between two entries."
    if said.startswith("expected <block end>") and opened:
        what = (
            f"This line stands further left or right than those it belongs to, which begin in line {opened.line + 1}."
        )
        return what, "Lines of one table begin in the same column."
    remedy = "Check the indentation and quotes near there; put quotes around text that holds `: ` or starts with one of `@ % ! & * [ {`."
    return f"This is no YAML: {said}.", remedy


def _place(file: str, mark: yaml.Mark | None) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _convert(node: yaml.Node, file: str, problems: Problems, path: str, depth: int) -> Tree:
    place = _place(file, node.start_mark)
    if depth > _DEEPEST:
        problems.add(
            place,
            path,
            "too-deep",
            f"This stands {depth} levels deep.",
            "A figure needs three; give inner values names of their own.",
        )
        return Text("", place)
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, place)
    if isinstance(node, yaml.SequenceNode):
        return Listing(
            tuple(_convert(item, file, problems, f"{path}[{n}]", depth + 1) for n, item in enumerate(node.value)), place
        )
    entries: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        where = _place(file, key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.add(where, path, "key", "A name is plain text, not a list or a table.", "Write `name: value`.")
            continue
        key = key_node.value
        here = f"{path}.{key}" if path else key
        if key in entries:
            message = f"`{here}` stands twice (lines {entries[key].place.line} and {where.line}). The second would hide the first."
            problems.add(where, here, "duplicate-key", message, "Rename or remove one.")
            continue
        entries[key] = Entry(key, where, _convert(value_node, file, problems, here, depth + 1))
    return Table(tuple(entries.values()), place)
