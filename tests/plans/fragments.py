"""Reads tests/data/plan-fragments.yaml: figures without clauses, the values given for them, and what they must come to."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from plans.document import Listing, Table, read_document
from plans.engine import Evaluation, compile_figures, evaluate
from plans.load import check_figures
from plans.problem import Problems
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.rehearsal import read_rehearsals, types_of
from plans.tree import Missing, Node

DATA = Path(__file__).parent.parent / "data"
CASES = {case["id"]: case for case in json.loads((DATA / "published-cases.json").read_text())}


def all_fragments() -> dict[str, Table]:
    """Every fragment by its case or convention."""
    text = (DATA / "plan-fragments.yaml").read_text()
    problems = Problems()
    document = read_document(
        "fragments:\n" + "\n".join("  " + line for line in text.splitlines()), "plan-fragments.yaml", problems
    )
    assert problems.ok, list(map(str, problems))
    fragments = document.get("fragments")
    assert isinstance(fragments, Listing)
    return {name_of(fragment): fragment for fragment in fragments if isinstance(fragment, Table)}


def name_of(fragment: Table) -> str:
    return next(entry.value.text for entry in fragment if entry.key in {"case", "convention"})


def run(fragment: Table) -> list[Evaluation]:
    """One evaluation for each run, row and period of a fragment; fails with every problem that the loader names."""
    problems = Problems()
    runs = Table(tuple(entry for entry in fragment if entry.key == "runs"), fragment.place)
    rehearsals = read_rehearsals(runs, problems)
    figures = read_figures(Form(fragment, "", problems), problems, complete=False)
    checked = check_figures(figures, types_of(rehearsals), problems)
    assert problems.ok, "\n".join(map(str, problems))
    program = compile_figures(checked.figures, checked.order)
    return [evaluate(program, rehearsal.inputs) for rehearsal in rehearsals]


def values(evaluation: Evaluation, name: str) -> list[Node | Decimal]:
    """What `bonus`, `share.*` or `score.retention` came to; one value, one for each part, or one for each item."""
    figure, _, part = name.partition(".")
    nodes = (
        [evaluation.nodes[figure]]
        if figure in evaluation.nodes
        else [nodes[figure] for scope in evaluation.items.values() for _, nodes in scope if figure in nodes]
    )
    found: list[Node | Decimal] = []
    for node in nodes:
        assert not isinstance(node.value, Missing), node.value
        if part == "*":
            found += [piece.value for piece in node.pieces]
        elif part.isdigit():
            found.append(node.pieces[int(part)].value)
        elif part:
            piece = node.piece(part)
            assert piece is not None, f"{figure} has no part {part}"
            found.append(piece.value)
        else:
            found.append(node.value)
    return found


def exact(value: object) -> Fraction:
    """A value as a fraction, 20 places of it: what the engine promises."""
    assert isinstance(value, Decimal)
    return Fraction(value.quantize(Decimal(1).scaleb(-20)))
