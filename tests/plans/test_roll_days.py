"""Which days a window means, in the calendar that everybody knows, in a fiscal year, and in published weeks and months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.calendar import GRAINS, Period, parse_period, period_of
from plans.company.cut import Cut, FiscalYear, Gregorian, Row, Rows
from plans.roll_days import BEFORE, LAST, First, Span, Window


def four_four_five(years: tuple[int, ...] = (2025, 2026)) -> Rows:
    """Months of four, four and five weeks, in quarters and years; the second year has a week more at its end."""
    rows: dict[str, list[Row]] = {"week": [], "month": [], "quarter": [], "year": []}
    start = date(2025, 1, 6)
    for year in years:
        weeks_of = [4, 4, 5] * 4
        weeks_of[-1] += year == years[-1]
        first_of_year, number = start, 0
        for month, weeks in enumerate(weeks_of):
            first = start
            for _ in range(weeks):
                number += 1
                rows["week"].append(Row(f"{year}-W{number}", "week", start, start + timedelta(days=6)))
                start += timedelta(days=7)
            rows["month"].append(Row(f"{year}-P{month + 1}", "month", first, start - timedelta(days=1)))
            if month % 3 == 0:
                quarter = first
            if month % 3 == 2:
                rows["quarter"].append(Row(f"{year}-Q{month // 3 + 1}", "quarter", quarter, start - timedelta(days=1)))
        rows["year"].append(Row(str(year), "year", first_of_year, start - timedelta(days=1)))
    return Rows({grain: tuple(found) for grain, found in rows.items()})


def plain(name: str) -> Period:
    found = parse_period(name)
    assert found is not None
    return found


def company(name: str) -> Period:
    found = four_four_five().named(name)
    assert found is not None
    return found


def fiscal(name: str) -> Period:
    found = FiscalYear(7).named(name)
    assert found is not None
    return found


def cut_of(period: Period) -> Cut:
    """The calendar from which a period of these tests comes."""
    cuts: tuple[Cut, ...] = (Gregorian(), FiscalYear(7), four_four_five())
    return next(cut for cut in cuts if cut.named(period.name) == period)


def days(span: Span | None) -> str:
    return "none" if span is None else f"{span.start} {span.end}"


@pytest.mark.parametrize(
    ("period", "window", "expected"),
    [
        (plain("2026-Q4"), Window(), "2026-10-01 2026-12-31"),
        (plain("2026-Q4"), Window(LAST, 1, "quarter"), "2026-10-01 2026-12-31"),
        (plain("2026-Q4"), Window(LAST, 4, "quarter"), "2026-01-01 2026-12-31"),
        (plain("2026-11"), Window(LAST, 4, "quarter"), "2025-10-01 2026-09-30"),  # the one that goes on is not whole
        (plain("2026-Q1"), Window(LAST, 12, "month"), "2025-04-01 2026-03-31"),
        (plain("2026-Q4"), Window(LAST, 2, "period"), "2026-07-01 2026-12-31"),
        (plain("2026-Q4"), Window(LAST, 90, "day"), "2026-10-03 2026-12-31"),
        (plain("2026-Q4"), Window(BEFORE, 4, "quarter"), "2025-10-01 2025-12-31"),
        (plain("2026-Q4"), Window(BEFORE, 1, "year"), "2025-10-01 2025-12-31"),
        (plain("2026-Q4"), Window(BEFORE, 12, "month"), "2025-10-01 2025-12-31"),
        (plain("2026-11"), Window(BEFORE, 1, "quarter"), "2026-08-01 2026-08-31"),
        (plain("2024-02"), Window(BEFORE, 1, "year"), "2023-02-01 2023-02-28"),
        (plain("2026-Q4"), Window(BEFORE, 10, "day"), "2026-09-21 2026-12-21"),
        (plain("2026-Q4"), Window(LAST, 2, "week"), "none"),  # there are no weeks
        (plain("2026-Q4"), Window(BEFORE, 2, "week"), "none"),
        (fiscal("FY2027-Q1"), Window(LAST, 4, "quarter"), "2025-10-01 2026-09-30"),
        (fiscal("FY2027-Q1"), Window(BEFORE, 1, "year"), "2025-07-01 2025-09-30"),
        (fiscal("FY2027-Q2"), Window(LAST, 1, "year"), "2025-07-01 2026-06-30"),  # the whole one before
        (company("2026-Q1"), Window(LAST, 2, "month"), "2026-02-02 2026-04-05"),
        (company("2026-P1"), Window(BEFORE, 1, "year"), "2025-01-06 2025-02-02"),
        (company("2026-P1"), Window(LAST, 3, "week"), "2026-01-12 2026-02-01"),
        (company("2026-Q1"), Window(BEFORE, 13, "week"), "2025-10-06 2026-01-04"),
        (company("2026-W53"), Window(BEFORE, 1, "year"), "none"),  # the year before had 52
        (company("2026-W52"), Window(BEFORE, 1, "year"), "2025-12-29 2026-01-04"),
        (company("2025-Q1"), Window(LAST, 2, "quarter"), "none"),  # before the first row
        (company("2025-Q1"), Window(BEFORE, 1, "year"), "none"),
    ],
)  # fmt: skip
def test_the_days_of_a_window(period: Period, window: Window, expected: str) -> None:
    assert days(window.span(period, cut_of(period))) == expected


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.sampled_from(tuple(GRAINS)),
    st.integers(1, 9),
    st.sampled_from(tuple(GRAINS)),
)
def test_the_last_ones_are_whole_and_reach_as_far_back_as_they_say(day: date, grain: str, count: int, length: str) -> None:  # fmt: skip
    period = period_of(day, grain)
    span = Window(LAST, count, length).span(period, Gregorian())
    assert span is not None
    walked, found = period_of(span.end, length), 1
    assert walked.end == span.end <= period.end < walked.after().end
    while walked.start > span.start:
        walked, found = walked.before(), found + 1
    assert (walked.start, found) == (span.start, count)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.sampled_from(tuple(GRAINS)), st.integers(1, 9))
def test_before_is_a_whole_period_and_the_way_back_is_the_way_there(day: date, grain: str, count: int) -> None:
    period = period_of(day, grain)
    span = Window(BEFORE, count, "period").span(period, Gregorian())
    assert span is not None
    there = period_of(span.start, grain)
    assert (there.start, there.end) == span
    for _ in range(count):
        there = there.after()
    assert there == period


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 400))
def test_each_day_ends_the_first_days_of_one_period(day: date, count: int) -> None:
    """Whoever starts on a day counts in one quarter, and in no other."""
    first = First(count, "signed")
    quarter = period_of(day + timedelta(days=count - 1), "quarter")
    asked = [quarter.before(), quarter, quarter.after()]
    assert [first.starts(period).holds(day) for period in asked] == [False, True, False]
    assert first.span(quarter, Gregorian()).holds(day)


def test_a_window_reads_as_it_was_written() -> None:
    windows = [Window(), Window(LAST, 1, "quarter"), Window(LAST, 4, "half-year"), Window(BEFORE, 2, "day")]
    assert [str(window) for window in windows] == [
        "this period",
        "last 1 quarter",
        "last 4 half-years",
        "2 days before",
    ]
    assert str(First(90, "signed")) == "first 90 days from signed"
