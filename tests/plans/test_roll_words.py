"""How a metric is counted, read aloud: made from the roll-up, so it is what is computed."""

from __future__ import annotations

import pytest

from plans.reading.registry import load_registry
from plans.roll_words import counted_as
from plans.rolls import ROLL_UPS
from plans.words import say
from tests.plans.build import REGISTRY

KEPT = "cohort: {by: paid, during: 4 quarters before}"
SAID = [
    ("EUR", "{sum: deal-value}", "the sum of deal value in the period"),
    ("EUR", "{sum: deal-value, over: last 1 period}", "the sum of deal value in the period"),
    ("EUR", "{sum: deal-value, over: last 1 quarter}", "the sum of deal value in the last quarter"),
    ("EUR", "{average: deal-value, over: last 4 quarters}", "the average of deal value in the last 4 quarters"),
    ("EUR", "{median: deal-value, over: last 90 days}", "the middle value of deal value in the last 90 days"),
    ("EUR", "{last: price, over: 1 year before}", "the last value of price in the same period 1 year before"),
    ("EUR", "{min: price, over: 2 half-years before}", "the lowest value of price in the same period 2 half-years before"),
    ("EUR", "{max: price, over: last 3 periods}", "the highest value of price in the last 3 periods"),
    ("EUR", "{given: price}", "the newest value given for price in the period"),
    ("users", "{count: active, where: yes}", "the number of records of active with the value yes in the period"),
    ("users", "{distinct: active, of: item}", "the number of different items in the records of active in the period"),
    ("prices", "{distinct: price}", "the number of different values in the records of price in the period"),
    ("EUR", "{sum: use, over: {first: 90 days, from: signed}}", "the sum of use in the first 90 days from signed on, of each item for which they end in the period"),
    ("EUR", "{sum: use, over: {first: 1 day, from: signed, where: yes, of: subject}}", "the sum of use in the first day from signed with the value yes on, of each subject for which they end in the period"),
    ("EUR", f"{{sum: paid, {KEPT}}}", "the sum of paid in the period, about the items of which paid was recorded in the same period 4 quarters before"),
    ("EUR", "{sum: paid, cohort: {by: signed, where: yes, of: subject, from: 2026-01-01, to: 2026-03-31}}", "the sum of paid in the period, about the subjects of which signed with the value yes was recorded from 2026-01-01 to 2026-03-31"),
    ('"%"', "{ratio: {of: {sum: a}, to: {sum: b}}}", "the sum of a in the period, divided by the sum of b in the period"),
    ('"%"', "{change: {of: {sum: a}, against: {sum: a, over: 1 year before}, as: share}}", "by what share the sum of a in the period is above or below the sum of a in the same period 1 year before"),
    ("EUR", "{change: {of: {sum: a}, against: 5 EUR, as: difference}}", "the sum of a in the period, less 5.00 EUR"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "roll_up", "words"), SAID)
def test_it_says_what_is_counted(unit: str, roll_up: str, words: str) -> None:
    negative = ", may-be-negative: yes" if "change" in roll_up else ""
    metric = f"  it: {{title: It, unit: {unit}, roll-up: {roll_up}, source: crm{negative}}}\n"
    loaded = load_registry(REGISTRY + metric, "registry.yaml")
    assert loaded.registry is not None, list(map(str, loaded.problems))
    assert say(counted_as(loaded.registry.metrics["it"].roll_up)) == words


@pytest.mark.parametrize("op", ROLL_UPS)
def test_each_roll_up_has_words(op: str) -> None:
    assert any(roll_up.startswith(f"{{{op}:") for _, roll_up, _ in SAID)
