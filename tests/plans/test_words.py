"""The rules and results of every verb, read aloud as a person would say them: tests/data/verb-sentences.txt.

Each paragraph is a figure, its rule, and how its result came about with the values of `tests.plans.aloud`.
"""

from __future__ import annotations

import pytest

from plans.verbs import VERBS
from tests.plans.aloud import aloud
from tests.plans.fragments import DATA

PARAGRAPHS = [
    tuple(line.strip() for line in paragraph.splitlines())
    for paragraph in (DATA / "verb-sentences.txt").read_text().split("\n\n")
]


@pytest.mark.parametrize(
    ("figure", "rule", "working"), PARAGRAPHS, ids=[figure for figure, _rule, _working in PARAGRAPHS]
)
def test_read_aloud(figure: str, rule: str, working: str) -> None:
    assert aloud(figure) == (rule, working)


def test_every_verb_is_read_aloud() -> None:
    assert {figure.partition(":")[0] for figure, _rule, _working in PARAGRAPHS} == VERBS.keys()
