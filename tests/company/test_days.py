"""Which days are worked, and when pay is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.company.days import Special, WorkingDays
from plans.company.paydays import PayDate
from tests.company.made import entity, read

WEEK = frozenset(range(5))
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))


def test_a_date_counts_before_each_year_and_both_before_the_day_of_the_week() -> None:
    days = WorkingDays(WEEK, {date(2027, 12, 25): Special("Fair", works=True)}, {(12, 25): Special("Christmas Day")})
    assert not days.is_working(date(2026, 12, 25))  # a Friday
    assert days.is_working(date(2027, 12, 25))  # a Saturday that is worked
    assert not days.is_working(date(2026, 12, 26))
    assert [holiday.on.year for holiday in days.holidays(date(2026, 1, 1), date(2028, 12, 31))] == [2026, 2028]


def test_an_entity_is_like_another_but_for_what_it_says_itself() -> None:
    ireland, sweden = entity("ie").days, entity("se").days
    assert (ireland.is_working(date(2026, 12, 25)), sweden.is_working(date(2026, 12, 25))) == (False, True)
    assert (ireland.is_working(date(2026, 6, 19)), sweden.is_working(date(2026, 6, 19))) == (True, False)
    assert not sweden.is_working(date(2026, 4, 6))  # as in Ireland
    assert entity("se").zone == "Europe/Stockholm"
    assert (ireland.through, WorkingDays(WEEK).through) == (date(2026, 12, 31), None)


def test_the_day_on_which_counting_starts_does_not_count() -> None:
    days = entity().days
    friday = date(2026, 4, 3)
    assert days.between(friday, friday) == 0
    assert days.between(friday, date(2026, 4, 6)) == 0  # the weekend, and Easter Monday
    assert days.between(friday, date(2026, 4, 8)) == 2
    assert days.after(friday, 2) == date(2026, 4, 8)
    assert days.between(date(2026, 4, 8), friday) == 0


@given(DAYS, st.integers(1, 60))
def test_counting_and_going_forward_agree(start: date, count: int) -> None:
    days = entity().days
    end = days.after(start, count)
    assert days.is_working(end)
    assert days.between(start, end) == count
    assert days.between(start, end - timedelta(days=1)) == count - 1


def test_time_ends_with_the_year_9999() -> None:
    with pytest.raises(OverflowError, match="before the year 10000"):
        entity().days.after(date(9999, 12, 1), 60)


@pytest.mark.parametrize(
    ("name", "of", "plan", "on"),
    [
        ("ie", "FY2027-Q1", "", "2026-05-20"),  # by its name, before the rule
        ("ie", "FY2027-Q1", "sales", "2026-05-22"),
        ("ie", "FY2027-Q1", "success", "2026-05-20"),
        ("ie", "FY2027-Q2", "", "2026-08-31"),  # a Monday
        ("se", "FY2027-Q2", "sales", "2026-08-25"),  # the entity's own
        ("se", "FY2027-Q1", "", "2026-05-20"),
        ("ie", "FY2027-Q3", "", "2026-11-30"),
        ("ie", "FY2026-Q4", "", "2026-02-27"),  # the 28th is a Saturday
        ("ie", "FY2027", "", ""),  # years have no rule
    ],
)
def test_a_pay_date_by_the_most_particular_that_is_said(name: str, of: str, plan: str, on: str) -> None:
    calendar = read()
    period = calendar.period_named(of)
    assert period is not None
    assert str(calendar.entities[name].pay_date(period, plan) or "") == on


def test_pay_dates_of_a_span() -> None:
    calendar = read()
    assert calendar.pay_dates(calendar.entities["se"], date(2026, 5, 1), date(2026, 11, 30)) == [
        PayDate("FY2027-Q1", date(2026, 5, 20)),
        PayDate("FY2027-Q1", date(2026, 5, 22), ("sales",)),
        PayDate("FY2027-Q2", date(2026, 8, 25)),
        PayDate("FY2027-Q3", date(2026, 11, 30)),
    ]


def test_a_month_in_which_nobody_works_has_no_last_working_day() -> None:
    days = "".join(f"{{on: 2026-08-{day:02}, name: Closed}}, " for day in range(1, 32))
    calendar = read(
        "calendar: a\nversion: '1'\nrationale: r\neffective: {from: 2026-01-01}\n"
        "pay-days: {month: {working-day: last, of: same-month}}\n"
        f"entities:\n  ie: {{zone: UTC, working-days: [mon, tue, wed, thu, fri], holidays: [{days}]}}\n"
    )
    july, august = calendar.period_named("2026-07"), calendar.period_named("2026-08")
    assert july is not None
    assert august is not None
    assert calendar.entities["ie"].pay_date(july) == date(2026, 7, 31)
    assert calendar.entities["ie"].pay_date(august) is None


def test_the_second_working_day_of_the_same_month() -> None:
    calendar = read(
        "calendar: a\nversion: '1'\nrationale: r\neffective: {from: 2026-01-01}\n"
        "pay-days: {month: {working-day: 2, of: same-month}, year: {working-day: 1, of: three-months-after}}\n"
        "entities:\n  ie: {zone: UTC, working-days: [mon, tue, wed, thu, fri], holidays: [{on: 2026-06-01, name: June}]}\n"
    )
    june, year = calendar.period_named("2026-06"), calendar.period_named("2026")
    assert june is not None
    assert year is not None
    assert calendar.entities["ie"].pay_date(june) == date(2026, 6, 3)
    assert calendar.entities["ie"].pay_date(year) == date(2027, 3, 1)
