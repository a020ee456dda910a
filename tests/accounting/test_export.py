"""What a statement prints, held against itself: texts, minor units, totals, and figures recomputed from their printed parts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from plans.export import statement_json
from plans.tree import walk
from tests.accounting.house import NOW, QUARTERS, House, JsonObject


@pytest.mark.parametrize("name", QUARTERS)
def test_texts_and_minor_units_say_the_same(house: House, name: str) -> None:
    """A text parses to the value itself, to 45 digits of the 50 it is computed with; minor units are that text, times a hundred."""
    for statement in house.statements(name):
        figures = statement_json(statement)["figures"]
        for node in walk(*statement.evaluation.every()):
            printed = figures.get(f"{node.made.name}[{node.item}]" if node.item else node.made.name)
            if printed is None or not isinstance(node.value, Decimal):
                continue
            text = Fraction(printed["value"]["text"])
            assert abs(text - Fraction(node.value)) * 10**45 <= abs(text)
            if "minor" in printed["value"]:
                assert printed["value"]["minor"] == text * 100


@pytest.mark.parametrize("name", QUARTERS)
def test_totals_are_the_sum_of_payouts(house: House, name: str) -> None:
    for statement in house.statements(name):
        said = statement_json(statement)
        amounts = [payout["minor"] for payout in said["payouts"]]
        earned = said["totals"]["earned"]["minor"]
        assert earned == (None if None in amounts else sum(amounts))
        assert bool(said["waits"]) == (earned is None)
        for payout in said["payouts"]:
            figure = said["figures"][payout["figure"]]["value"]
            assert payout["amount"] == figure
            assert payout["minor"] == figure.get("minor")


def value(said: JsonObject, part: str | JsonObject) -> Fraction:
    figure = said["figures"][part] if isinstance(part, str) else part
    return Fraction(figure["value"]["text"])


def test_printed_figures_recompute_from_their_printed_parts(house: House) -> None:
    """Weighed, added, capped, rounded and shared out of the document alone, as somebody would who has nothing else."""
    seen = dict.fromkeys(("sum", "weigh", "ratio", "round", "floor", "tiers"), 0)
    for statement in house.statements("2026-Q4", NOW, "standing"):
        said = statement_json(statement)
        for figure in said["figures"].values():
            if "missing" in figure["value"] or figure["op"] not in seen or not figure["parts"]:
                continue
            seen[figure["op"]] += 1
            assert recomputed(said, figure) == value(said, figure), (statement.payee, figure["title"])
    assert all(seen.values()), seen


def recomputed(said: JsonObject, figure: JsonObject) -> Fraction:
    if figure["op"] in {"weigh", "tiers"}:
        return sum((worked(piece) for piece in figure["pieces"]), Fraction(0))
    parts = [value(said, part) for part in figure["parts"]]
    if figure["op"] == "sum":
        return sum(parts, Fraction(0))
    if figure["op"] == "ratio":
        return parts[0] / parts[1]
    if figure["op"] == "floor":
        return max(parts)
    return Fraction((abs(parts[0]) * 200 + 1) // 2, 100) * (1 if parts[0] >= 0 else -1)


def worked(piece: JsonObject) -> Fraction:
    """What a part comes to; that of a band is its amount at its rate."""
    return Fraction(piece["value"]["text"])
