"""Periods by the names that people give them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendar import GRAINS, parse_period, period_of

DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(9998, 12, 31))


@given(DAYS, st.sampled_from(list(GRAINS)))
def test_every_day_lies_in_the_period_of_its_name(day: date, grain: str) -> None:
    period = period_of(day, grain)
    assert day in period
    assert parse_period(period.name) == period
    assert period.days == (period.end - period.start).days + 1


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(9990, 1, 1)), st.sampled_from(list(GRAINS)))
def test_periods_follow_each_other_without_a_gap(day: date, grain: str) -> None:
    period = period_of(day, grain)
    assert period.after().before() == period
    assert (period.after().start - period.end).days == 1


def test_the_leap_day_belongs_to_its_quarter() -> None:
    assert period_of(date(2028, 2, 29), "quarter").days == 91
    assert period_of(date(2026, 2, 28), "quarter").days == 90


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-13", "26-Q4", "0001", "9999-Q4", "next", "2026-Q4; drop table"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_names_are_read_however_they_are_cased() -> None:
    period = parse_period(" 2026-q4 ")
    assert period is not None
    assert (period.start, period.end, period.name) == (date(2026, 10, 1), date(2026, 12, 31), "2026-Q4")
