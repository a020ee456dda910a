"""The examples of the page on the plan language: those with numbers are computed, the whole plan is loaded with a registry made for it."""

from __future__ import annotations

import re

import pytest

from plans.document import Table
from plans.literal import parse
from plans.load import load_plan, plan_from
from plans.problem import Problems
from plans.reading.based_on import flat
from plans.reading.figures import LATER
from plans.reading.header import SECTIONS
from plans.reading.registry import load_registry
from tests.docs.pages import DOCS, Block, blocks, text_of
from tests.plans.fragments import document, entries, exact, run_text, texts, values

PAGE = DOCS / "plan-language.md"
EXAMPLES = [block for block in blocks(PAGE) if block.language == "yaml" and "\ngives:" in block.text]

REGISTRY = """
registry: 2026-01
sources: {billing: {title: billing, owner: finance}}
metrics:
  retention: {title: Retention, unit: "%", roll-up: {ratio: {of: {sum: now}, to: {sum: before}}}, source: billing}
  references: {title: References, unit: references, roll-up: {count: reference}, source: billing}
"""


def _parts(block: Block) -> tuple[str, Table]:
    """An example without what it gives, and what it gives."""
    asked, _, given = block.text.partition("\ngives:")
    return asked + "\n", document(f"gives:{given}")


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_an_example_gives_what_it_says(block: Block) -> None:
    asked, wanted = _parts(block)
    evaluations = run_text(asked)
    for name, tree in entries(wanted, "gives").items():
        found = [exact(value) for evaluation in evaluations for value in values(evaluation, name)]
        expected = [parse(text) for text in texts(tree)]
        assert found == [exact(each.value) for each in expected if each], name


def test_there_are_examples_with_numbers() -> None:
    assert len(EXAMPLES) >= 8


def test_the_whole_plan_loads() -> None:
    whole, child = [block for block in blocks(PAGE) if block.text.startswith("plan: account-managers")]
    registry = load_registry(REGISTRY, "registry.yaml")
    assert registry.registry is not None, list(map(str, registry.problems))
    loaded = load_plan(whole.text, "plan.yaml", registry.registry)
    assert loaded.plan is not None, list(map(str, loaded.problems))
    assert list(loaded.problems) == []
    problems = Problems()
    french = plan_from(flat(document(child.text), document(whole.text), problems), registry.registry, problems).plan
    assert french is not None, list(map(str, problems))
    assert "references" not in french.figures
    assert french.figures["retention-pay"].story == loaded.plan.figures["retention-pay"].story


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_explained(section: str) -> None:
    table = text_of("plan-language").partition("| section | holds |")[2].partition("\n\n")[0]
    assert f"`{section}`" in table


@pytest.mark.parametrize("word", LATER)
def test_what_is_not_there_yet_is_named(word: str) -> None:
    later = text_of("plan-language").partition("## Not in this version")[2]
    assert re.search(rf"`{word}`", later)
