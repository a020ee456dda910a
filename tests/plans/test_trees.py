"""What holds for whole trees, whatever the plan: they recompute from their parts, and do not depend on what must not matter."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.engine import Evaluation
from plans.number import exactly
from plans.plan import Figure
from plans.tree import Missing, Node, Piece, Value, walk
from plans.verb import Outcome
from tests.plans.fragments import fragments_of, problems_of, run, run_text, run_with, values

LOADED = {
    name: fragment
    for kind in ("case", "convention")
    for name, fragment in fragments_of(kind).items()
    if problems_of(fragment).ok
}


@pytest.mark.parametrize("name", LOADED)
def test_every_figure_recomputes_from_the_parts_that_its_tree_shows(name: str) -> None:
    for evaluation in run(LOADED[name]):
        figures = [node for node in walk(*evaluation.every()) if isinstance(node.made, Figure)]
        assert figures
        for node in figures:
            again = _again(node)
            assert (again.value, again.pieces) == (node.value, node.pieces), node.made.name


@pytest.mark.parametrize("name", LOADED)
def test_what_an_override_leaves_untouched_need_not_be_computed_again(name: str) -> None:
    (first, *_) = run(LOADED[name])
    numbers = [node for node in first.nodes.values() if isinstance(node.value, Decimal)]
    inputs = [node for node in walk(*numbers) if node.made.op == "given" and isinstance(node.value, Decimal)]
    for node in {node.made.name: node for node in (*numbers, *inputs)}.values():
        for afresh, on_top in run_with(LOADED[name], {node.made.name: node.value + 1}):
            assert _told(on_top) == _told(afresh), node.made.name


def _told(evaluation: Evaluation) -> list[tuple[str, str, Value, tuple[Piece, ...]]]:
    return [(node.made.name, node.item, node.value, node.pieces) for node in evaluation.every()]


def _again(node: Node) -> Outcome:
    assert isinstance(node.made, Figure)
    args: Mapping[str, Any] = {key: value for key, value in node.args.items() if key != "according-to"}
    with exactly():
        result = node.made.verb.compute(args)
    return result if isinstance(result, Outcome) else Outcome(result, ())


SCORECARD = """
given: {{metric.sales: {sales} EUR, term.quota: {quota} EUR, metric.growth: {growth}%}}
items: {{deal: [{deals}]}}
figures:
  attainment: {{ratio: {{of: metric.sales, to: term.quota, if-zero: refuse}}}}
  payout: {{curve: {{by: attainment, points: [[80%, 50%], [100%, 100%], [120%, 150%]], below: nothing, above: flat}}}}
  score: {{weigh: {{parts: {{payout: 60%, metric.growth: 40%}}}}}}
  commission: {{tiers: {{of: metric.sales, against: term.quota, crossing: slab, bands: [{{from: 0%, rate: 2%}}, {{from: 100%, rate: 3%}}]}}}}
  deals: {{sum: {{each: deal.amount, over: deal}}}}
  largest: {{sum: {{each: deal.amount, over: deal, at-most: 2, choosing: largest}}}}
  middle: {{average: {{each: deal.amount, over: deal}}}}
  won: {{count: {{each: deal.won, over: deal}}}}
  earned: {{sum: {{of: [commission, deals]}}}}
  pay: {{rate: {{of: earned, at: score}}}}
