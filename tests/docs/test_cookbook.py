"""The cookbook: every recipe gives what it says, reads aloud as it stands there, and no convention that the language reaches is without one."""

from __future__ import annotations

import re

import pytest

from plans.document import Table
from plans.verbs import VERBS
from tests.docs.computed import check
from tests.docs.recipes import COOKBOOK, Recipe, read_aloud, recipes
from tests.plans.fragments import all_fragments, entries
from tests.plans.test_conventions import REACHED as CONVENTIONS
from tests.plans.test_published_cases import REACHED as CASES

RECIPES = recipes()
ONE_IDEA = 300  # lines; a longer page is two


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_recipe_gives_what_it_says(recipe: Recipe) -> None:
    check(recipe.figures)


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_recipe_reads_aloud_as_it_stands_there(recipe: Recipe) -> None:
    """Make the sentences anew: `python -m tests.docs.recipes`."""
    assert recipe.aloud == read_aloud(recipe.figures)


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_recipe_asks_and_warns_and_names_its_neighbour(recipe: Recipe) -> None:
    question, *more = re.split(r"\n{2,}", recipe.words.strip())
    assert question.endswith((".", "?"))
    assert [part.startswith("**The trap.** ") for part in more].count(True) == 1
    assert [part.startswith("**Others** ") for part in more].count(True) == 1


@pytest.mark.parametrize("reached", [*CASES, *CONVENTIONS])
def test_what_the_language_reaches_has_a_recipe_with_its_verbs(reached: str) -> None:
    needed = verbs_in(all_fragments()[reached])
    shown = [verbs_in(recipe.table) for recipe in RECIPES if any(reached.startswith(name) for name in recipe.tried)]
    assert shown, "no recipe names it"
    assert needed <= set().union(*shown)


@pytest.mark.parametrize("name", sorted({name for recipe in RECIPES for name in recipe.tried}))
def test_a_recipe_was_tried_on_something_that_is_reached(name: str) -> None:
    assert sum(reached.startswith(name) for reached in (*CASES, *CONVENTIONS)) == 1


def test_the_cookbook_leads_to_each_of_its_pages() -> None:
    index = (COOKBOOK / "index.md").read_text(encoding="utf-8")
    for page in COOKBOOK.glob("*.md"):
        assert page.stem == "index" or f"]({page.name})" in index
        assert len(page.read_text(encoding="utf-8").splitlines()) <= ONE_IDEA


def verbs_in(document: Table) -> set[str]:
    """The verbs that the figures of a document have."""
    figures = [figure for figure in entries(document, "figures").values() if isinstance(figure, Table)]
    return {entry.key for figure in figures for entry in figure} & VERBS.keys()
