"""All versions of a calendar as one: which holds for a period, how names and neighbours go across, and what the next one may not change."""

from __future__ import annotations

from datetime import date

import pytest

from plans.company.begun import clashes
from plans.company.versions import CalendarVersions
from plans.load import load_plan
from plans.reading.registry import load_registry
from tests.company.rows import read, text_13, text_445, text_fiscal, versions
from tests.plans.build import HEAD, REGISTRY, document

ONLY_2026, ONLY_2027 = text_13(years=("2026",)), text_13("2", "2026-12-28", years=("2027",))
TWO = versions(ONLY_2026, ONLY_2027)
TODAY = date(2026, 11, 20)


def held(cut: CalendarVersions, day: str, grain: str = "month") -> str | None:
    period = cut.holding(date.fromisoformat(day), grain)
    return None if period is None else f"{period.name} {period.start} {period.end}"


@pytest.mark.parametrize(
    ("day", "grain", "period"),
    [
        ("2025-12-28", "month", None),
        ("2025-12-29", "month", "2026-P01 2025-12-29 2026-01-25"),
        ("2026-12-27", "month", "2026-P13 2026-11-30 2026-12-27"),
        ("2026-12-28", "month", "2027-P01 2026-12-28 2027-01-24"),
        ("2028-01-02", "year", "2027-FY 2026-12-28 2028-01-02"),
        ("2028-01-03", "month", None),
        ("2026-06-01", "quarter", None),
    ],
)
def test_a_period_comes_from_the_version_in_which_it_begins(day: str, grain: str, period: str | None) -> None:
    assert held(TWO, day, grain) == period


def test_periods_go_across_versions() -> None:
    last = TWO.named("2026-p13")
    assert last is not None
    assert last.after().name == "2027-P01"
    assert last.after().before() == last
    names = [period.name for period in TWO.touching(date(2026, 12, 1), date(2027, 1, 31), "month")]
    assert names == ["2026-P13", "2027-P01", "2027-P02"]
    assert [version.version for version in TWO.behind(last)] == ["1"]
    assert [version.version for version in TWO.behind(last.after())] == ["1", "2"]
    assert str(TWO.last(date(2030, 1, 1), "month")) == "2027-P13"
    assert str(TWO.first("month")) == "2026-P01"
    assert TWO.last(date(2025, 1, 1), "month") is None


@pytest.mark.parametrize(("day", "version"), [("2025-12-31", None), ("2026-01-01", "1"), ("2026-12-28", "2")])
def test_the_version_that_holds_on_a_day(day: str, version: str | None) -> None:
    found = TWO.on(date.fromisoformat(day))
    assert (found.version if found else None) == version
    # Whichever it is, it knows the periods of all.
    assert found is None or found.period_named("2026-P01") == TWO.named("2026-P01")


def test_a_period_that_has_begun_stays_though_a_version_that_begins_within_it_says_otherwise() -> None:
    """The second version begins on 1 November: the fiscal quarters that began in October are still those of the first."""
    cut = versions(text_fiscal(starts="10-01"), text_fiscal("2", "2026-11-01"))
    assert held(cut, "2026-11-20", "quarter") == "FY2027-Q1 2026-10-01 2026-12-31"
    assert held(cut, "2027-02-01", "quarter") == "FY2028-Q1 2027-02-01 2027-04-30"
    assert cut.first("quarter") is None  # a fiscal year has no first one


def test_of_two_versions_with_one_first_day_the_one_published_last_counts() -> None:
    assert held(versions(text_13(), text_445("2")), "2026-03-01") == "FY2026-M03 2026-02-23 2026-03-29"


def said(known: str, new: str, today: date = TODAY) -> list[str]:
    return [clash.message for clash in clashes(versions(known), read(new), today)]


def test_a_version_that_goes_on_where_the_one_before_ends_changes_nothing() -> None:
    assert said(ONLY_2026, ONLY_2027) == []
    assert said(ONLY_2026, text_13("2")) == []  # all rows once more, and the next year
    assert said(text_fiscal(), text_fiscal("2", "2026-11-01")) == []


def test_what_has_begun_by_today_stays_whatever_first_day_a_version_names() -> None:
    moved = text_13("2").replace("to: 2026-11-29", "to: 2026-12-06").replace("from: 2026-11-30", "from: 2026-12-07")
    assert said(ONLY_2026, moved) == [
        "`2026-P12`, 2026-11-02 to 2026-11-29, has begun, and would become `2026-P12`, 2026-11-02 to 2026-12-06."
    ]
    assert said(ONLY_2026, moved, date(2026, 11, 1)) == []  # the day before it begins


def test_a_name_stands_for_one_period() -> None:
    again = ONLY_2027.replace("2027-P", "2026-P")
    first, *_ = said(ONLY_2026, again)
    assert first == "`2026-P01` would be 2026-12-28 to 2027-01-24, and is 2025-12-29 to 2026-01-25 already."


def problems(*calendars: str) -> list[str]:
    registry = load_registry(REGISTRY, "registry.yaml").registry
    assert registry is not None
    head = HEAD.replace("{from: 2026-01-01, to: 2026-12-31}", "{from: 2026-02-01}")
    head = head.replace("period: quarter", "period: month\ncalendar: northwind")
    loaded = load_plan(
        document("it: {sum: {of: [metric.won]}}", head=head), "plan.yaml", registry, versions(*calendars)
    )
    return [problem.message for problem in loaded.problems if problem.code != "missing-key"]


def test_a_plan_needs_versions_that_meet() -> None:
    assert problems(ONLY_2026, ONLY_2027) == []
    gap = ONLY_2027.replace("from: 2026-12-28", "from: 2027-01-04")
    assert problems(ONLY_2026, gap) == [
        "In the calendar `northwind` 2026-P13 ends on 2026-12-27, and 2027-P01 starts on 2027-01-04."
    ]
    assert problems(ONLY_2026, ONLY_2027.replace("2027-P", "2026-P")) == [
        "In the calendar `northwind` `2026-P01` is 2025-12-29 to 2026-01-25, and 2026-12-28 to 2027-01-24 as well."
    ]
