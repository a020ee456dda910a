"""Documents as plans use them: text with its place, and every fault with its remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.document import Entry, Listing, Table, Text, Tree, canonical_bytes, from_canonical, read_document
from plans.problem import NOWHERE, Problems

NAMES = st.text(alphabet="abcdefghij-", min_size=1, max_size=8)
TREES = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> tuple[Table | None, list[str]]:
    problems = Problems()
    return read_document(text, "plan.yaml", problems), [str(problem) for problem in problems]


def test_everything_is_text_and_yaml_guesses_nothing() -> None:
    table, problems = read("on: off\nprice: 1.10\ncount: 12_000\nday: 2026-01-01\nnothing:\n")
    assert not problems
    assert table is not None
    assert canonical_bytes(table) == b'{"on":"off","price":"1.10","count":"12_000","day":"2026-01-01","nothing":""}'


def test_each_thing_knows_its_place() -> None:
    table, _ = read("plan: a\nfigures:\n  bonus: {rate: {of: x}}\n")
    assert table is not None
    figures = table.get("figures")
    assert isinstance(figures, Table)
    bonus = figures.entries[0]
    assert (bonus.place.file, bonus.place.line, bonus.place.column) == ("plan.yaml", 3, 3)


FAULTS = {
    "a: 1\nb: 2\na: 3": "plan.yaml:3:1: `a` stands twice (lines 1 and 3). The second would hide the first. Rename or remove one.",
    "a: &x 1\nb: *x": "plan.yaml:1:4: Anchors (`&`) and aliases (`*`) are not part of the language. Write the value out where it is needed.",
    "a: !!int 1": "plan.yaml:1:4: The tag `tag:yaml.org,2002:int` is not part of the language. Remove it.",
    "": "plan.yaml:1:1: This document is empty. A plan starts with `plan: its-name`.",
    "# only a comment": "plan.yaml:1:1: This document is empty. A plan starts with `plan: its-name`.",
    "- a\n- b": "plan.yaml:1:1: A document is a table of `name: value` lines. Start with `plan: its-name`.",
    "a: [1, 2": "plan.yaml:1:9: The bracket that opens in line 1 is not closed before here. Close it with `]`, or write a comma between two entries.",
    "a:\n  b: {c: 1\n  d: 2": "plan.yaml:3:4: The bracket that opens in line 2 is not closed before here. Close it with `}`, or write a comma between two entries.",
    "a: b: c": "plan.yaml:1:5: A colon with a space behind it parts a name from its value, and this one stands inside a value. "
    'Put quotes around a text that holds one: `title: "Field: sales"`.',
    "a: 1\n\tb: 2": "plan.yaml:2:1: A tab stands here. Indent with spaces.",
    "a:\n    b: 1\n   c: 2": "plan.yaml:3:4: This line stands further left or right than those it belongs to, which begin in line 1. Lines of one table begin in the same column.",
    "a: 'b": "plan.yaml:1:6: This is no YAML: found unexpected end of stream. Check the indentation and quotes near there; "
    "put quotes around text that holds `: ` or starts with one of `@ % ! & * [ {`.",
    "a: \x00": "plan.yaml:1:1: The character U+0000 cannot stand in a document. Remove it.",
    "? [a]\n: 1": "plan.yaml:1:3: A name is plain text, not a list or a table. Write `name: value`.",
}


@pytest.mark.parametrize(("text", "said"), FAULTS.items(), ids=[text[:12] for text in FAULTS])
def test_a_fault_names_its_place_and_remedy(text: str, said: str) -> None:
    assert read(text)[1] == [said]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{b: " * 40 + "1" + "}" * 40, "x" * 2_000_001], ids=["brackets", "depth", "size"]
)
def test_a_document_made_to_be_slow_is_refused(text: str) -> None:
    _, problems = read(text)
    assert len(problems) >= 1


@given(st.text(max_size=200))
def test_any_text_is_a_document_or_a_named_fault(text: str) -> None:
    table, problems = read(text)
    assert table is not None or problems


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4))
def test_what_is_stored_reads_back_to_the_same_bytes(data: dict[str, object]) -> None:
    table = _tree(data)
    assert isinstance(table, Table)
    stored = canonical_bytes(table)
    assert canonical_bytes(from_canonical(stored, "stored")) == stored


def _tree(value: object) -> Tree:
    if isinstance(value, dict):
        return Table(tuple(Entry(key, NOWHERE, _tree(item)) for key, item in value.items()), NOWHERE)
    if isinstance(value, list):
        return Listing(tuple(_tree(item) for item in value), NOWHERE)
    return Text(str(value), NOWHERE)
