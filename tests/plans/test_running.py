"""Running totals: beside a second evaluation that asks of every pair of items, and what their trees hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.absence import FINAL
from plans.calendar import CELLS
from plans.company.cut import Gregorian
from plans.number import exactly
from plans.plan import Figure
from plans.record import Credit
from plans.statement import state
from plans.tree import Cause, Input, Missing, Node, walk
from plans.unit import RATIO, Unit
from plans.verb import UNKNOWN, UP
from plans.verbs import VERBS, running_turns
from plans.verbs.running import Running
from tests.plans.build import AS_OF, dossier, quarter, scheme
from tests.plans.fractions import running as second
from tests.plans.fragments import run_text
from tests.plans.operands import Number, near, node, numbers, word

RUNNING = Running()
ABSENT = Missing((Cause("x", "absent", "it is not there"),))
DAYS = st.integers(-20, 20).map(lambda days: date(2026, 1, 1) + timedelta(days=days))  # around the turn of a year


class Drawn(NamedTuple):
    """One item; None where something is missing."""

    of: Number | None
    day: date | None
    same: tuple[str | None, ...]
    dated: date | None
    counts: bool | None


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Missing once in a while."""
    return st.integers(0, 11).flatmap(lambda throw: strategy if throw else st.none())


ITEMS = st.lists(
    st.builds(
        Drawn,
        maybe(numbers(-(10**6), 10**6)),
        maybe(DAYS),
        st.tuples(maybe(st.sampled_from("ab")), maybe(st.sampled_from("xy"))),
        maybe(DAYS),
        maybe(st.booleans()),
    ),
    max_size=14,
)


def made_of(read: Sequence[Mapping[str, Any]]) -> list[Node]:
    """What the verb makes of items, in their order, computed in the order that it says."""
    found: dict[int, Node] = {}
    with exactly():
        for place, args in RUNNING.in_turn(read, found.__getitem__, Gregorian()):
            result: Any = RUNNING.compute(args)
            found[place] = Node(Input(f"total-{place}", "running", RATIO), result, args)
    return [found[place] for place in range(len(read))]


def _leaf(value: Any) -> Node:
    return node(ABSENT if value is None else value)


def _args(item: Drawn, through: str, within: str, *, by_day: bool) -> dict[str, Any]:
    args: dict[str, Any] = {"of": _leaf(item.of), "through": word(through), "only": _leaf(item.counts)}
    args["same"] = tuple(map(_leaf, item.same))
    if by_day:
        args["order"] = _leaf(item.day)
    return {**args, "within": word(within), "dated": _leaf(item.dated)} if within else args


@given(ITEMS, st.booleans(), st.booleans(), st.sampled_from(("", *CELLS)), st.integers(1, 5))
def test_running(items: list[Drawn], itself: bool, by_day: bool, within: str, block: int) -> None:  # noqa: FBT001 - drawn
    through = "this one" if itself else "before this one"
    with patch.object(running_turns, "BLOCK", block):
        found = made_of([_args(item, through, within, by_day=by_day) for item in items])
    exact = [second.Item(item.of.exact if item.of else None, *item[1:]) for item in items]
    wanted = second.running(exact, itself=itself, by_day=by_day, within=within)
    for one, total in zip(found, wanted, strict=True):
        assert isinstance(one.value, Missing) == (total is None)
        assert total is None or near(one.value, total, 10**6)
        with exactly():
            assert RUNNING.compute(one.args) == one.value


@pytest.mark.parametrize("through", ["this one", "before this one"])
def test_many_items_make_small_trees(through: str) -> None:
    """Of n items, n x n nodes would fill the memory, and a chain of n would be too deep to be told."""
    count = 1000
    read = [{"of": node(Decimal(number), name=f"of-{number}"), "through": word(through)} for number in range(count)]
    found = made_of(read)
    for number, one in enumerate(found):
        counted = number + (through == "this one")
        assert one.value == counted * (counted - 1) // 2
        assert len(one.parts) <= running_turns.BLOCK + 1
        assert len(list(_so_far(one))) <= 1 + count // running_turns.BLOCK
        assert {leaf.made.name for leaf in walk(one) if not leaf.args} == {
            f"of-{earlier}" for earlier in range(counted)
        }


def _so_far(node_: Node) -> Iterator[Node]:
    at: Node | None = node_
    while at is not None:
        yield at
        at = at.args.get("so-far")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_date_decides_and_not_where_an_item_stands(amounts: list[int], random: Any) -> None:
    items = [(amount, date(2026, 3, 1) + timedelta(days=place)) for place, amount in enumerate(amounts)]
    shuffled = random.sample(items, len(items))

    def totals(order: Sequence[tuple[int, date]]) -> dict[date, Any]:
        args = [{"of": node(Decimal(a)), "through": word("this one"), "order": node(day)} for a, day in order]
        return {day: one.value for (_, day), one in zip(order, made_of(args), strict=True)}

    assert totals(shuffled) == totals(items)


def test_of_one_day_the_item_that_is_handed_over_first_comes_first() -> None:
    day = node(date(2026, 3, 1))
    read = [{"of": node(Decimal(a)), "through": word("this one"), "order": day} for a in (1, 20, 300)]
    assert [one.value for one in made_of(read)] == [1, 21, 321]


