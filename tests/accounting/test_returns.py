"""A quarter in which more came back than was won: each sales plan counts it at its lowest rate, and never sends a bill."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.docs.pages import ROOT
from tests.docs.shell import in_process

EXAMPLES = ROOT / "examples"


class Selling(NamedTuple):
    """A sales plan beside its registry, with the names that it has for things, and what a returned deal says of its premium."""

    folder: str
    plan: str
    won: str
    currency: str
    rate: Fraction
    item: str
    premium: Fraction
    more: str = ""


PLANS = (
    Selling(
        "sample", "sales-emea", "won", "EUR", Fraction(4, 100), "term: 24 months", Fraction(1, 100), "term.quota: 120000 EUR"
    ),
    Selling(
        "sample", "sales-americas", "won-us", "USD", Fraction(4, 100), "term: 24 months", Fraction(1, 100), "term.quota: 120000 USD"
    ),
    Selling(
        "crm", "plan", "won-value", "USD", Fraction(3, 100), "list-price: 500 USD", Fraction(0), "metric.won-deals: 0 deals"
    ),
)  # fmt: skip


@pytest.mark.parametrize("returned", [1, 30_000, 400_000])
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.folder}/{plan.plan}")
def test_net_returns_pay_nothing_and_wait_for_nothing(plan: Selling, returned: int, tmp_path: Path) -> None:
    inputs = tmp_path / "inputs.yaml"
    inputs.write_text(
        f"given: {{metric.{plan.won}: -{returned} {plan.currency}, {plan.more}}}\n"
        f"items: {{credit: [{{amount: -{returned} {plan.currency}, {plan.item}}}]}}\n",
        encoding="utf-8",
    )
    folder = EXAMPLES / plan.folder
    registry = str(folder / "registry.yaml")
    done = in_process(
        ["plan", "run", str(folder / f"{plan.plan}.yaml"), "--inputs", str(inputs), "--registry", registry, "--jsonl"]
    )
    assert done.code == 0, done.said
    said = json.loads(done.said)
    assert said["waits"] == []
    values = {name: Fraction(figure["value"]["text"]) for name, figure in said["figures"].items() if name in _TOLD}
    assert values["commission"] == -returned * plan.rate  # however much came back: no band above the first is reached
    assert values["premium"] == -returned * plan.premium
    assert values["earned"] == -returned * (plan.rate + plan.premium)
    assert said["totals"]["earned"] == {"minor": 0, "currency": plan.currency}


_TOLD = {"commission", "premium", "earned"}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.folder}/{plan.plan}")
def test_the_plan_says_so_in_its_own_words(plan: Selling) -> None:
    folder = EXAMPLES / plan.folder
    done = in_process(["plan", "words", str(folder / f"{plan.plan}.yaml"), "--registry", str(folder / "registry.yaml")])
    words = " ".join(done.said.split())
    assert "Below zero, the rate of the first band counts." in words
    assert f"at least 0.00 {plan.currency}. A quarter of returns is not a bill." in words