"""
AMOUNTS = st.integers(1, 10**7)
DEALS = st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=6)


def _plan(sales: int, quota: int, growth: int, deals: list[tuple[int, bool]]) -> Evaluation:
    told = ", ".join(f"{{amount: {amount} EUR, won: {'yes' if won else 'no'}}}" for amount, won in deals)
    (evaluation,) = run_text(SCORECARD.format(sales=sales, quota=quota, growth=growth, deals=told))
    return evaluation


@given(AMOUNTS, AMOUNTS, st.integers(0, 200), DEALS, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(sales: int, quota: int, growth: int, deals: Any, random: Any) -> None:
    shuffled = list(deals)
    random.shuffle(shuffled)
    one, other = _plan(sales, quota, growth, deals), _plan(sales, quota, growth, shuffled)
    assert {name: node.value for name, node in one.nodes.items()} == {
        name: node.value for name, node in other.nodes.items()
    }


@given(AMOUNTS, AMOUNTS, st.integers(0, 200), DEALS, st.sampled_from([7, 100, 1000]))
def test_money_in_smaller_pieces_is_the_same_money(sales: int, quota: int, growth: int, deals: Any, scale: int) -> None:
    """Counting in cents instead of euros moves no share and multiplies every amount."""
    one = _plan(sales, quota, growth, deals)
    many = _plan(sales * scale, quota * scale, growth, [(amount * scale, won) for amount, won in deals])
    for name, node in one.nodes.items():
        money = str(node.made.kind) == "EUR"
        assert _close(values(many, name)[0], values(one, name)[0] * (scale if money else 1)), name


def _close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < Decimal(1).scaleb(-15)


MISSING = """
given: {metric.growth: 112%, metric.live: yes, metric.paid: no, metric.pay: 500 EUR}
figures:
  absent: {ratio: {of: metric.pay, to: 0 EUR, if-zero: refuse}}
"""


@pytest.mark.parametrize(
    ("figure", "value"),
    {
        "gate: {of: absent, when: metric.paid}": "0",
        "gate: {of: 5%, when: metric.live, otherwise: absent}": "0.05",
        "gate: {of: absent, when: metric.live}": None,
        "cap: {of: metric.growth, at: absent, while: metric.paid}": "1.12",
        "cap: {of: metric.growth, at: absent, while: metric.live}": None,
        "floor: {of: metric.growth, at: absent}": None,
        "sum: {of: [metric.growth, absent]}": None,
        "sum: {of: [metric.growth, absent], if-missing: wait}": None,
        "sum: {of: [metric.growth, absent], if-missing: leave out}": "1.12",
        "sum: {of: [metric.growth, absent], if-missing: 8%}": "1.2",
        "average: {of: [metric.growth, absent], if-missing: leave out}": "1.12",
        "average: {of: [absent], if-missing: leave out}": None,
        "weigh: {parts: {metric.growth: 50%, absent: 50%}}": None,
        "weigh: {parts: {metric.growth: 50%, absent: 50%}, if-missing: rescale}": "1.12",
        "weigh: {parts: {metric.growth: 50%, absent: 50%}, if-missing: 100%}": "1.06",
        "weigh: {parts: {absent: 100%}, if-missing: rescale}": None,
        "modify: {of: metric.growth, multiply: [absent]}": None,
    }.items(),
)
def test_what_is_missing_waits_only_where_it_is_needed(figure: str, value: str | None) -> None:
    """Missing is never zero; what does not decide need not be there."""
    (evaluation,) = run_text(f"{MISSING}  x: {{{figure}}}\n")
    found = evaluation.nodes["x"].value
    if value is not None:
        assert found == Decimal(value)
    else:
        assert isinstance(found, Missing)
        assert found.causes


@pytest.mark.parametrize(
    ("figure", "answer"),
    {
        "all: [in-doubt, metric.paid]": False,
        "all: [in-doubt, metric.live]": None,
        "any: [in-doubt, metric.live]": True,
        "any: [in-doubt, metric.paid]": None,
        "none: [in-doubt, metric.live]": False,
        "none: [in-doubt, metric.paid]": None,
    }.items(),
)
def test_one_answer_may_decide_for_all(figure: str, answer: bool | None) -> None:  # noqa: FBT001 - an answer
    doubt = "  in-doubt: {test: {of: absent, at-least: 50%}}\n"
    (evaluation,) = run_text(f"{MISSING}{doubt}  x: {{{figure}}}\n")
    found = evaluation.nodes["x"].value
    assert isinstance(found, Missing) if answer is None else found is answer


def test_columns_of_two_scopes_are_told_apart_where_name_and_id_are_the_same() -> None:
    (evaluation,) = run_text(
        """
items: {deal: [{amount: 300 EUR}], grant: [{amount: 40 EUR}]}
figures:
  a: {per: deal, rate: {of: deal.amount, at: 10%}}
  b: {per: grant, rate: {of: grant.amount, at: 10%}}
"""
    )
    assert (values(evaluation, "a"), values(evaluation, "b")) == ([30], [4])