WEEKS = """
items:
  withdrawal:
    - {{amount: 10 EUR, on: 2014-12-28}}
    - {{amount: 20 EUR, on: 2014-12-29}}
    - {{amount: 30 EUR, on: 2015-01-01}}
    - {{amount: 40 EUR, on: 2015-01-04}}
    - {{amount: 50 EUR, on: 2015-01-05}}
    - {{amount: 60 EUR, on: 2016-01-05}}
figures:
  so-far: {{per: withdrawal, running: {{of: withdrawal.amount, through: this one, within: {within}, dated: withdrawal.on}}}}
"""


@pytest.mark.parametrize(
    ("within", "totals"),
    [  # a week goes from Monday across the turn of the year, and is not the same one of another year
        ("week", (10, 20, 50, 90, 50, 60)),
        ("month", (10, 30, 30, 70, 120, 60)),
        ("quarter", (10, 30, 30, 70, 120, 60)),
        ("half-year", (10, 30, 30, 70, 120, 60)),
        ("year", (10, 30, 30, 70, 120, 60)),
    ],
)
def test_within(within: str, totals: tuple[int, ...]) -> None:
    (evaluation,) = run_text(WEEKS.format(within=within))
    assert tuple(nodes["so-far"].value for _, nodes in evaluation.items["withdrawal"]) == totals


def test_an_answer_that_is_missing_makes_wait_only_those_for_which_it_matters() -> None:
    (evaluation,) = run_text(
        """
items:
  deal:
    - {id: 1, amount: 10 EUR, account: a, counts: yes}
    - {id: 2, account: a, counts: no}
    - {id: 3, amount: 30 EUR, account: a}
    - {id: 4, amount: 40 EUR, account: b, counts: yes}
    - {id: 5, amount: 50 EUR, counts: yes}
    - {id: 6, amount: 60 EUR, account: b, counts: yes}
figures:
  before: {per: deal, running: {of: deal.amount, through: before this one, same: [deal.account], only: deal.counts}}
"""
    )
    values = [nodes["before"].value for _, nodes in evaluation.items["deal"]]
    assert values[:4] == [0, 10, 10, 0]
    assert [[cause.words for cause in value.causes] for value in values[4:]] == [["account is not given"]] * 2


EURO = Unit(("EUR",))
CREDITS = tuple(
    Credit(f"c{number}", "deal", "ana", Decimal(1), date(2026, 10, number), Decimal(amount), EURO, {"live": live})
    for number, (amount, live) in enumerate([(40_000, "yes"), (50_000, "no"), (40_000, "yes")], start=1)
)
CROSSING = """
reached: {per: credit, running: {of: credit.whole, through: this one}}
rate: {per: credit, lookup: {by: reached, at-edge: upper, below: 10%, bands: [{from: 0 EUR, gives: 10%}, {from: 100000 EUR, gives: 12%}]}}
pays: {per: credit, rate: {of: credit.amount, at: rate}}
total: {sum: {each: pays, over: credit}}
"""


def test_a_running_total_waits_until_the_source_has_said_that_these_are_all() -> None:
    """A deal that comes later may come before: so nothing is known of any total, and nothing is paid too high or too low."""
    made = scheme(CROSSING)
    known = dossier(credits=CREDITS, complete={"crm": "2026-12-31"})
    paid = state(made, known, quarter(), AS_OF, FINAL).evaluation
    assert [nodes["pays"].value for _, nodes in paid.items["credit"]] == [4000, 5000, 4800]
    waits = state(made, dossier(credits=CREDITS), quarter(), AS_OF, FINAL).evaluation
    for _, nodes in waits.items["credit"]:
        value = nodes["pays"].value
        assert isinstance(value, Missing)
        assert [(cause.what, cause.why) for cause in value.causes] == [("item.deal", "late")]


def test_a_total_reads_the_items_of_its_own_period() -> None:
    before = Credit("c0", "deal", "ana", Decimal(1), date(2026, 9, 30), Decimal(90_000), EURO)
    made = scheme(CROSSING)
    found = state(made, dossier(credits=(before, *CREDITS), complete={"crm": "2026-12-31"}), quarter(), AS_OF, FINAL)
    assert [nodes["reached"].value for _, nodes in found.evaluation.items["credit"]] == [40_000, 90_000, 130_000]


def test_what_is_added_stands_in_the_tree() -> None:
    made = scheme("live: {per: credit, running: {of: 1 deal, through: this one, only: credit.live}}")
    found = state(made, dossier(credits=CREDITS, complete={"crm": "2026-12-31"}), quarter(), AS_OF, FINAL)
    total = found.figure("live[c3]")
    assert total is not None
    assert isinstance(total.made, Figure)
    assert total.value == 2
    assert [(part.made.name or str(part.value), part.item) for part in total.parts] == [
        ("1", ""),
        ("credit.live", "c1"),
        ("credit.live", "c3"),
    ]
    assert [row for part in total.parts for row in part.rows] == [CREDITS[0], CREDITS[2]]


def test_more_of_an_item_is_more_of_the_total() -> None:
    total = node(Decimal(1))
    ways = {name: VERBS["running"].rises(total, name) for name in ("of", "each", "so-far", "only", "order", "same")}
    assert ways == {"of": UP, "each": UP, "so-far": UP, "only": UNKNOWN, "order": UNKNOWN, "same": UNKNOWN}
