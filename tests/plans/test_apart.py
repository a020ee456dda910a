"""Items of a trial that count different things under one name: what stays with its item is checked for each, what is added up has one kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plans.tree import Missing
from plans.words import say
from tests.plans.fragments import document, problems_of, run_text

SHEET = """
items:
  sale:
    - {{amount: 100 EUR, fx: 1}}
    - {{amount: 25906 JPY, fx: 129.53 JPY per EUR}}
    - {{amount: 11 USD, fx: 1.10 USD per EUR}}
    - {{amount: 220 USD, fx: 1.10 USD per EUR}}
figures:
  {figures}
"""
IN_EURO = "in-euro: {per: sale, convert: {of: sale.amount, at: sale.fx}}"


def kinds(figures: str, name: str) -> list[tuple[Decimal, str]]:
    (evaluation,) = run_text(SHEET.format(figures=figures))
    return [(nodes[name].value, str(nodes[name].made.kind)) for _, nodes in evaluation.items["sale"]]  # type: ignore[misc]


def faults(figures: str, sheet: str = SHEET) -> list[str]:
    """What the loader says of figures, with the sheet as the one run."""
    items, _, _ = sheet.partition("figures:")
    run = items.format().replace("\n", "\n    ")
    written = document(f"runs:\n  - {run.strip()}\nfigures:\n  {figures}\n")
    return [f"{problem.message} {problem.remedy}".strip() for problem in problems_of(written)]


def test_each_item_is_converted_from_its_own_currency() -> None:
    assert kinds(IN_EURO, "in-euro") == [(100, "EUR"), (200, "EUR"), (10, "EUR"), (200, "EUR")]
    total = f"{IN_EURO}\n  total: {{sum: {{each: in-euro, over: sale}}}}\n  so-far: {{per: sale, running: {{of: in-euro, through: this one}}}}"
    assert kinds(total, "so-far")[-1] == (510, "EUR")


def test_what_stays_with_its_item_has_the_kind_of_the_item() -> None:
    figures = f"{IN_EURO}\n  fee: {{per: sale, rate: {{of: in-euro, at: 1%}}}}\n  back: {{per: sale, convert: {{of: fee, at: sale.fx}}}}\n  out: {{per: sale, round: {{of: back, to: minor unit, mode: up}}}}"
    assert kinds(figures, "out") == [
        (1, "EUR"),
        (260, "JPY"),  # 259.06, and the yen has no decimals
        (Decimal("0.11"), "USD"),
        (Decimal("2.2"), "USD"),
    ]


def test_what_needs_no_conversion_says_so() -> None:
    (evaluation,) = run_text(SHEET.format(figures=IN_EURO))
    workings = [say(nodes["in-euro"].made.verb.working(nodes["in-euro"])) for _, nodes in evaluation.items["sale"]]  # type: ignore[union-attr]
    assert workings[:2] == ["100.00 EUR needs no conversion", "25906 JPY ÷ 129.53 JPY per EUR = 200.00 EUR"]


ACROSS = "it is in EUR for item 1 of `sale`, and in JPY for item 2 of `sale`. Put a figure before it that counts the same for all, such as a `convert`."


@pytest.mark.parametrize(
    ("figures", "said"),
    {
        "total: {sum: {each: sale.amount, over: sale}}": f"`total` reads `sale.amount` of several items: {ACROSS}",
        "half: {per: sale, rate: {of: sale.amount, at: 50%}}\n  total: {sum: {each: half, over: sale}}": f"`total` reads `half` of several items: {ACROSS}",
        "so-far: {per: sale, running: {of: sale.amount, through: this one}}": f"`so-far` reads `sale.amount` of several items: {ACROSS}",
        "so-far: {per: sale, running: {of: 1 sale, through: this one, same: [sale.amount]}}": f"`so-far` reads `sale.amount` of several items: {ACROSS}",
        "pool: {split: {of: 100 EUR, among: sale, by: sale.amount, to: minor unit, leftovers: from the first, ties: [item order]}}": f"`pool` reads `sale.amount` of several items: {ACROSS}",
        "more: {per: sale, sum: {of: [sale.amount, 5 EUR]}}": (
            "For item 2 of `sale`: `figures.more`: `sale.amount` is in JPY; 5.00 EUR is not. Put a `convert` before it and say at which rate.",
            "For item 3 of `sale`: `figures.more`: `sale.amount` is in USD; 5.00 EUR is not. Put a `convert` before it and say at which rate.",
        ),
        "flag: {per: sale, test: {of: sale.amount, is: big}}": "`figures.flag`: `is` wants a label; `sale.amount` is none. Write `at-least`, `more-than`, `at-most` or `less-than`.",
    }.items(),
)
def test_what_would_add_or_compare_euros_and_yen_is_refused(figures: str, said: str | tuple[str, ...]) -> None:
    assert faults(figures) == list((said,) if isinstance(said, str) else said)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (  # a pound is in neither of the rates
            "{amount: 5 GBP, fx: 1}, {amount: 5 JPY, fx: 129.53 JPY per EUR}",
            "For item 1 of `sale`: `figures.in-euro`: `sale.amount` is in GBP, and `sale.fx` is a share. Give `at` a rate that names GBP and the other currency, such as `1.10 USD per GBP`.",
        ),
        (  # a yen is in one of them only
            "{amount: 5 JPY, fx: 1}, {amount: 5 JPY, fx: 129.53 JPY per EUR}, {amount: 5 USD, fx: 1.10 USD per EUR}",
            "For item 1 of `sale`: `figures.in-euro`: `sale.amount` is in JPY, and `sale.fx` is a share. Give `at` a rate that names JPY and the other currency, such as `1.10 USD per JPY`.",
        ),
        (
            "{amount: 5 EUR, fx: 1.5}, {amount: 5 JPY, fx: 129.53 JPY per EUR}",
            "For item 1 of `sale`: `figures.in-euro`: `sale.amount` is in EUR, and `sale.fx` is a share. Give `at` a rate that names EUR and the other currency, such as `1.10 USD per EUR`.",
        ),
        (  # no rate stands beside it, so nobody can say into what it converts
            "{amount: 5 EUR, fx: 1}",
            "`figures.in-euro`: `sale.amount` is in EUR, and `sale.fx` is a share. Give `at` a rate that names EUR and the other currency, such as `1.10 USD per EUR`.",
        ),
    ],
)
def test_a_bare_one_is_a_rate_only_beside_rates_of_that_currency(items: str, said: str) -> None:
    sheet = f"items: {{{{sale: [{items.replace('{', '{{').replace('}', '}}')}]}}}}\nfigures:"
    assert faults(IN_EURO, sheet) == [said]


def test_an_item_without_a_rate_waits_and_the_others_do_not() -> None:
    (evaluation,) = run_text(
        f"items: {{sale: [{{amount: 12953 JPY}}, {{amount: 7 EUR, fx: 1}}, {{amount: 25906 JPY, fx: 129.53 JPY per EUR}}]}}\nfigures:\n  {IN_EURO}\n"
    )
    first, *others = (nodes["in-euro"] for _, nodes in evaluation.items["sale"])
    assert isinstance(first.value, Missing)
    assert [(node.value, str(node.made.kind)) for node in others] == [(7, "EUR"), (200, "EUR")]


def test_two_scopes_with_several_kinds_do_not_disturb_each_other() -> None:
    (evaluation,) = run_text(
        """
