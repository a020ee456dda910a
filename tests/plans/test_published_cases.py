"""Calculations that others published with their figures: each comes out to the last digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from plans.document import Table
from plans.engine import Evaluation
from plans.verbs import VERBS
from tests.plans.fragments import CASES, entries, exact, fragments_of, problems_of, run, texts, values

FRAGMENTS = fragments_of("case")
# What a case still waits for. A verb or a window that comes to the language takes its cases out of here.
WAITING = {
    "ytd-overachievement": "true-up",
    "draw-siebel-recoverable": "draw",
    "draw-qcommission": "draw",
    "draw-xactly": "draw",
    "clawback-half-core8": "clawback",
    "clawback-net-next-pay": "offset",
    "clawback-prorata-zepys": "clawback",
    "deferral-advance-75": "defer",
    "deferral-half-half-vba": "defer",
    "vest-felix-10000": "vest",
    "vest-miis-half": "vest",
}
TWO_KINDS = (
    "round-up-weekly-allowance"  # waits for columns in which one item has an amount in euros and another one in yen
)
REACHED = sorted(CASES.keys() - WAITING.keys() - {TWO_KINDS})


def test_every_case_has_a_fragment() -> None:
    assert FRAGMENTS.keys() == CASES.keys()


@pytest.mark.parametrize("case", REACHED)
def test_published_figures(case: str) -> None:
    fragment, expected = FRAGMENTS[case], CASES[case]["expected"]
    evaluations = run(fragment)
    published = entries(fragment, "published")
    assert published.keys() | set(texts(fragment.get("not-a-figure"))) == expected.keys()
    for key, names in published.items():
        found = [[_read(key, value) for value in _all(one, texts(names))] for one in evaluations]
        assert _shape(key, found, fragment, expected[key]) == _fractions(expected[key]), key


@pytest.mark.parametrize("case", WAITING)
def test_a_case_that_waits_needs_what_is_not_there_yet(case: str) -> None:
    written = {word for entry in entries(FRAGMENTS[case], "figures").values() for word in _words(entry)}
    assert WAITING[case] in written
    assert WAITING[case] not in VERBS
    assert not problems_of(FRAGMENTS[case]).ok


def test_verbs_name_the_cases_that_need_them() -> None:
    """What the reference says of a verb is what the fragments show."""
    for verb in VERBS.values():
        needing = {
            case
            for case, fragment in FRAGMENTS.items()
            for figure in entries(fragment, "figures").values()
            if isinstance(figure, Table) and figure.get(verb.name) is not None
        }
        assert set(verb.published) == needing, verb.name


def _words(figure: Any) -> set[str]:
    """The verbs of a figure, and its windows as they are written."""
    verbs = {entry.key for entry in figure}
    bodies = [entry.value for entry in figure if isinstance(entry.value, Table)]
    return verbs | {f"over: {texts(body.get('over'))[0]}" for body in bodies if body.get("over") is not None}


def _all(evaluation: Evaluation, names: list[str]) -> list[Any]:
    return [value for name in names for value in values(evaluation, name)]


def _read(key: str, value: Any) -> Fraction:
    """A value in the terms of the source: percentages, or the decimals of a smallest payable amount."""
    if key == "minor_units":
        return Fraction(-value.normalize().as_tuple().exponent)
    return exact(value) * (100 if key.endswith("_pct") else 1)


def _shape(key: str, found: list[list[Fraction]], fragment: Table, expected: Any) -> Any:
    """One value, the values of all rows and items, or a list for each run: as the source prints it."""
    if isinstance(expected, list) and isinstance(expected[0], list):
        return found
    flat = [value for one in found for value in one]
    rows = entries(fragment, "take").get(key)
    if rows is not None:
        flat = [flat[int(row)] for row in texts(rows)]
    if key.endswith("_sorted"):
        flat.sort()
    if isinstance(expected, list):
        return flat
    assert len(set(flat)) == 1, flat
    return flat[0]


def _fractions(expected: Any) -> Any:
    return [_fractions(item) for item in expected] if isinstance(expected, list) else Fraction(expected)
