"""Periods of a company: the same value whether they are Gregorian, of a fiscal year, or rows of a table."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendar import period_of
from plans.company.cut import Cut, FiscalYear, Gregorian, NoPeriodError
from tests.company.made import IN_ROWS, read

DAYS = st.dates(min_value=date(1972, 1, 1), max_value=date(9980, 12, 31))
JANUARY = "fiscal-year: {starts: 01-01}\n"
ENTITIES = "entities: {ie: {zone: UTC, working-days: [mon]}}\n"
CUTS: list[Cut] = [Gregorian(), FiscalYear(2), FiscalYear(7), FiscalYear(12, by_start=True)]


@given(DAYS, st.sampled_from(CUTS), st.sampled_from(["month", "quarter", "half-year", "year"]))
def test_every_day_lies_in_the_period_of_its_name(day: date, cut: Cut, grain: str) -> None:
    period = cut.holding(day, grain)
    assert period is not None
    assert day in period
    assert cut.named(period.name.lower()) == period
    assert period.after().before() == period
    assert (period.after().start - period.end).days == 1


@pytest.mark.parametrize(
    ("cut", "day", "grain", "name", "start", "end"),
    [
        (FiscalYear(2), "2026-01-31", "quarter", "FY2026-Q4", "2025-11-01", "2026-01-31"),
        (FiscalYear(2), "2026-02-01", "quarter", "FY2027-Q1", "2026-02-01", "2026-04-30"),
        (FiscalYear(2), "2026-02-01", "year", "FY2027", "2026-02-01", "2027-01-31"),
        (FiscalYear(4, by_start=True), "2027-03-31", "half-year", "FY2026-H2", "2026-10-01", "2027-03-31"),
        (FiscalYear(2), "2026-02-01", "month", "2026-02", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_fiscal_year_has_the_name_of_the_year_in_which_it_ends(
    cut: Cut, day: str, grain: str, name: str, start: str, end: str
) -> None:
    period = cut.holding(date.fromisoformat(day), grain)
    assert period is not None
    assert (period.name, str(period.start), str(period.end)) == (name, start, end)


def test_a_fiscal_calendar_does_not_take_a_gregorian_quarter_for_its_own() -> None:
    calendar = read()
    assert calendar.period_named("2026-Q4") is None
    assert calendar.period_named("2026") is None
    assert calendar.period_named("FY2027-Q5") is None
    assert calendar.period_holding(date(2026, 5, 1), "week") is None


def test_a_year_that_starts_in_january_is_the_gregorian_one() -> None:
    text = f"calendar: a\nversion: '1'\nrationale: r\neffective: {{from: 2026-01-01}}\n{JANUARY}{ENTITIES}"
    assert read(text).cut == read(text.replace(JANUARY, "")).cut == Gregorian()


def test_four_weeks_four_weeks_five_weeks() -> None:
    calendar = read(IN_ROWS)
    found = calendar.period_holding(date(2026, 1, 28), "month")
    assert found is not None
    assert (found.name, found.days, found.grain) == ("2026-P2", 28, "month")
    assert found.before().name == "2026-P1"
    assert found.after().days == 35
    assert calendar.period_named("2026-p3") == found.after()
    with pytest.raises(NoPeriodError, match="no month that holds 2026-03-30"):
        found.after().after()
    with pytest.raises(NoPeriodError):
        found.before().before()
    assert calendar.period_holding(date(2025, 12, 28), "quarter") is None
    assert calendar.period_holding(date(2026, 6, 28), "quarter") == calendar.period_named("2026-Q2")  # its last day
    assert calendar.period_holding(date(2026, 6, 29), "quarter") is None
    assert calendar.period_holding(date(2026, 1, 28), "year") is None


def test_the_periods_of_a_span_come_the_longest_first() -> None:
    names = [period.name for period in read(IN_ROWS).periods(date(2026, 2, 1), date(2026, 3, 31))]
    assert names == ["2026-Q1", "2026-Q2", "2026-P2", "2026-P3"]
    assert [period.name for period in read().periods(date(2026, 1, 31), date(2026, 2, 1))] == [
        "FY2026", "FY2027", "FY2026-H2", "FY2027-H1", "FY2026-Q4", "FY2027-Q1", "2026-01", "2026-02",
    ]  # fmt: skip


def test_a_company_period_is_used_as_any_other() -> None:
    quarter = read().period_named("FY2027-Q1")
    assert quarter is not None
    assert date(2026, 4, 30) in quarter
    assert date(2026, 5, 1) not in quarter
    assert str(quarter) == "FY2027-Q1"
    assert quarter != period_of(date(2026, 2, 1), "quarter")
