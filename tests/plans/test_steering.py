"""What a plan says of its budget, of who decides, and of shocks: how it reads aloud, and what is told where it does not hold together."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from jsonschema import Draft202012Validator

from plans.budget import Budget, Level, told_together
from plans.load import load_plan
from plans.plan import Plan
from plans.problem import Problem
from plans.reading.registry import load_registry
from plans.schema import plan_schema
from tests.plans.build import HEAD, REGISTRY, document

READ = load_registry(REGISTRY, "registry.yaml").registry
FIGURES = """
bonus: {rate: {of: metric.won, at: 5%}}
pay: {round: {of: bonus, to: minor unit, mode: half-away}}
"""
PAYOUTS = """
payouts:
  pay: {of: pay, as: cash, when: 30 days after the quarter}
  stars: {of: pay, as: points, when: 30 days after the quarter}
"""
BUDGET = "budget: {band: [820000 EUR, 1100000 EUR], of: payouts, each: year, warn-at: 90%, then: the council decides}"


def text(section: str) -> str:
    return document(FIGURES, head=HEAD) + f"{PAYOUTS}{section}\n"


def read(section: str) -> tuple[Plan | None, list[Problem]]:
    assert READ is not None
    loaded = load_plan(text(section), "plan.yaml", READ)
    return loaded.plan, list(loaded.problems)


def faults(section: str) -> list[str]:
    """What stands in the way; dead ends and the like do not."""
    plan, problems = read(section)
    assert plan is None
    return [f"{problem.message} {problem.remedy}".strip() for problem in problems if not problem.warning]


def in_schema(section: str) -> bool:
    validator = Draft202012Validator(plan_schema()["properties"][section.partition(":")[0]])
    return bool(validator.is_valid(next(iter(yaml.safe_load(section).values()))))


def test_a_budget_reads_aloud() -> None:
    plan, _ = read(BUDGET)
    assert plan is not None
    assert plan.budget is not None
    assert plan.budget.words == {
        "band": "820000.00 EUR to 1100000.00 EUR for each year, of all payouts in cash",
        "warning": "from 90% of the upper end, 990000.00 EUR",
        "then": "the council decides",
    }
    warned, _ = read(
        BUDGET.replace("of: payouts", "of: pay").replace("council decides", "council decides, who: [council, finance]")
    )
    assert warned is not None
    assert warned.budget is not None
    assert warned.budget.words["who is warned"] == "council, finance"
    assert warned.budget.words["band"].endswith("for each year, of pay")


BUDGETS = {
    ("820000 EUR, ", "820000 USD, "): "`820000 USD` is no amount in EUR. Write it like `820000 EUR`.",
    ("820000 EUR, ", "820000, "): "`820000` is no amount in EUR. Write it like `820000 EUR`.",
    ("820000 EUR, ", "-1 EUR, "): "`-1 EUR` is below zero, and no sum of payouts is. Write 0 or more.",
    ("820000 EUR, ", "0.125 EUR, "): "`0.125 EUR` has more decimals than EUR has. Write it like `820000 EUR`.",
    ("820000 EUR, ", "1100000 EUR, "): "The band ends at 1100000 EUR, which is not above 1100000 EUR. Swap the two.",
    ("[820000 EUR, 1100000 EUR]", "820000 EUR"): "`band` has a lower and an upper end. Write `budget: {band: [820000 EUR, 1100000 EUR], "
    "of: payouts, each: year, warn-at: 90%, then: the council decides in public}`.",
    ("of: payouts, ", ""): "Nothing says what the budget is of. Write `of: payouts`, or names of payouts.",
    ("of: payouts", "of: [pai]"): "`pai` is no payout. Did you mean `pay`?",
    ("of: payouts", "of: stars"): "`stars` is paid in points, and a budget is of money. Write `of: payouts` for all that are paid in cash.",
    ("each: year", "each: month"): "The plan pays each quarter, so a budget for each month cannot be counted. Write one of: quarter, half-year, year.",
    ("each: year", "each: fortnight"): "`fortnight` is no length of a period here. Write one of: quarter, half-year, year.",
    ("warn-at: 90%", "warn-at: 101%"): "`101%` is not between 0% and 100% of the upper end. Write a share of the upper end, like `warn-at: 90%`.",
    ("warn-at: 90%", "warn-at: 900 EUR"): "`900 EUR` is no share. Write a share of the upper end, like `warn-at: 90%`.",
    ("then: the council decides", "then: ''"): "`then` is missing. Say what follows: `then: the council decides in public`.",
    ("then:", "who: finance, them:"): "`them` is not known here. Did you mean `then`?",
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), BUDGETS.items(), ids=[f"{change[1]}" for change in BUDGETS])
def test_a_budget_that_does_not_hold(change: tuple[str, str], message: str) -> None:
    assert change[0] in BUDGET
    assert message in faults(BUDGET.replace(*change))


def test_without_a_currency_the_currency_is_asked_for_and_no_more() -> None:
    assert READ is not None
    told = load_plan(text(BUDGET).replace("currency: EUR", ""), "plan.yaml", READ).problems
    assert [each.path for each in told if not each.warning] == ["currency"]


@pytest.mark.parametrize(
    ("spent", "over", "level"),
    [
        ("989999.99", False, Level.WITHIN),
        ("990000.00", False, Level.NEAR),
        ("1100000.00", True, Level.NEAR),
        ("1100000.01", False, Level.ABOVE),
        ("819999.99", False, Level.WITHIN),
        ("819999.99", True, Level.BELOW),
        ("820000.00", True, Level.WITHIN),
    ],
)
def test_where_a_sum_stands(spent: str, *, over: bool, level: Level) -> None:
    """Its line is 90% of 1,100,000, and both ends belong to the band. Below it is only what is over."""
    budget = Budget(Decimal(820_000), Decimal(1_100_000), "EUR", (), "year", Decimal("0.9"), "the council decides")
    assert budget.level(Decimal(spent), over=over) is level


def test_a_sum_is_told_of_three_who_are_paid_something() -> None:
    """Who is paid nothing hides nobody: of two amounts, each of the two could work out the other."""
    assert told_together({"a": Decimal(1), "b": Decimal(2), "c": Decimal(3)}) == Decimal(6)
    assert told_together({"a": Decimal(1), "b": Decimal(2), "c": Decimal(0)}) is None
    assert told_together({}) is None


DECISIONS = {
    "plan: {proposes: lead, decides: council, consulted: [finance, product], told: everyone}": "proposed by lead; decided by council; consulted: finance and product; told: everyone",
    "calibration: {decides: council, by: 10 days before the quarter ends, bounds: [90%, 110%]}": "decided by council; by 10 days before the quarter ends; bounds 90% to 110%",
    "disputes: {decides: [Ada, Bo, Cy], within: 10 working days}": "decided by Ada, Bo and Cy; within 10 working days",
    "lost-deals: {decides: council, each: month, becomes: a request to change the plan}": "decided by council; each month; becomes a request to change the plan",
    "retrospective: {publishes: council, each: quarter, told: [sales, product]}": "published by council; told: sales and product; each quarter",
    "outage: {trigger: the product is down for three days, instead: targets count by the other days, at-most: 2 quarters, decides: council, told: everyone}": "if the product is down for three days: targets count by the other days, for 2 quarters at most; decided by council; told: everyone",
}


@pytest.mark.parametrize(("written", "said"), DECISIONS.items(), ids=[text.partition(":")[0] for text in DECISIONS])
def test_a_decision_reads_aloud(written: str, said: str) -> None:
    plan, _ = read(f"decisions:\n  {written}")
    assert plan is not None
    assert [decision.words for decision in plan.decisions.values()] == [said]
    assert in_schema(f"decisions:\n  {written}")


_WHO = "Write `plan: {proposes: sales lead, decides: council, consulted: [finance, product], told: everyone in the audience}`."
_SHOCK = (
    "Write `outage: {trigger: the product is down for three days, instead: targets of the quarter count by its other days, "
    "at-most: 1 quarter, decides: council}`."
)
UNDECIDED = {
    "plan: the council decides": f"`plan` does not say who does what. {_WHO}",
    "plan: {proposes: lead}": f"Nobody decides on `plan`. {_WHO}",
    "plan: {decides: council, informed: all}": "`informed` is not known here. Known here: `proposes`, `decides`, `publishes`, `consulted`, `told`, "
    "`each`, `by`, `within`, `bounds`, `becomes`, `trigger`, `instead`, `at-most`.",
    "plan: {decides: council, each: fortnight}": "`fortnight` is no period. Write one of: week, month, quarter, half-year, year.",
    "factor: {decides: council, bounds: [110%, 90%]}": "`90%` is below `110%`. Swap the two.",
    "factor: {decides: council, bounds: 110%}": "`bounds` are two shares. Write a lower and an upper one: `bounds: [90%, 110%]`.",
    "factor: {decides: council, bounds: [5 EUR, 6 EUR]}": "`5 EUR` and `6 EUR` are not both shares. Write a lower and an upper one: `bounds: [90%, 110%]`.",
    "flood: {trigger: the river rises, instead: half the target, at-most: 1 quarter}": f"Nobody decides on `flood`. {_SHOCK}",
    "flood: {trigger: the river rises, at-most: 1 quarter, decides: council}": f"`instead` is missing. {_SHOCK}",
    "flood: {instead: half the target, at-most: 1 quarter, decides: council}": f"`trigger` is missing. {_SHOCK}",
    "flood: {trigger: the river rises, instead: half the target, decides: council}": f"`at-most` is missing. {_SHOCK}",
    "flood: {trigger: the river rises, instead: half, at-most: 5 EUR, decides: council}": "`5 EUR` is no length of time. Write for example `2 quarters` or `90 days`.",
    "flood: {trigger: the river rises, instead: half, at-most: 0 days, decides: council}": "`0 days` is no length of time. Write for example `2 quarters` or `90 days`.",
}


@pytest.mark.parametrize(("written", "message"), UNDECIDED.items(), ids=list(UNDECIDED))
def test_a_decision_that_does_not_hold(written: str, message: str) -> None:
    assert message in faults(f"decisions:\n  {written}")


def test_an_editor_knows_both() -> None:
    assert in_schema(BUDGET)
    assert not in_schema(BUDGET.replace("then: the council decides", "who: finance"))
    assert not in_schema("decisions: {plan: {proposes: lead}}")
    assert not in_schema("decisions: {flood: {trigger: the river rises, decides: council}}")