items:
  sale: [{amount: 7 EUR, fx: 1}, {amount: 25906 JPY, fx: 129.53 JPY per EUR}]
  cost: [{amount: 2 USD, fx: 1}, {amount: 5 GBP, fx: 1.25 USD per GBP}]
figures:
  sold: {per: sale, convert: {of: sale.amount, at: sale.fx}}
  spent: {per: cost, convert: {of: cost.amount, at: cost.fx}}
  all-sold: {sum: {each: sold, over: sale}}
  all-spent: {sum: {each: spent, over: cost}}
"""
    )
    found = {name: (node.value, str(node.made.kind)) for name, node in evaluation.nodes.items()}
    assert found == {"all-sold": (207, "EUR"), "all-spent": (Decimal("8.25"), "USD")}


def test_a_fault_names_the_items_that_it_is_about() -> None:
    sheet = """items:
  cost: [{{amount: 2 USD}}, {{amount: 5 GBP}}]
  sale: [{{amount: 7 EUR}}, {{amount: 9 JPY}}]
figures:"""
    figure = "more: {per: sale, sum: {of: [sale.amount, 5 EUR]}}"
    assert faults(figure, sheet) == [
        "For item 2 of `sale`: `figures.more`: `sale.amount` is in JPY; 5.00 EUR is not. Put a `convert` before it and say at which rate."
    ]


def test_a_part_that_counts_different_things_is_not_added_up() -> None:
    """The pay is in euros for both; what it was paid for is not."""
    sheet = (
        "items: {{work: [{{done: 7 hours, pay: 20 EUR per hour}}, {{done: 3 days, pay: 160 EUR per day}}]}}\nfigures:"
    )
    pay = "pay: {per: work, rate: {of: work.done, at: work.pay}}\n  total: {sum: {each: pay, over: work}}"
    assert faults(pay, sheet) == []
    part = "band: {per: work, tiers: {of: work.done, crossing: slab, bands: [{from: 0 hours, rate: work.pay}]}}"
    assert faults(part, sheet)[0].startswith("For item 2 of `work`: `figures.band`: an edge at 0 hours does not fit")
