"""Reads tests/data/plan-fragments.yaml: figures without clauses, the values given for them, and what they must come to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from plans.document import Listing, Table, Text, Tree, read_document
from plans.engine import Evaluation, evaluate
from plans.given import GivenInputs
from plans.load import check_figures
from plans.problem import Problems
from plans.program import Program, compile_figures
from plans.reading.attribution import crediting_in
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.rehearsal import KNOWN, alike, read_rehearsals, types_of
from plans.tree import Missing, Node, Value

DATA = Path(__file__).parent.parent / "data"
CASES = {case["id"]: case for case in json.loads((DATA / "published-cases.json").read_text())}


@cache
def all_fragments() -> dict[str, Table]:
    """Every fragment by its case or convention."""
    lines = (DATA / "plan-fragments.yaml").read_text().splitlines()
    fragments = document("fragments:\n" + "\n".join("  " + line for line in lines)).get("fragments")
    assert isinstance(fragments, Listing)
    return {_name(fragment): fragment for fragment in fragments if isinstance(fragment, Table)}


def _name(fragment: Table) -> str:
    return next(text(entry.value) for entry in fragment if entry.key in {"case", "convention"})


def fragments_of(kind: str) -> dict[str, Table]:
    """The fragments of published `case`s, or of a `convention`."""
    return {name: fragment for name, fragment in all_fragments().items() if fragment.get(kind) is not None}


def document(written: str) -> Table:
    """A document that is known to be fine."""
    problems = Problems()
    table = read_document(written, "test.yaml", problems)
    assert table is not None, list(map(str, problems))
    assert problems.ok, list(map(str, problems))
    return table


def text(tree: Tree | None) -> str:
    assert isinstance(tree, Text)
    return tree.text


def texts(tree: Tree | None) -> list[str]:
    """One text or a list of texts; an empty list for nothing."""
    if tree is None:
        return []
    return [text(item) for item in tree] if isinstance(tree, Listing) else [text(tree)]


def entries(fragment: Table, key: str) -> dict[str, Tree]:
    """A table inside a fragment, by key; empty where it does not stand."""
    tree = fragment.get(key)
    return {entry.key: entry.value for entry in tree} if isinstance(tree, Table) else {}


def problems_of(fragment: Table) -> Problems:
    """Everything the loader has to say about a fragment."""
    problems = Problems()
    _loaded(fragment, _only(fragment, "runs"), problems)
    return problems


def run(fragment: Table) -> list[Evaluation]:
    """One evaluation for each run, row and period of a fragment; fails with every problem that the loader names."""
    return _evaluated(fragment, _only(fragment, "runs"))


def run_with(fragment: Table, overrides: Mapping[str, Value]) -> list[tuple[Evaluation, Evaluation]]:
    """The same with some values set otherwise: computed afresh, and on top of what was computed without them."""
    return [
        (evaluate(program, inputs, overrides), evaluate(program, inputs, overrides, evaluate(program, inputs)))
        for program, inputs in _loaded(fragment, _only(fragment, "runs"), Problems())
    ]


def run_text(written: str) -> list[Evaluation]:
    """The same for a document written in a test: `figures`, and `given`, `rows`, `periods`, `items` beside them."""
    table = document(written)
    return _evaluated(table, _beside(table))


def problems_of_text(written: str) -> Problems:
    """Everything the loader has to say about such a document."""
    table, problems = document(written), Problems()
    _loaded(table, _beside(table), problems)
    return problems


def _beside(table: Table) -> Table:
    return _only(table, *(key for key in KNOWN if key != "runs"))


def _only(table: Table, *keys: str) -> Table:
    return Table(tuple(entry for entry in table if entry.key in keys), table.place)


def _evaluated(figures: Table, inputs: Table) -> list[Evaluation]:
    problems = Problems()
    loaded = _loaded(figures, inputs, problems)
    assert problems.ok, "\n".join(map(str, problems))
    return [evaluate(program, given) for program, given in loaded]


def _loaded(table: Table, inputs: Table, problems: Problems) -> list[tuple[Program, GivenInputs]]:
    """Each row and period with the program for the kinds of its values."""
    rehearsals = read_rehearsals(inputs, problems, crediting_in(Form(table, "", problems), problems))
    figures = read_figures(Form(table, "", problems), problems, complete=False)
    programs = {}
    for together in alike(rehearsals):
        checked = check_figures(figures, types_of(together), problems)
        programs[together[0].kinds] = compile_figures(checked.figures, checked.order)
    return [(programs[rehearsal.kinds], rehearsal.inputs) for rehearsal in rehearsals]


def values(evaluation: Evaluation, name: str) -> list[Decimal]:
    """What `bonus`, `share.*`, `score.retention` or `tiers.base.at` came to: one value, one a part, or one an item."""
    figure, _, part = name.partition(".")
    if figure in evaluation.nodes:
        nodes = [evaluation.nodes[figure]]
    else:
        tables = [nodes for scope in evaluation.items.values() for _, nodes in scope]
        nodes = [table[figure] for table in tables if figure in table]
    return [value for node in nodes for value in _values(node, part)]


def _values(node: Node, part: str) -> list[Decimal]:
    assert not isinstance(node.value, Missing), node.value
    if not part:
        assert isinstance(node.value, Decimal)
        return [node.value]
    if part == "*":
        return [piece.value for piece in node.pieces]
    name, _, what = part.partition(".")
    piece = node.pieces[int(name)] if name.isdigit() else node.piece(name)
    assert piece is not None, f"{node.made.name} has no part {name}"
    return [{"": piece.value, "amount": piece.amount, "at": piece.at}[what]]


def exact(value: Decimal) -> Fraction:
    """A value as a fraction, 20 places of it: what the engine promises."""
    return Fraction(value.quantize(Decimal(1).scaleb(-20)))
