"""`earlier` in a company's own weeks: the same number a year before, and nothing where there is no such week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from tests.plans.fragments import run_text

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
NONE = -1


class Year(NamedTuple):
    """How many weeks it has, and from which on the calendar knows them."""

    weeks: int
    known_from: int = 1


def read_back(back: str, *years: Year) -> list[int]:
    """What each known week reads; the value of a week is its place in the calendar, counted from 1. The first year is 2026."""
    rows, start, known = [], date(2025, 12, 29), 0
    for number, year in enumerate(years, 2026):
        rows.append(f"{{name: FY{number}, as: year, from: {start}, to: {start + year.weeks * _WEEK - _DAY}}}")
        for week in range(year.known_from, year.weeks + 1):
            first = start + (week - 1) * _WEEK
            rows.append(f"{{name: {number}-W{week:02}, as: week, from: {first}, to: {first + _WEEK - _DAY}}}")
            known += 1
        start += year.weeks * _WEEK
    written = [
        "calendar:",
        *(f"  - {row}" for row in rows),
        "each: week",
        f"periods: {known}",
        f"given: {{metric.x: [{', '.join(f'{place} EUR' for place in range(1, known + 1))}]}}",
        f"figures: {{it: {{earlier: {{of: metric.x, back: {back}, before-first: {NONE} EUR}}}}}}",
    ]
    return [int(str(evaluation.nodes["it"].value)) for evaluation in run_text("\n".join(written))]


def test_a_year_ago_is_the_week_of_the_same_number() -> None:
    """The years have 53, 52 and 53 weeks: the last one's week 53 has none before it, and week 1 of 2028 is that of 2027."""
    found = read_back("1 year", Year(53), Year(52), Year(53))
    assert found[:53] == [NONE] * 53
    assert found[53:105] == list(range(1, 53))
    assert found[105:] == [*range(54, 106), NONE]


def test_two_years_ago_finds_week_53_again() -> None:
    assert read_back("2 years", Year(53), Year(52), Year(53))[105:] == list(range(1, 54))


def test_weeks_back_pass_over_the_end_of_a_year() -> None:
    assert read_back("2 weeks", Year(53), Year(52)) == [NONE, NONE, *range(1, 104)]


@pytest.mark.parametrize("known_from", [2, 8, 53])
def test_a_year_of_which_the_calendar_knows_not_all_weeks_gives_none(known_from: int) -> None:
    """Its first known week is not week 1, so it must not be taken for it."""
    assert set(read_back("1 year", Year(53, known_from), Year(52))) == {NONE}
