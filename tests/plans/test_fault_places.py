"""Where each fault of a verb points: to the words that its author has to look at, and not only to the figure. tests/data/fault-places.txt.

A paragraph is a figure, and below it what stands at the place of each fault, up to the end of its line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.faults import pointed_to
from tests.plans.test_verb_faults import TABLE

FILE = Path(__file__).parents[1] / "data" / "fault-places.txt"
PLACES = {
    figure: places
    for paragraph in FILE.read_text(encoding="utf-8").strip().split("\n\n")
    for figure, _, places in [paragraph.partition("\n-> ")]
}


@pytest.mark.parametrize(("figure", "places"), PLACES.items(), ids=list(PLACES))
def test_a_fault_points_to_what_it_is_about(figure: str, places: str) -> None:
    assert pointed_to(*figure.split("\n")) == places.split("\n-> ")


def test_every_fault_of_a_verb_has_its_place() -> None:
    assert PLACES.keys() == {figure for figure, said in TABLE.items() if said}
