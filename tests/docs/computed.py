"""Examples with numbers: `figures`, what is given for them, and under `gives` what must come out."""

from __future__ import annotations

from plans.literal import parse
from tests.plans.fragments import document, entries, exact, run_text, texts, values


def check(example: str) -> None:
    """Computes an example, and fails where a figure does not give what stands there."""
    asked, mark, wanted = example.partition("\ngives:")
    assert mark, "nothing says what the example gives"
    evaluations = run_text(asked + "\n")
    for name, tree in entries(document(f"gives:{wanted}"), "gives").items():
        found = [exact(value) for evaluation in evaluations for value in values(evaluation, name)]
        expected = [parse(text) for text in texts(tree)]
        assert found == [exact(each.value) for each in expected if each], name
