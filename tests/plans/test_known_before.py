"""What is known of a result before anything is computed: that it can be zero, or below it, and whether it is in whole cents.

Each shows where it matters: a division asks what happens at zero, and a payout refuses what is not rounded, or could be owed by the payee.
"""

from __future__ import annotations

import pytest

from plans.load import load_plan
from plans.reading.registry import load_registry
from tests.plans.build import HEAD, document
from tests.plans.faults import METRICS, told

_REGISTRY = load_registry(METRICS, "registry.yaml").registry
ROUNDED, SIGNED, FINE = "not-rounded", "below-zero", ""


def paid(figures: str) -> str:
    """Why a payout of `y` is refused; empty where it is paid."""
    assert _REGISTRY is not None
    loaded = load_plan(
        document(figures, "y: {of: y, as: cash, when: 30 days after the quarter}", head=HEAD), "plan.yaml", _REGISTRY
    )
    return " ".join(problem.code for problem in loaded.problems if not problem.warning)


CENTS = "c: {round: {of: metric.sales, to: minor unit, mode: down}}\n"
PARTS = CENTS + "u: {rate: {of: metric.sales, at: 5%}}\n"  # with parts of a cent
CENTS_DOWN = CENTS + "n: {round: {of: metric.net, to: minor unit, mode: down}}\n"
PAID = {
    CENTS + "y: {sum: {of: [c, 5 EUR]}}": FINE,
    CENTS + "y: {sum: {of: [c, 5.005 EUR]}}": ROUNDED,
    PARTS + "y: {sum: {of: [c, u]}}": ROUNDED,
    CENTS_DOWN + "y: {sum: {of: [c, n]}}": SIGNED,
    CENTS + "y: {average: {of: [c, 5 EUR]}}": ROUNDED,
    CENTS + "y: {difference: {of: c, less: 5 EUR}}": SIGNED,
    CENTS + "y: {excess: {of: c, over: 5 EUR}}": FINE,
    PARTS + "y: {excess: {of: c, over: u}}": ROUNDED,
    CENTS + "y: {cap: {of: c, at: 500 EUR}}": FINE,
    PARTS + "y: {cap: {of: c, at: u}}": ROUNDED,
    CENTS_DOWN + "y: {cap: {of: n, at: 500 EUR}}": SIGNED,
    CENTS_DOWN + "y: {floor: {of: n, at: 0 EUR}}": FINE,
    CENTS_DOWN + "y: {floor: {of: n, at: n}}": SIGNED,
    CENTS_DOWN + "y: {round: {of: metric.net, to: minor unit, mode: down}}": SIGNED,
    CENTS + "y: {gate: {of: c, when: metric.live}}": FINE,
    PARTS + "y: {gate: {of: u, when: metric.live}}": ROUNDED,
    "y: {gate: {of: metric.sales, when: metric.live}}": FINE,
    CENTS_DOWN + "y: {gate: {of: n, when: metric.live}}": SIGNED,
    CENTS + "y: {gate: {of: c, when: metric.live, otherwise: 5 EUR}}": FINE,
    CENTS + "y: {gate: {of: c, when: metric.live, otherwise: 0.005 EUR}}": ROUNDED,
    CENTS + "y: {gate: {of: 0.005 EUR, when: metric.live, otherwise: c}}": ROUNDED,
    CENTS + "y: {gate: {of: c, when: metric.live, otherwise: -5 EUR}}": SIGNED,
    CENTS_DOWN + "y: {gate: {of: n, when: metric.live, otherwise: 5 EUR}}": SIGNED,
    "k: {gate: {of: metric.deals, when: metric.live, otherwise: 1 deal}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {gate: {of: metric.deals, when: metric.live, otherwise: 0.5 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {rate: {of: metric.deals, at: 1 person per deal}}\ny: {rate: {of: k, at: 5 EUR per person}}": FINE,
    "k: {rate: {of: metric.deals, at: 0.5 persons per deal}}\ny: {rate: {of: k, at: 5 EUR per person}}": ROUNDED,
    "y: {rate: {of: metric.deals, at: 250 EUR per deal}}": FINE,
    "y: {rate: {of: metric.deals, at: 0.005 EUR per deal}}": ROUNDED,
    "y: {rate: {of: metric.sales, at: 5%}}": ROUNDED,
    CENTS_DOWN + "k: {rate: {of: n, at: 5%}}\ny: {round: {of: k, to: minor unit, mode: down}}": SIGNED,
    CENTS + "k: {rate: {of: c, at: -5%}}\ny: {round: {of: k, to: minor unit, mode: down}}": SIGNED,
    CENTS + "k: {ratio: {of: c, to: 2 deals}}\ny: {rate: {of: 1 deal, at: k}}": ROUNDED,
    CENTS_DOWN
    + "k: {ratio: {of: n, to: 2 deals}}\nr: {rate: {of: 1 deal, at: k}}\ny: {round: {of: r, to: minor unit, mode: down}}": SIGNED,
    CENTS_DOWN
    + "k: {ratio: {of: c, to: n, if-zero: 0%}}\nr: {rate: {of: c, at: k}}\ny: {round: {of: r, to: minor unit, mode: down}}": SIGNED,
    CENTS_DOWN
    + "k: {ratio: {of: c, to-size-of: n, if-zero: 0%}}\nr: {rate: {of: c, at: k}}\ny: {round: {of: r, to: minor unit, mode: down}}": FINE,
    "k: {excess: {of: metric.deals, over: 2 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {excess: {of: metric.deals, over: 0.5 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {excess: {of: 2.5 deals, over: metric.deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {difference: {of: metric.deals, less: 2 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": SIGNED,
    "k: {difference: {of: metric.deals, less: 0.5 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    CENTS + "y: {difference: {of: c, less: 0.005 EUR}}": ROUNDED,
    CENTS + "y: {difference: {of: 0.005 EUR, less: c}}": ROUNDED,
    "k: {sum: {of: [metric.deals, 2 deals]}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {sum: {of: [metric.deals, 0.5 deals]}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {count: {each: credit.live, over: credit}}\ny: {rate: {of: k, at: 5 EUR per credit}}": FINE,
    "k: {cap: {of: metric.deals, at: 9 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {cap: {of: metric.deals, at: 9.5 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {round: {of: 2.5 deals, to: whole, mode: down}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {gate: {of: metric.deals, when: metric.live}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {gate: {of: 2.5 deals, when: metric.live}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "k: {earlier: {of: metric.deals, back: 1 quarter, before-first: 0 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": FINE,
    "k: {earlier: {of: metric.deals, back: 1 quarter, before-first: 0.5 deals}}\ny: {rate: {of: k, at: 5 EUR per deal}}": ROUNDED,
    "y: {lookup: {by: metric.attainment, at-edge: upper, below: nothing, bands: [{from: 50%, gives: 5 EUR}, {from: 100%, gives: 9 EUR}]}}": FINE,
    "y: {lookup: {by: metric.attainment, at-edge: upper, below: nothing, bands: [{from: 50%, gives: 5 EUR}, {from: 100%, gives: 0.005 EUR}]}}": ROUNDED,
    "y: {lookup: {by: metric.attainment, at-edge: upper, below: nothing, bands: [{from: 50%, gives: 5 EUR}, {from: 100%, gives: -9 EUR}]}}": SIGNED,
    CENTS + "y: {earlier: {of: c, back: 1 quarter, before-first: 0 EUR}}": FINE,
    CENTS + "y: {earlier: {of: c, back: 1 quarter, before-first: 0.005 EUR}}": ROUNDED,
    CENTS_DOWN + "y: {earlier: {of: n, back: 1 quarter, before-first: 0 EUR}}": SIGNED,
    CENTS_DOWN + "y: {earlier: {of: c, back: 1 quarter, before-first: -1 EUR}}": SIGNED,
    CENTS + "y: {sum: {each: c, over: year to date}}": FINE,
    CENTS + "y: {prorate: {of: c, served: period.days-served, out-of: period.days}}": ROUNDED,
    CENTS + "y: {spread: {of: c, into: 4, by: even}}": ROUNDED,
    "k: {curve: {by: metric.attainment, points: [[50%, 60 EUR], [100%, 100 EUR]], below: extend, above: flat}}\ny: {round: {of: k, to: minor unit, mode: down}}": FINE,
    "k: {curve: {by: metric.attainment, points: [[50%, 40 EUR], [100%, 100 EUR]], below: extend, above: flat}}\ny: {round: {of: k, to: minor unit, mode: down}}": SIGNED,
    "k: {curve: {by: metric.attainment, points: [[50%, 40 EUR], [100%, 100 EUR]], below: flat, above: extend}}\ny: {round: {of: k, to: minor unit, mode: down}}": FINE,
    "k: {curve: {by: metric.attainment, points: [[50%, 90 EUR], [100%, 40 EUR]], below: flat, above: extend}}\ny: {round: {of: k, to: minor unit, mode: down}}": SIGNED,
    "k: {modify: {of: metric.net, multiply: [50%]}}\ny: {round: {of: k, to: minor unit, mode: down}}": SIGNED,
    "k: {modify: {of: metric.sales, multiply: [50%]}}\ny: {round: {of: k, to: minor unit, mode: down}}": FINE,
    "z: {running: {of: 1 deal, through: this one}, per: credit}\nw: {rate: {of: z, at: 5 EUR per deal}, per: credit}\ny: {sum: {each: w, over: credit}}": FINE,
    "z: {running: {of: 0.5 deals, through: this one}, per: credit}\nw: {rate: {of: z, at: 5 EUR per deal}, per: credit}\ny: {sum: {each: w, over: credit}}": ROUNDED,
    "z: {running: {of: credit.amount, through: this one}, per: credit}\ny: {sum: {each: z, over: credit}}": ROUNDED,
    "z: {running: {of: credit.whole, through: this one}, per: credit}\ny: {sum: {each: z, over: credit}}": SIGNED,
}


@pytest.mark.parametrize(("figures", "why"), PAID.items(), ids=[each.splitlines()[-1] for each in PAID])
def test_a_payout_is_in_whole_cents_and_never_below_zero(figures: str, why: str) -> None:
    assert paid(figures) == why


ZERO = "`y` can be 0, and nothing says what happens then."
DIVIDED = {
    "y: {sum: {of: [metric.deals, 1 deal]}}": False,
    "y: {sum: {of: [metric.deals, metric.deals]}}": True,
    "y: {average: {of: [metric.deals, 1 deal]}}": False,
    "y: {sum: {of: [metric.net, 1 EUR]}}": True,
    "y: {sum: {each: metric.deals, over: year to date}}": True,
    "y: {difference: {of: 2 deals, less: metric.deals}}": True,
    "y: {rate: {of: 2 deals, at: 50%}}": False,
    "y: {rate: {of: 2 deals, at: metric.attainment}}": True,
    "y: {rate: {of: metric.deals, at: 50%}}": True,
    "y: {ratio: {of: 2 deals, to: 4 deals}}": False,
    "y: {ratio: {of: metric.deals, to: 4 deals}}": True,
    "y: {cap: {of: metric.deals, at: 2 deals}}": True,
    "y: {cap: {of: 5 deals, at: 2 deals}}": False,
    "y: {floor: {of: metric.deals, at: 2 deals}}": False,
    "y: {floor: {of: metric.deals, at: 0 deals}}": True,
    "y: {gate: {of: 2 deals, when: metric.live}}": True,
    "y: {gate: {of: 2 deals, when: metric.live, otherwise: 1 deal}}": False,
    "y: {gate: {of: 2 deals, when: metric.live, otherwise: 0 deals}}": True,
    "y: {gate: {of: metric.deals, when: metric.live, otherwise: 1 deal}}": True,
    "y: {modify: {of: 2 deals, multiply: [50%]}}": False,
    "y: {modify: {of: 2 deals, multiply: [metric.attainment]}}": True,
    "y: {modify: {of: metric.deals, multiply: [50%]}}": True,
    "y: {modify: {of: metric.net, multiply: [50%]}}": True,
    "y: {round: {of: metric.deals, to: whole, mode: down}}": True,
    "y: {round: {of: 20 EUR, to: 50 EUR, mode: down}}": True,
    "y: {earlier: {of: metric.deals, back: 1 quarter, before-first: 1 deal}}": True,
    "y: {earlier: {of: z, back: 1 quarter, before-first: 1 deal}}\nz: {rate: {of: 2 deals, at: 50%}}": False,
    "y: {earlier: {of: z, back: 1 quarter, before-first: 0 deals}}\nz: {rate: {of: 2 deals, at: 50%}}": True,
    "y: {spread: {of: 2 deals, into: 4, by: even}}": False,
    "y: {spread: {of: 2 deals, into: 2, by: [0%, 100%]}}": True,
    "y: {spread: {of: metric.deals, into: 4, by: even}}": True,
    "y: {lookup: {by: metric.attainment, at-edge: upper, below: nothing, bands: [{from: 50%, gives: 5 EUR}]}}": True,
    "y: {lookup: {by: metric.attainment, at-edge: upper, bands: [{from: 0%, gives: 5 EUR}]}}": False,
    "y: {lookup: {by: metric.attainment, at-edge: upper, bands: [{from: 0%, gives: 5 EUR}, {from: 50%, gives: 0 EUR}]}}": True,
    "y: {curve: {by: metric.attainment, points: [[0%, 50%], [100%, 100%]], below: flat, above: flat}}": False,
    "y: {curve: {by: metric.attainment, points: [[50%, 50%], [100%, 100%]], below: nothing, above: flat}}": True,
    "y: {curve: {by: metric.attainment, points: [[50%, 50%], [100%, 100%]], below: flat, above: flat}}": False,
    "y: {curve: {by: metric.attainment, points: [[0%, 100%], [100%, 50%]], below: flat, above: extend}}": True,
    "y: {curve: {by: metric.attainment, points: [[50%, 40%], [100%, 100%]], below: extend, above: flat}}": True,
}


@pytest.mark.parametrize(("figure", "can"), DIVIDED.items(), ids=list(DIVIDED))
def test_what_is_divided_by_may_be_zero_only_where_the_plan_says_what_happens(figure: str, can: bool) -> None:  # noqa: FBT001
    found = told("ratio: {of: 1 deal, to: y}", *figure.splitlines())
    assert any(ZERO in each for each in found) is can
    assert all(ZERO in each for each in found), found
