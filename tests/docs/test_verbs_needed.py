"""No verb is there for its own sake: without it at least three plans of the cookbook, of examples/ or of the published cases cannot be written."""

from __future__ import annotations

import pytest

from plans.load import load_plan
from plans.problem import Problems
from plans.reading.registry import load_registry
from plans.verbs import VERBS
from tests.docs.pages import ROOT
from tests.docs.recipes import recipes
from tests.plans.fragments import all_fragments, problems_of, problems_of_text
from tests.plans.test_published_cases import REACHED

RECIPES = {recipe.title: recipe for recipe in recipes()}
LEAST = 3
# Recipes by their heading, examples by their path, published cases by their name.
NEEDED_BY = {
    "ratio": ("examples/sample/sales-emea.yaml", "sdr-three-paths", "Targets in another currency"),
    "difference": ("A guarantee while you settle in", "override-ecosway", "points-bonusly"),
    "excess": ("overage-single-multiplier-parts", "pool-scanlon", "A usual quarter, and growth over it"),
    "elapsed": ("Joiners and leavers by day", "prorate-peoplecentre", "prorate-months"),
    "earlier": (
        "A usual quarter, and growth over it",
        "A breach shuts the next quarter",
        "A level that is kept for one more quarter",
    ),
    "sum": ("examples/sample/sales-americas.yaml", "prorate-idco-rebate", "gate-allete"),
    "average": ("psu-equifax-average", "The mean of the last four quarters", "A usual quarter, and growth over it"),
    "count": (
        "Half at signing, half when it is used",
        "A bonus when enough of them are so",
        "Everything good for a year",
    ),
    "running": ("round-up-weekly-allowance", "A deal that crosses an edge", "Returns"),
    "weigh": (
        "examples/sample/product-developers.yaml",
        "scorecard-mip2024-ex1",
        "Average what was paid, or what was reached",
    ),
    "rate": ("examples/crm/plan.yaml", "simple-prowi", "sdr-three-paths"),
    "tiers": ("examples/crm/plan.yaml", "slab-sparrowgenie", "Everything at the rate reached"),
    "lookup": ("overage-single-multiplier-parts", "pool-buckets-genesis", "A longer contract counts more"),
    "curve": ("examples/sample/customer-success.yaml", "curve-agiliti-5x", "A cliff, and how to avoid it"),
    "grid": ("grid-ari-7200", "grid-surmodics", "A table whose heads are upper bounds"),
    "choose": ("round-up-weekly-allowance", "A rate for each role", "Points by the level of a label"),
    "test": ("examples/crm/plan.yaml", "cliff-pricefx", "Factors that multiply"),
    "all": ("grid-surmodics", "round-up-weekly-allowance", "One of several is enough, and none may have happened"),
    "any": (
        "One of several is enough, and none may have happened",
        "What nobody could change does not count",
        "Either of two ways",
    ),
    "none": (
        "One of several is enough, and none may have happened",
        "What nobody could change does not count",
        "A breach shuts the next quarter",
    ),
    "streak": (
        "Good in three of four quarters",
        "Everything good for a year",
        "A higher rate from the second good quarter on",
    ),
    "gate": ("examples/sample/sales-emea.yaml", "gate-allete", "All or nothing at a target"),
    "modify": ("Points of a target", "Factors that multiply", "A longer contract counts more"),
    "cap": ("cap-psu-relative-tsr", "curve-ari-mibp-ex1", "Quota by the quarter, excess at the end of the year"),
    "floor": ("draw-ramp", "examples/crm/plan.yaml", "Joiners and leavers by day"),
    "round": ("examples/crm/plan.yaml", "vest-rounding-ledgy", "Which way halves go"),
    "convert": (
        "round-up-weekly-allowance",
        "Paid in the currency where somebody lives",
        "Targets in another currency",
    ),
    "split": ("pool-hours-vista", "pool-scanlon", "Nobody less than, nobody more than"),
    "spread": ("quota-spread-oracle", "partner-speedylabs", "Months of four and five weeks"),
    "prorate": ("prorate-months", "A quota for the days served", "The share is rounded before it multiplies"),
}


def _problems(name: str) -> Problems:
    """Everything the loader says of a recipe, an example or a case."""
    if name in RECIPES:
        return problems_of_text(RECIPES[name].figures)
    if name in REACHED:
        return problems_of(all_fragments()[name])
    path = ROOT / name
    registry = load_registry((path.parent / "registry.yaml").read_text(encoding="utf-8"), "registry.yaml").registry
    assert registry is not None
    return load_plan(path.read_text(encoding="utf-8"), path.name, registry).problems


@pytest.mark.parametrize(("verb", "plan"), [(verb, plan) for verb, plans in NEEDED_BY.items() for plan in plans])
def test_without_the_verb_the_plan_is_impossible(verb: str, plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _problems(plan).ok
    monkeypatch.delitem(VERBS, verb)
    assert f"`{verb}` is no verb and no field of a figure." in [problem.message for problem in _problems(plan)]


def test_every_verb_names_three_plans() -> None:
    assert NEEDED_BY.keys() == VERBS.keys()
    assert all(len(set(plans)) >= LEAST for plans in NEEDED_BY.values())
