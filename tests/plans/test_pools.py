"""Pools among members: whose part is whose, by what they are divided, and when a division waits."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from plans.engine import Evaluation, evaluate
from plans.load import check_figures
from plans.problem import Problems
from plans.program import compile_figures
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.rehearsal import read_rehearsals, types_of
from plans.tree import Missing
from tests.plans.fragments import document, run_text

MEMBERS = """
given: {metric.pool: 100 EUR, metric.net: -100 EUR}
items:
  member:
    - {hours: 10 hours, grade: b, start: 2024-01-01, least: 5 EUR}
    - {hours: 20 hours, grade: a, start: 2020-01-01, least: 50 EUR}
    - {hours: 30 hours, grade: a, start: 2022-01-01, least: 5 EUR}
"""
ROUNDED = "to: 1 EUR, leftovers: largest remainder, ties: [item order]"


def parts(figures: str, inputs: str = MEMBERS) -> dict[str, Decimal]:
    (evaluation,) = run_text(f"{inputs}\nfigures:\n{figures}")
    return {piece.name: piece.value for piece in evaluation.nodes["x"].pieces}


@pytest.mark.parametrize(
    ("figures", "shares"),
    {
        f"  x: {{split: {{of: metric.pool, among: member, by: member.hours, {ROUNDED}}}}}": (17, 33, 50),
        f"  x: {{split: {{of: metric.pool, among: member, by: equal, {ROUNDED}}}}}": (34, 33, 33),
        # a figure of each member, as weight and as bound
        f"  worth: {{per: member, rate: {{of: member.hours, at: 2}}}}\n  x: {{split: {{of: metric.pool, among: member, by: worth, {ROUNDED}}}}}": (
            17,
            33,
            50,
        ),
        f"  least: {{per: member, rate: {{of: member.least, at: 1}}}}\n  x: {{split: {{of: metric.pool, among: member, by: member.hours, at-least: least, short: refuse, {ROUNDED}}}}}": (
            13,
            50,
            37,
        ),
        f"  x: {{split: {{of: metric.pool, among: member, by: member.hours, at-least: member.least, short: refuse, {ROUNDED}}}}}": (
            13,
            50,
            37,
        ),
        # the one euro that is left goes by grade, then by start
        "  x: {split: {of: metric.pool, among: member, by: equal, to: 1 EUR, leftovers: from the first, ties: [member.grade, member.start]}}": (
            33,
            34,
            33,
        ),
        "  x: {split: {of: metric.pool, among: member, by: equal, to: 1 EUR, leftovers: from the last, ties: [member.grade, member.start]}}": (
            34,
            33,
            33,
        ),
    }.items(),
)
def test_what_each_member_gets(figures: str, shares: tuple[int, ...]) -> None:
    assert tuple(parts(figures).values()) == tuple(map(Decimal, shares))


def test_parts_are_named_by_their_items_and_the_reader_has_an_own_one() -> None:
    text = f"figures:\n  x: {{split: {{of: metric.pool, among: member, by: member.hours, {ROUNDED}}}}}\n  mine: {{sum: {{of: [x.own]}}}}\n"
    assert _run(text, "2").nodes["mine"].value == Decimal(33)
    assert _run(text, "3").nodes["mine"].value == Decimal(50)
    assert _run(text, "somebody else").nodes["mine"].value == 0


def _run(text: str, reader: str) -> Evaluation:
    problems = Problems()
    (rehearsal,) = read_rehearsals(document(MEMBERS), problems)
    figures = read_figures(Form(document(text), "", problems), problems, complete=False)
    checked = check_figures(figures, types_of((rehearsal,)), problems)
    assert problems.ok, "\n".join(map(str, problems))
    return evaluate(compile_figures(checked.figures, checked.order), replace(rehearsal.inputs, reader=reader))


def test_a_pool_for_nobody_stays_open() -> None:
    nobody = re.sub(r"\d+ hours", "0 hours", MEMBERS)
    figures = f"  x: {{split: {{of: metric.pool, among: member, by: member.hours, {ROUNDED}}}}}"
    assert set(parts(figures, nobody).values()) == {0}


@pytest.mark.parametrize(
    ("figure", "why"),
    {
        f"split: {{of: metric.net, among: member, by: equal, negative: refuse, {ROUNDED}}}": "net is below zero",
        f"split: {{of: metric.pool, among: member, by: member.hours, at-least: 40 EUR, short: refuse, {ROUNDED}}}": "the leasts together are more than pool",
        f"split: {{of: metric.pool, among: member, by: member.hours, at-least: member.least, at-most: 20 EUR, short: scale, {ROUNDED}}}": "the least of somebody is more than the most",
        "split: {of: metric.pool, shares: {a: metric.share, b: 40%}, to: 1 EUR, leftovers: largest remainder, ties: [order written]}": "its shares do not add up to 100%",
        "weigh: {parts: {metric.share: metric.share, metric.other: 40%}}": "its weights do not add up to 100%",
        "tiers: {of: metric.net, crossing: slab, negative: refuse, bands: [{from: 0 EUR, rate: 5%}]}": "net is below zero",
        "tiers: {of: metric.pool, against: metric.quota, crossing: slab, bands: [{from: 0%, rate: 5%}]}": "quota is not above zero",
        "ratio: {of: metric.pool, to: metric.quota, if-zero: refuse}": "quota is zero",
        "lookup: {by: metric.pool, at-edge: upper, below: refuse, bands: [{from: 200 EUR, gives: 1}]}": "pool is below the first step",
        "lookup: {by: metric.pool, at-edge: upper, gaps: refuse, bands: [{from: 0 EUR, to: 90 EUR, gives: 1}, {from: 110 EUR, gives: 2}]}": "pool lies between two steps",
        "curve: {by: metric.share, points: [[60%, 1], [80%, 2]], below: refuse, above: refuse}": "share is outside the points of the line",
        "grid: {rows: {by: metric.share, at: [60%]}, columns: {by: metric.share, at: [60%]}, gives: [[1]], between: straight lines, outside: refuse}": "share is outside the table",
        "grid: {rows: {by: metric.share, at: [40%, 60%]}, columns: {by: metric.share, at: [50%]}, gives: [[1], [2]], between: refuse}": "share lies between two printed points",
    }.items(),
)
def test_what_the_plan_does_not_decide_waits_with_its_reason(figure: str, why: str) -> None:
    given = MEMBERS.replace("given: {", "given: {metric.share: 50%, metric.other: 60%, metric.quota: 0 EUR, ")
    (evaluation,) = run_text(f"{given}\nfigures:\n  x: {{{figure}}}")
    value = evaluation.nodes["x"].value
    assert isinstance(value, Missing)
    assert [cause.words for cause in value.causes] == [f"x: {why}"]


PAID = (
    f"  x: {{split: {{of: metric.pool, among: member, by: member.hours, {ROUNDED}}}}}\n  pay: {{sum: {{of: [x.own]}}}}"
)


def test_the_part_of_the_reader_is_that_of_the_member_who_is_named() -> None:
    rows = run_text(f"rows: 3\nreader: [1, 3, 2]\n{MEMBERS}\nfigures:\n{PAID}")
    assert [evaluation.nodes["pay"].value for evaluation in rows] == [17, 50, 33]


def test_where_nobody_is_named_the_part_waits_and_is_not_nothing() -> None:
    (evaluation,) = run_text(f"{MEMBERS}\nfigures:\n{PAID}")
    missing = evaluation.nodes["pay"].value
    assert isinstance(missing, Missing)
    assert [cause.what for cause in missing.causes] == ["x.own"]
    assert "`reader: 1`" in missing.causes[0].words


@pytest.mark.parametrize(
    ("reader", "said"),
    {
        "4": "`reader: 4` is no item: there are 3. Write the place of the member among the items, such as `reader: 1`.",
        "0": "`reader: 0` is no item: there are 3. Write the place of the member among the items, such as `reader: 1`.",
        "Ana": "`reader: Ana` is no item: there are 3. Write the place of the member among the items, such as `reader: 1`.",
        "[1, 2]": "`reader` has 2 values; there are 1 rows or periods. Give one value for all, or one for each.",
    }.items(),
)
def test_a_reader_is_one_of_the_items(reader: str, said: str) -> None:
    problems = Problems()
    read_rehearsals(document(f"reader: {reader}\n{MEMBERS}"), problems)
    assert [f"{problem.message} {problem.remedy}" for problem in problems] == [said]
