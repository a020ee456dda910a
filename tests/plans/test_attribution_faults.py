"""What is wrong with the rules of `attribution`: each fault with its place, what it is, and what to write."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.load import load_plan
from plans.plan import Shares
from plans.reading.registry import load_registry
from tests.plans.build import HEAD, REGISTRY, document

FIELDS = "{segment: [small, large], months: months, live: yes/no, day-90: date, account: label}"
KNOWN = REGISTRY.replace("{segment: [small, large], months: months, live: yes/no, day-90: date}", FIELDS)
RULE = "who: {column: payee}, takes: share, shares: 100%}"
LED = "each: deal, enters: signed-on, takes: 'whole, once per item', who: "


def said(rule: str, *more: str) -> list[str]:
    """Everything that the loader has to say, with this rule for `credit` and more scopes beside it."""
    scopes = "".join(f"\n  {each}" for each in more)
    head = HEAD.replace(RULE, f"{rule}}}{scopes}")
    assert head != HEAD
    loaded = load_registry(KNOWN, "registry.yaml")
    assert loaded.registry is not None, list(map(str, loaded.problems))
    text = document("bonus: {sum: {each: credit.amount, over: credit}}", head=head)
    return [
        f"{each.path}: {each.message} {each.remedy}"
        for each in load_plan(text, "plan.yaml", loaded.registry).problems
        if not each.warning
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "who: {column: payee}, takes: share, shares: up to 150%",
        "who: {column: payee}, takes: 'whole, once per item'",
        "who: {owner-of: account, on: day-90}, takes: share, shares: 100%",
        "who: {owner-of: account, on: [signed-on, day-90]}, takes: share",
        "who: {members-of: account, on: enters}, takes: share",
        "who: {manager-of: own, levels: 9, on: signed-on}, takes: the reports' shares",
    ],
)
def test_a_rule_that_holds(rule: str) -> None:
    own = f"own: {{each: deal, enters: signed-on, {RULE}"
    assert said(rule, own) == []


FAULTS = {
    "who: the seller, takes: share": "attribution.credit.who: `who` of `credit` is prose. Write `column:`, `owner-of:`, `manager-of:` or `members-of:`, and `takes:`.",
    "who: {}, takes: share": "attribution.credit.who: `who` of `credit` is no rule. Write `column:`, `owner-of:`, `manager-of:` or `members-of:`, and `takes:`.",
    "takes: share": "attribution.credit.who: `who` of `credit` is no rule. Write `column:`, `owner-of:`, `manager-of:` or `members-of:`, and `takes:`.",
    "who: {column: payee, owner-of: account}, takes: share": "attribution.credit.who: `who` of `credit` has 2 rules, `column` and `owner-of`. Write one of them.",
    "who: {column: seller}, takes: share": "attribution.credit.who.column: Imported credits have no payees in `seller`. Write `who: {column: payee}`.",
    "who: {column: payee, on: day-90}, takes: share": "attribution.credit.who.on: `on` is not known here. Known here: `column`.",
    "who: {owner-of: account}, takes: share": "attribution.credit.who.on: Nothing says on which day `owner-of` holds. Name a date of the item: `who: {owner-of: account, on: day-90}`.",
    "who: {owner-of: acount, on: day-90}, takes: share": "attribution.credit.who: `owner-of: acount` of `credit` is no name of the item: the registry does not know it. Did you mean `account`?",
    "who: {members-of: months, on: day-90}, takes: share": "attribution.credit.who: `members-of: months` of `credit` is no name: the registry has it as month. Declare it as a `label` under `items.deal.fields` in the registry.",
    "who: {owner-of: account, on: day-9}, takes: share": "attribution.credit.who: `on: day-9` of `credit` is no date of the item: the registry does not know it. Did you mean `day-90`?",
    "who: {owner-of: account, on: live}, takes: share": "attribution.credit.who: `on: live` of `credit` is no date: the registry has it as yes/no. Name a date of the item: `signed-on`, `day-90`.",
    "who: {manager-of: deal, levels: 1, on: signed-on}, takes: the reports' shares": "attribution.credit.who: `credit` is for the managers of `deal`, which is no scope of this plan. Name another scope of `attribution`: none yet.",
    "who: {manager-of: credit, levels: 1, on: signed-on}, takes: the reports' shares": "attribution.credit.who: `credit` needs `credit`. Nobody can be found that way. Let one of them say for whom an item counts by itself.",
    "who: {manager-of: credit, on: signed-on}, takes: the reports' shares": "attribution.credit.who.levels: `levels` is missing. Write `levels: 1` for the manager, `levels: 2` for the manager's manager.",
    "who: {manager-of: credit, levels: 1, on: [signed-on, day-90]}, takes: the reports' shares": "attribution.credit.who.on: `manager-of` looks at the line of one day. Name one: `who: {manager-of: credit, levels: 1, on: signed-on}`.",
    "who: {column: payee}": "attribution.credit.takes: Nothing says what of an item `credit` takes. Write `takes: share`, `takes: whole, once per item`, `takes: the reports' shares`.",
    "who: {column: payee}, takes: the reports' shares": "attribution.credit.takes: `credit` takes the reports' shares, and is for nobody's manager. Write `takes: share`, or say `manager-of:` under `who`.",
    "who: {column: payee}, takes: 'whole, once per item', shares: 100%": "attribution.credit.shares: `shares` says what split shares add up to; with `takes: whole, once per item` nothing is split. Leave `shares` out here; it belongs to the scope with `takes: share`.",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "fault"), FAULTS.items(), ids=list(FAULTS))
def test_a_rule_that_does_not_hold_is_told_once(rule: str, fault: str) -> None:
    assert said(rule) == [fault]


@pytest.mark.parametrize("levels", ["0", "10", "all", "1.5", "-1"])
def test_levels_are_a_number_from_1_to_9(levels: str) -> None:
    own = f"own: {{each: deal, enters: signed-on, {RULE}"
    assert said(f"who: {{manager-of: own, levels: {levels}, on: signed-on}}, takes: the reports' shares", own) == [
        f"attribution.credit.who.levels: `levels: {levels}` is no number from 1 to 9. 1 is the manager, 2 the manager's manager."
    ]


@pytest.mark.parametrize(
    ("total", "just", "at_most"), [("0.9999", False, True), ("1", True, True), ("1.0001", False, False)]
)
def test_shares_add_up_to_just_what_is_said_or_to_no_more(total: str, just: bool, at_most: bool) -> None:  # noqa: FBT001
    assert Shares(Decimal(1), exactly=True).hold(Decimal(total)) is just
    assert Shares(Decimal(1), exactly=False).hold(Decimal(total)) is at_most


def test_a_manager_takes_no_share_of_their_own() -> None:
    own = f"own: {{each: deal, enters: signed-on, {RULE}"
    assert said("who: {manager-of: own, levels: 1, on: signed-on}, takes: share", own) == [
        (
            "attribution.credit.takes: A manager has no share of their own in an item of `credit`."
            " Write `takes: the reports' shares` (added, once per item) or `takes: whole, once per item`."
        )
    ]


def test_prose_is_told_once_also_where_nothing_says_what_is_taken() -> None:
    assert said("who: the seller") == [FAULTS["who: the seller, takes: share"]]
    assert len(said("who: {column: seller}")) == 2  # here the one does not tell the other


def test_a_circle_of_scopes_is_told_once() -> None:
    more = [
        f"{name}: {{{LED}{{manager-of: {below}, levels: 1, on: signed-on}}}}"
        for name, below in (("a", "credit"), ("b", "a"), ("c", "b"))
    ]
    assert said("who: {manager-of: b, levels: 1, on: signed-on}, takes: the reports' shares", *more) == [
        (
            "attribution.credit.who: `credit` needs `b` needs `a` needs `credit`. Nobody can be found that way."
            " Let one of them say for whom an item counts by itself."
        )
    ]


def test_the_managers_are_those_of_the_same_kind_of_item() -> None:
    other = f"own: {{each: order, enters: signed-on, {RULE}"
    faults = said("who: {manager-of: own, levels: 1, on: signed-on}, takes: the reports' shares", other)
    assert (
        "attribution.credit.who: `credit` holds each deal, and `own` each order. Both must be about the same kind of item."
        in faults
    )
