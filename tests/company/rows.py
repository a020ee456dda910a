"""Calendars of rows as retailers and manufacturers publish them: 4-4-5, with a year of 53 weeks, and thirteen periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions
from plans.reading.company.calendar import load_calendar

HEAD = """calendar: northwind
version: "{version}"
effective: {{from: {start}}}
rationale: Weeks that can be compared.
entities:
  ie: {{title: Northwind Ireland, zone: Europe/Dublin, working-days: [mon, tue, wed, thu, fri]}}
"""
FIRST_DAY = date(2025, 12, 29)  # a Monday
# FY2026 has 52 weeks and ends on 2026-12-27. FY2027 has 53: its last month has six, and it ends on 2028-01-02.
MONTHS_445 = {"FY2026": (4, 4, 5) * 4, "FY2027": (*(4, 4, 5) * 3, 4, 4, 6)}
PERIODS_13 = {"2026": (4,) * 13, "2027": (4,) * 12 + (5,)}


def text_445(version: str = "1", start: str = "2026-01-01", years: Sequence[str] = tuple(MONTHS_445)) -> str:
    """Years, quarters, months and weeks: `FY2026-Q1`, `FY2026-M01`, `FY2026-W01`."""
    return _text(version, start, [row for year in years for row in _year_445(year)])


def text_13(version: str = "1", start: str = "2026-01-01", years: Sequence[str] = tuple(PERIODS_13)) -> str:
    """Years of thirteen periods, which stand as months: `2026-P07`."""
    return _text(version, start, [row for year in years for row in _year_13(year)])


def text_fiscal(version: str = "1", start: str = "2026-01-01", starts: str = "02-01") -> str:
    """Fiscal years from February on: `FY2027-Q1` begins on 2026-02-01."""
    return f"{HEAD.format(version=version, start=start)}fiscal-year: {{starts: {starts}}}\n"


def read(text: str) -> CompanyCalendar:
    loaded = load_calendar(text, "calendar.yaml")
    assert loaded.calendar is not None, list(map(str, loaded.problems))
    return loaded.calendar


def versions(*texts: str) -> CalendarVersions:
    return CalendarVersions(tuple(map(read, texts)))


def _text(version: str, start: str, rows: Sequence[str]) -> str:
    listed = "\n".join(f"  - {row}" for row in rows)
    return f"{HEAD.format(version=version, start=start)}periods:\n{listed}\n"


def _year_445(year: str) -> Iterator[str]:
    weeks = MONTHS_445[year]
    start = FIRST_DAY + timedelta(weeks=sum(map(sum, _before(MONTHS_445, year))))
    yield _row(year, "year", start, sum(weeks))
    at = start
    for number, count in enumerate(weeks, start=1):
        if number % 3 == 1:
            yield _row(f"{year}-Q{number // 3 + 1}", "quarter", at, sum(weeks[number - 1 : number + 2]), year)
        yield _row(f"{year}-M{number:02}", "month", at, count, f"{year}-Q{(number + 2) // 3}")
        at += timedelta(weeks=count)
    for number in range(sum(weeks)):
        yield _row(f"{year}-W{number + 1:02}", "week", start + timedelta(weeks=number), 1)


def _year_13(year: str) -> Iterator[str]:
    weeks = PERIODS_13[year]
    at = FIRST_DAY + timedelta(weeks=sum(map(sum, _before(PERIODS_13, year))))
    yield _row(f"{year}-FY", "year", at, sum(weeks))
    for number, count in enumerate(weeks, start=1):
        yield _row(f"{year}-P{number:02}", "month", at, count, f"{year}-FY")
        at += timedelta(weeks=count)


def _before(years: dict[str, tuple[int, ...]], year: str) -> list[tuple[int, ...]]:
    names = list(years)
    return [years[name] for name in names[: names.index(year)]]


def _row(name: str, grain: str, start: date, weeks: int, part_of: str = "") -> str:
    end = start + timedelta(weeks=weeks, days=-1)
    whole = f", part-of: {part_of}" if part_of else ""
    return f"{{name: {name}, as: {grain}, from: {start}, to: {end}{whole}}}"
